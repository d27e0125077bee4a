//go:build linux || darwin

package proof

import (
	"crypto/sha256"
	"errors"
	"fmt"
	"math/rand/v2"
	"path/filepath"
	"slices"
	"strings"

	"ferry/backend"
	"ferry/backend/outbox"
	"ferry/backend/sqlite"
)

// hand presses buttons at random, as a seat holder would, and writes into the ledger what was acknowledged.
type hand struct {
	*run
	random   *rand.Rand
	contacts []string
	mine     []string // contacts that the seller owns
	threads  []thread
	// unsure is a press that a child died of: a person would press again, and so does the next child's first press.
	unsure *press
}

// thread is a conversation of the archive, and what a copy of it has to bring.
type thread struct {
	id       string
	messages []message
}

type message struct{ id, body string }

// messageID is the id that a copy of the message has, whenever and wherever it is made.
func (r *run) messageID(sourceKey string) string {
	return outbox.SourceID(filepath.Base(filepath.Dir(r.folder())), r.seller.ID, sourceKey)
}

// folder is where the two databases stand.
func (r *run) folder() string {
	r.t.Helper()
	found, err := filepath.Glob(filepath.Join(r.dir, "organizations", "*", r.seller.ID))
	if err != nil || len(found) != 1 {
		r.t.Fatalf("folders %v, %v", found, err)
	}
	return found[0]
}

// press is a command, and what an answer to it means for the ledger.
type press struct {
	command
	acknowledge func(answer)
	again       bool // pressed again when the child died of it: it means the same thing twice
}

func (r *run) newHand(seed uint64) *hand {
	r.t.Helper()
	h := &hand{run: r, random: rand.New(rand.NewPCG(seed, 0))}
	for _, row := range r.server.Rows("contact") {
		if row["statecode"] == int64(0) {
			h.contacts = append(h.contacts, text(row["contactid"]))
			if text(row["_ownerid_value"]) == r.seller.ID {
				h.mine = append(h.mine, text(row["contactid"]))
			}
		}
	}
	h.threads = prepared.threads
	return h
}

func (r *run) thread(house *backend.Backend, id string) thread {
	r.t.Helper()
	found, err := house.Conversation(r.t.Context(), id)
	if err != nil {
		r.t.Fatal(err)
	}
	made := thread{id: id}
	for _, m := range found.Messages {
		made.messages = append(made.messages, message{id: r.messageID(m.ID), body: m.Body})
	}
	return made
}

// plant gives an id of a thread that is still to be copied to somebody else's row, in one activity table or another.
func (h *hand) plant() {
	h.t.Helper()
	sets := []string{"tasks", "li_messages", "phonecalls"}
	for i, chosen := range h.threads {
		for _, m := range chosen.messages[:1] {
			h.server.plant(h.t, sets[i%len(sets)], m.id)
			h.ledger.material(m.id, m.body).foreign = true
		}
		if i >= len(h.threads)/2 {
			return
		}
	}
}

// next chooses what to press.
func (h *hand) next() press {
	if h.unsure != nil {
		again := *h.unsure
		h.unsure = nil
		return again
	}
	switch h.random.IntN(14) {
	case 12:
		return h.change(doPerson, h.person)
	case 13:
		return h.flag()
	case 0, 1:
		return h.change(doEdit, h.edit)
	case 2:
		return h.change(doRemove, h.remove)
	case 3:
		return h.change(doDecide, h.decide)
	case 4:
		return h.thread()
	case 5:
		return press{command: command{Do: doNudge}}
	case 6, 7:
		return h.copy("Longer than a column. "+strings.Repeat("All of it has to arrive. ", 100+h.random.IntN(60)), true)
	case 8:
		return h.copy("About nobody we know.", false)
	default:
		return h.copy("Met at the fair.", true)
	}
}

// copy copies a note or a call, about a contact or about nobody.
func (h *hand) copy(body string, known bool) press {
	kinds := []string{"note", "call", "message", "inmail"}
	c := command{Do: doCopy, Kind: kinds[h.random.IntN(len(kinds))]}
	row := ""
	if known {
		row = h.contacts[h.random.IntN(len(h.contacts))]
		c.Table, c.ID = "contact", row
	}
	entry := h.ledger.begin(body, row)
	c.Text, c.Draft = entry.text, outbox.NewID()
	if !known {
		first, last := nobody(entry.mark)
		c.Member, c.Company = first+" "+last, "Nowhere "+last
	}
	return press{command: c, again: true, acknowledge: func(a answer) {
		if len(a.IDs) != 1 {
			h.t.Errorf("%d entries for one note", len(a.IDs))
			return
		}
		h.ledger.acknowledged(entry, a.IDs[0])
	}}
}

// nobody is a name that is like no other: once they are rows, one is not to be taken for another.
func nobody(mark string) (first, last string) {
	sum := sha256.Sum256([]byte(mark))
	letters := make([]byte, 0, 20)
	for _, b := range sum[:20] {
		letters = append(letters, 'a'+b%26)
	}
	return string(letters[:8]), string(letters[8:])
}

// thread copies a whole conversation; often one that was copied before.
func (h *hand) thread() press {
	if len(h.threads) == 0 {
		return press{command: command{Do: doNudge}}
	}
	chosen := h.threads[h.random.IntN(len(h.threads))]
	return press{command: command{Do: doThread, ID: chosen.id}, again: true, acknowledge: func(answer) {
		for _, m := range chosen.messages {
			h.ledger.material(m.id, m.body)
		}
	}}
}

// change presses something about an entry that was typed and acknowledged.
func (h *hand) change(do string, pressed func(*line) press) press {
	var typed []*line
	for _, entry := range h.ledger.lines {
		if entry.id != "" && !entry.removed && !entry.foreign && strings.HasPrefix(entry.mark, "proof-") &&
			((do != doDecide && do != doPerson) || entry.row == "") {
			typed = append(typed, entry)
		}
	}
	if len(typed) == 0 {
		return h.copy("The first of them.", do != doDecide && do != doPerson)
	}
	// Mostly recent ones, which are still on their way.
	recent := typed[max(0, len(typed)-4):]
	return pressed(recent[h.random.IntN(len(recent))])
}

func (h *hand) edit(entry *line) press {
	changed := fmt.Sprintf("%s edited %d", entry.mark, h.random.IntN(1000))
	if h.random.IntN(3) == 0 {
		changed += strings.Repeat(" and longer", 220)
	}
	return press{command: command{Do: doEdit, ID: entry.id, Text: changed}, again: true, acknowledge: func(answer) {
		entry.text, entry.edited = changed, true
	}}
}

func (h *hand) remove(entry *line) press {
	return press{command: command{Do: doRemove, ID: entry.id}, again: true, acknowledge: func(answer) {
		entry.removed = true
	}}
}

// decide says that nobody is a contact after all: what is open under nobody is linked and closed.
func (h *hand) decide(entry *line) press {
	row := h.contacts[h.random.IntN(len(h.contacts))]
	c := command{Do: doDecide, ID: entry.id, Table: "contact", Member: row}
	return press{command: c, again: true, acknowledge: func(answer) { entry.row = row }}
}

// person makes a contact or lead of somebody whom nobody knows: what is about them follows.
func (h *hand) person(entry *line) press {
	table := []string{"contact", "lead"}[h.random.IntN(2)]
	c := command{Do: doPerson, ID: entry.id, Table: table, Member: entry.mark}
	return press{command: c, again: true, acknowledge: func(a answer) {
		if len(a.IDs) != 1 {
			h.t.Errorf("%d entries for one person", len(a.IDs))
			return
		}
		entry.row, entry.person = a.IDs[0], table
	}}
}

// flag says of a contact that they left their company.
func (h *hand) flag() press {
	contact := h.mine[h.random.IntN(len(h.mine))]
	c := command{Do: doFlag, ID: contact, Kind: []string{"not-at-company", "ignore"}[h.random.IntN(2)]}
	return press{command: c, again: true, acknowledge: func(answer) {
		h.ledger.flags[contact] = map[string]int64{"not-at-company": 1, "ignore": 2}[c.Kind]
	}}
}

// give presses once. A refusal for want of disk is no acknowledgement; any other is a failure.
func (h *hand) give(p *process, next press) error {
	a, err := p.press(next.command)
	if errors.Is(err, errDead) {
		if next.again {
			h.unsure = &next
		}
		return err
	}
	if err != nil {
		return err
	}
	if !a.OK {
		if next.again && a.Code == "storage" {
			h.unsure = &next
		}
		if a.Code != "storage" {
			h.t.Errorf("%s was refused: %s %s", next.Do, a.Code, a.Detail)
		}
		return nil
	}
	if next.acknowledge != nil {
		next.acknowledge(a)
	}
	return nil
}

// records reads outbox.db as it is in the end. No child may live.
func (r *run) records() []outbox.Record {
	r.t.Helper()
	db, err := sqlite.Open(r.t.Context(), sqlite.Config{Dir: r.folder()})
	if err != nil {
		r.t.Fatal(err)
	}
	defer func() {
		if err := db.Close(); err != nil {
			r.t.Error(err)
		}
	}()
	ids, err := db.Outbox().IDs(r.t.Context(), outbox.Filter{})
	if err != nil {
		r.t.Fatal(err)
	}
	var records []outbox.Record
	for _, id := range ids {
		record, err := db.Outbox().Record(r.t.Context(), id)
		if err != nil {
			r.t.Fatal(err)
		}
		records = append(records, record)
	}
	return records
}

// check compares ledger, organization and outbox.db, and fails with all that is wrong.
func (r *run) check() {
	r.t.Helper()
	records := r.records()
	for _, finding := range r.ledger.findings(records) {
		r.t.Error(finding)
	}
	for _, needless := range r.needless {
		r.t.Errorf("needed a person for nothing: %s", needless)
	}
	activities, _ := r.ledger.present()
	r.t.Logf("%d kills; %d things pressed, %d acknowledged, %d entries, %d activities in the organization",
		r.kills, len(r.ledger.lines), len(r.ledger.byID), len(records), len(activities))
}

func contains(list []string, part string) bool {
	return slices.ContainsFunc(list, func(s string) bool { return strings.Contains(s, part) })
}
