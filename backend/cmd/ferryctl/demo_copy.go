package main

import (
	"context"
	"fmt"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// activityTables are the tables a copy can land in. One id space holds for all of them.
func activityTables() []string {
	return []string{crm.TableTask, crm.TablePhoneCall, crm.TableInMail, crm.TableMessage, crm.TableSmartLinkView}
}

func (s *story) importArchive(ctx context.Context) (string, any, error) {
	s.before = map[string]bool{}
	for id := range s.activities() {
		s.before[id] = true
	}
	report, err := s.house.ImportSample(ctx)
	if err == nil && report.MessagesAdded == 0 {
		err = crm.Errorf(crm.CodeBadFile, "the archive brought no message")
	}
	return fmt.Sprintf("%d messages in %d conversations", report.MessagesAdded, report.Conversations), report, err
}

func (s *story) importArchiveAgain(ctx context.Context) (string, any, error) {
	report, err := s.house.ImportSample(ctx)
	if err == nil && report.MessagesAdded != 0 {
		err = crm.Errorf(crm.CodeUnexpected, "the same archive added %d messages again", report.MessagesAdded)
	}
	return fmt.Sprintf("the same archive again adds nothing (%d already there)", report.MessagesAlready), report, err
}

func (s *story) cutTheNetwork(ctx context.Context) (string, any, error) {
	return "the network is cut", nil, s.house.SetPracticeOffline(ctx, true)
}

func (s *story) restoreTheNetwork(ctx context.Context) (string, any, error) {
	return "the network is back", nil, s.house.SetPracticeOffline(ctx, false)
}

// conversation finds one with a match of the strength and at least so many messages, leaving out those used already.
func (s *story) conversation(ctx context.Context, strength string, messages int, used ...string) (view.Conversation, error) {
	page, err := s.house.Conversations(ctx, view.ConversationQuery{Limit: 500})
	if err != nil {
		return view.Conversation{}, err
	}
	for _, row := range page.Rows {
		if row.Match == strength && row.Messages >= messages && !strings.Contains(strings.Join(used, " "), row.ID) {
			return s.house.Conversation(ctx, row.ID)
		}
	}
	return view.Conversation{}, crm.Errorf(crm.CodeNotFound, "no conversation of %d messages with a %s match", messages, strength)
}

func (s *story) copyMessage(ctx context.Context) (string, any, error) {
	talk, err := s.conversation(ctx, "none", 1)
	if err != nil {
		return "", nil, err
	}
	result, err := s.house.CopyMessages(ctx, view.CopyMessages{
		ConversationID: talk.ID, MessageIDs: []string{talk.Messages[0].ID}, Kind: "message",
	})
	return s.queued("one message of somebody who is not in the CRM", 1, result, err)
}

func (s *story) copyThread(ctx context.Context) (string, any, error) {
	talk, err := s.conversation(ctx, "strong", 2)
	if err != nil {
		return "", nil, err
	}
	result, err := s.house.CopyMessages(ctx, view.CopyMessages{ConversationID: talk.ID})
	return s.queued("a whole thread with a contact", len(talk.Messages), result, err)
}

func (s *story) copyNote(ctx context.Context) (string, any, error) {
	return s.copyTyped(ctx, "note", view.CopyRequest{Kind: "note", Text: "Wants the offer before the board meets.\nAsk about spare parts."})
}

func (s *story) copyCall(ctx context.Context) (string, any, error) {
	return s.copyTyped(ctx, "call", view.CopyRequest{
		Kind: "call", Text: "Agreed on a visit next week.", Phone: "+34 555 0100", Outgoing: true,
	})
}

func (s *story) copyTyped(ctx context.Context, name string, request view.CopyRequest) (string, any, error) {
	page, err := s.house.Records(ctx, view.RecordQuery{Scope: "saved", Kind: "lead", Limit: 1})
	if err != nil {
		return "", nil, err
	}
	if len(page.Rows) == 0 {
		return "", nil, crm.Errorf(crm.CodeNotFound, "no saved lead")
	}
	request.Table, request.ID = page.Rows[0].Table, page.Rows[0].ID
	result, err := s.house.Copy(ctx, request)
	return s.queued("one "+name+" about a saved lead", 1, result, err)
}

func (s *story) queued(what string, want int, result view.CopyResult, err error) (string, any, error) {
	if err == nil && len(result.Queued) != want {
		err = crm.Errorf(crm.CodeUnexpected, "%d of %d queued", len(result.Queued), want)
	}
	s.copied = append(s.copied, result.Queued...)
	return what + ": queued", result, err
}

func (s *story) restart(ctx context.Context) (string, any, error) {
	if err := s.stop(); err != nil {
		return "", nil, err
	}
	return "Ferry was ended and started again", nil, s.start(ctx)
}

func (s *story) checkStillQueued(ctx context.Context) (string, any, error) {
	page, err := s.house.Entries(ctx, view.EntryQuery{Limit: 500})
	if err == nil && page.Counts.ToSend != len(s.copied) {
		err = crm.Errorf(crm.CodeUnexpected, "%d of %d entries are still to send", page.Counts.ToSend, len(s.copied))
	}
	if err == nil && len(s.newActivities()) != 0 {
		err = crm.Errorf(crm.CodeUnexpected, "something reached the organization without a network")
	}
	return fmt.Sprintf("%d entries to send, none in the organization", page.Counts.ToSend), page.Counts, err
}

func (s *story) waitUntilSent(ctx context.Context) (string, any, error) {
	var page view.EntryPage
	err := until(ctx, "everything is sent", func() (bool, error) {
		var err error
		page, err = s.house.Entries(ctx, view.EntryQuery{Limit: 500})
		if err == nil && page.Counts.NeedAttention > 0 {
			err = crm.Errorf(crm.CodeUnexpected, "%d entries need attention", page.Counts.NeedAttention)
		}
		return page.Counts.ToSend == 0 && page.Counts.Sent == len(s.copied), err
	})
	return fmt.Sprintf("%d entries sent", page.Counts.Sent), page.Counts, err
}

// askTheOrganization holds the promise against the organization's own rows, not against the outbox: each entry once,
// owned by the seat holder, closed under a row or open under none, and nothing beside them.
func (s *story) askTheOrganization(context.Context) (string, any, error) {
	rows := s.newActivities()
	if len(rows) != len(s.copied) {
		return "", nil, crm.Errorf(crm.CodeUnexpected, "%d activities for %d entries", len(rows), len(s.copied))
	}
	counts := map[string]int{"closed": 0, "open": 0}
	for _, id := range s.copied {
		row, found := rows[id]
		if !found || len(row) != 1 {
			return "", nil, crm.Errorf(crm.CodeUnexpected, "an entry is %d times in the organization", len(row))
		}
		state, err := s.judge(row[0])
		if err != nil {
			return "", nil, err
		}
		counts[state]++
	}
	if counts["closed"] == 0 || counts["open"] == 0 {
		return "", nil, crm.Errorf(crm.CodeUnexpected, "%d closed, %d open", counts["closed"], counts["open"])
	}
	text := fmt.Sprintf("each exactly once, owned by %s: %d closed under their match, %d open and unresolved",
		s.seller.Name, counts["closed"], counts["open"])
	return text, counts, nil
}

// judge says whether a row is closed under somebody or open under nobody; anything else is an error.
func (s *story) judge(row map[string]any) (string, error) {
	if owner := fmt.Sprint(row["_ownerid_value"]); owner != s.seller.ID {
		return "", crm.Errorf(crm.CodeUnexpected, "an activity belongs to %s", owner)
	}
	state, regarding := fmt.Sprint(row["statecode"]), row["_regardingobjectid_value"]
	switch {
	case state == "1" && regarding != nil:
		return "closed", nil
	case state == "0" && regarding == nil:
		return "open", nil
	}
	return "", crm.Errorf(crm.CodeUnexpected, "state %s, regarding somebody: %t", state, regarding != nil)
}

// activities are the organization's own activity rows, by id; more than one row an id would be a doubling.
func (s *story) activities() map[string][]map[string]any {
	rows := map[string][]map[string]any{}
	for _, table := range activityTables() {
		for _, row := range s.practice.Rows(table) {
			id := fmt.Sprint(row["activityid"])
			rows[id] = append(rows[id], row)
		}
	}
	return rows
}

func (s *story) newActivities() map[string][]map[string]any {
	rows := s.activities()
	for id := range s.before {
		delete(rows, id)
	}
	return rows
}
