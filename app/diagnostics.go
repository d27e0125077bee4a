package app

import (
	"os"
	"path/filepath"
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"ferry/backend"
	"ferry/backend/crm"
)

// saveDiagnostics asks where with a native dialog; in a browser, where there is none, the file goes to the data folder. The
// answer is the file's path, or "" when the person cancels.
func (h *house) saveDiagnostics(title string) (string, error) {
	path, err := h.diagnosticsPath(title)
	if err != nil || path == "" {
		return "", err
	}
	return path, h.opened().SaveDiagnostics(h.context(), path)
}

func (h *house) diagnosticsPath(title string) (string, error) {
	name := "ferry-diagnostics-" + time.Now().Format("2006-01-02-1504") + ".zip"
	if shellKind != "window" {
		return inDataDir(name)
	}
	path, err := runtime.SaveFileDialog(h.ctx, runtime.SaveDialogOptions{
		Title: title, DefaultFilename: name, Filters: []runtime.FileFilter{{DisplayName: "Zip (*.zip)", Pattern: "*.zip"}},
	})
	if err != nil {
		return "", crm.Errorf(crm.CodeUnexpected, "file dialog: %w", err)
	}
	return path, nil
}

func inDataDir(name string) (string, error) {
	dir := os.Getenv("FERRY_DATA_DIR")
	if dir == "" {
		var err error
		if dir, err = backend.DefaultDataDir(); err != nil {
			return "", crm.Errorf(crm.CodeStorage, "data folder: %w", err)
		}
	}
	return filepath.Join(dir, name), nil
}
