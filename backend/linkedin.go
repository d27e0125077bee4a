package backend

import (
	"bytes"
	"context"
	"path/filepath"
	"time"

	"ferry/backend/capture"
	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/practice"
	"ferry/backend/view"
)

// ImportArchive brings in an archive: a zip, a folder, or messages.csv.
func (b *Backend) ImportArchive(ctx context.Context, path string) (view.ImportReport, error) {
	l, err := b.current()
	if err != nil {
		return view.ImportReport{}, err
	}
	material, err := capture.Read(ctx, path, nil)
	if err != nil {
		return view.ImportReport{}, err
	}
	return l.keepMaterial(ctx, filepath.Base(path), material, nil)
}

// ImportSample brings in the sample archive of the practice organization's seat holder.
func (b *Backend) ImportSample(ctx context.Context) (view.ImportReport, error) {
	l, err := b.current()
	if err != nil {
		return view.ImportReport{}, err
	}
	archive := practice.SampleArchive()
	material, err := capture.ReadArchive(ctx, bytes.NewReader(archive), int64(len(archive)), nil)
	if err != nil {
		return view.ImportReport{}, err
	}
	return l.keepMaterial(ctx, "", material, nil)
}

func (l *live) keepMaterial(
	ctx context.Context, file string, material capture.Material, progress func(capture.Progress),
) (view.ImportReport, error) {
	report, err := l.capture.Add(ctx, material, time.Now().UTC(), progress)
	if err != nil {
		return view.ImportReport{}, err
	}
	all, err := l.capture.Conversations(ctx, capture.Query{Spam: true, Sponsored: true, Limit: 1})
	if err != nil {
		return view.ImportReport{}, err
	}
	result := view.ImportReport{
		File: file, OwnerName: archiveOwner(material), Conversations: report.Conversations,
		OwnerSure:     material.Owner.Certainty == capture.OwnerSure || material.Owner.Certainty == capture.OwnerConfirmed,
		MessagesAdded: report.Added, MessagesAlready: report.Already, ConnectionsAdded: report.Connections,
		Skipped:          report.Skipped.Drafts + report.Skipped.Empty + report.Skipped.Hidden,
		OtherSeatHolders: report.Skipped.Others,
		Problems:         []view.FileProblem{}, ConversationsInTotal: all.Total,
	}
	for _, problem := range report.Problems {
		result.Problems = append(result.Problems, view.FileProblem{
			File: problem.File, Line: problem.Line, LastLine: problem.LastLine, Code: string(problem.Code),
			Column: problem.Column,
		})
	}
	l.changed(topicLinkedIn)
	if report.Entries == 0 {
		return result, nil
	}
	l.changed(topicOutbox)
	if err := l.outbox.Rematch(ctx, ""); err != nil { // the material is kept; the next import matches again
		l.backend.log.Warn("match after material", "code", crm.CodeOf(err))
	}
	return result, nil
}

// archiveOwner is whose archive it is; empty for tables and pasted text, which are the seat holder's.
func archiveOwner(material capture.Material) string {
	if material.Own {
		return ""
	}
	return material.Owner.Member.Name
}

// Conversations is one page of conversations, newest first.
func (b *Backend) Conversations(ctx context.Context, query view.ConversationQuery) (view.ConversationPage, error) {
	l, err := b.current()
	if err != nil {
		return view.ConversationPage{}, err
	}
	page, err := l.capture.Conversations(ctx, capture.Query{
		Text: query.Text, Offset: max(query.Offset, 0), Limit: bounded(query.Limit),
	})
	if err != nil {
		return view.ConversationPage{}, err
	}
	var members []crm.Member
	for _, conversation := range page.Conversations {
		members = append(members, conversation.Members[:min(len(conversation.Members), 1)]...)
	}
	matches, err := l.strengthsOf(ctx, members)
	if err != nil {
		return view.ConversationPage{}, err
	}
	result := view.ConversationPage{Rows: []view.ConversationRow{}, Total: page.Total}
	for _, conversation := range page.Conversations {
		result.Rows = append(result.Rows, conversationRow(conversation, matches))
	}
	return result, nil
}

func conversationRow(c capture.Conversation, matches map[string]crm.Strength) view.ConversationRow {
	row := view.ConversationRow{
		ID: c.ID, Title: c.Title, Messages: c.Messages, Copied: c.Copied, LastAt: moment(c.Last), Preview: c.Preview,
		Match: string(crm.MatchNone),
	}
	if len(c.Members) > 0 {
		row.Member, row.Match = memberView(c.Members[0]), string(matches[c.Members[0].Key])
	}
	return row
}

// Conversation is one conversation with its messages, oldest first, and what became of copies.
func (b *Backend) Conversation(ctx context.Context, id string) (view.Conversation, error) {
	l, err := b.current()
	if err != nil {
		return view.Conversation{}, err
	}
	conversation, messages, err := l.capture.Conversation(ctx, id)
	if err != nil {
		return view.Conversation{}, err
	}
	result := view.Conversation{
		ID: conversation.ID, Title: conversation.Title, Messages: []view.Message{}, Match: matchView(crm.Match{Strength: crm.MatchNone}, false),
	}
	if len(conversation.Members) > 0 {
		result.Member = memberView(conversation.Members[0])
		if result.Match, err = l.match(ctx, conversation.Members[0]); err != nil {
			return view.Conversation{}, err
		}
	}
	states, err := l.copied(ctx, messages)
	for _, message := range messages {
		shown := messageView(message)
		if state, found := states[l.entryID(message)]; found {
			shown.EntryID, shown.EntryState = l.entryID(message), string(state)
		}
		result.Messages = append(result.Messages, shown)
	}
	return result, err
}

// entryID is the id that a copy of the message has, whenever and wherever it is made.
func (l *live) entryID(message capture.Message) string {
	return outbox.SourceID(l.connection.OrganizationID, l.connection.UserID, message.SourceKey)
}

func (l *live) copied(ctx context.Context, messages []capture.Message) (map[string]outbox.State, error) {
	ids := make([]string, 0, len(messages))
	for _, message := range messages {
		ids = append(ids, l.entryID(message))
	}
	return l.outbox.States(ctx, ids)
}

func messageView(message capture.Message) view.Message {
	body := message.Body
	if body == "" {
		body = message.Attachments
	}
	return view.Message{
		ID: message.ID, Sender: message.Sender.Name, Outgoing: message.Outgoing, At: moment(message.SentAt),
		Subject: message.Subject, Body: body, Kind: string(message.Kind()), Tags: message.Tags,
	}
}

func memberView(member crm.Member) view.Member {
	return view.Member{
		Key: member.Key, Name: member.Name, Company: member.Company, Title: member.Title, URL: member.URL, Email: member.Email,
	}
}

// match is the answer for a member, with whether a person decided it.
func (l *live) match(ctx context.Context, member crm.Member) (view.Match, error) {
	match, err := l.matcher.Match(ctx, member)
	if err != nil {
		return view.Match{}, err
	}
	decision, found, err := l.database.Decision(ctx, member.Key)
	if err != nil {
		return view.Match{}, err
	}
	result := matchView(match, found && (decision.NotInCRM || !decision.Row.IsZero()))
	if result.Decided && result.ID != "" {
		result.Coming, err = l.coming(ctx, result.ID)
	}
	return result, err
}

// matchView is a match as the screens get it; that of a zero one has no strength: nobody asked.
func matchView(match crm.Match, decided bool) view.Match {
	result := view.Match{
		Strength: string(match.Strength), Table: match.Row.Table, ID: match.Row.ID, Name: match.Row.Name,
		Reasons: []string{}, Candidates: candidatesView(match.Candidates), Decided: decided,
	}
	for _, reason := range match.Reasons {
		result.Reasons = append(result.Reasons, string(reason))
	}
	for _, candidate := range match.Candidates {
		if candidate.Row.SameRow(match.Row) {
			result.Company = candidate.Company
		}
	}
	return result
}

func candidatesView(candidates []crm.Candidate) []view.Candidate {
	result := []view.Candidate{}
	for _, candidate := range candidates {
		shown := view.Candidate{
			Table: candidate.Row.Table, ID: candidate.Row.ID, Name: candidate.Row.Name, Company: candidate.Company,
			Title: candidate.Title, Email: candidate.Email, Reasons: []string{},
		}
		for _, reason := range candidate.Reasons {
			shown.Reasons = append(shown.Reasons, string(reason))
		}
		result = append(result, shown)
	}
	return result
}
