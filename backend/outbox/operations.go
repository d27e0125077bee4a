package outbox

import (
	"reflect"

	"ferry/backend/crm"
)

// Plan gives a new record the operations that it came without. It is a record like any other then.
func (r *Record) Plan() {
	if r.Unplanned != nil {
		r.plan(*r.Unplanned)
		r.Unplanned = nil
	}
}

// plan gives a record that has not landed its operations: create, annotations, and a close where the row is known.
func (r *Record) plan(shape Shape) {
	if r.tableRefused() {
		shape = shape.without(r.Kind)
	}
	if !r.createMayHaveLanded() { // else the table is settled: the row may already be in it
		r.Table, r.Fallback = shape.tableOf(r.Kind)
	}
	written := write(r.Entry, shape)
	create := Operation{
		ID: r.ID, Kind: OperationCreate, State: OperationPending, Payload: Payload{Activity: &written.Activity},
	}
	if before := r.operation(r.ID); before != nil {
		create.After = before.After
	}
	r.Operations = []Operation{create}
	r.annotate(written.Notes)
	r.complete()
}

// replan plans anew. What comes out as it was stays the very operation, so that nobody has to compare it again.
func (r *Record) replan(shape Shape) {
	before := r.Operations
	r.plan(shape)
	for i := range min(len(before), len(r.Operations)) {
		if reflect.DeepEqual(before[i], r.Operations[i]) {
			r.Operations[i] = before[i]
		}
	}
}

// tableRefused reports whether the organization said that it lacks the kind's table, whatever its metadata said before.
func (r *Record) tableRefused() bool {
	for _, attempt := range r.Attempts {
		if attempt.Hash != "" && attempt.Outcome == OutcomeRefused && attempt.Code == crm.CodeMissingTable {
			return true
		}
	}
	return false
}

// annotate appends operations for the notes, after the create.
func (r *Record) annotate(notes []crm.Annotation) {
	for _, note := range notes {
		r.insert(Operation{
			ID: note.ID, Kind: OperationAnnotate, State: OperationPending, After: []string{r.ID},
			Payload: Payload{Annotation: &note},
		})
	}
}

// complete adds what is missing between what is wanted and what is known to be in Dataverse: a link where the regarding
// row differs, and a close where the row is open, or is going to be opened.
func (r *Record) complete() {
	if !r.activity() {
		return
	}
	if r.Landed && !r.Row.IsZero() && !r.Row.SameRow(r.Written) {
		r.link()
	}
	open := !r.Closed && !r.Row.IsZero() && !r.left()
	if (open || r.reopens()) && r.pending(OperationClose) == nil {
		r.insert(r.change(OperationClose, closing(r.Table)))
	}
}

// reopens reports whether a pending operation opens the closed row.
func (r *Record) reopens() bool {
	for _, operation := range r.Operations {
		if operation.State == OperationPending && operation.Payload.Reopen {
			return true
		}
	}
	return false
}

// link adds, or corrects, the operation that puts the activity under the row.
func (r *Record) link() {
	row := r.Row
	wanted := r.change(OperationLink, crm.ActivityChange{Regarding: &row, Parties: parties(r.Entry)})
	wanted.Payload.Reopen = r.Closed
	wanted.After = append(wanted.After, r.rowAwaited()...)
	if pending := r.pending(OperationLink); pending != nil {
		pending.Payload, pending.After = wanted.Payload, wanted.After
		return
	}
	r.insert(wanted)
}

// change makes an operation that PATCHes the activity.
func (r *Record) change(kind OperationKind, change crm.ActivityChange) Operation {
	number := 1
	for _, operation := range r.Operations {
		if operation.Kind == kind {
			number++
		}
	}
	return Operation{
		ID: operationID(r.ID, kind, number), Kind: kind, State: OperationPending, After: []string{r.ID}, IfMatch: "*",
		Payload: Payload{Change: &change},
	}
}

// insert puts the operation at the end, but before a pending close: a closed row refuses what comes after.
func (r *Record) insert(operation Operation) {
	at := len(r.Operations)
	if operation.Kind != OperationClose {
		for i, other := range r.Operations {
			if other.Kind == OperationClose && other.State == OperationPending {
				at = i
				break
			}
		}
	}
	rest := append([]Operation{operation}, r.Operations[at:]...)
	r.Operations = append(r.Operations[:at:at], rest...)
}

// drop gives up every pending operation.
func (r *Record) drop() {
	for i := range r.Operations {
		if r.Operations[i].State == OperationPending {
			r.Operations[i].State = OperationDropped
		}
	}
}

func closing(table string) crm.ActivityChange {
	state, status := crm.ActivityCompleted, crm.ClosedStatus(table)
	return crm.ActivityChange{State: &state, Status: &status}
}

// opening is the change that opens a closed activity again, with the table's first open status: task 2 Not Started,
// phonecall and the LinkedIn tables 1 Open.
func opening(table string) crm.ActivityChange {
	state, status := crm.ActivityOpen, 1
	if table == crm.TableTask {
		status = 2
	}
	return crm.ActivityChange{State: &state, Status: &status}
}
