package outbox

import (
	"context"

	"ferry/backend/crm"
)

// note reports whether the operation makes an annotation.
func (o *Operation) note() bool { return o.Kind == OperationAnnotate && !o.Payload.Withdraw }

// withdraw appends operations that delete the annotations of older texts, after the new text and its annotations are there:
// those that landed, or may have, and are neither of the present text nor deleted already.
func (r *Record) withdraw() {
	gone := map[string]bool{}
	for _, operation := range r.Operations {
		if operation.Payload.Withdraw && operation.State == OperationDone {
			gone[operation.Payload.Annotation.ID] = true
		}
	}
	var old []crm.Annotation
	current := r.currentNotes()
	for _, operation := range r.Operations {
		landed := operation.State == OperationDone || r.mayHaveLanded(operation.ID)
		if operation.note() && landed && !current[operation.ID] && !gone[operation.ID] {
			old = append(old, crm.Annotation{ID: operation.ID, Object: operation.Payload.Annotation.Object})
		}
	}
	for _, note := range old {
		r.insert(Operation{
			ID: withdrawalID(r.ID, note.ID, len(r.Operations)), Kind: OperationAnnotate, State: OperationPending,
			After: []string{r.ID}, Payload: Payload{Annotation: &note, Withdraw: true},
		})
	}
}

// currentNotes are the annotations that the latest edit brings.
func (r *Record) currentNotes() map[string]bool {
	current := map[string]bool{}
	for i := range r.Operations {
		if operation := &r.Operations[i]; operation.note() && operation.State == OperationPending {
			current[operation.ID] = true
		}
	}
	return current
}

// unnote deletes an annotation of ours. One that hangs on something else is somebody else's; that it is gone already is
// success.
func (o *Outbox) unnote(ctx context.Context, note crm.Annotation) error {
	there, err := o.Notes.ReadAnnotation(ctx, note.ID)
	if err == nil && sameID(there.Object, note.Object) {
		err = o.Notes.DeleteAnnotation(ctx, note.ID)
	}
	return forgive(crm.CodeNotFound, err)
}
