package sqlite

import (
	"context"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// progress is what sending changes in an entry: all but its text.
type progress struct {
	State    outbox.State `json:"s"`
	Code     crm.Code     `json:"c,omitempty"`
	Detail   string       `json:"d,omitempty"`
	Since    time.Time    `json:"since"`
	Until    time.Time    `json:"until,omitzero"`
	Failures int          `json:"f,omitempty"`
	Landed   bool         `json:"l,omitempty"`
	Closed   bool         `json:"e,omitempty"`
	Written  crm.Ref      `json:"w,omitzero"`
	Row      crm.Ref      `json:"r,omitzero"`
	Chosen   bool         `json:"p,omitempty"`
	Table    string       `json:"t,omitempty"`
	Fallback bool         `json:"b,omitempty"`
}

func progressOf(e outbox.Entry) progress {
	return progress{e.State, e.Code, e.Detail, e.Since, e.Until, e.Failures, e.Landed, e.Closed, e.Written, e.Row, e.Chosen,
		e.Table, e.Fallback}
}

// on is the entry with this progress.
func (p progress) on(e outbox.Entry) outbox.Entry {
	e.State, e.Code, e.Detail, e.Since, e.Until, e.Failures = p.State, p.Code, p.Detail, p.Since, p.Until, p.Failures
	e.Landed, e.Closed, e.Written = p.Landed, p.Closed, p.Written
	e.Row, e.Chosen, e.Table, e.Fallback = p.Row, p.Chosen, p.Table, p.Fallback
	return e
}

// progress writes what sending changed.
func (w *recordWriter) progress(ctx context.Context, before, after outbox.Entry) error {
	err := w.exec(ctx, updateProgress, string(after.State), string(after.Code), after.Detail, formatMoment(after.Since),
		formatMoment(after.Until), after.Failures, after.Landed, after.Closed, after.Written.Table, after.Written.ID,
		after.Written.Name, before.Sequence)
	if err != nil {
		return err
	}
	if before.Row == after.Row && before.Chosen == after.Chosen && before.Table == after.Table &&
		before.Fallback == after.Fallback {
		return nil
	}
	return w.exec(ctx, updatePlace, after.Row.Table, after.Row.ID, after.Row.Name, after.Chosen, after.Table, after.Fallback,
		before.Sequence)
}
