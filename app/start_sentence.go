package app

import (
	"encoding/json"
	"strings"

	"ferry/backend/crm"
	"ferry/frontend"
)

// words are the sentences about the window itself. Only they stand outside the screens' text files, since no page is there
// to show them.
type words struct {
	noWebView   string // the version that is needed follows
	oldWebView  string
	goneWebView string // it ended while the window was open
	needWebView string // what the program ends with where it is missing
}

func systemWords() words {
	if spanish() {
		return words{
			noWebView: "Ferry necesita Microsoft Edge WebView2 Runtime para mostrar su ventana, y aquí falta o es demasiado antiguo. " +
				"No se ha cambiado nada. Pulsa Aceptar para abrir la página de descarga de Microsoft, instálalo y vuelve a abrir Ferry. " +
				"Versión necesaria: ",
			oldWebView: "La ventana no puede mostrar las pantallas de Ferry: el componente web del sistema es demasiado antiguo. " +
				"No se ha perdido nada. Actualiza el sistema (Linux: libwebkit2gtk-4.1; Windows: WebView2 Runtime; macOS: Safari) y " +
				"vuelve a abrir Ferry.",
			goneWebView: "El componente web que muestra la ventana de Ferry se ha cerrado. No se ha perdido nada: lo que pusiste en cola " +
				"está guardado. Vuelve a abrir Ferry.",
			needWebView: "Microsoft Edge WebView2 Runtime falta o es demasiado antiguo.",
		}
	}
	return words{
		noWebView: "Ferry needs the Microsoft Edge WebView2 Runtime to show its window, and it is missing here or too old. " +
			"Nothing was changed. Press OK to open Microsoft's download page, install it, and open Ferry again. Version needed: ",
		oldWebView: "The window cannot show Ferry's screens: the system's web component is too old. Nothing was lost. " +
			"Update the system (Linux: libwebkit2gtk-4.1; Windows: WebView2 Runtime; macOS: Safari) and open Ferry again.",
		goneWebView: "The web component that shows Ferry's window has closed. Nothing was lost: what you queued is kept. " +
			"Open Ferry again.",
		needWebView: "The Microsoft Edge WebView2 Runtime is missing or too old.",
	}
}

func spanish() bool {
	return strings.HasPrefix(strings.ToLower(systemLanguage()), "es")
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
