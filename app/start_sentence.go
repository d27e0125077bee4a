package app

import (
	"encoding/json"
	"os"
	"strings"

	"ferry/backend/crm"
	"ferry/frontend"
)

// words are the sentences about the window itself. Only they stand outside the screens' text files, since no page is there
// to show them.
type words struct{ noWebView, oldWebView string }

func systemWords() words {
	if spanish() {
		return words{
			noWebView: "Ferry necesita Microsoft Edge WebView2 Runtime para mostrar su ventana. No se ha cambiado nada. " +
				"Instálalo desde microsoft.com y vuelve a abrir Ferry.",
			oldWebView: "La ventana no puede mostrar las pantallas de Ferry: el componente web del sistema es demasiado antiguo. " +
				"No se ha perdido nada. Actualiza el sistema (Linux: libwebkit2gtk-4.1; Windows: WebView2 Runtime; macOS: Safari) y " +
				"vuelve a abrir Ferry.",
		}
	}
	return words{
		noWebView: "Ferry needs the Microsoft Edge WebView2 Runtime to show its window. Nothing was changed. " +
			"Install it from microsoft.com and open Ferry again.",
		oldWebView: "The window cannot show Ferry's screens: the system's web component is too old. Nothing was lost. " +
			"Update the system (Linux: libwebkit2gtk-4.1; Windows: WebView2 Runtime; macOS: Safari) and open Ferry again.",
	}
}

func spanish() bool {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if value := os.Getenv(name); value != "" {
			return strings.HasPrefix(value, "es")
		}
	}
	return false
}

// startSentence is the code's sentences, from the screens' own texts, for the dialog that stands in for a page.
func startSentence(code crm.Code) string {
	language := "en"
	if spanish() {
		language = "es"
	}
	text, err := frontend.Text(language)
	var file struct {
		Errors map[string]struct{ What, Data, Act string } `json:"errors"`
	}
	if err == nil {
		err = json.Unmarshal(text, &file)
	}
	found, known := file.Errors[string(code)]
	if !known {
		found = file.Errors[string(crm.CodeUnexpected)]
	}
	if err != nil || found.What == "" {
		return string(code) // a broken build; the tests keep it from being released
	}
	return found.What + " " + found.Data + " " + found.Act
}
