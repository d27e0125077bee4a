package backend

import (
	"context"
	"slices"
	"time"

	"ferry/backend/crm"
	"ferry/backend/importer"
	"ferry/backend/settings"
	"ferry/backend/view"
)

// Keys of what the organization said, kept in the mirror for offline use.
const (
	keyShape    = "shape"
	keySettings = "settings"
	keyStages   = "stageColumns"
	keyValues   = "valueColumns"
	keyProfiles = "profileColumns"
	keyPeople   = "personColumns"
	keyFinished = "importFinished"
)

// sharedSettings is what was last read of CRM Settings.
type sharedSettings struct {
	Settings settings.CRMSettings `json:"settings"`
	Source   settings.Source      `json:"source"`
	Version  string               `json:"version"`
	SavedOn  time.Time            `json:"savedOn"`
	SavedBy  string               `json:"savedBy"`
	MayEdit  bool                 `json:"mayEdit"`
	Missing  string               `json:"missing"` // the privilege that editing needs
}

// settings are those in force, from what was read last; the defaults until something was.
func (l *live) settings(ctx context.Context) (sharedSettings, error) {
	stored := sharedSettings{Settings: settings.Default(), Source: settings.SourceMissing}
	_, err := l.database.Metadata(ctx, keySettings, &stored)
	return stored, err
}

// readShared reads everything that the organization shares: settings, what may be chosen, and the shape of the tables.
func (l *live) readShared(ctx context.Context) error {
	shape, err := l.client.Shape(ctx)
	if err != nil {
		return err
	}
	if err := l.database.SetMetadata(ctx, keyShape, shape); err != nil {
		return err
	}
	if err := l.readCatalog(ctx); err != nil {
		return err
	}
	return l.readSettings(ctx)
}

// tables are what is imported: the fixed ones, and the organization's own choices that may hold the stage.
func (l *live) tables(ctx context.Context) ([]importer.Table, error) {
	var columns []settings.StageColumn
	if _, err := l.database.Metadata(ctx, keyStages, &columns); err != nil {
		return nil, err
	}
	var names []string
	for _, column := range columns {
		names = append(names, column.Column)
	}
	tables := importer.TablesFor(names...)
	stored, err := l.settings(ctx)
	if err != nil || stored.Settings.LinkedInColumn == "" {
		return tables, err
	}
	var profiles []settings.ProfileColumn
	if _, err := l.database.Metadata(ctx, keyProfiles, &profiles); err != nil {
		return nil, err
	}
	for _, profile := range profiles { // only where the organization has it: asking for a column that is not there fails
		if profile.Column == stored.Settings.LinkedInColumn {
			tables = importer.WithProfiles(tables, profile.Column, profile.Tables)
		}
	}
	return tables, nil
}

func (l *live) readCatalog(ctx context.Context) error {
	stages, err := l.client.StageColumns(ctx)
	if err != nil {
		return err
	}
	processes, err := l.client.ProcessStages(ctx)
	if err != nil {
		return err
	}
	if err := l.database.SetMetadata(ctx, keyStages, append(stages, processes...)); err != nil {
		return err
	}
	values, err := l.client.ValueColumns(ctx)
	if err != nil {
		return err
	}
	profiles, err := l.client.ProfileColumns(ctx)
	if err != nil {
		return err
	}
	if err := l.database.SetMetadata(ctx, keyProfiles, profiles); err != nil {
		return err
	}
	if err := l.readPersonColumns(ctx); err != nil {
		return err
	}
	values = slices.DeleteFunc(values, func(c settings.ValueColumn) bool { return !mirroredDealColumn(c.Column) })
	return l.database.SetMetadata(ctx, keyValues, values)
}

// mirroredDealColumn reports whether the opportunity column is imported: only such a column can decide what is saved.
func mirroredDealColumn(name string) bool {
	for _, table := range importer.Tables() {
		if table.Name == crm.TableOpportunity {
			return slices.ContainsFunc(table.Columns, func(c importer.Column) bool { return c.Name == name })
		}
	}
	return false
}

// readSettings tells three answers apart: never saved, no right to read, and a value. A value that cannot be read as
// settings leaves those read before in force.
func (l *live) readSettings(ctx context.Context) error {
	read := sharedSettings{Settings: settings.Default()}
	stored, err := l.client.LoadShared(ctx, settings.SchemaName)
	switch crm.CodeOf(err) {
	case "":
		if read.Settings, err = settings.Decode(stored.JSON); err != nil {
			return err
		}
		read.Source, read.Version = settings.SourceShared, stored.Version
		read.SavedOn, read.SavedBy = stored.SavedOn, stored.SavedBy.Name
	case crm.CodeNotFound, crm.CodeMissingTable:
		read.Source = settings.SourceMissing
	case crm.CodeForbidden:
		read.Source = settings.SourceNoRight
	default:
		return err
	}
	if read.MayEdit, read.Missing, err = l.client.MayWriteShared(ctx); unreachable(err) {
		return err
	}
	if err := l.database.SetMetadata(ctx, keySettings, read); err != nil {
		return err
	}
	l.changed(topicSettings)
	return nil
}

// Settings is the CRM Settings screen, from what was read last.
func (b *Backend) Settings(ctx context.Context) (view.Settings, error) {
	l, err := b.current()
	if err != nil {
		return view.Settings{}, err
	}
	stored, err := l.settings(ctx)
	if err != nil {
		return view.Settings{}, err
	}
	result := view.Settings{
		Values: settingsView(stored.Settings), Source: string(stored.Source), Version: stored.Version,
		MayEdit: stored.MayEdit, MissingPrivilege: stored.Missing, SavedOn: moment(stored.SavedOn), SavedBy: stored.SavedBy,
		StageColumns: []view.StageColumn{}, ValueColumns: []view.ValueColumn{}, LinkedInColumns: []view.ValueColumn{},
		LinkedInTables: true,
	}
	return result, l.fillCatalog(ctx, &result)
}

func (l *live) fillCatalog(ctx context.Context, result *view.Settings) error {
	if _, err := l.database.Metadata(ctx, keyStages, &result.StageColumns); err != nil {
		return err
	}
	if _, err := l.database.Metadata(ctx, keyValues, &result.ValueColumns); err != nil {
		return err
	}
	if _, err := l.database.Metadata(ctx, keyProfiles, &result.LinkedInColumns); err != nil {
		return err
	}
	shape, err := l.shape(ctx)
	for _, table := range []string{crm.TableInMail, crm.TableMessage, crm.TableSmartLinkView} {
		result.LinkedInTables = result.LinkedInTables && !slices.Contains(shape.Missing, table)
	}
	return err
}

// SettingsEffect says what saving the values would change for this seat holder.
func (b *Backend) SettingsEffect(ctx context.Context, values view.CRMSettings) (view.SettingsEffect, error) {
	l, err := b.current()
	if err != nil {
		return view.SettingsEffect{}, err
	}
	stored, err := l.settings(ctx)
	if err != nil {
		return view.SettingsEffect{}, err
	}
	wanted := settingsOf(values)
	now, err := l.database.SavedCounts(ctx, stored.Settings.Rule(), l.connection.UserID)
	if err != nil {
		return view.SettingsEffect{}, err
	}
	then, err := l.database.SavedCounts(ctx, wanted.Rule(), l.connection.UserID)
	if err != nil {
		return view.SettingsEffect{}, err
	}
	effect := view.SettingsEffect{
		LeadsNow: now.Contacts, LeadsThen: then.Contacts, AccountsNow: now.Accounts, AccountsThen: then.Accounts,
	}
	effect.QueuedOfKindsOff, err = l.queuedOfKindsOff(ctx, stored.Settings, wanted)
	return effect, err
}

// SaveSettings saves the values for the organization. crm.CodeChanged means that another admin saved meanwhile.
func (b *Backend) SaveSettings(ctx context.Context, values view.CRMSettings, version string) (view.Settings, error) {
	l, err := b.current()
	if err != nil {
		return view.Settings{}, err
	}
	text, err := settings.Encode(settingsOf(values))
	if err != nil {
		return view.Settings{}, err
	}
	if err := l.client.SaveShared(ctx, settings.SchemaName, text, version); err != nil {
		return view.Settings{}, err
	}
	before, err := l.settings(ctx)
	if err != nil {
		return view.Settings{}, err
	}
	if err := l.readSettings(ctx); err != nil {
		return view.Settings{}, err
	}
	if before.Settings.LinkedInColumn != values.LinkedInColumn {
		l.imports.wake() // what matching goes by has to be read first
	}
	l.outbox.Wake()
	l.changed(topicMirror)
	l.changed(topicStatus)
	return b.Settings(ctx)
}

func settingsOf(values view.CRMSettings) settings.CRMSettings {
	wanted := settings.CRMSettings{
		AutoSync: values.AutoSync, WonValue: values.WonValue, Writeback: values.Writeback,
		UnmatchedWaits: values.UnmatchedWaits, LinkedInColumn: values.LinkedInColumn,
		ContactCreation: values.ContactCreation, LeadCreation: values.LeadCreation, DataValidation: values.DataValidation,
	}
	if values.StageColumn != "" {
		wanted.Stage = settings.Stage{Column: values.StageColumn, Value: values.StageValue, Order: values.StageOrder}
	}
	for _, item := range values.Items {
		wanted.Items = append(wanted.Items, crm.Kind(item))
	}
	return wanted
}

func settingsView(s settings.CRMSettings) view.CRMSettings {
	values := view.CRMSettings{
		AutoSync: s.AutoSync, StageColumn: s.Stage.Column, StageValue: s.Stage.Value, WonValue: s.WonValue,
		Writeback: s.Writeback, UnmatchedWaits: s.UnmatchedWaits, LinkedInColumn: s.LinkedInColumn,
		ContactCreation: s.ContactCreation, LeadCreation: s.LeadCreation, DataValidation: s.DataValidation,
		StageOrder: []string{}, Items: []string{},
	}
	values.StageOrder = append(values.StageOrder, s.Stage.Order...)
	for _, item := range s.Items {
		values.Items = append(values.Items, string(item))
	}
	return values
}
