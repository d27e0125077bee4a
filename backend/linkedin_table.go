package backend

import (
	"context"
	"slices"
	"strings"
	"time"

	"ferry/backend/capture"
	"ferry/backend/crm"
	"ferry/backend/view"
)

// sampleRows are how many rows of a table a person sees when naming its columns.
const sampleRows = 5

// maxSeatHolders bounds the list of seat holders of one table.
const maxSeatHolders = 500

// mappingKey is where the mapping of tables with the same columns is remembered.
func mappingKey(table capture.Table) string { return "capture-mapping:" + table.Signature() }

// askColumns shows a table and what its columns may mean, as a person said before or as their names suggest.
func (l *live) askColumns(ctx context.Context, path string, err error) error {
	if err != nil {
		return err
	}
	table, err := capture.ReadTable(ctx, path)
	if err != nil {
		return err
	}
	var mapping capture.Mapping
	remembered, err := l.database.Preference(ctx, mappingKey(table), &mapping)
	if err != nil {
		return err
	}
	if remembered = remembered && mapping.Fits(table); !remembered {
		mapping = table.Guess()
		setting, err := l.setting(ctx, false)
		if err != nil {
			return err
		}
		mapping.SeatHolders = table.Mine(mapping.Columns[capture.FieldSeatHolder], setting.Me)
	}
	l.captures.set(func(c *captures) {
		c.table, c.now.State = table, captureColumns
		c.now.Table = tableOf(table, mapping)
		c.now.Table.Remembered = remembered
	})
	return nil
}

func tableOf(table capture.Table, mapping capture.Mapping) view.Table {
	result := view.Table{
		Columns: table.Columns, Sample: []view.TableRow{}, Rows: len(table.Rows), Mapping: mappingView(mapping),
	}
	for _, row := range table.Rows[:min(len(table.Rows), sampleRows)] {
		result.Sample = append(result.Sample, view.TableRow{Values: row.Values})
	}
	return result
}

func mappingView(mapping capture.Mapping) view.Mapping {
	result := view.Mapping{
		Fields: []view.ColumnField{}, Kind: string(mapping.Kind), SeatHolders: mapping.SeatHolders,
		DayFirst: mapping.DayFirst, Local: mapping.Local,
	}
	for _, field := range capture.Fields() {
		if column := mapping.Columns[field]; column != "" {
			result.Fields = append(result.Fields, view.ColumnField{Field: string(field), Column: column})
		}
	}
	return result
}

func mappingOf(from view.Mapping) capture.Mapping {
	mapping := capture.Mapping{
		Columns: map[capture.Field]string{}, Kind: crm.Kind(from.Kind), SeatHolders: from.SeatHolders,
		DayFirst: from.DayFirst, Local: from.Local,
	}
	for _, one := range from.Fields {
		mapping.Columns[capture.Field(one.Field)] = one.Column
	}
	return mapping
}

// SeatHolders lists whose rows the table that waits holds, by a column.
func (b *Backend) SeatHolders(ctx context.Context, id, column string) ([]view.SeatHolderRows, error) {
	l, err := b.current()
	if err != nil {
		return nil, err
	}
	table, err := l.waitingTable(id)
	if err != nil {
		return nil, err
	}
	setting, err := l.setting(ctx, false)
	if err != nil {
		return nil, err
	}
	mine := table.Mine(column, setting.Me)
	rows := []view.SeatHolderRows{}
	for _, value := range table.Values(column, maxSeatHolders) {
		rows = append(rows, view.SeatHolderRows{
			Value: value.Value, Rows: value.Count, Mine: slices.Contains(mine, value.Value),
		})
	}
	return rows, nil
}

func (l *live) waitingTable(id string) (capture.Table, error) {
	if err := l.captures.answer(id, captureColumns); err != nil {
		return capture.Table{}, err
	}
	l.captures.mu.Lock()
	defer l.captures.mu.Unlock()
	return l.captures.table, nil
}

// ChooseColumns says what the columns of the table that waits mean, remembers it, and brings the table in.
func (b *Backend) ChooseColumns(ctx context.Context, id string, chosen view.Mapping) error {
	l, err := b.current()
	if err != nil {
		return err
	}
	table, err := l.waitingTable(id)
	if err != nil {
		return err
	}
	mapping := mappingOf(chosen)
	if err := mapping.Check(table); err != nil {
		return err
	}
	if err := l.database.SetPreference(ctx, mappingKey(table), mapping); err != nil {
		return err
	}
	return l.workOn(id, func(ctx context.Context) error {
		l.captures.set(func(c *captures) { c.now.State = captureReading })
		setting, err := l.setting(ctx, true)
		if err != nil {
			return err
		}
		material, err := table.Material(ctx, mapping, setting, l.tellProgress)
		if err != nil {
			return err
		}
		return l.store(ctx, material)
	})
}

// setting is who the seat holder is and, where that is asked for, whom the material knows already.
func (l *live) setting(ctx context.Context, known bool) (capture.Setting, error) {
	_, user := l.known()
	setting := capture.Setting{Me: crm.Member{Name: user.Name, Email: user.Email}, Zone: time.Local}
	owner, found, err := l.capture.Owner(ctx)
	if err != nil {
		return setting, err
	}
	if found && owner.Member.URL != "" {
		setting.Me = owner.Member
		setting.Me.Email = user.Email
	}
	for known {
		page, err := l.capture.Members(ctx, capture.Query{Offset: len(setting.Known), Limit: 1000})
		if err != nil {
			return setting, err
		}
		setting.Known = append(setting.Known, page.Members...)
		known = len(page.Members) > 0 && len(setting.Known) < page.Total
	}
	return setting, nil
}

// SplitText splits a pasted conversation into messages, as far as it can be told.
func (b *Backend) SplitText(ctx context.Context, text string) ([]view.PastedMessage, error) {
	l, err := b.current()
	if err != nil {
		return nil, err
	}
	setting, err := l.setting(ctx, false)
	if err != nil {
		return nil, err
	}
	messages, err := capture.SplitText(text, setting.Me.Name, time.Now())
	if err != nil {
		return nil, err
	}
	result := []view.PastedMessage{}
	for _, one := range messages {
		shown := view.PastedMessage{
			Sender: one.Sender, Dated: one.Dated, Body: one.Body,
			Outgoing: one.Sender != "" && crm.Fold(one.Sender) == crm.Fold(setting.Me.Name),
		}
		if !one.At.IsZero() {
			shown.At = one.At.Format("2006-01-02T15:04")
		}
		result = append(result, shown)
	}
	return result, nil
}

// KeepPasted stores a pasted conversation as a person agreed to it.
func (b *Backend) KeepPasted(ctx context.Context, pasted view.PastedConversation) (view.ImportReport, error) {
	l, err := b.current()
	if err != nil {
		return view.ImportReport{}, err
	}
	kind := crm.Kind(pasted.Kind)
	if kind != crm.KindMessage && kind != crm.KindInMail {
		return view.ImportReport{}, crm.Errorf(crm.CodeInvalid, "a pasted text is messages or InMail")
	}
	setting, err := l.setting(ctx, true)
	if err != nil {
		return view.ImportReport{}, err
	}
	conversation := capture.PastedConversation{
		Member: crm.Member{Name: strings.TrimSpace(pasted.Name), URL: pasted.URL, Company: strings.TrimSpace(pasted.Company)},
		Kind:   kind,
	}
	for _, message := range pasted.Messages {
		at, err := parseMoment(message.At)
		if err != nil {
			return view.ImportReport{}, err
		}
		conversation.Messages = append(conversation.Messages, capture.PastedMessage{
			Outgoing: message.Outgoing, At: at, Body: message.Body,
		})
	}
	material, err := conversation.Material(ctx, setting)
	if err != nil {
		return view.ImportReport{}, err
	}
	return l.keepMaterial(ctx, "", material, nil)
}
