package app

import (
	"os"
	"strings"

	"ferry/backend/crm"
)

// startSentence is shown before there is a page to show it: the only sentences outside the frontend's text files.
func startSentence(code crm.Code) string {
	spanish := strings.HasPrefix(os.Getenv("LANG"), "es")
	switch {
	case code == crm.CodeLocked && spanish:
		return "Ferry ya está abierto. Nada se ha perdido. Usa la ventana que ya está abierta."
	case code == crm.CodeLocked:
		return "Ferry is open already. Nothing is lost. Use the window that is open."
	case spanish:
		return "Ferry no puede abrir su carpeta de datos. No se ha cambiado nada. " +
			"Comprueba que hay espacio en el disco y que puedes escribir en la carpeta."
	default:
		return "Ferry cannot open its data folder. Nothing was changed. " +
			"Check that the disk has room and that you may write to the folder."
	}
}
