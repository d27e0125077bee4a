package app

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"sync"
	"sync/atomic"

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
	started  chan struct{}          // closed once ctx is there
	ready    chan struct{}          // closed once backend is there
	screen   atomic.Bool            // the first screen was painted
	warn     func(message string)   // a native dialog
	screens  atomic.Pointer[string] // the page's title, during a self-test
}

func newHouse(selftest string) *house {
	h := &house{selftest: selftest, started: make(chan struct{}), ready: make(chan struct{})}
	h.warn = h.nativeWarning
	return h
}

func (h *house) bound() []any {
	return []any{
		&Shell{h}, &Connection{h}, &Settings{h}, &Records{h}, &LinkedIn{h}, &Outbox{h},
	}
}

// opened is the backend. Wails starts the app beside the page, so the page's first calls may come before the data folder is
// open: they wait. An app that cannot open it ends.
func (h *house) opened() *backend.Backend {
	<-h.ready
	return h.backend
}

// context is the app's life: bound methods have no context of their own.
func (h *house) context() context.Context { return h.ctx }

func (h *house) startup(ctx context.Context) {
	h.ctx, h.cancel = context.WithCancel(ctx)
	close(h.started)
	opened, err := backend.Open(h.ctx, h.config())
	if err != nil {
		h.refuseToStart(err)
		return
	}
	h.backend = opened
	close(h.ready)
	h.awaitPaint()
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
		fmt.Fprintln(os.Stderr, "ferry: closing:", crm.CodeOf(err))
	}
}

// openExternal opens a page in the system's browser: https only.
func (h *house) openExternal(address string) error {
	checked, err := externalLink(address)
	if err != nil {
		return err
	}
	return openInBrowser(h.ctx, checked)
}

// externalLink is the link as it may be handed to the system: https to a host, with no user in it. Control characters and
// a leading dash, which a system's opener could take for something else, cannot be in such a link.
func externalLink(address string) (string, error) {
	parsed, err := url.Parse(address)
	if err != nil || parsed.Scheme != "https" || parsed.Hostname() == "" || parsed.User != nil {
		return "", crm.Errorf(crm.CodeInvalid, "only https links are opened")
	}
	return parsed.String(), nil
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
