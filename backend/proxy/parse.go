package proxy

import (
	"cmp"
	"net"
	"regexp"
	"strings"
)

// scutilLine is one line of what macOS' `scutil --proxy` prints: "  HTTPSProxy : proxy.example".
var scutilLine = regexp.MustCompile(`(?m)^\s*(\w+) : (.+?)\s*$`)

// scutilScript is a script inside the settings, over as many lines as it has.
var scutilScript = regexp.MustCompile(`(?ms)^  ProxyAutoConfigJavaScript : (.*?)(\n  [A-Z]\w* : |\n}\s*\z)`)

// parseScutil reads what `scutil --proxy` prints. The keys are those of SCSchemaDefinitions.h, "kSCPropNetProxies…".
func parseScutil(text string) Settings {
	text, _, _ = strings.Cut(text, "  __SCOPED__ :") // the settings of each interface, after those in force
	script := ""
	if found := scutilScript.FindStringSubmatchIndex(text); found != nil {
		script, text = text[found[2]:found[3]], text[:found[2]]+text[found[4]:]
	}
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
	settings := fixed(address("HTTP"), address("HTTPS"), address("SOCKS"), except)
	settings.ExceptSimple = values["ExcludeSimpleHostnames"] == "1"
	if values["ProxyAutoConfigEnable"] == "1" {
		settings.Script.URL, settings.Script.Text = values["ProxyAutoConfigURLString"], script
	}
	settings.Script.Discover = values["ProxyAutoDiscoveryEnable"] == "1"
	return settings
}

// fixed are settings without a script; a SOCKS proxy serves the schemes that have none of their own.
func fixed(plain, secure, socks string, except []string) Settings {
	if socks != "" {
		socks = "socks5://" + socks
	}
	settings := Settings{Source: System, HTTP: cmp.Or(plain, socks), HTTPS: cmp.Or(secure, socks), Except: strings.Join(except, ",")}
	if settings.HTTP == "" && settings.HTTPS == "" {
		return Settings{Source: None}
	}
	return settings
}

// gsettingsLine is one line of `gsettings list-recursively`: "org.gnome.system.proxy.https host 'proxy.example'".
var gsettingsLine = regexp.MustCompile(`(?m)^org\.gnome\.system\.proxy(\.\w+)? (\S+) (.+?)\s*$`)

// parseGsettings reads what `gsettings list-recursively org.gnome.system.proxy` prints: GVariant's text format.
func parseGsettings(text string) Settings {
	values := map[string]string{}
	for _, match := range gsettingsLine.FindAllStringSubmatch(text, -1) {
		values[strings.TrimPrefix(match[1]+"."+match[2], ".")] = unquote(match[3])
	}
	switch values["mode"] {
	case "auto":
		script := ScriptSetting{URL: values["autoconfig-url"]}
		script.Discover = script.URL == ""
		return Settings{Source: None, Script: script}
	case "manual":
	default:
		return Settings{Source: None}
	}
	address := func(kind string) string {
		if values[kind+".host"] == "" || values[kind+".port"] == "0" {
			return ""
		}
		return join(values[kind+".host"], values[kind+".port"])
	}
	var except []string
	for _, host := range strings.Split(strings.Trim(strings.TrimPrefix(values["ignore-hosts"], "@as "), "[]"), ",") {
		if host = unquote(strings.TrimSpace(host)); host != "" {
			except = append(except, exception(host))
		}
	}
	return fixed(address("http"), address("https"), address("socks"), except)
}

// unquote: GVariant writes 'it' or, where it holds such a mark, "it's".
func unquote(text string) string {
	if len(text) >= 2 && (text[0] == '\'' || text[0] == '"') && text[len(text)-1] == text[0] {
		return text[1 : len(text)-1]
	}
	return text
}

// Exceptions of macOS as it writes networks: "169.254/16" and "10.*".
var (
	shortNetwork = regexp.MustCompile(`^(\d+(?:\.\d+){0,2})(/\d+)$`)
	starNetwork  = regexp.MustCompile(`^(\d+(?:\.\d+){0,2})\.\*$`)
)

// exception turns a host without proxy into what the exceptions of an environment look like: "*.local", as both systems write
// it, into ".local", and a part of a network into the whole of it.
func exception(host string) string {
	if match := starNetwork.FindStringSubmatch(host); match != nil {
		parts := strings.Count(match[1], ".") + 1
		return match[1] + strings.Repeat(".0", 4-parts) + []string{"", "/8", "/16", "/24"}[parts]
	}
	if match := shortNetwork.FindStringSubmatch(host); match != nil {
		return match[1] + strings.Repeat(".0", 3-strings.Count(match[1], ".")) + match[2]
	}
	if host == "*" {
		return host
	}
	return strings.TrimPrefix(host, "*")
}

func join(host, port string) string {
	if port == "" {
		return host
	}
	return net.JoinHostPort(host, port)
}
