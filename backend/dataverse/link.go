package dataverse

import (
	"net/url"
	"strings"

	"ferry/backend/crm"
)

// follow gives the address of a next or delta link, character for character as the service wrote it: its tokens are
// encoded twice, and break when they are encoded anew. A relative link is put behind what it is relative to, base being
// the address of the request that gave it. Links come from outside, and a token would go with them: one that leads to
// another origin is crm.CodeUntrustedHost.
func (c *Client) follow(link, base string) (string, error) {
	whole := absolute(link, base, c.origin)
	parsed, err := url.Parse(whole)
	if err != nil || parsed.User != nil || originOf(parsed) != c.origin {
		return "", crm.Errorf(crm.CodeUntrustedHost, "the service's link leads to another origin")
	}
	return whole, nil
}

// originOf is the scheme and host of an address, lower case, without the scheme's own port.
func originOf(address *url.URL) string {
	scheme := strings.ToLower(address.Scheme)
	return scheme + "://" + strings.TrimSuffix(strings.ToLower(address.Host), defaultPort(scheme))
}

// absolute resolves a link by the rules of RFC 3986, without touching its characters.
func absolute(link, base, origin string) string {
	path, _, _ := strings.Cut(base, "?")
	segment, _, _ := strings.Cut(link, "/")
	segment, _, _ = strings.Cut(segment, "?")
	switch {
	case strings.Contains(segment, ":"): // only a scheme can have one here
		return link
	case strings.HasPrefix(link, "//"):
		scheme, _, _ := strings.Cut(origin, ":")
		return scheme + ":" + link
	case strings.HasPrefix(link, "/"):
		return origin + link
	case strings.HasPrefix(link, "?"):
		return path + link
	}
	return path[:strings.LastIndex(path, "/")+1] + link
}
