//go:build linux || darwin

package proof

import (
	"fmt"
	"slices"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// ledger is what was asked of the child, and what it acknowledged. It knows nothing of how the outbox works.
type ledger struct {
	server *server
	owner  string
	before map[string]bool // ids of activities and notes that the organization began with
	lines  []*line
	byID   map[string]*line
	flags  map[string]int64 // what was said of contacts last
}

// line is one thing that was copied.
type line struct {
	mark string // stands in the text, and nowhere else
	id   string // empty: never acknowledged
	// text is what was acknowledged last; other texts may stand there while an edit was not.
	text    string
	row     string // the row it belongs under; empty for nobody's
	matched bool   // matching decides under which row it goes
	person  string // the table in which its member was made a row
	edited  bool
	removed bool
	// foreign: somebody else's row had the id first. The entry must never be called sent, and the row never touched.
	foreign bool
	copied  bool // acknowledged; only foreign rows are in the ledger before
}

func newLedger(s *server, owner string) *ledger {
	l := &ledger{server: s, owner: owner, before: map[string]bool{}, byID: map[string]*line{}, flags: map[string]int64{}}
	for table, key := range writtenTables() {
		for _, row := range s.Rows(table) {
			l.before[text(row[key])] = true
		}
	}
	return l
}

// writtenTables are the tables that Ferry writes, with their keys.
func writtenTables() map[string]string {
	tables := map[string]string{"annotation": "annotationid"}
	for _, table := range activityTables() {
		tables[table] = "activityid"
	}
	return tables
}

// line begins a line for something about to be copied.
func (l *ledger) begin(body, row string) *line {
	mark := fmt.Sprintf("proof-%06d", len(l.lines)+1)
	made := &line{mark: mark, text: mark + " " + body, row: row}
	l.lines = append(l.lines, made)
	return made
}

// acknowledged writes down that the line was called Queued, under the id.
func (l *ledger) acknowledged(entry *line, id string) {
	entry.id = id
	l.byID[id] = entry
}

// material writes down that a message of LinkedIn material is to be there, under its derived id.
func (l *ledger) material(id, body string) *line {
	if known := l.byID[id]; known != nil {
		known.copied = true
		return known
	}
	made := &line{mark: id, id: id, text: strings.TrimSpace(body), matched: true}
	l.lines, l.byID[id] = append(l.lines, made), made
	return made
}

// present is everything that came into the organization since the ledger began.
func (l *ledger) present() (activities, notes map[string]map[string]any) {
	activities, notes = map[string]map[string]any{}, map[string]map[string]any{}
	for table, key := range writtenTables() {
		for _, row := range l.server.Rows(table) {
			id := text(row[key])
			if l.before[id] {
				continue
			}
			row["@table"] = table
			if table == "annotation" {
				notes[id] = row
			} else {
				activities[id] = row
			}
		}
	}
	return activities, notes
}

// findings are all that is wrong in the end: with what the organization holds, and with what outbox.db says of it.
func (l *ledger) findings(records []outbox.Record) []string {
	c := &checker{ledger: l, records: map[string]outbox.Record{}}
	c.activities, c.notes = l.present()
	for _, record := range records {
		c.records[record.ID] = record
	}
	for _, entry := range l.lines {
		c.line(entry)
		c.person(entry)
	}
	c.flags()
	for _, record := range records {
		c.record(record)
	}
	c.strangers()
	slices.Sort(c.found)
	return c.found
}

// checker compares the three: ledger, organization and outbox.db.
type checker struct {
	ledger     *ledger
	activities map[string]map[string]any
	notes      map[string]map[string]any
	records    map[string]outbox.Record
	found      []string
}

func (c *checker) say(format string, arguments ...any) {
	c.found = append(c.found, fmt.Sprintf(format, arguments...))
}

// line checks one line of the ledger: what was acknowledged is there once, as it was acknowledged.
func (c *checker) line(entry *line) {
	standing := c.standing(entry.mark)
	if len(standing) > 1 {
		c.say("doubled: %s stands %d times", entry.mark, len(standing))
	}
	if entry.id == "" {
		return // never acknowledged: it may be there once, or not
	}
	record, known := c.records[entry.id]
	switch {
	case !known && entry.foreign && !entry.copied:
		return
	case !known:
		c.say("lost: %s was acknowledged and is not in outbox.db", entry.mark)
		return
	case entry.foreign:
		c.foreign(entry, record)
		return
	case entry.removed:
		if len(standing) > 0 || record.State != outbox.Removed {
			c.say("not removed: %s stands %d times, its entry is %s", entry.mark, len(standing), record.State)
		}
		return
	}
	row := c.activities[entry.id]
	if record.State != outbox.Sent || row == nil {
		c.say("not delivered: %s is %s %s %s", entry.mark, record.State, record.Code, record.Detail)
		return
	}
	if !strings.Contains(c.wholeText(entry.id), entry.text) {
		c.say("another text: %s", entry.mark)
	}
	if !entry.matched && text(row["_regardingobjectid_value"]) != entry.row {
		c.say("another row: %s is under %q", entry.mark, text(row["_regardingobjectid_value"]))
	}
}

// standing lists the activities with the mark.
func (c *checker) standing(mark string) []string {
	var ids []string
	for id, row := range c.activities {
		if id == mark || strings.Contains(text(row["subject"])+"\n"+text(row["description"]), mark) {
			ids = append(ids, id)
		}
	}
	return ids
}

// wholeText is all that an activity says: its description, and its notes in order.
func (c *checker) wholeText(id string) string {
	parts := []string{text(c.activities[id]["description"])}
	for _, operation := range c.records[id].Operations {
		if note := c.notes[operation.ID]; note != nil {
			parts = append(parts, text(note["notetext"]))
		}
	}
	return strings.Join(parts, "\n")
}

// person checks that the member of a line was made a row exactly once where that was acknowledged, and at most once anyway.
func (c *checker) person(entry *line) {
	made := 0
	_, last := nobody(entry.mark)
	for _, table := range []string{"contact", "lead"} {
		for _, row := range c.ledger.server.Rows(table) {
			if row["lastname"] != last {
				continue
			}
			if made++; entry.person != "" && (table != entry.person || text(row[table+"id"]) != entry.row) {
				c.say("another row: %s was made as %s %s", entry.mark, table, text(row[table+"id"]))
			}
		}
	}
	if made > 1 || (entry.person != "" && made == 0) {
		c.say("doubled or lost: the %s of %s was made %d times", entry.person, entry.mark, made)
	}
}

// flags checks that contacts are flagged as was said last.
func (c *checker) flags() {
	for contact, want := range c.ledger.flags {
		if got := c.ledger.server.Row("contact", contact)["msdyn_orgchangestatus"]; got != want {
			c.say("another flag: %s has %v, want %d", contact, got, want)
		}
	}
}

// row checks an entry that made a row, or changed one.
func (c *checker) row(r outbox.Record) {
	there := c.ledger.server.Row(r.Row.Table, r.Row.ID)
	switch {
	case r.State == outbox.Removed: // superseded
	case r.State != outbox.Sent:
		c.say("unfinished: %s %s is %s %s %s", r.Kind, r.ID, r.State, r.Code, r.Detail)
	case there == nil:
		c.say("outbox.db says made, and it is not there: %s", r.ID)
	case r.Makes() && text(there["_ownerid_value"]) != c.ledger.owner:
		c.say("another owner: %s", r.ID)
	}
	for _, attempt := range r.Attempts {
		if attempt.Outcome == outbox.OutcomeOpen {
			c.say("an attempt of %s %s, %s, is still open: %+v", r.Kind, r.ID, r.State, r.Attempts)
		}
	}
}

// foreign checks that somebody else's row was left alone, and nothing was called sent.
func (c *checker) foreign(entry *line, record outbox.Record) {
	if record.State != outbox.Attention || record.Code != crm.CodeIDTaken {
		c.say("called sent: the id of %s is somebody else's, its entry is %s %s", entry.id, record.State, record.Code)
	}
	row := c.activities[entry.id]
	if row == nil || text(row["description"]) != foreignText || row["statecode"] != int64(0) {
		c.say("touched: somebody else's row %s", entry.id)
	}
}

// foreignText is what somebody else's row says.
const foreignText = "Somebody else's own words."

// record checks one entry of outbox.db against the organization, operation by operation.
func (c *checker) record(r outbox.Record) {
	if r.Makes() || r.Kind == crm.KindFlag {
		c.row(r)
		return
	}
	row := c.activities[r.ID]
	switch r.State {
	case outbox.Sent:
	case outbox.Removed:
		if row != nil {
			c.say("outbox.db says removed, and it is there: %s", r.ID)
		}
		return
	default:
		if known := c.ledger.byID[r.ID]; known == nil || !known.foreign {
			c.say("unfinished: %s is %s %s %s", r.ID, r.State, r.Code, r.Detail)
		}
		return
	}
	if row == nil {
		c.say("outbox.db says sent, and it is not there: %s", r.ID)
		return
	}
	c.operations(r, row)
	for _, attempt := range r.Attempts {
		if attempt.Outcome == outbox.OutcomeOpen {
			c.say("an attempt of %s %s, %s, is still open: %+v", r.Kind, r.ID, r.State, r.Attempts)
		}
	}
}

// operations checks that what outbox.db calls done is what stands in the organization, and nothing is left to do.
func (c *checker) operations(r outbox.Record, row map[string]any) {
	subject, description, wantedNotes := "", "", map[string]bool{}
	for _, operation := range r.Operations {
		if operation.State == outbox.OperationPending {
			c.say("pending: %s of %s", operation.Kind, r.ID)
		}
		if operation.State != outbox.OperationDone {
			continue
		}
		switch operation.Kind {
		case outbox.OperationCreate:
			subject, description = operation.Payload.Activity.Subject, operation.Payload.Activity.Description
		case outbox.OperationEdit:
			subject, description = *operation.Payload.Change.Subject, *operation.Payload.Change.Description
		case outbox.OperationAnnotate:
			if operation.Payload.Withdraw {
				delete(wantedNotes, operation.Payload.Annotation.ID)
				continue
			}
			wantedNotes[operation.ID] = true
		default:
		}
	}
	for _, operation := range r.Operations {
		if wantedNotes[operation.ID] {
			c.annotation(r, *operation.Payload.Annotation)
		}
	}
	if text(row["subject"]) != subject || text(row["description"]) != description {
		c.say("outbox.db has another text than the organization: %s", r.ID)
	}
	if text(row["_ownerid_value"]) != c.ledger.owner {
		c.say("another owner: %s", r.ID)
	}
	if text(row["@table"]) != r.Table {
		c.say("in another table: %s", r.ID)
	}
	if text(row["_regardingobjectid_value"]) != r.Row.ID || !r.Written.SameRow(r.Row) {
		c.say("under another row than outbox.db says: %s", r.ID)
	}
	if closed := row["statecode"] == int64(1); closed != r.Closed || closed == r.Row.IsZero() {
		c.say("closed %v, outbox.db says %v: %s", closed, r.Closed, r.ID)
	}
	for id, note := range c.notes {
		if text(note["_objectid_value"]) == r.ID && !wantedNotes[id] {
			c.say("a note that outbox.db does not know: %s on %s", id, r.ID)
		}
	}
	c.inOrder(r)
}

func (c *checker) annotation(r outbox.Record, wanted crm.Annotation) {
	there := c.notes[wanted.ID]
	if there == nil || text(there["_objectid_value"]) != r.ID || text(there["notetext"]) != wanted.Text {
		c.say("no such note: %s on %s", wanted.ID, r.ID)
	}
}

// inOrder checks that an activity was closed after its notes, unless it was opened again for an edit.
func (c *checker) inOrder(r outbox.Record) {
	for _, operation := range r.Operations {
		if operation.Kind == outbox.OperationEdit || operation.Kind == outbox.OperationLink {
			return
		}
	}
	closed := false
	for _, event := range c.ledger.server.events() {
		if event.activity != r.ID {
			continue
		}
		if event.what == "note" && closed {
			c.say("closed before its note: %s", r.ID)
			return
		}
		closed = closed || event.what == "close"
	}
}

// strangers checks that everything which came into the organization is an entry's.
func (c *checker) strangers() {
	for id := range c.activities {
		planted := c.ledger.byID[id] != nil && c.ledger.byID[id].foreign
		if _, known := c.records[id]; !known && !planted {
			c.say("an activity that outbox.db does not know: %s", id)
		}
	}
	for id, note := range c.notes {
		if c.activities[text(note["_objectid_value"])] == nil {
			c.say("a note on nothing: %s", id)
		}
	}
}

func (s *server) events() []event {
	s.mu.Lock()
	defer s.mu.Unlock()
	return slices.Clone(s.order)
}
