package settings

import (
	"slices"

	"ferry/backend/crm"
)

// Preferences are this machine's: they never leave it.
type Preferences struct {
	Language     string   `json:"language"`     // "en", "es", or "" for the system's
	Theme        string   `json:"theme"`        // "system", "light" or "dark"
	FirstRunDone bool     `json:"firstRunDone"` // the three steps of the first run were left
	LastCopyKind crm.Kind `json:"lastCopyKind"` // what was copied last
	// PracticeOffline: the practice organization's network is switched off, also after a restart.
	PracticeOffline bool `json:"practiceOffline,omitempty"`
}

// DefaultPreferences are those of a first start.
func DefaultPreferences() Preferences {
	return Preferences{Theme: "system", LastCopyKind: crm.KindNote}
}

// Mended replaces values that are not valid, as an edited file may hold them, with the defaults.
func (p Preferences) Mended() Preferences {
	defaults := DefaultPreferences()
	if !slices.Contains([]string{"", "en", "es"}, p.Language) {
		p.Language = defaults.Language
	}
	if !slices.Contains([]string{"system", "light", "dark"}, p.Theme) {
		p.Theme = defaults.Theme
	}
	if !slices.Contains(crm.Kinds(), p.LastCopyKind) {
		p.LastCopyKind = defaults.LastCopyKind
	}
	return p
}
