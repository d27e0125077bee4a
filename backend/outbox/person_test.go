package outbox_test

import (
	"strings"
	"testing"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// newcomer is a member whom the organization does not know.
func newcomer() outbox.PersonDraft {
	return outbox.PersonDraft{Member: gomez(), Person: crm.Person{
		Table: crm.TableContact, FirstName: " María", LastName: "Gómez ", Email: "maria@fabrikam.example",
	}}
}

// unknown is a house whose matching finds nobody.
func unknown(t *testing.T) *house {
	t.Helper()
	h := newHouse(t)
	h.match = crm.Match{Strength: crm.MatchNone}
	return h
}

func (h *house) putPerson(draft outbox.PersonDraft) string {
	h.t.Helper()
	enqueued, err := h.EnqueuePerson(h.t.Context(), draft)
	h.must(err)
	return enqueued.ID
}

func TestAContactIsMadeAndWhatIsAboutItFollows(t *testing.T) {
	h := unknown(t)
	waiting := h.put(note())
	sent := h.put(message())
	h.drain()
	h.is(sent, outbox.Sent, "")
	later := h.put(outbox.Draft{Kind: crm.KindCall, Member: gomez(), Body: "Called back."})
	h.called("create task", "create li_message")
	person := h.putPerson(newcomer())
	h.drain()
	h.called("person contact", "patch link", "patch close", "patch link", "patch close", "create phonecall", "patch close")
	made := h.crm.people[person]
	if made.FirstName != "María" || made.LastName != "Gómez" || made.Owner != holder() {
		t.Errorf("made %+v", made)
	}
	for _, id := range []string{waiting, sent, later} {
		record := h.is(id, outbox.Sent, "")
		if record.Row.ID != person || !record.Closed || h.crm.rows[id].Regarding.ID != person {
			t.Errorf("%s is under %+v, closed %v", record.Kind, record.Row, record.Closed)
		}
	}
	record := h.is(person, outbox.Sent, "")
	if record.Unresolved() || !record.Landed || record.Table != crm.TableContact {
		t.Errorf("%+v", record.Entry)
	}
}

func TestALeadIsMade(t *testing.T) {
	h := unknown(t)
	draft := newcomer()
	draft.Person.Table, draft.Person.Company = crm.TableLead, "Fabrikam"
	id := h.putPerson(draft)
	h.drain()
	h.called("person lead")
	if record := h.is(id, outbox.Sent, ""); record.Row.Table != crm.TableLead {
		t.Errorf("under %+v", record.Row)
	}
}

func TestTheSameWishIsTheSameRow(t *testing.T) {
	h := unknown(t)
	first := h.putPerson(newcomer())
	again, err := h.EnqueuePerson(t.Context(), newcomer())
	if err != nil || again.ID != first || !again.Already {
		t.Fatalf("%+v, %v", again, err)
	}
	h.drain()
	if again, err = h.EnqueuePerson(t.Context(), newcomer()); err != nil || again.State != outbox.Sent {
		t.Fatalf("%+v, %v", again, err)
	}
	h.drain()
	h.called("person contact")
}

func TestALostAnswerToAPersonIsFoundByReading(t *testing.T) {
	for name, c := range map[string]struct {
		there func(*crm.Person)
		code  crm.Code
	}{
		"as it was sent":             {func(*crm.Person) {}, ""},
		"written otherwise":          {func(p *crm.Person) { p.FirstName, p.Email = "MARIA", "Maria@Fabrikam.example" }, ""},
		"somebody else":              {func(p *crm.Person) { p.FirstName = "Ana" }, crm.CodeIDTaken},
		"another owner":              {func(p *crm.Person) { p.Owner.ID = "somebody" }, crm.CodeIDTaken},
		"in another table":           {func(p *crm.Person) { p.Table = crm.TableLead }, crm.CodeIDTaken},
		"no right to read what's it": {nil, crm.CodeIDTaken},
	} {
		t.Run(name, func(t *testing.T) {
			h := unknown(t)
			follower := h.put(note())
			id := h.putPerson(newcomer())
			h.crm.then(answer{call: "person", err: failure(crm.CodeUnavailable), after: true})
			h.drain()
			h.is(id, outbox.Waiting, crm.CodeUnavailable)
			if c.there == nil {
				h.crm.then(answer{call: "person"}, answer{call: "read person", err: failure(crm.CodeForbidden)})
			} else {
				there := h.crm.people[id]
				c.there(&there)
				h.crm.people[id] = there
			}
			h.must(h.SendNow(t.Context()))
			h.drain()
			if c.code != "" {
				h.is(id, outbox.Attention, c.code)
				h.is(follower, outbox.Queued, crm.CodeAwaitsRow)
				return
			}
			h.is(id, outbox.Sent, "")
			h.is(follower, outbox.Sent, "")
		})
	}
}

func TestADuplicateHasItsWaysOut(t *testing.T) {
	stuck := func(t *testing.T) (h *house, person, follower string) {
		h = unknown(t)
		h.crm.people["there"] = crm.Person{ID: "there", LastName: "Gómez"}
		follower = h.put(note())
		person = h.putPerson(newcomer())
		h.drain()
		h.is(person, outbox.Attention, crm.CodeDuplicateFound)
		h.is(follower, outbox.Queued, crm.CodeAwaitsRow)
		return h, person, follower
	}
	t.Run("create anyway", func(t *testing.T) {
		h, person, follower := stuck(t)
		h.must(h.CreateAnyway(t.Context(), person))
		h.drain()
		h.is(person, outbox.Sent, "")
		h.is(follower, outbox.Sent, "")
		if err := h.CreateAnyway(t.Context(), person); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("a second time: %v", err)
		}
	})
	t.Run("it is the other one", func(t *testing.T) {
		h, person, follower := stuck(t)
		h.must(h.Choose(t.Context(), gomez().Key, maria()))
		h.drain()
		h.is(person, outbox.Removed, "")
		if record := h.is(follower, outbox.Sent, ""); record.Written.ID != maria().ID {
			t.Errorf("under %+v", record.Written)
		}
	})
	t.Run("not at all", func(t *testing.T) {
		h, person, follower := stuck(t)
		h.must(h.Remove(t.Context(), person))
		h.drain()
		h.is(person, outbox.Removed, "")
		if record := h.is(follower, outbox.Sent, ""); !record.Unresolved() || len(record.Operations[0].After) > 0 {
			t.Errorf("%+v", record)
		}
	})
	t.Run("with other values", func(t *testing.T) {
		h, person, follower := stuck(t)
		draft := newcomer()
		draft.Person.LastName = "Gómez Ruiz"
		if again := h.putPerson(draft); again != person {
			t.Errorf("another entry: %s", again)
		}
		h.drain()
		h.is(follower, outbox.Sent, "")
		if record := h.is(person, outbox.Sent, ""); record.Row.Name != "María Gómez Ruiz" {
			t.Errorf("%+v", record.Row)
		}
	})
}

// TestWhatWasCopiedBeforeSaysWhyItWaits: also while the row's own entry needs a person, which may be for long.
func TestWhatWasCopiedBeforeSaysWhyItWaits(t *testing.T) {
	h := unknown(t)
	h.crm.then(answer{call: "person", err: failure(crm.CodeOwnerRefused)})
	follower := h.put(message())
	person := h.putPerson(newcomer())
	h.is(follower, outbox.Queued, crm.CodeAwaitsRow)
	h.drain()
	h.is(person, outbox.Attention, crm.CodeOwnerRefused)
	h.is(follower, outbox.Queued, crm.CodeAwaitsRow)
	h.must(h.Retry(t.Context(), person))
	h.drain()
	h.is(follower, outbox.Sent, "")
}

func TestWhatIsCopiedLaterWaitsForTheNewRowToo(t *testing.T) {
	h := unknown(t)
	person := h.putPerson(newcomer())
	h.match = crm.Match{Strength: crm.MatchStrong, Row: crm.Ref{Table: crm.TableContact, ID: person}} // as was decided
	h.crm.then(answer{call: "person", err: failure(crm.CodeOwnerRefused)})
	follower := h.put(message())
	h.drain()
	h.is(person, outbox.Attention, crm.CodeOwnerRefused)
	h.is(follower, outbox.Queued, crm.CodeAwaitsRow)
	h.called("person contact")
	h.must(h.Retry(t.Context(), person))
	h.drain()
	h.called("person contact", "create li_message", "patch close")
	h.is(follower, outbox.Sent, "")
}

func TestAContactWantedWhileTheActivityIsOnItsWay(t *testing.T) {
	h := unknown(t)
	var person string
	h.crm.then(answer{call: "create task", do: func() { person = h.putPerson(newcomer()) }})
	id := h.put(note())
	h.drain()
	h.called("create task", "person contact", "patch link", "patch close")
	if record := h.is(id, outbox.Sent, ""); record.Written.ID != person {
		t.Errorf("under %+v", record.Written)
	}
}

func TestACrashWhileTakingAPersonBackHoldsNothingForEver(t *testing.T) {
	h := unknown(t)
	follower := h.put(note())
	person := h.putPerson(newcomer())
	h.must(h.store.Change(t.Context(), []string{person}, func(r *outbox.Record) error { // as Remove leaves it half way
		r.Operations[0].State, r.State = outbox.OperationDropped, outbox.Removed
		return nil
	}))
	h.drain()
	if record := h.is(follower, outbox.Sent, ""); !record.Unresolved() {
		t.Errorf("%+v", record.Row)
	}
}

func TestAPersonTakenBackIsLookedForWhereThatIsNotKnown(t *testing.T) {
	for name, landed := range map[string]bool{"never got there": false, "got there": true} {
		t.Run(name, func(t *testing.T) {
			h := unknown(t)
			id := h.putPerson(newcomer())
			h.crm.then(answer{call: "person", err: failure(crm.CodeUnavailable), after: landed})
			h.drain()
			h.must(h.Remove(t.Context(), id))
			h.must(h.SendNow(t.Context()))
			h.drain()
			h.called("person contact", "read person")
			if !landed {
				h.is(id, outbox.Removed, "")
				h.putPerson(newcomer()) // and may be made again
				h.drain()
				h.is(id, outbox.Sent, "")
				return
			}
			h.is(id, outbox.Attention, crm.CodeInvalid)
			h.must(h.Retry(t.Context(), id))
			h.drain()
			h.is(id, outbox.Sent, "")
			h.called()
		})
	}
}

func TestAPersonTakenBackOnTheWayIsNeverDeleted(t *testing.T) {
	h := unknown(t)
	id := h.putPerson(newcomer())
	h.crm.then(answer{call: "person", do: func() { h.must(h.Remove(t.Context(), id)) }})
	h.drain()
	h.called("person contact", "read person")
	h.is(id, outbox.Attention, crm.CodeInvalid)
}

func TestAPersonWhoIsThereIsNotDeletedFromHere(t *testing.T) {
	h := unknown(t)
	person, other := h.putPerson(newcomer()), h.put(note())
	h.drain()
	if err := h.Remove(t.Context(), person); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("alone: %v", err)
	}
	h.must(h.Remove(t.Context(), person, other))
	h.drain()
	h.is(person, outbox.Sent, "")
	h.is(other, outbox.Removed, "")
	if err := h.Edit(t.Context(), person, outbox.Revision{Body: "x"}); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("edit: %v", err)
	}
}

func TestNobodyIsMadeThatTheSettingsDoNotAllow(t *testing.T) {
	h := unknown(t)
	h.policy.Contacts, h.policy.Flags = false, false
	_, err := h.EnqueuePerson(t.Context(), newcomer())
	_, flagErr := h.EnqueueFlag(t.Context(), gomez(), maria(), crm.OrgChangeIgnore)
	if crm.CodeOf(err) != crm.CodeWritebackOff || crm.CodeOf(flagErr) != crm.CodeWritebackOff {
		t.Errorf("%v, %v", err, flagErr)
	}
	h.policy = outbox.Policy{Contacts: true, Leads: true, Flags: true}
	if _, err := h.EnqueuePerson(t.Context(), newcomer()); crm.CodeOf(err) != crm.CodeSettingsNotSaved {
		t.Errorf("before the settings were saved: %v", err)
	}
	h.policy.Saved = true
	for name, change := range map[string]func(*outbox.PersonDraft){
		"no last name": func(d *outbox.PersonDraft) { d.Person.LastName = " " },
		"an account":   func(d *outbox.PersonDraft) { d.Person.Table = crm.TableAccount },
		"no member":    func(d *outbox.PersonDraft) { d.Member.Key = "" },
	} {
		draft := newcomer()
		change(&draft)
		if _, err := h.EnqueuePerson(t.Context(), draft); crm.CodeOf(err) != crm.CodeInvalid {
			t.Errorf("%s: %v", name, err)
		}
	}
	h.drain()
	h.called()
}

func TestAFlagIsSet(t *testing.T) {
	h := newHouse(t)
	contact := crm.Ref{Table: crm.TableContact, ID: "C-Maria", Name: "María Gómez"}
	enqueued, err := h.EnqueueFlag(t.Context(), gomez(), contact, crm.OrgChangeNotAtCompany)
	h.must(err)
	h.crm.then(answer{call: "flag", err: failure(crm.CodeUnavailable), after: true})
	h.drain()
	h.must(h.SendNow(t.Context()))
	h.drain()
	h.called("flag", "flag")
	record := h.is(enqueued.ID, outbox.Sent, "")
	if h.crm.flags["c-maria"] != crm.OrgChangeNotAtCompany || record.Unresolved() {
		t.Errorf("%v, %+v", h.crm.flags, record.Entry)
	}
	if _, err := h.EnqueueFlag(t.Context(), gomez(), crm.Ref{Table: crm.TableLead, ID: "l"}, 1); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("a lead: %v", err)
	}
	if err := h.Remove(t.Context(), enqueued.ID); crm.CodeOf(err) != crm.CodeInvalid {
		t.Errorf("removing it: %v", err)
	}
}

func TestWhatIsSaidLastOfAContactCounts(t *testing.T) {
	h := newHouse(t)
	contact := crm.Ref{Table: crm.TableContact, ID: "c-maria"}
	h.crm.then(answer{call: "flag", err: failure(crm.CodeForbidden)})
	first, err := h.EnqueueFlag(t.Context(), gomez(), contact, crm.OrgChangeNotAtCompany)
	h.must(err)
	h.drain()
	h.is(first.ID, outbox.Attention, crm.CodeForbidden)
	second, err := h.EnqueueFlag(t.Context(), gomez(), contact, crm.OrgChangeIgnore)
	h.must(err)
	h.drain()
	h.is(first.ID, outbox.Removed, "")
	h.is(second.ID, outbox.Sent, "")
	if h.crm.flags["c-maria"] != crm.OrgChangeIgnore {
		t.Errorf("%v", h.crm.flags)
	}
}

func TestPersonIDs(t *testing.T) {
	id := outbox.PersonID("ORG", "USER", crm.TableContact, "url:x")
	if id != outbox.PersonID("org", "user", crm.TableContact, "url:x") || strings.ToLower(id) != id || len(id) != 36 {
		t.Errorf("id %q", id)
	}
	for _, other := range []string{
		outbox.PersonID("org", "user", crm.TableLead, "url:x"), outbox.PersonID("org", "user", crm.TableContact, "url:y"),
		outbox.PersonID("org", "other", crm.TableContact, "url:x"),
	} {
		if other == id {
			t.Error("two wishes with one id")
		}
	}
}
