package backend

import (
	"context"
	"errors"
	"testing"
	"time"

	"ferry/backend/crm"
)

// TestASignInThatEndsSaysWhoEndedIt tells a person's Cancel, the deadline, and a failure apart.
func TestASignInThatEndsSaysWhoEndedIt(t *testing.T) {
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	late, end := context.WithDeadline(t.Context(), time.Unix(0, 0))
	defer end()
	refused := crm.Errorf(crm.CodeSignIn, "refused")
	for name, one := range map[string]struct {
		ctx  context.Context
		want crm.Code
	}{
		"cancelled": {cancelled, crm.CodeSignInCancelled},
		"late":      {late, crm.CodeSignInTimeout},
		"refused":   {t.Context(), crm.CodeSignIn},
	} {
		if err := signInError(one.ctx, refused); crm.CodeOf(err) != one.want {
			t.Errorf("%s: %v", name, err)
		}
	}
	if err := signInError(t.Context(), refused); !errors.Is(err, refused) {
		t.Errorf("the reason got lost: %v", err)
	}
}
