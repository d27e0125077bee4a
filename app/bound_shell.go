package app

import "ferry/backend/view"

// Shell is bound for the frame around the screens: the status strip, preferences and links to the outside.
type Shell struct{ house *house }

// Status is the strip at the bottom.
func (s *Shell) Status() (view.Status, error) {
	status, err := s.house.backend.Status(s.house.context())
	status.Shell = shellKind
	return status, err
}

// Preferences are this machine's.
func (s *Shell) Preferences() (view.Preferences, error) {
	return s.house.backend.Preferences(s.house.context())
}

// SavePreferences keeps them.
func (s *Shell) SavePreferences(preferences view.Preferences) error {
	return s.house.backend.SavePreferences(s.house.context(), preferences)
}

// OpenExternal opens a link in the system's browser, after a check of its scheme: https only.
func (s *Shell) OpenExternal(url string) error { return s.house.openExternal(url) }
