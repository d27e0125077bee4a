package pac

import (
	"bytes"
	"context"
	"fmt"
	"net"
	"net/netip"
	"slices"
	"strconv"
	"strings"
	"time"
)

// What a script may look up: names are also a way to tell things to whoever answers for them.
const (
	lookupLimit    = 32
	lookupPatience = 2 * time.Second
)

// call is one evaluation.
type call struct {
	machine Machine
	lookups int
	found   map[string][]net.IP
}

// functions are those of Netscape's "Navigator Proxy Auto-Config File Format", and Microsoft's for IPv6, as browsers have them.
func (c *call) functions(ctx context.Context) map[string]func(a []string) any {
	return map[string]func(a []string) any{
		"isPlainHostName":     func(a []string) any { return !strings.ContainsAny(at(a, 0), ".:") },
		"dnsDomainIs":         func(a []string) any { return strings.HasSuffix(lower(a, 0), lower(a, 1)) },
		"localHostOrDomainIs": func(a []string) any { return isLocalOrDomain(lower(a, 0), lower(a, 1)) },
		"dnsDomainLevels":     func(a []string) any { return strings.Count(at(a, 0), ".") },
		"shExpMatch":          func(a []string) any { return matches(at(a, 0), at(a, 1)) },
		"isResolvable":        func(a []string) any { return len(v4(c.lookup(ctx, at(a, 0)))) > 0 },
		"isResolvableEx":      func(a []string) any { return len(c.lookup(ctx, at(a, 0))) > 0 },
		"dnsResolve":          func(a []string) any { return orNull(v4(c.lookup(ctx, at(a, 0)))) },
		"dnsResolveEx":        func(a []string) any { return list(c.lookup(ctx, at(a, 0))) },
		"myIpAddress":         func([]string) any { return orLoopback(v4(c.machine.Own())) },
		"myIpAddressEx":       func([]string) any { return list(c.machine.Own()) },
		"isInNet":             func(a []string) any { return c.isInNet(ctx, at(a, 0), at(a, 1), at(a, 2)) },
		"isInNetEx":           func(a []string) any { return isInNetEx(at(a, 0), at(a, 1)) },
		"sortIpAddressList":   func(a []string) any { return sorted(at(a, 0)) },
		"getClientVersion":    func([]string) any { return "1.0" },
		"weekdayRange":        func(a []string) any { return weekdayRange(c.machine.Now(), a) },
		"dateRange":           func(a []string) any { return dateRange(c.machine.Now(), a) },
		"timeRange":           func(a []string) any { return timeRange(c.machine.Now(), a) },
		"alert":               func([]string) any { return nil }, // for a person who writes a script; a log is no place for it
	}
}

// wordLimit is how long an argument may be, in bytes; no host, address or pattern comes near. It bounds what the functions do
// in one go, where the engine cannot stop them.
const wordLimit = 4096

// words are arguments as text, as a script's functions take them; one that is too long is empty.
func words(arguments []any) []string {
	texts := make([]string, 0, len(arguments))
	for _, argument := range arguments {
		var text string
		switch argument := argument.(type) {
		case string:
			text = argument
		case float64:
			text = strconv.FormatFloat(argument, 'f', -1, 64)
		default:
			text = fmt.Sprint(argument)
		}
		if len(text) > wordLimit {
			text = ""
		}
		texts = append(texts, text)
	}
	return texts
}

func at(a []string, i int) string {
	if i >= len(a) {
		return ""
	}
	return a[i]
}

func lower(a []string, i int) string { return strings.ToLower(at(a, i)) }

func isLocalOrDomain(host, domain string) bool {
	return host == domain || (!strings.Contains(host, ".") && strings.HasPrefix(domain, host+"."))
}

// lookup gives the addresses of a host, each once; a literal is its own. It looks few names up, and no name twice.
func (c *call) lookup(ctx context.Context, host string) []net.IP {
	if literal := net.ParseIP(host); literal != nil {
		return []net.IP{literal}
	}
	if known, ok := c.found[host]; ok || c.lookups >= lookupLimit || host == "" {
		return known
	}
	c.lookups++
	ctx, cancel := context.WithTimeout(ctx, lookupPatience)
	defer cancel()
	addresses, err := c.machine.Lookup(ctx, host)
	if err != nil {
		addresses = nil
	}
	if c.found == nil {
		c.found = map[string][]net.IP{}
	}
	c.found[host] = addresses
	return addresses
}

func v4(addresses []net.IP) []net.IP {
	var only []net.IP
	for _, address := range addresses {
		if four := address.To4(); four != nil {
			only = append(only, four)
		}
	}
	return only
}

func orNull(addresses []net.IP) any {
	if len(addresses) == 0 {
		return nil
	}
	return addresses[0].String()
}

func orLoopback(addresses []net.IP) any {
	if len(addresses) == 0 {
		return "127.0.0.1"
	}
	return addresses[0].String()
}

func list(addresses []net.IP) string {
	texts := make([]string, 0, len(addresses))
	for _, address := range addresses {
		texts = append(texts, address.String())
	}
	return strings.Join(texts, ";")
}

// isInNet: of a name, its first address counts.
func (c *call) isInNet(ctx context.Context, host, pattern, mask string) bool {
	base, bits := net.ParseIP(pattern).To4(), net.ParseIP(mask).To4()
	addresses := v4(c.lookup(ctx, host))
	if base == nil || bits == nil || len(addresses) == 0 {
		return false
	}
	return addresses[0].Mask(net.IPMask(bits)).Equal(base.Mask(net.IPMask(bits)))
}

// isInNetEx takes an address and a prefix like "198.95.0.0/16" or "3ffe:8311:ffff::/48".
func isInNetEx(address, prefix string) bool {
	literal, err := netip.ParseAddr(address)
	if err != nil {
		return false
	}
	within, err := netip.ParsePrefix(prefix)
	return err == nil && within.Contains(literal)
}

// sorted puts a list of addresses in order, IPv6 before IPv4; false where one is no address.
func sorted(addresses string) any {
	var literals []net.IP
	for _, text := range strings.Split(addresses, ";") {
		literal := net.ParseIP(strings.TrimSpace(text))
		if literal == nil {
			return false
		}
		literals = append(literals, literal)
	}
	slices.SortStableFunc(literals, func(a, b net.IP) int {
		if (a.To4() == nil) != (b.To4() == nil) {
			if a.To4() == nil {
				return -1
			}
			return 1
		}
		return bytes.Compare(a.To16(), b.To16())
	})
	return list(literals)
}

// matches compares a text with a pattern of a shell: * is any text, ? one character. Its time is bounded by the product of
// the lengths.
func matches(text, pattern string) bool {
	star, mark, t, p := -1, 0, 0, 0 // where the last star stands, and how far it reaches
	for t < len(text) {
		switch {
		case p < len(pattern) && pattern[p] == '*':
			star, mark = p, t
			p++
		case p < len(pattern) && (pattern[p] == '?' || pattern[p] == text[t]):
			t++
			p++
		case star >= 0: // the last star takes one character more
			mark++
			p, t = star+1, mark
		default:
			return false
		}
	}
	return strings.Trim(pattern[p:], "*") == ""
}
