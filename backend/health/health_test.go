package health_test

import (
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/health"
)

func codes(conditions []health.Condition) []crm.Code {
	result := []crm.Code{}
	for _, condition := range conditions {
		result = append(result, condition.Code)
	}
	return result
}

func TestOfflineDoesNotFlash(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		gone := health.Condition{Code: crm.CodeOffline, Since: time.Now()}
		visible, change := health.Visible([]health.Condition{gone}, time.Now())
		if len(visible) != 0 || change <= 0 {
			t.Fatalf("shown at once: %v, looks again in %s", codes(visible), change)
		}
		time.Sleep(change - time.Nanosecond)
		if visible, _ := health.Visible([]health.Condition{gone}, time.Now()); len(visible) != 0 {
			t.Error("shown before its time")
		}
		time.Sleep(time.Nanosecond)
		visible, change = health.Visible([]health.Condition{gone}, time.Now())
		if !slices.Equal(codes(visible), []crm.Code{crm.CodeOffline}) || change != 0 {
			t.Errorf("after a while: %v, looks again in %s", codes(visible), change)
		}
		if visible, _ := health.Visible(nil, time.Now()); len(visible) != 0 {
			t.Error("shown though it is over")
		}
	})
}

func TestWhatAPersonCausedShowsAtOnce(t *testing.T) {
	now := time.Now()
	visible, change := health.Visible([]health.Condition{{Code: crm.CodeOffline, Since: now, Sure: true}}, now)
	if len(visible) != 1 || change != 0 {
		t.Errorf("%v, %s", codes(visible), change)
	}
}

func TestACauseHidesWhatFollows(t *testing.T) {
	now := time.Now()
	all := []health.Condition{
		{Code: crm.CodeUnavailable, Since: now.Add(-time.Hour)},
		{Code: crm.CodeKeychain},
		{Code: crm.CodeOffline, Since: now.Add(-time.Minute)},
	}
	visible, _ := health.Visible(all, now)
	if want := []crm.Code{crm.CodeKeychain, crm.CodeOffline}; !slices.Equal(codes(visible), want) {
		t.Errorf("got %v, want %v", codes(visible), want)
	}
	// The cause is new and waits; what follows must not show in its place.
	all[2].Since = now
	if visible, _ := health.Visible(all, now); !slices.Equal(codes(visible), []crm.Code{crm.CodeKeychain}) {
		t.Errorf("while the cause waits: %v", codes(visible))
	}
}

func TestTheGravestComesFirstAndEachOnce(t *testing.T) {
	now := time.Now()
	began := now.Add(-time.Hour)
	visible, _ := health.Visible([]health.Condition{
		{Code: crm.CodeMirrorAside}, {Code: crm.CodeOffline, Since: now}, {Code: crm.CodeClock},
		{Code: crm.CodeStorage}, {Code: crm.CodeOffline, Since: began},
	}, now)
	want := []crm.Code{crm.CodeStorage, crm.CodeOffline, crm.CodeClock, crm.CodeMirrorAside}
	if !slices.Equal(codes(visible), want) {
		t.Fatalf("got %v, want %v", codes(visible), want)
	}
	if !visible[1].Since.Equal(began) {
		t.Errorf("offline since %s, want since %s", visible[1].Since, began)
	}
}

func TestTheNextChangeIsTheNearest(t *testing.T) {
	now := time.Now()
	_, change := health.Visible([]health.Condition{
		{Code: crm.CodeThrottled, Since: now}, {Code: crm.CodeUnavailable, Since: now.Add(-4 * time.Second)},
	}, now)
	if change != 6*time.Second {
		t.Errorf("looks again in %s", change)
	}
}
