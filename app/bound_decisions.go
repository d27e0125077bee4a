package app

import (
	"time"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// ExportDecisions asks where with a native dialog and writes everything that was decided about members there; in a browser,
// where there is no dialog, to the data folder. The answer is the file's path, or "" when the person cancels.
func (l *LinkedIn) ExportDecisions(title string) (_ string, err error) {
	defer l.house.recovered("LinkedIn.ExportDecisions", &err)
	path, err := l.house.decisionsPath(title)
	if err != nil || path == "" {
		return "", err
	}
	_, err = l.house.opened().ExportDecisions(l.house.context(), path)
	return path, err
}

// ChooseDecisions asks for a file of decisions with a native dialog; "" when the person cancels.
func (l *LinkedIn) ChooseDecisions(title string) (_ string, err error) {
	defer l.house.recovered("LinkedIn.ChooseDecisions", &err)
	path, err := runtime.OpenFileDialog(l.house.ctx, runtime.OpenDialogOptions{Title: title, Filters: decisionFilters()})
	if err != nil {
		return "", crm.Errorf(crm.CodeUnexpected, "file dialog: %w", err)
	}
	return path, nil
}

// ImportDecisions takes over the decisions of a file by its path, and applies them.
func (l *LinkedIn) ImportDecisions(path string) (_ view.DecisionImport, err error) {
	defer l.house.recovered("LinkedIn.ImportDecisions", &err)
	return l.house.opened().ImportDecisions(l.house.context(), path)
}

func (h *house) decisionsPath(title string) (string, error) {
	name := "ferry-decisions-" + time.Now().Format("2006-01-02-1504") + ".json"
	if shellKind != "window" {
		return inDataDir(name)
	}
	path, err := runtime.SaveFileDialog(h.ctx, runtime.SaveDialogOptions{
		Title: title, DefaultFilename: name, Filters: decisionFilters(),
	})
	if err != nil {
		return "", crm.Errorf(crm.CodeUnexpected, "file dialog: %w", err)
	}
	return path, nil
}

func decisionFilters() []runtime.FileFilter {
	return []runtime.FileFilter{{DisplayName: "JSON (*.json)", Pattern: "*.json"}}
}
