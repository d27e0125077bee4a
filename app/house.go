package app

import (
	"context"
	"net/url"
	"os"
	"sync"

	"github.com/wailsapp/wails/v2/pkg/runtime"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/view"
)

// changedEvent is the one event that goes to the screens.
const changedEvent = "changed"

// house is the running app: the Wails context and the backend behind it.
type house struct {
	selftest string
	backend  *backend.Backend
	ctx      context.Context
	cancel   context.CancelFunc
	running  sync.WaitGroup
}

func newHouse(selftest string) *house { return &house{selftest: selftest} }

func (h *house) bound() []any {
	return []any{
		&Shell{h}, &Connection{h}, &Settings{h}, &Records{h}, &LinkedIn{h}, &Outbox{h},
	}
}

// context is the app's life: bound methods have no context of their own.
func (h *house) context() context.Context { return h.ctx }

func (h *house) startup(ctx context.Context) {
	h.ctx, h.cancel = context.WithCancel(ctx)
	opened, err := backend.Open(h.ctx, h.config())
	if err != nil {
		h.refuseToStart(err)
		return
	}
	h.backend = opened
	h.running.Go(func() { opened.Run(h.ctx) })
}

func (h *house) config() backend.Config {
	return backend.Config{
		DataDir:      os.Getenv("FERRY_DATA_DIR"),
		Version:      Version,
		PracticeOnly: practiceOnly,
		OpenBrowser:  h.openExternal,
		Changed:      func(topic string) { runtime.EventsEmit(h.ctx, changedEvent, view.Changed{Topic: topic}) },
	}
}

func (h *house) shutdown(context.Context) {
	if h.backend == nil {
		return
	}
	h.cancel()
	h.running.Wait()
	if err := h.backend.Close(); err != nil {
		runtime.LogError(h.ctx, "closing: "+string(crm.CodeOf(err)))
	}
}

// openExternal opens a page in the system's browser: https only, or the loopback page of a sign-in.
func (h *house) openExternal(address string) error {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != "https" || parsed.Host == "" || parsed.User != nil {
		return crm.Errorf(crm.CodeInvalid, "only https links are opened")
	}
	runtime.BrowserOpenURL(h.ctx, parsed.String())
	return nil
}

func (h *house) chooseArchive(title string) (string, error) {
	path, err := runtime.OpenFileDialog(h.ctx, runtime.OpenDialogOptions{
		Title:   title,
		Filters: []runtime.FileFilter{{DisplayName: "LinkedIn (*.zip, *.csv)", Pattern: "*.zip;*.csv"}},
	})
	if err != nil {
		return "", crm.Errorf(crm.CodeUnexpected, "file dialog: %w", err)
	}
	return path, nil
}

// refuseToStart says in a native dialog why the app cannot run, and ends it: without its folder nothing would be kept.
func (h *house) refuseToStart(err error) {
	_, _ = runtime.MessageDialog(h.ctx, runtime.MessageDialogOptions{
		Type: runtime.ErrorDialog, Title: "Ferry", Message: startSentence(crm.CodeOf(err)),
	})
	os.Exit(1)
}
