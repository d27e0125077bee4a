package practice

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"encoding/json"
	"fmt"
	"net/http"
	"net/url"
	"regexp"
	"strconv"
	"strings"
)

// pageMark is where a page ended: the last row's id and the values it was ordered by, so that the next page goes on there
// even if that row has changed or gone since.
type pageMark struct {
	page   int
	sent   int // rows on the pages before
	id     string
	values []any
	base   int64 // the store's version when a tracked load began
	delta  int64 // the version a round of changes started from; 0 in a first load
}

// before is how many rows were sent on the pages before; no mark is the first page.
func (m *pageMark) before() int {
	if m == nil {
		return 0
	}
	return m.sent
}

// sorted is the mark as a row in its place.
func (m *pageMark) sorted() sortedRow {
	keys := make([]any, len(m.values))
	for i, value := range m.values {
		if value != nil {
			keys[i] = plainValue(value)
		}
	}
	return sortedRow{&row{id: m.id}, keys}
}

// linkBase is what a link goes on with: a path and a query without its token, as they stand in the URL. Tokens are tied to
// it.
type linkBase struct{ path, query string }

// here is the request's own.
func (x *exchange) here() linkBase {
	return linkBase{x.request.URL.EscapedPath(), x.queryWithout("$skiptoken")}
}

// nextLink is the URL with a token behind it. The token has the form of the service's: an XML cookie that is encoded
// twice, so that a client which decodes and encodes links instead of keeping them breaks.
func (x *exchange) nextLink(base linkBase, q *query, last *row, rows int, mark *pageMark, track *pageMark) string {
	next := pageMark{page: 2, sent: rows, id: last.id}
	if mark != nil {
		next.page, next.sent = mark.page+1, mark.sent+rows
	}
	if track != nil {
		next.base, next.delta = track.base, track.delta
	}
	for _, key := range q.order {
		next.values = append(next.values, q.sortValue(last, key))
	}
	query := base.query
	if query != "" {
		query += "&"
	}
	return x.origin + base.path + "?" + query + "$skiptoken=" + x.cookie(base, q, next, track != nil)
}

func (x *exchange) requestURL() string { return x.origin + x.request.URL.EscapedPath() }

// queryWithout is the raw query as it came, without one option.
func (x *exchange) queryWithout(name string) string {
	var kept []string
	for part := range strings.SplitSeq(x.request.URL.RawQuery, "&") {
		key, _, _ := strings.Cut(part, "=")
		if decoded, err := url.QueryUnescape(key); part != "" && (err != nil || decoded != name) {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

func (x *exchange) cookie(base linkBase, q *query, m pageMark, track bool) string {
	values := make([]json.RawMessage, len(m.values))
	for i, v := range m.values {
		values[i] = appendValue(nil, v)
	}
	state, err := json.Marshal(values)
	if err != nil {
		state = []byte("[]")
	}
	inner := fmt.Sprintf(`<cookie page="%d"><%s last="{%s}" first="{%s}" /><state values="%s" sent="%d" base="%d" delta="%d" />`+
		`</cookie>`, m.page-1, q.table.key(), strings.ToUpper(m.id), x.sign(base, m, state), hex.EncodeToString(state), m.sent,
		m.base, m.delta)
	istracking := map[bool]string{true: "True", false: "False"}[track]
	return encodeOuter(fmt.Sprintf(`<cookie pagenumber="%d" pagingcookie="%s" istracking="%s" />`,
		m.page, encodeInner(inner), istracking))
}

// sign ties a token to its query, so that neither can be changed.
func (x *exchange) sign(base linkBase, m pageMark, state []byte) string {
	mac := hmac.New(sha256.New, x.org.pagingKey())
	fmt.Fprintf(mac, "%s\n%s\n%d %d %s %d %d\n%s", base.path, base.query,
		m.page, m.sent, m.id, m.base, m.delta, state)
	return hex.EncodeToString(mac.Sum(nil)[:16])
}

// encodeInner escapes in lower-case hexadecimal digits and %20, twice, as the service does.
func encodeInner(text string) string {
	once := lowerEscape(text)
	return strings.ReplaceAll(once, "%", "%25")
}

func lowerEscape(text string) string {
	var b strings.Builder
	for i := 0; i < len(text); i++ {
		if c := text[i]; c >= '0' && c <= '9' || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c == '-' || c == '_' || c == '.' {
			b.WriteByte(c)
		} else {
			fmt.Fprintf(&b, "%%%02x", c)
		}
	}
	return b.String()
}

// encodeOuter escapes only what a URL may not hold; equals signs and slashes stay.
func encodeOuter(text string) string {
	return strings.NewReplacer("<", "%3C", ">", "%3E", `"`, "%22", " ", "%20").Replace(text)
}

var (
	outerCookie = regexp.MustCompile(`^<cookie pagenumber="(\d{1,9})" pagingcookie="([^"]*)" istracking="(True|False)" />$`)
	innerCookie = regexp.MustCompile(`^<cookie page="\d{1,9}"><\w+ last="\{([0-9A-F-]{36})\}" first="\{([0-9a-f]{32})\}" />` +
		`<state values="([0-9a-f]*)" sent="(\d{1,9})" base="(\d{1,18})" delta="(\d{1,18})" /></cookie>$`)
)

// readMark reads the token of a page that is not the first. The token has to come back byte for byte.
func (x *exchange) readMark(q *query) (*pageMark, *refusal) {
	text, given := x.option("$skiptoken")
	if !given {
		return nil, nil
	}
	bad := refuse(http.StatusBadRequest, "0x8004112A", "Invalid page number in paging cookie")
	outer := outerCookie.FindStringSubmatch(text)
	if outer == nil {
		return nil, bad
	}
	inner, err := url.PathUnescape(outer[2])
	fields := innerCookie.FindStringSubmatch(inner)
	if err != nil || fields == nil {
		return nil, bad
	}
	m, state, ok := x.decodeMark(q, outer[1], fields)
	if !ok || !hmac.Equal([]byte(x.sign(x.here(), *m, state)), []byte(fields[2])) {
		return nil, bad
	}
	if !strings.HasSuffix(x.request.URL.RawQuery, "skiptoken="+x.cookie(x.here(), q, *m, outer[3] == "True")) {
		return nil, bad
	}
	return m, nil
}

func (x *exchange) decodeMark(q *query, page string, fields []string) (*pageMark, []byte, bool) {
	m := &pageMark{id: strings.ToLower(fields[1])}
	m.page, _ = strconv.Atoi(page)
	m.sent, _ = strconv.Atoi(fields[4])
	m.base, _ = strconv.ParseInt(fields[5], 10, 64)
	m.delta, _ = strconv.ParseInt(fields[6], 10, 64)
	state, err := hex.DecodeString(fields[3])
	if err != nil {
		return nil, nil, false
	}
	decoder := json.NewDecoder(strings.NewReader(string(state)))
	decoder.UseNumber()
	var values []any
	if decoder.Decode(&values) != nil || len(values) != len(q.order) {
		return nil, nil, false
	}
	for i, raw := range values {
		c := &q.table.Columns[q.order[i].column]
		if c.Kind == kindLookup {
			c = &column{Kind: kindText} // ordered by the name of the row it points at
		}
		value, ok := storedValue(c, raw)
		if !ok {
			return nil, nil, false
		}
		m.values = append(m.values, value)
	}
	return m, state, true
}
