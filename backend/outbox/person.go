package outbox

import (
	"context"
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"maps"
	"strings"
	"time"

	"ferry/backend/crm"
)

// PersonDraft is a contact or a lead to be made from a LinkedIn member.
type PersonDraft struct {
	Member crm.Member
	// Person is what to write: Table is crm.TableContact or crm.TableLead. Its ID and Owner are the outbox's to fill.
	Person crm.Person
}

// personKind is the kind of entry that makes a row of the table; false for tables that Ferry makes no rows of.
func personKind(table string) (kind crm.Kind, operation OperationKind, ok bool) {
	switch table {
	case crm.TableContact:
		return crm.KindContact, OperationCreateContact, true
	case crm.TableLead:
		return crm.KindLead, OperationCreateLead, true
	}
	return "", "", false
}

// activity reports whether the entry becomes an activity: the others make a person, or set a flag.
func (e Entry) activity() bool { return !e.Makes() && e.Kind != crm.KindFlag }

// Makes reports whether the entry makes a contact or a lead.
func (e Entry) Makes() bool { return e.Kind == crm.KindContact || e.Kind == crm.KindLead }

// EnqueuePerson keeps a contact or lead to be made, durably, and puts what the outbox holds about the member under it: that
// waits until the row is there. The id is derived from the member, so that the same wish, pressed again or on another
// machine, is the same row. One that was removed, or that was refused, is taken up again with the new values. Errors:
// crm.CodeSettingsNotSaved, crm.CodeWritebackOff, crm.CodeInvalid, crm.CodeStorage.
func (o *Outbox) EnqueuePerson(ctx context.Context, draft PersonDraft) (Enqueued, error) {
	record, err := o.person(ctx, draft)
	if err != nil {
		return Enqueued{}, err
	}
	o.newRows.forget()
	existing, err := o.Store.Add(ctx, []Record{record})
	if err != nil {
		return Enqueued{}, fmt.Errorf("enqueue a person: %w", err)
	}
	result := Enqueued{ID: record.ID, State: Queued}
	if _, already := existing[record.ID]; already {
		result.Already = true
		if result.State, err = o.again(ctx, record); err != nil {
			return Enqueued{}, err
		}
	}
	o.changed(Change{})
	o.nudge()
	return result, o.Choose(ctx, draft.Member.Key, record.Row)
}

// person is the record of a draft.
func (o *Outbox) person(ctx context.Context, draft PersonDraft) (Record, error) {
	policy, err := o.Policy(ctx)
	if err != nil {
		return Record{}, fmt.Errorf("read what may be written back: %w", err)
	}
	kind, operation, ok := personKind(draft.Person.Table)
	if !ok || draft.Member.Key == "" || strings.TrimSpace(draft.Person.LastName) == "" {
		return Record{}, crm.Errorf(crm.CodeInvalid, "a person without table, member or last name")
	}
	if err := policy.makes(kind); err != nil {
		return Record{}, err
	}
	person := tidy(draft.Person)
	person.ID, person.Owner = PersonID(o.Organization, o.Owner.ID, person.Table, draft.Member.Key), o.Owner
	now := time.Now()
	return Record{
		Entry: Entry{
			ID: person.ID, Kind: kind, Member: draft.Member, Subject: fullName(person), At: now.Truncate(time.Second),
			Row: crm.Ref{Table: person.Table, ID: person.ID, Name: fullName(person)}, Chosen: true, Owner: o.Owner,
			Table: person.Table, State: Queued, Since: now, Created: now,
		},
		Operations: []Operation{{ID: person.ID, Kind: operation, State: OperationPending, Payload: Payload{Person: &person}}},
	}, nil
}

// makes reports whether rows of the kind may be made.
func (p Policy) makes(kind crm.Kind) error {
	switch {
	case !p.Saved:
		return &crm.Error{Code: crm.CodeSettingsNotSaved}
	case kind == crm.KindContact && p.Contacts, kind == crm.KindLead && p.Leads, kind == crm.KindFlag && p.Flags:
		return nil
	}
	return &crm.Error{Code: crm.CodeWritebackOff, Detail: string(kind)}
}

// tidy drops white space around the values, and what no JSON can carry.
func tidy(p crm.Person) crm.Person {
	for _, text := range []*string{&p.FirstName, &p.LastName, &p.JobTitle, &p.Email, &p.Phone, &p.Country, &p.Company, &p.Topic} {
		*text = strings.TrimSpace(clean(*text))
	}
	p.Columns = maps.Clone(p.Columns)
	for name, text := range p.Columns {
		p.Columns[name] = strings.TrimSpace(clean(text))
	}
	return p
}

func fullName(p crm.Person) string { return strings.TrimSpace(p.FirstName + " " + p.LastName) }

// again takes up a person that stands in the outbox already: with the new values, unless the row may be there with the old
// ones.
func (o *Outbox) again(ctx context.Context, wanted Record) (state State, err error) {
	err = o.revise(ctx, []string{wanted.ID}, func(r *Record) error {
		defer func() { state = r.State }()
		if r.State != Removed && (r.TakenBack() || r.Code == crm.CodeRestored) { // asking for it once more is a yes
			r.wantAgain()
			return r.move(Queued, time.Now())
		}
		if r.State != Removed && (r.createMayHaveLanded() || r.State == Sending || r.State == Removing || r.State == Sent) {
			return nil
		}
		r.Subject, r.Row, r.Operations, r.Failures = wanted.Subject, wanted.Row, wanted.Operations, 0
		return r.move(Queued, time.Now())
	})
	return state, err
}

// wantAgain gives up the removal of a person, of whom nothing is deleted yet, and makes the person who was to be made.
func (r *Record) wantAgain() {
	r.drop()
	if create := r.operation(r.ID); create != nil {
		create.State = OperationPending
	}
	r.Failures = 0
}

// CreateAnyway makes a person whom the organization seems to hold already: somebody has looked, and it is somebody else.
func (o *Outbox) CreateAnyway(ctx context.Context, id string) error {
	return o.revise(ctx, []string{id}, func(r *Record) error {
		if !r.Makes() || r.State != Attention || r.Code != crm.CodeDuplicateFound {
			return crm.Errorf(crm.CodeInvalid, "no person that was taken for a duplicate")
		}
		for i := range r.Operations {
			if person := r.Operations[i].Payload.Person; person != nil {
				allowed := *person
				allowed.AllowDuplicate = true
				r.Operations[i].Payload.Person = &allowed
			}
		}
		return r.move(Queued, time.Now())
	})
}

// EnqueueFlag keeps a flag to be set on a contact, durably: whether the contact still works where the organization thinks.
// Setting it twice is the same as once. Errors as of EnqueuePerson.
func (o *Outbox) EnqueueFlag(ctx context.Context, member crm.Member, contact crm.Ref, flag crm.OrgChange) (Enqueued, error) {
	policy, err := o.Policy(ctx)
	if err != nil {
		return Enqueued{}, fmt.Errorf("read what may be written back: %w", err)
	}
	if err := policy.makes(crm.KindFlag); err != nil {
		return Enqueued{}, err
	}
	if contact.IsZero() || contact.Table != crm.TableContact || flag < crm.OrgChangeNone || flag > crm.OrgChangeIgnore {
		return Enqueued{}, crm.Errorf(crm.CodeInvalid, "no contact, or no such flag")
	}
	now, id := time.Now(), NewID()
	record := Record{
		Entry: Entry{
			ID: id, Kind: crm.KindFlag, Member: member, Subject: contact.Name, At: now.Truncate(time.Second),
			Row: folded(contact), Chosen: true, Owner: o.Owner, Table: crm.TableContact, State: Queued, Since: now, Created: now,
		},
		Operations: []Operation{{ID: id, Kind: OperationSetFlag, State: OperationPending, IfMatch: "*",
			Payload: Payload{Flag: &flag}}},
	}
	if _, err := o.Store.Add(ctx, []Record{record}); err != nil {
		return Enqueued{}, fmt.Errorf("enqueue a flag: %w", err)
	}
	if err := o.supersedeFlags(ctx, id, folded(contact)); err != nil {
		return Enqueued{}, err
	}
	o.changed(Change{})
	o.nudge()
	return Enqueued{ID: id, State: Queued}, nil
}

// supersedeFlags takes back what was said of the contact before and is not set yet: it must not come after what is said now,
// which is kept already, so that one of them always stands.
func (o *Outbox) supersedeFlags(ctx context.Context, by string, contact crm.Ref) error {
	ids, err := o.Store.IDs(ctx, Filter{Kinds: []crm.Kind{crm.KindFlag}, Row: contact, States: []State{Queued, Waiting, Attention}})
	if err != nil {
		return fmt.Errorf("look for earlier flags: %w", err)
	}
	return o.revise(ctx, ids, func(r *Record) error {
		if r.ID == by || r.State == Sending || r.State == Sent {
			return nil
		}
		r.drop()
		return r.move(Removed, time.Now())
	})
}

// make POSTs the person with the entry's id. That the id exists is not yet an answer: the row is read.
func (o *Outbox) make(ctx context.Context, s *step) error {
	if o.People == nil || s.operation.Payload.Person == nil {
		return crm.Errorf(crm.CodeInvalid, "nothing here can make a person")
	}
	person := *s.operation.Payload.Person
	err := o.People.CreatePerson(ctx, person)
	if crm.CodeOf(err) != crm.CodeDuplicateKey {
		return err
	}
	there, err := o.People.ReadPerson(ctx, person.Table, person.ID)
	switch {
	case unreadable(err):
		return &crm.Error{Code: crm.CodeIDTaken, Detail: detailOf(err), Err: err}
	case err != nil:
		return err
	case !sameID(there.Owner, person.Owner):
		return crm.Errorf(crm.CodeIDTaken, "the row with the id has another owner")
	case personHash(there) != personHash(person) && !s.record.made(there):
		return crm.Errorf(crm.CodeIDTaken, "the row with the id is somebody else")
	}
	return nil
}

// unmake looks whether a person who was taken back got there after all. A row that is there is not deleted: what hangs on it
// is not all Ferry's.
func (o *Outbox) unmake(ctx context.Context, s *step) error {
	if o.People == nil {
		return crm.Errorf(crm.CodeInvalid, "nothing here can look for a person")
	}
	_, err := o.People.ReadPerson(ctx, s.record.Table, s.record.ID)
	switch {
	case crm.CodeOf(err) == crm.CodeNotFound:
		return nil
	case err != nil:
		return err
	}
	return crm.Errorf(crm.CodeInvalid, "the %s is in the organization and is not deleted from here", s.record.Kind)
}

// stays notes that a person who was to be taken back is in Dataverse.
func (r *Record) stays() {
	r.drop()
	if create := r.operation(r.ID); create != nil {
		create.State = OperationDone
	}
	r.settled()
}

// made reports whether the row is what one of the record's attempts made.
func (r *Record) made(row crm.Person) bool {
	hash := personHash(row)
	for _, attempt := range r.Attempts {
		if attempt.Hash == hash {
			return true
		}
	}
	return false
}

// personHash identifies whom a row is about: by name and e-mail address, as an organization compares them.
func personHash(p crm.Person) string {
	sum := sha256.Sum256([]byte(crm.Fold(fullName(p)) + "\x00" + strings.ToLower(strings.TrimSpace(p.Email))))
	return hex.EncodeToString(sum[:])
}

// flag sets the contact's flag.
func (o *Outbox) flag(ctx context.Context, s *step) error {
	if o.People == nil || s.operation.Payload.Flag == nil {
		return crm.Errorf(crm.CodeInvalid, "nothing here can set a flag")
	}
	return o.People.SetFlag(ctx, s.record.Row.ID, *s.operation.Payload.Flag, s.operation.IfMatch)
}

// settled notes that the person, or the flag, is in Dataverse. Nothing of it is left open.
func (r *Record) settled() { r.Landed, r.Closed, r.Written = true, true, r.Row }
