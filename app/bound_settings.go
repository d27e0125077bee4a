package app

import "ferry/backend/view"

// Settings is bound for the CRM Settings screen.
type Settings struct{ house *house }

// Load reads the settings, what may be chosen, and who may choose.
func (s *Settings) Load() (_ view.Settings, err error) {
	defer s.house.recovered("Settings.Load", &err)
	return s.house.opened().Settings(s.house.context())
}

// Effect says what saving the values would change.
func (s *Settings) Effect(values view.CRMSettings) (_ view.SettingsEffect, err error) {
	defer s.house.recovered("Settings.Effect", &err)
	return s.house.opened().SettingsEffect(s.house.context(), values)
}

// Save saves the values for the organization. The version is the one that Load gave.
func (s *Settings) Save(values view.CRMSettings, version string) (_ view.Settings, err error) {
	defer s.house.recovered("Settings.Save", &err)
	return s.house.opened().SaveSettings(s.house.context(), values, version)
}
