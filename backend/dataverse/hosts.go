package dataverse

import (
	"net"
	"net/netip"
	"net/url"
	"regexp"
	"slices"
	"strings"

	"ferry/backend/crm"
)

// Trust widens the built-in table of Microsoft's clouds. The zero value trusts that table and nothing else.
type Trust struct {
	// Hosts are further organization hosts, matched exactly (the practice organization's).
	Hosts []string
	// Authorities are further sign-in hosts, matched exactly, with their port if they have one.
	Authorities []string
	// LoopbackHTTP allows plain http for loopback literals (127.0.0.0/8, ::1). The name localhost is not one of them.
	LoopbackHTTP bool
}

// cloud is one row of the table of clouds: organizations live at <name>.<region>.<suffix>, people sign in at authorities.
type cloud struct {
	organizations *regexp.Regexp
	authorities   []string
}

// clouds lists Microsoft's clouds by the host names of their organizations, with or without the "api" label
// (contoso.api.crm4.dynamics.com). New regions appear as crm<number>, so the number is not enumerated.
func clouds() []cloud {
	const name = `^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?(?:\.api)?\.`
	row := func(suffix string, authorities ...string) cloud {
		return cloud{regexp.MustCompile(name + suffix + `$`), authorities}
	}
	return []cloud{
		row(`crm[0-9]{0,3}\.dynamics\.com`, "login.microsoftonline.com"),
		row(`crm\.microsoftdynamics\.us`, "login.microsoftonline.us"),
		row(`crm\.appsplatform\.us`, "login.microsoftonline.us"),
		row(`crm\.dynamics\.cn`, "login.partner.microsoftonline.cn", "login.chinacloudapi.cn"),
	}
}

// Origin checks an organization address as a person pastes it (a bare host, or any page of the organization) and gives
// its origin: scheme and host, lower case, no path. Errors: crm.CodeNotAnOrg for what is no web address at all,
// crm.CodeUntrustedHost for a host outside the known clouds and for look-alikes (user info, non-ASCII or punycode
// labels, other ports, plain http).
func Origin(address string, trust Trust) (string, error) {
	address = strings.TrimSpace(address)
	if address != "" && !strings.Contains(address, "://") {
		address = "https://" + address
	}
	parsed, err := url.Parse(address)
	if err != nil || parsed.Host == "" {
		return "", crm.Errorf(crm.CodeNotAnOrg, "not a web address")
	}
	if parsed.User != nil {
		return "", crm.Errorf(crm.CodeUntrustedHost, "the address carries a user name")
	}
	host := strings.ToLower(parsed.Host)
	if !trust.allows(parsed.Scheme, host) {
		return "", crm.Errorf(crm.CodeUntrustedHost, "not the address of a Dynamics 365 cloud over https")
	}
	return parsed.Scheme + "://" + strings.TrimSuffix(host, defaultPort(parsed.Scheme)), nil
}

func defaultPort(scheme string) string {
	if scheme == "http" {
		return ":80"
	}
	return ":443"
}

// allows reports whether an organization may live at the host (lower case, with port if any).
func (t Trust) allows(scheme, host string) bool {
	if isLoopback(host) {
		return t.LoopbackHTTP && scheme == "http" || slices.Contains(t.Hosts, host)
	}
	if scheme != "https" {
		return false
	}
	name := strings.TrimSuffix(host, ":443")
	return slices.Contains(t.Hosts, name) || cloudOf(name) != nil
}

func cloudOf(host string) *cloud {
	if strings.Contains(host, "xn--") {
		return nil
	}
	for _, row := range clouds() {
		if row.organizations.MatchString(host) {
			return &row
		}
	}
	return nil
}

// allowsAuthority reports whether people of the organization at host may be sent to the sign-in host: the cloud's own,
// or one that the caller added.
func (t Trust) allowsAuthority(organization, authority string) bool {
	if slices.Contains(t.Authorities, authority) {
		return true
	}
	row := cloudOf(organization)
	return row != nil && slices.Contains(row.authorities, authority)
}

// isLoopback reports whether the host is a loopback address written as a literal. A name is none: it can point anywhere.
func isLoopback(host string) bool {
	name := host
	if bare, _, err := net.SplitHostPort(host); err == nil {
		name = bare
	}
	address, err := netip.ParseAddr(strings.Trim(name, "[]"))
	return err == nil && address.IsLoopback()
}
