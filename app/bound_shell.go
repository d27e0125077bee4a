package app

import "ferry/backend/view"

// Shell is bound for the frame around the screens: the status strip, preferences and links to the outside.
type Shell struct{ house *house }

// Status is the strip at the bottom.
func (s *Shell) Status() (_ view.Status, err error) {
	defer s.house.recovered("Shell.Status", &err)
	status, err := s.house.opened().Status(s.house.context())
	status.Shell = shellKind
	return status, err
}

// DismissUnexpected takes away the warning of a failure of the program itself, once a person has seen it.
func (s *Shell) DismissUnexpected() (err error) {
	defer s.house.recovered("Shell.DismissUnexpected", &err)
	s.house.opened().DismissUnexpected()
	return nil
}

// SaveDiagnostics asks for a place with a native dialog and writes versions, codes, counts and the log there: no tokens, no
// texts, no names. It gives the path, or "" when the person cancels.
func (s *Shell) SaveDiagnostics(title string) (_ string, err error) {
	defer s.house.recovered("Shell.SaveDiagnostics", &err)
	return s.house.saveDiagnostics(title)
}

// Preferences are this machine's.
func (s *Shell) Preferences() (_ view.Preferences, err error) {
	defer s.house.recovered("Shell.Preferences", &err)
	return s.house.opened().Preferences(s.house.context())
}

// SavePreferences keeps them.
func (s *Shell) SavePreferences(preferences view.Preferences) (err error) {
	defer s.house.recovered("Shell.SavePreferences", &err)
	return s.house.opened().SavePreferences(s.house.context(), preferences)
}

// OpenExternal opens a link in the system's browser, after a check of its scheme: https only.
func (s *Shell) OpenExternal(url string) (err error) {
	defer s.house.recovered("Shell.OpenExternal", &err)
	return s.house.openExternal(url)
}
