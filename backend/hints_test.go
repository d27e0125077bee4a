package backend_test

import (
	"context"
	"sync"
	"testing"

	"ferry/backend"
	"ferry/backend/practice"
)

// TestAHintEndsBeingOfflineWithNothingToSend: the system says that the network changed, and nothing else asks.
func TestAHintEndsBeingOfflineWithNothingToSend(t *testing.T) {
	organization := practice.New(practice.Options{Accounts: 5, Contacts: 10, Leads: 2, Opportunities: 5})
	var hint func()
	watching, ended := make(chan struct{}), make(chan struct{})
	var once sync.Once
	b, err := backend.Open(t.Context(), backend.Config{
		DataDir: t.TempDir(), Practice: organization, PracticeOnly: true, Secrets: backend.NewMemorySecrets(),
		NetworkHints: func(ctx context.Context, changed func()) error {
			once.Do(func() {
				hint = changed
				close(watching)
				<-ctx.Done()
				close(ended)
			})
			return ctx.Err()
		},
	})
	if err != nil {
		t.Fatal(err)
	}
	h := &house{Backend: b, t: t, practice: organization}
	running, stop := context.WithCancel(t.Context())
	stopped := make(chan struct{})
	go func() {
		defer close(stopped)
		b.Run(running)
	}()
	if code := h.connect(h.person(isSeller)); code != "" {
		t.Fatal(code)
	}
	h.imported()
	<-watching
	organization.Knobs().Offline(true)
	if err := b.Sync(t.Context()); err != nil {
		t.Fatal(err)
	}
	h.until("it is offline, since when is known", func() bool {
		status := h.status()
		return !status.Online && status.OfflineSince != ""
	})
	organization.Knobs().Offline(false)
	hint()
	h.until("it is online", func() bool { return h.status().Online && h.status().OfflineSince == "" })
	stop()
	<-stopped
	<-ended // nobody watches a folder that is not in use
	if err := b.Close(); err != nil {
		t.Fatal(err)
	}
}
