// Package settings holds CRM Settings and seats, which the organization shares through Dataverse, and this machine's
// preferences and policy. It knows what may be chosen, what a choice means, and how it is carried.
//
// It must not know HTTP: Shared reads and writes the environment variables. A hand-over file can never carry a URL,
// authority or client id.
package settings

import (
	"context"
	"time"

	"ferry/backend/crm"
)

// CRMSettings is what an admin chooses for every seat holder. The zero value is not the default: see Default.
type CRMSettings struct {
	// AutoSync: "Auto sync all seat holders with CRM?"
	AutoSync bool `json:"autoSync"`
	// Stage: "At which stage does your sales team consider an opportunity to enter your pipeline?"
	Stage Stage `json:"stage"`
	// WonValue is the Money column that holds the value of a won opportunity; empty means Not Sure: actualvalue, else
	// estimatedvalue.
	WonValue string `json:"wonValue,omitempty"`
	// Writeback: "Enable Sales Navigator to sync back data to your CRM?" and the items.
	Writeback bool       `json:"writeback"`
	Items     []crm.Kind `json:"items"`
	// UnmatchedWaits keeps entries without a match in the outbox instead of sending them as open activities.
	UnmatchedWaits bool `json:"unmatchedWaits,omitempty"`
	// LinkedInColumn is the text column of contact, lead or account that holds LinkedIn addresses; empty where there is none.
	LinkedInColumn string `json:"linkedInColumn,omitempty"`
	// ContactCreation and LeadCreation let seat holders make rows from LinkedIn members, DataValidation lets them flag
	// contacts that left their company.
	ContactCreation bool `json:"contactCreation,omitempty"`
	LeadCreation    bool `json:"leadCreation,omitempty"`
	DataValidation  bool `json:"dataValidation,omitempty"`
}

// Stage is the chosen pipeline stage. The zero value is Not Sure.
type Stage struct {
	// Column is the opportunity column that holds the stage: salesstage, a custom choice, or stepname; or
	// crm.ColumnActiveStage, which stands in a table of its own.
	Column string `json:"column,omitempty"`
	// Value is the chosen stage; opportunities strictly beyond it are pipeline.
	Value string `json:"value,omitempty"`
	// Order lists the stages of the column, first to last.
	Order []string `json:"order,omitempty"`
}

// Default is what applies until an admin saves: auto sync on, Not Sure for stage and value, writeback off. Nothing is
// written back before the settings are saved once.
func Default() CRMSettings {
	return CRMSettings{AutoSync: true, Items: crm.Kinds()}
}

// Rule is the saved-record rule these settings make.
func (s CRMSettings) Rule() crm.SavedRule {
	for i, value := range s.Stage.Order {
		if s.Stage.Column != "" && value == s.Stage.Value {
			return crm.SavedRule{Column: s.Stage.Column, Values: s.Stage.Order[i+1:]}
		}
	}
	return crm.SavedRule{All: true}
}

// Allows reports whether entries of the kind are written back.
func (s CRMSettings) Allows(kind crm.Kind) bool {
	for _, item := range s.Items {
		if s.Writeback && item == kind {
			return true
		}
	}
	return false
}

// Source says where the settings in force come from. The three answers of a missing value are kept apart.
type Source string

// Sources of CRM Settings.
const (
	SourceShared   Source = "shared"    // read from the organization
	SourceMissing  Source = "missing"   // never saved in this organization
	SourceNoRight  Source = "no-right"  // this user may not read them
	SourceHandover Source = "hand-over" // from a hand-over file
)

// Stored is a value of the organization with what is known about it.
type Stored struct {
	// JSON is the value, at most 1,800 characters: an environment variable value holds 2,000.
	JSON    string
	Version string // ETag of the row that holds it; empty when there is none yet
	SavedOn time.Time
	SavedBy crm.Ref
}

// Shared reads and writes one organization-wide text by schema name (ferry_CrmSettings, ...). The dataverse package
// implements it over environment variables, with fixed row ids (version 5 of the schema name), so that two admins
// conflict instead of doubling.
type Shared interface {
	// LoadShared reads a value. Errors: crm.CodeNotFound when it was never saved, crm.CodeForbidden when the user may not
	// read it, crm.CodeMissingTable when the organization has no environment variables.
	LoadShared(ctx context.Context, schemaName string) (Stored, error)
	// SaveShared writes a value: with an empty version it creates (If-None-Match: *), otherwise it updates that version
	// (If-Match). crm.CodeChanged or crm.CodeDuplicateKey means that somebody else saved meanwhile.
	SaveShared(ctx context.Context, schemaName, json, version string) error
	// MayWriteShared reports whether the user may write shared values, with the missing privilege's name when not.
	MayWriteShared(ctx context.Context) (may bool, missing string, err error)
}

// Choice is one option of an organization's choice column.
type Choice struct {
	Value string `json:"value"` // decimal text for choices, the text itself for stepname, the stage's id for a flow
	Label string `json:"label"`
}

// StageColumn is a column that may hold the stage, with its options in the organization's order.
type StageColumn struct {
	Column  string   `json:"column"`
	Label   string   `json:"label"`
	Choices []Choice `json:"choices"`
}

// ValueColumn is a Money column of opportunity.
type ValueColumn struct {
	Column string `json:"column"`
	Label  string `json:"label"`
}

// ProfileColumn is a text column that may hold LinkedIn addresses, with the tables that have it.
type ProfileColumn struct {
	Column string   `json:"column"`
	Label  string   `json:"label"`
	Tables []string `json:"tables"` // of contact, lead and account
}

// Catalog reads what may be chosen from the organization's metadata. The dataverse package implements it.
type Catalog interface {
	StageColumns(ctx context.Context) ([]StageColumn, error)
	ValueColumns(ctx context.Context) ([]ValueColumn, error)
	ProfileColumns(ctx context.Context) ([]ProfileColumn, error)
}
