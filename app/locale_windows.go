package app

import "golang.org/x/sys/windows"

// systemLanguage is the language of the system for the few sentences that are said before there is a page, such as "es-ES";
// empty where it is not known.
func systemLanguage() string {
	languages, err := windows.GetUserPreferredUILanguages(windows.MUI_LANGUAGE_NAME)
	if err != nil || len(languages) == 0 {
		return ""
	}
	return languages[0]
}
