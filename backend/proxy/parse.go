package proxy

import (
	"net"
	"regexp"
	"strings"
)

// scutilLine is one line of what macOS' `scutil --proxy` prints: "  HTTPSProxy : proxy.example".
var scutilLine = regexp.MustCompile(`(?m)^\s*(\w+) : (.+?)\s*$`)

// parseScutil reads what `scutil --proxy` prints.
func parseScutil(text string) Settings {
	values := map[string]string{}
	var except []string
	for _, match := range scutilLine.FindAllStringSubmatch(text, -1) {
		if strings.Trim(match[1], "0123456789") == "" { // the elements of ExceptionsList are numbered
			except = append(except, exception(match[2]))
			continue
		}
		values[match[1]] = match[2]
	}
	address := func(kind string) string {
		if values[kind+"Enable"] != "1" || values[kind+"Proxy"] == "" {
			return ""
		}
		return join(values[kind+"Proxy"], values[kind+"Port"])
	}
	settings := Settings{Source: System, HTTP: address("HTTP"), HTTPS: address("HTTPS"), Except: strings.Join(except, ",")}
	return settings.orScript(values["ProxyAutoConfigEnable"] == "1" || values["ProxyAutoDiscoveryEnable"] == "1")
}

// orScript is Unsupported where only a script is set, and nothing where nothing is.
func (s Settings) orScript(script bool) Settings {
	switch {
	case s.HTTP != "" || s.HTTPS != "":
		return s
	case script:
		return Settings{Source: Unsupported}
	}
	return Settings{Source: None}
}

// gsettingsLine is one line of `gsettings list-recursively`: "org.gnome.system.proxy.https host 'proxy.example'".
var gsettingsLine = regexp.MustCompile(`(?m)^org\.gnome\.system\.proxy(\.\w+)? (\S+) (.+?)\s*$`)

// parseGsettings reads what `gsettings list-recursively org.gnome.system.proxy` prints.
func parseGsettings(text string) Settings {
	values := map[string]string{}
	for _, match := range gsettingsLine.FindAllStringSubmatch(text, -1) {
		values[strings.TrimPrefix(match[1]+"."+match[2], ".")] = strings.Trim(match[3], "'")
	}
	if values["mode"] != "manual" {
		return Settings{}.orScript(values["mode"] == "auto")
	}
	address := func(kind string) string {
		if values[kind+".host"] == "" || values[kind+".port"] == "0" {
			return ""
		}
		return join(values[kind+".host"], values[kind+".port"])
	}
	var except []string
	for _, host := range strings.Split(strings.Trim(values["ignore-hosts"], "[]"), ",") {
		if host = strings.Trim(strings.TrimSpace(host), "'"); host != "" {
			except = append(except, exception(host))
		}
	}
	settings := Settings{Source: System, HTTP: address("http"), HTTPS: address("https"), Except: strings.Join(except, ",")}
	return settings.orScript(false)
}

// exception turns "*.local", as both systems write it, into ".local", as the exceptions of an environment are written.
func exception(host string) string { return strings.TrimPrefix(host, "*") }

func join(host, port string) string {
	if port == "" {
		return host
	}
	return net.JoinHostPort(host, port)
}
