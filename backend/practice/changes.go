package practice

import (
	"crypto/hmac"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"
)

// endOfRows is the id of a page mark in a round of changes whose rows are all sent: only removals are left.
const endOfRows = "00000000-0000-0000-0000-000000000000"

// tracking reports whether a read follows change tracking: asked for, or going on.
func (x *exchange) tracking() bool {
	_, delta := x.option("$deltatoken")
	mark, _ := x.option("$skiptoken")
	return x.prefer.track || delta || strings.Contains(mark, `istracking="True"`)
}

// readChanges answers a tracked read: every row first, and later only what changed.
func (x *exchange) readChanges(t *table, rows []*row) (*answer, *refusal) {
	if err := x.mayTrack(t); err != nil {
		return nil, err
	}
	q, err := x.readQuery(t)
	if err != nil {
		return nil, err
	}
	mark, err := x.readMark(q)
	if err != nil {
		return nil, err
	}
	text, later := x.option("$deltatoken")
	if !later {
		return x.firstLoad(q, rows, mark), nil
	}
	from, err := x.readDelta(text)
	if err != nil {
		return nil, err
	}
	return x.round(q, rows, from, mark), nil
}

func (x *exchange) mayTrack(t *table) *refusal {
	for _, name := range []string{"$filter", "$orderby", "$expand", "$top"} {
		if _, given := x.option(name); given {
			return badQuery(`The "%s" query parameter isn't supported when Change Tracking is enabled.`, name)
		}
	}
	if !x.org.knobs.tracks(t.Name) {
		return badQuery("Change tracking is not enabled for entity '%s'.", t.Name)
	}
	if x.caller.depth("prvRead"+t.Right) != depthGlobal {
		return x.caller.lacks("Read", t)
	}
	return nil
}

// tracks reports whether change tracking is on for a table.
func (k *Knobs) tracks(table string) bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	if off, set := k.untracked[table]; set {
		return !off
	}
	return table != "position"
}

// firstLoad answers a page of all rows. Its last page carries the delta link.
func (x *exchange) firstLoad(q *query, rows []*row, mark *pageMark) *answer {
	track := &pageMark{base: x.org.store.version}
	if mark != nil && !x.org.knobs.forgets() {
		track.base = mark.base
	}
	if passes := x.passer(q); passes != nil {
		rows = take(rows, passes, len(rows))
	}
	if mark != nil {
		start, known := place(rows, mark.id)
		if known {
			start++
		}
		rows = rows[start:]
	}
	size := x.pageSize()
	b := append([]byte(`{"@odata.context":`), appendString(nil, x.context(q))...)
	if len(rows) > size {
		rows = rows[:size]
		b = append(append(b, `,"@odata.nextLink":`...), appendString(nil, x.nextLink(x.here(), q, rows[size-1], size, mark, track))...)
	} else {
		b = append(append(b, `,"@odata.deltaLink":`...), appendString(nil, x.deltaLink(track.base))...)
	}
	return x.pageAnswer(b, q, rows)
}

// countChanges answers .../$count?$deltatoken=...: how many rows changed or went since.
func (x *exchange) countChanges(t *table, rows []*row) (*answer, *refusal) {
	if err := x.mayTrack(t); err != nil {
		return nil, err
	}
	q, err := x.readQuery(t)
	if err != nil {
		return nil, err
	}
	token, _ := x.option("$deltatoken")
	from, err := x.readDelta(token)
	if err != nil {
		return nil, err
	}
	until := x.org.store.version
	return x.countAnswer(len(x.changedRows(q, rows, from, until)) + len(x.removedIDs(t, from, until, true, from))), nil
}

func (k *Knobs) forgets() bool {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.forgetsChanges
}

// round answers a page of what changed since a version: changed rows in the order of their versions, then removals. What
// changes while the round is read belongs to the next one.
func (x *exchange) round(q *query, rows []*row, from int64, mark *pageMark) *answer {
	until, inRows := x.org.store.version, true
	if mark != nil {
		from, until, inRows = mark.delta, mark.base, mark.id != endOfRows
	}
	var changed []*row
	if inRows {
		changed = x.changedRows(q, rows, from, until)
	}
	removed := x.removedIDs(q.table, from, until, mark != nil && !inRows, x.roundStart())
	size := x.pageSize()
	last := pageMark{base: until}
	more := len(changed)+len(removed) > size
	if changed = changed[:min(size, len(changed))]; len(changed) > 0 {
		last.delta, last.id = changed[len(changed)-1].version, changed[len(changed)-1].id
	}
	if removed = removed[:min(size-len(changed), len(removed))]; len(removed) > 0 {
		last.delta, last.id = removed[len(removed)-1].version, endOfRows
	}
	return x.roundAnswer(q, changed, removed, mark, last, more)
}

// roundStart is the version the round's delta link was minted at.
func (x *exchange) roundStart() int64 {
	text, _ := x.option("$deltatoken")
	version, _ := strconv.ParseInt(strings.SplitN(text, "!", 2)[0], 10, 64)
	return version
}

func (x *exchange) changedRows(q *query, rows []*row, from, until int64) []*row {
	var changed []*row
	passes := x.passer(q)
	for _, r := range rows {
		if r.version > from && r.version <= until && (passes == nil || passes(r)) {
			changed = append(changed, r)
		}
	}
	slices.SortFunc(changed, func(a, b *row) int { return int(a.version - b.version) })
	return changed
}

// removedIDs lists removals of the round: those after the last one sent, or all of the round's while rows are being sent.
// A row that was deleted and made again is not removed.
func (x *exchange) removedIDs(t *table, from, until int64, going bool, start int64) []removal {
	if !going {
		from = start
	}
	var removed []removal
	for _, r := range x.org.store.removed {
		if r.table == t.Name && r.version > from && r.version <= until && x.org.store.row(r.table, r.id) == nil {
			removed = append(removed, r)
		}
	}
	return removed
}

func (x *exchange) roundAnswer(q *query, changed []*row, removed []removal, mark *pageMark, last pageMark, more bool) *answer {
	b := append([]byte(`{"@odata.context":`), appendString(nil, x.context(q)+"/$delta")...)
	if more {
		link := x.nextLink(x.here(), q, &row{id: last.id}, len(changed)+len(removed), mark, &last)
		b = append(append(b, `,"@odata.nextLink":`...), appendString(nil, link)...)
	} else {
		b = append(append(b, `,"@odata.deltaLink":`...), appendString(nil, x.deltaLink(last.base))...)
	}
	b = x.appendRows(append(b, `,"value":`...), q, changed)
	b = b[:len(b)-1]
	for i, r := range removed {
		if i > 0 || len(changed) > 0 {
			b = append(b, ',')
		}
		b = append(append(b, `{"@odata.context":`...), appendString(nil, x.root()+"$metadata#"+q.table.Set+"/$deletedEntity")...)
		b = append(append(append(b, `,"id":"`...), r.id...), `","reason":"deleted"}`...)
	}
	return jsonAnswer(http.StatusOK, append(b, "]}"...))
}

// deltaLink is the request's own URL with a token of the form version!date time.
func (x *exchange) deltaLink(version int64) string {
	query := x.baseQuery()
	if query != "" {
		query += "&"
	}
	return x.requestURL() + "?" + query + "$deltatoken=" + lowerEscape(x.deltaToken(version, now()))
}

// baseQuery is the raw query without tokens.
func (x *exchange) baseQuery() string {
	var kept []string
	for part := range strings.SplitSeq(x.queryWithout("$skiptoken"), "&") {
		key, _, _ := strings.Cut(part, "=")
		if decoded, err := url.QueryUnescape(key); part != "" && (err != nil || decoded != "$deltatoken") {
			kept = append(kept, part)
		}
	}
	return strings.Join(kept, "&")
}

const deltaTime = "01/02/2006 15:04:05"

func (x *exchange) deltaToken(version int64, at time.Time) string {
	return x.signDelta(fmt.Sprintf("%d!%s!%d", version, at.Format(deltaTime), x.org.knobs.deltas()))
}

// signDelta ties a delta token to its query: another $select needs a new first load.
func (x *exchange) signDelta(token string) string {
	mac := hmac.New(sha256.New, x.org.pagingKey())
	fmt.Fprintf(mac, "delta\n%s\n%s\n%s", strings.TrimSuffix(x.request.URL.EscapedPath(), "/$count"), x.baseQuery(), token)
	return token + "!" + hex.EncodeToString(mac.Sum(nil)[:8])
}

func (k *Knobs) deltas() int {
	k.mu.Lock()
	defer k.mu.Unlock()
	return k.deltaEpoch
}

// readDelta is the version a delta token stands for.
func (x *exchange) readDelta(token string) (int64, *refusal) {
	parts := strings.Split(token, "!")
	if len(parts) != 4 || !hmac.Equal([]byte(x.signDelta(strings.Join(parts[:3], "!"))), []byte(token)) {
		return 0, badArgument("The delta token is not valid.")
	}
	version, _ := strconv.ParseInt(parts[0], 10, 64)
	at, err := time.Parse(deltaTime, parts[1])
	epoch, _ := strconv.Atoi(parts[2])
	if err != nil || epoch < x.org.knobs.deltas() || now().Sub(at) > x.org.deltaLife() {
		return 0, refuse(http.StatusBadRequest, "0x80044352",
			"Version stamp associated with the client has expired. Please perform a full sync.")
	}
	return version, nil
}

// deltaLife is how long delta tokens are good: organization.expirechangetrackingindays, 7 unless changed.
func (o *Organization) deltaLife() time.Duration {
	for _, r := range o.store.all("organization") {
		if days := r.number("expirechangetrackingindays"); days > 0 {
			return time.Duration(days) * 24 * time.Hour
		}
	}
	return 7 * 24 * time.Hour
}
