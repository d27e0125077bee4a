package backend_test

import (
	"sync/atomic"
	"testing"

	"ferry/backend/capture/capturetest"
	"ferry/backend/view"
)

// TestMaterialCancelledWhileItIsStored cancels at the last moment, with all messages written and the transaction about to be
// committed: nothing of it is left, and bringing it in again completes it.
func TestMaterialCancelledWhileItIsStored(t *testing.T) {
	h := newHouse(t)
	h.ready()
	var reached atomic.Bool
	h.step = func(step string) {
		if step != "outbox.db: not committed yet" || reached.Load() {
			return
		}
		now, err := h.Capture(t.Context())
		if err != nil || now.State != "storing" {
			return
		}
		reached.Store(true)
		if now.Done != now.Total || now.Total != 1200 {
			t.Errorf("storing stands at %d of %d", now.Done, now.Total)
		}
		if err := h.CancelCapture(now.ID); err != nil {
			t.Error(err)
		}
	}
	h.restart()
	archive, err := capturetest.Zip(map[string][]byte{
		"messages.csv": capturetest.Messages(capturetest.Many(300, 1200)), "Invitations.csv": []byte(capturetest.Invitations),
	})
	if err != nil {
		t.Fatal(err)
	}
	conversations := func() int {
		page, err := h.Conversations(t.Context(), view.ConversationQuery{Limit: 1})
		if err != nil {
			t.Fatal(err)
		}
		return page.Total
	}
	first := h.bring("archive.zip", string(archive))
	if h.capture("cancelled"); !reached.Load() || conversations() != 0 {
		t.Fatalf("cancelled in the transaction: %t, with %d conversations left", reached.Load(), conversations())
	}
	h.bring("archive.zip", string(archive))
	done := h.capture("done")
	if done.ID == first || done.Report.MessagesAdded != 1200 || done.Report.Conversations != 300 || conversations() != 300 {
		t.Errorf("brought in again: %+v", done.Report)
	}
	h.bring("archive.zip", string(archive))
	if again := h.capture("done"); again.Report.MessagesAdded != 0 || again.Report.MessagesAlready != 1200 {
		t.Errorf("and once more: %+v", again.Report)
	}
	talk, err := h.Conversation(t.Context(), "2-00000007")
	if err != nil || len(talk.Messages) != 4 || talk.Member.URL == "" {
		t.Errorf("%+v, error %v", talk, err)
	}
}
