package proxy

import (
	"context"

	"github.com/mattn/go-ieproxy"
)

// system reads the internet options.
func system(context.Context) Settings {
	read := ieproxy.ReloadConf()
	settings := Settings{Source: None}
	if read.Static.Active {
		all := read.Static.Protocols[""] // one proxy for every scheme stands under no scheme
		settings = Settings{Source: System, HTTP: all, HTTPS: all, Except: read.Static.NoProxy}
		if only := read.Static.Protocols["http"]; only != "" {
			settings.HTTP = only
		}
		if only := read.Static.Protocols["https"]; only != "" {
			settings.HTTPS = only
		}
	}
	if read.Automatic.Active {
		settings.ask = read.Automatic.FindProxyForURL
	}
	return settings
}
