package backend

import (
	"context"
	"errors"
	"slices"
	"strings"

	"ferry/backend/capture"
	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/view"
)

// Copy queues one typed note, message, InMail or call. When it returns, the entry is on disk.
func (b *Backend) Copy(ctx context.Context, request view.CopyRequest) (view.CopyResult, error) {
	l, draft, err := b.draft(ctx, request)
	if err != nil {
		return view.CopyResult{}, err
	}
	result, err := l.enqueue(ctx, draft)
	if err != nil || len(result.Already) == 0 {
		return result, err
	}
	return l.pressedAgain(ctx, draft, result)
}

// pressedAgain takes what stands under the draft's id for an earlier press, of which the answer was lost or which failed
// half way: what was changed in the form since counts.
func (l *live) pressedAgain(ctx context.Context, draft outbox.Draft, result view.CopyResult) (view.CopyResult, error) {
	before, err := l.outbox.Entry(ctx, result.Already[0])
	if err != nil {
		return view.CopyResult{}, err
	}
	if before.State == outbox.Removed || before.State == outbox.Removing {
		return result, nil
	}
	if before.Kind == draft.Kind && before.Member.Key == draft.Member.Key && before.Phone == draft.Phone &&
		before.Outgoing == draft.Outgoing && (draft.Row.IsZero() || before.Row.SameRow(draft.Row)) {
		if before.Subject == draft.Subject && before.Body == draft.Body {
			return result, nil
		}
		return result, l.outbox.Edit(ctx, before.ID, outbox.Revision{Subject: draft.Subject, Body: draft.Body, At: draft.At})
	}
	if err := l.outbox.Remove(ctx, before.ID); err != nil { // it became something else
		return view.CopyResult{}, err
	}
	draft.ID = ""
	return l.enqueue(ctx, draft)
}

// CopyMessages queues messages of a conversation in one durable step. Without message ids it takes the whole thread.
func (b *Backend) CopyMessages(ctx context.Context, request view.CopyMessages) (view.CopyResult, error) {
	l, thread, err := b.thread(request)
	if err != nil {
		return view.CopyResult{}, err
	}
	enqueued, err := l.outbox.EnqueueThread(ctx, thread)
	if err != nil {
		return view.CopyResult{}, err
	}
	l.changed(topicLinkedIn)
	return copyResult(enqueued), nil
}

func (l *live) enqueue(ctx context.Context, draft outbox.Draft) (view.CopyResult, error) {
	enqueued, err := l.outbox.Enqueue(ctx, draft)
	return copyResult(enqueued), err
}

func copyResult(enqueued []outbox.Enqueued) view.CopyResult {
	result := view.CopyResult{Queued: []string{}, Already: []string{}}
	for _, one := range enqueued {
		if one.Already {
			result.Already = append(result.Already, one.ID)
		} else {
			result.Queued = append(result.Queued, one.ID)
		}
	}
	return result
}

// Preview is exactly what Copy would write. Why it cannot be copied is in the preview, not an error.
func (b *Backend) Preview(ctx context.Context, request view.CopyRequest) (view.Preview, error) {
	l, draft, err := b.draft(ctx, request)
	if err != nil {
		return view.Preview{}, err
	}
	return l.preview(ctx, draft)
}

// PreviewMessages is exactly what CopyMessages would write, one preview a message, in the order of the messages asked for.
func (b *Backend) PreviewMessages(ctx context.Context, request view.CopyMessages) ([]view.Preview, error) {
	l, thread, err := b.thread(request)
	if err != nil {
		return nil, err
	}
	drafts, err := l.outbox.Threads.Drafts(ctx, thread)
	if err != nil {
		return nil, err
	}
	asked := map[string]int{}
	for i, id := range request.MessageIDs {
		asked[id] = i
	}
	slices.SortStableFunc(drafts, func(a, b outbox.Draft) int { return asked[a.SourceKey] - asked[b.SourceKey] })
	previews := []view.Preview{}
	for _, draft := range drafts {
		one, err := l.preview(ctx, draft)
		if err != nil {
			return nil, err
		}
		one.MessageID = draft.SourceKey
		previews = append(previews, one)
	}
	return previews, nil
}

func (l *live) preview(ctx context.Context, draft outbox.Draft) (view.Preview, error) {
	planned, err := l.outbox.Preview(ctx, draft)
	var coded *crm.Error
	if errors.As(err, &coded) && (coded.Code == crm.CodeWritebackOff || coded.Code == crm.CodeSettingsNotSaved) {
		return view.Preview{Problem: problemView(coded), Notes: []string{}, Match: matchView(crm.Match{}, false)}, nil
	}
	if err != nil {
		return view.Preview{}, err
	}
	result := view.Preview{
		Table: planned.Activity.Table, Closed: planned.Closed, Regarding: planned.Activity.Regarding.Name,
		Owner: l.ownerName(), Creator: l.ownerName(), Place: place(draft.Kind, planned.Closed),
		Subject: planned.Activity.Subject, Description: planned.Activity.Description, Category: planned.Activity.Category,
		Notes: []string{}, Match: matchView(planned.Match, false), Waits: string(planned.Hold),
	}
	for _, note := range planned.Notes {
		result.Notes = append(result.Notes, note.Text)
	}
	return result, nil
}

// place is where the guides say that it will be seen.
func place(kind crm.Kind, closed bool) string {
	switch {
	case !closed:
		return "unassigned-activities"
	case kind == crm.KindCall || kind == crm.KindSmartLink:
		return "past-activities"
	}
	return "activity-history"
}

// draft reads a typed request. It comes from a screen and is checked whole.
func (b *Backend) draft(ctx context.Context, request view.CopyRequest) (*live, outbox.Draft, error) {
	l, err := b.current()
	if err != nil {
		return nil, outbox.Draft{}, err
	}
	kind := crm.Kind(request.Kind)
	if !slices.Contains(crm.Kinds(), kind) {
		return nil, outbox.Draft{}, crm.Errorf(crm.CodeInvalid, "unknown kind")
	}
	if strings.TrimSpace(request.Text) == "" && strings.TrimSpace(request.Subject) == "" {
		return nil, outbox.Draft{}, crm.Errorf(crm.CodeInvalid, "nothing to copy")
	}
	at, err := parseMoment(request.At)
	if err != nil {
		return nil, outbox.Draft{}, err
	}
	draft := outbox.Draft{
		Kind: kind, Subject: request.Subject, Body: request.Text, At: at, Outgoing: request.Outgoing || kind == crm.KindNote,
		Phone: request.Phone, Tags: strings.TrimSpace(request.Tags),
	}
	draft.Member, draft.Row, err = l.about(ctx, request)
	draft.ID = request.DraftID
	return l, draft, err
}

// about is whom a typed request concerns: a row, or a person by name.
func (l *live) about(ctx context.Context, request view.CopyRequest) (crm.Member, crm.Ref, error) {
	if request.ID == "" {
		name, company := strings.TrimSpace(request.MemberName), strings.TrimSpace(request.MemberCompany)
		if name == "" {
			return crm.Member{}, crm.Ref{}, crm.Errorf(crm.CodeInvalid, "about nobody")
		}
		return crm.Member{Key: capture.MemberKey("", name, company), Name: name, Company: company}, crm.Ref{}, nil
	}
	candidate, err := l.database.ByRef(ctx, crm.Ref{Table: request.Table, ID: request.ID})
	if err != nil {
		return crm.Member{}, crm.Ref{}, err
	}
	member := crm.Member{
		Key: capture.MemberKey(candidate.URL, candidate.Row.Name, candidate.Company), Name: candidate.Row.Name,
		Company: candidate.Company, Email: candidate.Email, Title: candidate.Title,
		Organization: candidate.Row.Table == crm.TableAccount,
	}
	return member, candidate.Row, nil
}

// thread reads a request about messages of a conversation.
func (b *Backend) thread(request view.CopyMessages) (*live, outbox.Thread, error) {
	l, err := b.current()
	if err != nil {
		return nil, outbox.Thread{}, err
	}
	kind := crm.Kind(request.Kind)
	if kind != "" && kind != crm.KindMessage && kind != crm.KindInMail {
		return nil, outbox.Thread{}, crm.Errorf(crm.CodeInvalid, "a message is copied as message or InMail")
	}
	return l, outbox.Thread{Conversation: request.ConversationID, Messages: request.MessageIDs, Kind: kind}, nil
}
