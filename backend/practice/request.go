package practice

import (
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
)

// exchange is one request to the Web API on its way to an answer.
type exchange struct {
	org     *Organization
	request *http.Request
	origin  string // what absolute links start with
	version string // v9.2
	path    []segment
	options []parameter
	aliases map[string]string
	prefer  preferences
	caller  *caller
	// contents are the rows that a change set made so far, by Content-ID; nil outside of one.
	contents map[string]ref
	admitted admission
}

// segment is one step of a path: a name, and what stands in parentheses behind it.
type segment struct {
	name      string
	arguments string
	called    bool
}

// parameter is one query parameter, decoded, in the order of the URL.
type parameter struct{ name, value string }

// root is the service root the request came in by, which links and contexts repeat.
func (x *exchange) root() string { return x.origin + "/api/data/" + x.version + "/" }

// option is the value of a query option, and whether it was given.
func (x *exchange) option(name string) (string, bool) {
	for _, o := range x.options {
		if o.name == name {
			return o.value, true
		}
	}
	return "", false
}

// splitPath cuts a path into segments. Parentheses and quoted texts may hold slashes.
func splitPath(path string) ([]segment, *refusal) {
	var segments []segment
	for _, part := range splitOutside(strings.Trim(path, "/"), '/') {
		if part == "" {
			continue
		}
		name, rest, called := strings.Cut(part, "(")
		if called && !strings.HasSuffix(rest, ")") {
			return nil, badQuery("Syntax error in the segment '%s'.", part)
		}
		segments = append(segments, segment{name, strings.TrimSuffix(rest, ")"), called})
	}
	return segments, nil
}

// splitOutside splits at a separator that stands outside parentheses, brackets and quotes.
func splitOutside(text string, separator byte) []string {
	var parts []string
	depth, start, quoted := 0, 0, false
	for i := 0; i < len(text); i++ {
		switch c := text[i]; {
		case c == '\'':
			quoted = !quoted
		case quoted:
		case c == '(' || c == '[' || c == '{':
			depth++
		case c == ')' || c == ']' || c == '}':
			depth--
		case c == separator && depth == 0:
			parts = append(parts, text[start:i])
			start = i + 1
		}
	}
	return append(parts, text[start:])
}

// readOptions decodes the query. Names of options are case-sensitive; the ones the service does not know are refused.
func (x *exchange) readOptions() *refusal {
	x.aliases = map[string]string{}
	for part := range strings.SplitSeq(x.request.URL.RawQuery, "&") {
		if part == "" {
			continue
		}
		name, value, _ := strings.Cut(part, "=")
		name, err := url.QueryUnescape(name)
		if err != nil {
			return badQuery("The query is not encoded correctly.")
		}
		if value, err = url.QueryUnescape(value); err != nil {
			return badQuery("The query is not encoded correctly.")
		}
		if err := x.addOption(name, value); err != nil {
			return err
		}
	}
	return nil
}

var knownOptions = []string{"$select", "$filter", "$expand", "$orderby", "$top", "$count", "$skiptoken",
	"$deltatoken", "$apply", "$id"}

// queryNames are the parameters without a dollar sign that mean something: a whole query in another language, or a view's.
var queryNames = []string{"fetchXml", "savedQuery", "userQuery"}

func (x *exchange) addOption(name, value string) *refusal {
	if strings.HasPrefix(name, "@") {
		x.aliases[name] = value
		return nil
	}
	if !strings.HasPrefix(name, "$") && !slices.Contains(queryNames, name) {
		return nil
	}
	if strings.HasPrefix(name, "$") && !slices.Contains(knownOptions, name) {
		return badQuery("The query parameter %s is not supported.", name)
	}
	if _, twice := x.option(name); twice {
		return badQuery("Query option '%s' was specified more than once, but it must be specified at most once.", name)
	}
	x.options = append(x.options, parameter{name, value})
	return nil
}

// preferences are what the Prefer header asks for, and what of it was honoured.
type preferences struct {
	pageSize       int
	annotations    []string
	representation bool
	track          bool
	goOn           bool // odata.continue-on-error
	applied        []string
}

func readPreferences(header http.Header) preferences {
	var p preferences
	for _, line := range header.Values("Prefer") {
		for _, part := range splitPreferences(line) {
			p.add(strings.TrimSpace(part))
		}
	}
	return p
}

// splitPreferences splits at commas outside double quotes.
func splitPreferences(line string) []string {
	var parts []string
	start, quoted := 0, false
	for i := 0; i < len(line); i++ {
		switch {
		case line[i] == '"':
			quoted = !quoted
		case line[i] == ',' && !quoted:
			parts = append(parts, line[start:i])
			start = i + 1
		}
	}
	return append(parts, line[start:])
}

func (p *preferences) add(text string) {
	name, value, _ := strings.Cut(text, "=")
	value = strings.Trim(strings.TrimSpace(value), `"`)
	switch strings.ToLower(strings.TrimSpace(name)) {
	case "odata.maxpagesize":
		if n, err := strconv.Atoi(value); err == nil && n > 0 {
			p.pageSize = min(n, largestPage)
		}
	case "odata.include-annotations":
		p.annotations = strings.Split(value, ",")
	case "odata.track-changes":
		p.track = true
	case "odata.continue-on-error":
		p.goOn = value != "false"
	case "return":
		p.representation = value == "representation"
		if !p.representation {
			return
		}
	default:
		return
	}
	p.applied = append(p.applied, text)
}

// wants reports whether an annotation was asked for; a name may end in *.
func (p *preferences) wants(annotation string) bool {
	for _, pattern := range p.annotations {
		pattern = strings.TrimSpace(pattern)
		start, open := strings.CutSuffix(pattern, "*")
		if pattern == annotation || open && strings.HasPrefix(annotation, start) {
			return true
		}
	}
	return false
}
