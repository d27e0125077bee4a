package outbox_test

import (
	"slices"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// judge compares what the outbox says with what is in the organization.
func (v *havoc) judge() {
	for _, r := range v.all() {
		if r.Makes() {
			v.judgePerson(r)
		} else {
			v.judgeActivity(r)
		}
	}
	for id := range v.crm.rows {
		if _, known := v.texts[id]; !known {
			v.t.Errorf("nobody knows %s", id)
		}
	}
	for id, times := range v.made {
		if times > 1 {
			v.t.Errorf("%s was made %d times", short(id), times)
		}
	}
}

func (v *havoc) wrong(r outbox.Record, what string, about ...any) {
	v.t.Errorf("%s is %s %q (%s), and %s: %+v", short(r.ID), r.State, r.Code, r.Detail, what, about)
}

func (v *havoc) judgePerson(r outbox.Record) {
	_, there := v.crm.people[r.ID]
	switch {
	case v.touched[r.ID]:
	case r.State == outbox.Removed && there:
		v.wrong(r, "is there")
	case r.State == outbox.Sent && !there:
		v.wrong(r, "is not there")
	}
}

func (v *havoc) judgeActivity(r outbox.Record) {
	row, there := v.crm.rows[r.ID]
	if r.Body != v.texts[r.ID] && r.State != outbox.Removed {
		v.wrong(r, "says something else than the person wrote", r.Body, v.texts[r.ID])
	}
	switch r.State {
	case outbox.Removed:
		if there && !v.touched[r.ID] {
			v.wrong(r, "is there")
		}
	case outbox.Sent:
		v.judgeSent(r, row, there)
	case outbox.Attention:
		if !v.touched[r.ID] && (!wasRestored(r) || r.Code != crm.CodeIDTaken) {
			v.wrong(r, "nothing is in its way", r.Attempts)
		}
	default:
		v.wrong(r, "nothing gets it on")
	}
}

func (v *havoc) judgeSent(r outbox.Record, row crm.Activity, there bool) {
	mayHaveMore := wasRestored(r) || v.wasBrought && v.touched[r.ID] // which notes it had before the copy is not known
	if there && !v.spoiled[r.ID] && !mayHaveMore {
		v.judgeText(r, row)
	}
	if pending := slices.ContainsFunc(r.Operations, isPending); pending {
		v.wrong(r, "something is left to do", r.Operations)
	}
	switch {
	case v.touched[r.ID]:
	case !there:
		v.wrong(r, "is not there")
	case row.Regarding.ID != r.Row.ID || row.State.Open() == r.Closed:
		v.wrong(r, "stands elsewhere", row.Regarding, row.State, r.Row, r.Closed)
	case r.Row.IsZero() == r.Closed:
		v.wrong(r, "is closed under nobody, or open under somebody", r.Row)
	}
}

func isPending(o outbox.Operation) bool { return o.State == outbox.OperationPending }

// judgeText: the whole text stands in the row, or in its notes, and no older one beside it.
func (v *havoc) judgeText(r outbox.Record, row crm.Activity) {
	whole, parts := "", 0
	for _, o := range r.Operations {
		note, there := v.crm.notes[o.ID]
		if o.Kind == outbox.OperationAnnotate && !o.Payload.Withdraw && there {
			whole += note.Text
			parts++
		}
	}
	notes := 0
	for _, note := range v.crm.notes {
		if note.Object.ID == r.ID {
			notes++
		}
	}
	inRow := strings.Contains(row.Description, r.Body)
	switch {
	case inRow && notes > 0, notes != parts:
		v.wrong(r, "old notes are left", notes, whole)
	case !inRow && (!strings.HasSuffix(whole, r.Body) || strings.Count(whole, r.Body) != 1):
		v.wrong(r, "says something else in Dynamics", row.Description, whole, r.Body)
	}
}
