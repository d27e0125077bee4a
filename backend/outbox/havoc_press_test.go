package outbox_test

import (
	"fmt"
	"maps"
	"slices"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/outbox/storetest"
)

// press is something that a person does. That it is refused, or that the disk fails, is told and no fault.
func (v *havoc) press() {
	id := v.some()
	if id == "" {
		v.putSomething()
		return
	}
	ctx := v.t.Context()
	member := pick(v, gomez(), wei())
	actions := []func(){
		v.putSomething, v.putSomething, v.putSomething, v.reshape, v.rematch, v.makePerson,
		func() { v.edit(id) }, func() { v.edit(id) }, func() { v.edit(id) },
		func() { v.changes("removes", id, v.Remove(ctx, id)) },
		func() { v.changes("removes", id, v.Remove(ctx, id)) },
		func() { v.changes("requeues", id, v.Requeue(ctx, id)) },
		func() { v.did("chooses", member.Key, v.Choose(ctx, member.Key, pick(v, maria(), tom()))) },
		func() { v.did("chooses", member.Key, v.Choose(ctx, member.Key, pick(v, maria(), tom()))) },
		func() { v.did("retries", id, v.Retry(ctx, id)) },
		func() { v.did("dismisses", id, v.DismissRemote(ctx, id)) },
		func() { v.did("sends now", "", v.SendNow(ctx)); v.Resume() },
		func() { v.copyAgain(id) },
		v.look,
	}
	actions[v.random.IntN(len(actions))]()
}

func wei() crm.Member { return crm.Member{Key: "name:li wei", Name: "Li Wei", Company: "Contoso"} }

// some is the id of some entry; empty where there is none.
func (v *havoc) some() string {
	ids, err := v.store.IDs(v.t.Context(), outbox.Filter{})
	if v.must(err); len(ids) == 0 {
		return ""
	}
	return pick(v, ids...)
}

func (v *havoc) did(what, whom string, err error) { v.tell("  %s %s: %v", what, short(whom), err) }

// changes tells of what a copy of before would not know.
func (v *havoc) changes(what, id string, err error) {
	v.sinceThen[id] = true
	v.did(what, id, err)
}

func short(id string) string { return id[max(0, len(id)-8):] }

// text is a new text, which says its number in each of the notes that it may take.
func (v *havoc) text() string {
	v.number++
	text := fmt.Sprintf("text%03d", v.number)
	if v.chance(40) {
		text += strings.Repeat(fmt.Sprintf(" and more of text%03d", v.number), 3+v.random.IntN(6))
	}
	return text
}

func (v *havoc) putSomething() {
	draft := outbox.Draft{ID: outbox.NewID(), Kind: pick(v, crm.KindNote, crm.KindMessage, crm.KindCall),
		Member: pick(v, gomez(), wei()), Body: v.text()}
	_, err := v.Enqueue(v.t.Context(), draft)
	if err == nil {
		v.texts[draft.ID] = draft.Body
	}
	v.did("puts "+draft.Body[:7], draft.ID, err)
}

func (v *havoc) edit(id string) {
	text := v.text()
	if wasRestored(v.read(id)) {
		v.touched[id], v.spoiled[id] = true, true // which notes it had is not known
	}
	err := v.Edit(v.t.Context(), id, outbox.Revision{Body: text})
	if err == nil {
		v.texts[id] = text
		delete(v.spoiled, id)
	}
	v.changes("writes "+text[:7]+" into", id, err)
}

func wasRestored(r outbox.Record) bool {
	return slices.ContainsFunc(r.Attempts, func(a outbox.Attempt) bool { return a.Code == crm.CodeRestored })
}

func (v *havoc) makePerson() {
	made, err := v.EnqueuePerson(v.t.Context(), newcomer())
	v.changes("makes", made.ID, err)
}

func (v *havoc) copyAgain(id string) {
	again, err := v.CopyAgain(v.t.Context(), id, v.chance(50))
	if again.ID != "" {
		v.texts[again.ID] = v.read(again.ID).Body
	}
	v.did("copies again", id, err)
}

func (v *havoc) look() {
	if !v.inside {
		_, err := v.Look(v.t.Context())
		v.did("looks", "", err)
	}
}

func (v *havoc) rematch() {
	v.world.Lock()
	v.match = pick(v, crm.Match{Strength: crm.MatchNone}, crm.Match{Strength: crm.MatchWeak, Row: tom()},
		crm.Match{Strength: crm.MatchStrong, Row: maria()}, crm.Match{Strength: crm.MatchStrong, Row: tom()})
	v.policy.UnmatchedWaits = v.chance(30)
	v.world.Unlock()
	v.did("matches "+string(v.match.Strength), v.match.Row.ID, v.Rematch(v.t.Context(), ""))
}

// reshape changes the tables. Which there are stays, once there is a copy: it would not know where things went since.
func (v *havoc) reshape() {
	v.world.Lock()
	defer v.world.Unlock()
	v.shape.Lengths = map[string]int{"task.description": 60 + v.random.IntN(60),
		"li_message.description": 40 + v.random.IntN(60), "annotation.notetext": 40 + v.random.IntN(40)}
	if !v.wasCopied {
		v.shape.Missing = nil
		if v.chance(30) {
			v.shape.Missing = []string{crm.TableMessage}
		}
	}
	v.tell("  the tables become %v", v.shape)
}

// colleague does something in Dynamics.
func (v *havoc) colleague() {
	id := v.some()
	row, there := v.crm.rows[id]
	if !there {
		return
	}
	v.touched[id] = true
	what := pick(v, "moves", "closes", "writes into", "deletes")
	switch what {
	case "moves":
		row.Regarding = tom()
	case "closes":
		row.State = crm.ActivityCompleted
	case "writes into":
		row.Description += " and a colleague"
		v.spoiled[id] = true
	}
	v.crm.rows[id] = row
	if what == "deletes" {
		delete(v.crm.rows, id)
		maps.DeleteFunc(v.crm.notes, func(_ string, note crm.Annotation) bool { return note.Object.ID == id })
		v.made[id]--
		v.spoiled[id] = true
	}
	v.tell("a colleague %s %s", what, short(id))
}

func (v *havoc) all() []outbox.Record {
	ids, err := v.store.IDs(v.t.Context(), outbox.Filter{})
	v.must(err)
	records, err := v.store.Records(v.t.Context(), ids)
	v.must(err)
	return records
}

func (v *havoc) copyFolder() {
	v.copied, v.sinceThen, v.wasCopied = v.all(), map[string]bool{}, true
	v.tell("a copy is made")
}

// bringBack puts the copy in place. What was made since is nobody's any more, and taken out of the organization.
func (v *havoc) bringBack() {
	v.wasBrought = true
	now := map[string]outbox.Record{}
	for _, record := range v.all() {
		now[record.ID] = record
	}
	v.store = &storetest.Memory{}
	_, err := v.store.Add(v.t.Context(), v.copied)
	v.must(err)
	texts := map[string]string{}
	for _, then := range v.copied {
		texts[then.ID] = then.Body
		last := now[then.ID]
		if v.sinceThen[then.ID] || then.Landed && (last.Row != then.Row || last.Closed != then.Closed) {
			v.touched[then.ID], v.spoiled[then.ID] = true, true
		}
	}
	v.texts = texts
	lost := func(id string) bool { return texts[id] == "" && !slices.ContainsFunc(v.copied, isEntry(id)) }
	maps.DeleteFunc(v.crm.rows, func(id string, _ crm.Activity) bool { return lost(id) })
	maps.DeleteFunc(v.crm.people, func(id string, _ crm.Person) bool { return lost(id) })
	maps.DeleteFunc(v.made, func(id string, _ int) bool { return lost(id) })
	v.born()
	v.store.Fail = nil
	v.must(v.Quarantine(v.t.Context()))
	v.tell("the copy is put back")
	ids, err := v.store.IDs(v.t.Context(), outbox.Filter{States: append(outbox.ToSend(), outbox.Removing)})
	if v.must(err); len(ids) > 0 {
		v.t.Errorf("leaves without a yes: %v", ids)
	}
	v.born()
}

func isEntry(id string) func(outbox.Record) bool {
	return func(r outbox.Record) bool { return r.ID == id }
}
