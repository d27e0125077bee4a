package pac

import (
	"net"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// What of an answer is looked at: so many ways, of an answer of so many bytes.
const (
	waysLimit   = 16
	answerLimit = 8192
)

// kinds are the proxies that can be used, by their name in an answer: scheme and usual port. SOCKS without a number is version
// 5, as macOS takes it; the older version 4 cannot be used.
var kinds = map[string]struct{ scheme, port string }{
	"PROXY":  {"http", "80"},
	"HTTP":   {"http", "80"},
	"HTTPS":  {"https", "443"},
	"SOCKS":  {"socks5", "1080"},
	"SOCKS5": {"socks5", "1080"},
}

// hostName is what can stand before the port: a name or an IPv4 address, with the underscores that real names have.
var hostName = regexp.MustCompile(`^[A-Za-z0-9_]([A-Za-z0-9_.-]{0,252})$`)

// Ways reads an answer of FindProxyForURL: "PROXY a.example:8080; SOCKS5 b.example:1080; DIRECT". The ways stand in the order
// to try them, nil for the direct one; what cannot be used or understood is left out. An empty answer is the direct way; an
// answer that has nothing usable gives none.
func Ways(answer string) []*url.URL {
	if len(answer) > answerLimit {
		return nil
	}
	if strings.Trim(answer, " \t\r\n;") == "" {
		return []*url.URL{nil}
	}
	var ways []*url.URL
	for _, part := range strings.Split(answer, ";") {
		if way, ok := wayOf(strings.Fields(part)); ok && len(ways) < waysLimit {
			ways = append(ways, way)
		}
	}
	return ways
}

func wayOf(fields []string) (*url.URL, bool) {
	if len(fields) == 1 && strings.EqualFold(fields[0], "DIRECT") {
		return nil, true
	}
	if len(fields) != 2 {
		return nil, false
	}
	kind, known := kinds[strings.ToUpper(fields[0])]
	host, ok := hostPort(fields[1], kind.port)
	if !known || !ok {
		return nil, false
	}
	return &url.URL{Scheme: kind.scheme, Host: host}, true
}

// hostPort checks "host", "host:port", "[IPv6]" and "[IPv6]:port".
func hostPort(text, usual string) (string, bool) {
	host, port, err := net.SplitHostPort(text)
	if err != nil {
		host, port = strings.TrimSuffix(strings.TrimPrefix(text, "["), "]"), usual
	}
	if number, err := strconv.ParseUint(port, 10, 16); err != nil || number == 0 {
		return "", false
	}
	if !hostName.MatchString(host) && net.ParseIP(host) == nil {
		return "", false
	}
	return net.JoinHostPort(host, port), true
}
