package backend

import (
	"context"
	"slices"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/settings"
	"ferry/backend/sqlite"
	"ferry/backend/view"
)

// maxPage bounds what one call hands to a screen.
const maxPage = 500

// historyLimit bounds the history of one record.
const historyLimit = 200

// Records is one page of Leads & accounts.
func (b *Backend) Records(ctx context.Context, query view.RecordQuery) (view.RecordPage, error) {
	l, err := b.current()
	if err != nil {
		return view.RecordPage{}, err
	}
	stages, err := l.stages(ctx)
	if err != nil {
		return view.RecordPage{}, err
	}
	page, err := l.database.Records(ctx, sqlite.RecordQuery{
		Saved: query.Scope != "all", Rule: stages.rule, SavedFor: l.connection.UserID, Kind: sqlite.RecordKind(query.Kind),
		Text: query.Text, Owner: query.Owner, Stage: stages.value(query.Stage), StageColumn: stages.column,
		Offset: max(query.Offset, 0), Limit: bounded(query.Limit),
	})
	if err != nil {
		return view.RecordPage{}, err
	}
	result := view.RecordPage{Rows: []view.RecordRow{}, Total: page.Total, Stages: stages.labels(), Owners: []view.Owner{}}
	for _, row := range page.Rows {
		result.Rows = append(result.Rows, recordView(row, stages))
	}
	users, err := l.database.Users(ctx)
	for _, user := range users {
		if !user.Application {
			result.Owners = append(result.Owners, view.Owner{ID: user.ID, Name: user.Name})
		}
	}
	return result, err
}

func bounded(limit int) int {
	if limit <= 0 || limit > maxPage {
		return maxPage
	}
	return limit
}

func recordView(row sqlite.RecordRow, stages stages) view.RecordRow {
	return view.RecordRow{
		Table: row.Row.Table, ID: row.Row.ID, Name: row.Row.Name, Company: row.Company, Title: row.Title, Email: row.Email,
		City: row.City, Owner: row.Owner.Name, Stage: stages.label(row.Stage), Value: row.Value, Saved: row.Saved,
	}
}

// Record is one record with its opportunities, and its history joined with what the outbox still holds.
func (b *Backend) Record(ctx context.Context, table, id string) (view.Record, error) {
	l, err := b.current()
	if err != nil {
		return view.Record{}, err
	}
	stages, err := l.stages(ctx)
	if err != nil {
		return view.Record{}, err
	}
	ref := crm.Ref{Table: table, ID: id}
	record, err := l.database.Record(ctx, ref, stages.rule, l.connection.UserID)
	if err != nil {
		return view.Record{}, err
	}
	result := view.Record{
		Row: recordView(record.RecordRow, stages), Phone: record.Phone, URL: l.rowURL(ref),
		Opportunities: []view.RecordRow{}, Contacts: []view.RecordRow{}, History: []view.HistoryRow{},
	}
	for _, row := range record.Opportunities {
		result.Opportunities = append(result.Opportunities, recordView(row, stages))
	}
	for _, row := range record.Contacts {
		result.Contacts = append(result.Contacts, recordView(row, stages))
	}
	result.History, err = l.history(ctx, ref, record.History)
	return result, err
}

// history is what the CRM holds and, before it, what the outbox has not delivered yet or the import has not brought back.
func (l *live) history(ctx context.Context, ref crm.Ref, activities []sqlite.ActivityRow) ([]view.HistoryRow, error) {
	entries, _, err := l.outbox.List(ctx, outbox.Filter{Row: ref, Limit: historyLimit})
	if err != nil {
		return nil, err
	}
	ours := map[string]outbox.Entry{}
	for _, entry := range entries {
		ours[entry.ID] = entry
	}
	rows := []view.HistoryRow{}
	for _, activity := range activities {
		entry, byFerry := ours[activity.ID]
		delete(ours, activity.ID)
		row := view.HistoryRow{
			ID: activity.ID, Kind: activity.Table, Subject: activity.Subject, At: moment(activity.At),
			Owner: activity.Owner.Name, State: "open", ByFerry: byFerry,
		}
		if !activity.State.Open() {
			row.State = "closed"
		}
		if byFerry {
			row.Kind = string(entry.Kind)
		}
		rows = append(rows, row)
	}
	var waiting []view.HistoryRow
	for _, entry := range entries {
		if _, left := ours[entry.ID]; left && entry.State != outbox.Removed {
			waiting = append(waiting, view.HistoryRow{
				ID: entry.ID, Kind: string(entry.Kind), Subject: preview(entry), At: moment(entry.At), Owner: l.ownerName(),
				State: string(entry.State), Queued: entry.State != outbox.Sent, ByFerry: true,
			})
		}
	}
	return append(append([]view.HistoryRow{}, waiting...), rows...), nil
}

func (l *live) ownerName() string {
	_, user := l.known()
	return user.Name
}

// rowURL opens a row in Dynamics.
func (l *live) rowURL(ref crm.Ref) string {
	return l.connection.URL + "/main.aspx?pagetype=entityrecord&etn=" + ref.Table + "&id=" + ref.ID
}

// Search finds people and accounts over the whole mirror, to pick one by hand.
func (b *Backend) Search(ctx context.Context, text string, limit int) ([]view.Candidate, error) {
	l, err := b.current()
	if err != nil {
		return nil, err
	}
	found, err := l.database.Search(ctx, text, min(bounded(limit), 50))
	return candidatesView(found), err
}

// stages turns stored stage values into labels and back, for the column that the settings name.
type stages struct {
	rule    crm.SavedRule
	column  string
	choices []settings.Choice
}

func (l *live) stages(ctx context.Context) (stages, error) {
	stored, err := l.settings(ctx)
	if err != nil {
		return stages{}, err
	}
	result := stages{rule: stored.Settings.Rule(), column: stored.Settings.Stage.Column}
	if result.column == "" {
		result.column = "salesstage"
	}
	var columns []settings.StageColumn
	if _, err := l.database.Metadata(ctx, keyStages, &columns); err != nil {
		return stages{}, err
	}
	at := slices.IndexFunc(columns, func(c settings.StageColumn) bool { return c.Column == result.column })
	if at >= 0 {
		result.choices = columns[at].Choices
	}
	return result, nil
}

func (s stages) label(value string) string {
	for _, choice := range s.choices {
		if choice.Value == value {
			return choice.Label
		}
	}
	return value
}

func (s stages) value(label string) string {
	for _, choice := range s.choices {
		if choice.Label == label {
			return choice.Value
		}
	}
	return label
}

func (s stages) labels() []string {
	labels := []string{}
	for _, choice := range s.choices {
		labels = append(labels, choice.Label)
	}
	return labels
}
