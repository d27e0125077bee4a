package outbox_test

import (
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// guard lets the house take note of panics, as the backend does.
func (h *house) guard() *[]any {
	told := &[]any{}
	h.Panicked = func(cause any) { *told = append(*told, cause) }
	return told
}

func TestAPanicOnTheWayIsTakenUpAgain(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse(t)
		told := h.guard()
		first, second := h.put(message()), h.put(note())
		h.crm.then(answer{call: "create", do: func() { panic("a mistake of ours") }})
		h.drain()
		record := h.is(first, outbox.Waiting, crm.CodeUnavailable)
		if len(*told) != 1 || record.Attempts[0].Outcome != outbox.OutcomeUnknown || record.Detail == "a mistake of ours" {
			t.Fatalf("told %v, attempts %+v", *told, record.Attempts)
		}
		time.Sleep(time.Hour)
		h.drain()
		h.is(first, outbox.Sent, "")
		h.is(second, outbox.Sent, "")
	})
}

func TestAnEntryThatBreaksTheProgramHoldsBackNoOther(t *testing.T) {
	h := newHouse(t)
	told := h.guard()
	first := h.put(message())
	second := h.put(note())
	h.asked = func() {
		h.asked = nil
		panic("a mistake of ours")
	}
	h.drain()
	h.is(first, outbox.Attention, crm.CodeUnexpected)
	h.is(second, outbox.Sent, "")
	if len(*told) != 1 {
		t.Errorf("told %v", *told)
	}
	h.must(h.Retry(t.Context(), first))
	h.drain()
	h.is(first, outbox.Sent, "")
}

func TestWithoutAnyoneToTellAPanicPassesAndLeavesTheSenderUsable(t *testing.T) {
	h := newHouse(t)
	id := h.put(message())
	h.crm.then(answer{call: "create", do: func() { panic("a mistake of ours") }})
	func() {
		defer func() {
			if recover() == nil {
				t.Error("the panic was swallowed")
			}
		}()
		_ = h.Drain(t.Context())
	}()
	h.is(id, outbox.Sending, "")
	h.drain() // takes up what was left sending
	h.is(id, outbox.Sent, "")
}
