package backend

import (
	"net/netip"
	"net/url"
)

// loopback reports whether the origin is a loopback literal: a name can point anywhere.
func loopback(origin string) bool {
	parsed, err := url.Parse(origin)
	if err != nil {
		return false
	}
	address, err := netip.ParseAddr(parsed.Hostname())
	return err == nil && address.IsLoopback()
}
