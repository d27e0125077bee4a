package backend

import (
	"context"
	"errors"
	"net/http"
	"testing"
)

// TestANetworkTestIsTakenNoteOf: what a person has seen the test say, the status strip does not deny; with the same patience
// as ever before it says offline, and at once where the network is back.
func TestANetworkTestIsTakenNoteOf(t *testing.T) {
	h := insideDoor(t)
	if code := h.signIn(0); code != "" {
		t.Fatal(code)
	}
	there := h.realNetwork.transport
	test := func(ctx context.Context, transport http.RoundTripper) {
		t.Helper()
		h.realNetwork.transport, h.practiceNetwork.transport = transport, transport // the pulse's own way stays, so that nothing but the test tells it
		h.TestNetwork(ctx)
	}
	gone := roundTrip(func(*http.Request) (*http.Response, error) { return nil, errors.New("no route to host") })
	given, giveUp := context.WithCancel(t.Context())
	giveUp()
	test(given, gone)
	if h.live.offline() {
		t.Error("a test that was given up says nothing about the network")
	}
	test(t.Context(), gone)
	if !h.live.offline() {
		t.Error("the organization did not answer, and is taken to be there")
	}
	if status, err := h.Status(t.Context()); err != nil || !status.Online || len(status.Warnings) != 0 {
		t.Errorf("offline flashes: %+v (%v)", status, err)
	}
	test(t.Context(), there)
	if h.live.offline() {
		t.Error("the organization answered, and is taken to be gone")
	}
}

// TestASignInThatAnswersIsLookedInto: what kept a token back is looked at at once, where a person has seen it answer.
func TestASignInThatAnswersIsLookedInto(t *testing.T) {
	h := insideDoor(t)
	if code := h.signIn(0); code != "" {
		t.Fatal(code)
	}
	h.live.stop() // nothing but the test asks, and looks
	h.live.pulse.note(wayToSignIn, false)
	for len(h.live.prober.hinted) > 0 {
		<-h.live.prober.hinted
	}
	h.TestNetwork(t.Context())
	if len(h.live.prober.hinted) == 0 {
		t.Fatal("nobody looks")
	}
	h.live.look(t.Context())
	if h.live.offline() {
		t.Error("a token can be had, and it is taken to be offline")
	}
}
