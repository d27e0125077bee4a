package app

import (
	"context"
	"encoding/json"
	"os"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"ferry/backend/crm"
)

// selftestResult is what `-selftest FILE` writes: whether the real window loaded its page and a call went both ways.
type selftestResult struct {
	OK       bool   `json:"ok"`
	Version  string `json:"version"`
	DOMReady bool   `json:"domReady"`
	Screens  string `json:"screens"` // the document's title as the page reported it
	Code     string `json:"code,omitempty"`
}

// domReady waits for the first screen. It starts the self-test when one was asked for: the page answers the "selftest" event
// through Shell.Ready.
func (h *house) domReady(context.Context) {
	h.awaitPaint()
	if h.selftest != "" {
		runtime.EventsEmit(h.ctx, "selftest")
	}
}

// Ready is called by the page once its first screen is painted. During a self-test it writes the result.
func (s *Shell) Ready(title string) (err error) {
	defer s.house.recovered("Shell.Ready", &err)
	s.house.painted()
	if s.house.selftest == "" {
		return nil
	}
	_, err = s.house.opened().Status(s.house.context())
	result := selftestResult{OK: err == nil, Version: Version, DOMReady: true, Screens: title, Code: string(crm.CodeOf(err))}
	text, err := json.MarshalIndent(result, "", "  ")
	if err != nil {
		return crm.Errorf(crm.CodeUnexpected, "self-test result: %w", err)
	}
	if err := os.WriteFile(s.house.selftest, text, 0o600); err != nil {
		return crm.Errorf(crm.CodeStorage, "self-test result: %w", err)
	}
	return nil
}
