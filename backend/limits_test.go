package backend_test

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"sync"
	"testing"
	"time"

	"ferry/backend/practice"
)

// refusals notes when the service turned something away: whole, or a part of a batch.
type refusals struct {
	next http.RoundTripper
	mu   sync.Mutex
	at   []time.Time
}

func (r *refusals) RoundTrip(request *http.Request) (*http.Response, error) {
	response, err := r.next.RoundTrip(request)
	if err != nil {
		return response, err
	}
	body, err := io.ReadAll(response.Body)
	if err != nil {
		return nil, err
	}
	response.Body = io.NopCloser(bytes.NewReader(body))
	if response.StatusCode == http.StatusTooManyRequests || bytes.Contains(body, []byte("HTTP/1.1 429 ")) {
		r.mu.Lock()
		defer r.mu.Unlock()
		r.at = append(r.at, time.Now())
	}
	return response, nil
}

// TestTheServicesLimitsAreMetOnce: the first refusal tells what a window allows. From then on nothing is turned away, though
// imports go on beside the sender, and it takes hardly longer than the limits demand.
func TestTheServicesLimitsAreMetOnce(t *testing.T) {
	const entries, requests, window = 1000, 600, 5 * time.Minute
	var line *refusals
	inBubble(t, func(next http.RoundTripper) http.RoundTripper {
		line = &refusals{next: next}
		return line
	}, func(t *testing.T, h *bubbled) {
		h.practice.Knobs().Offline(true)
		for i := range entries {
			h.note(fmt.Sprintf("Note %d.", i))
		}
		h.practice.Knobs().Limits(practice.Limits{
			Requests: requests, Execution: 2 * time.Minute, Concurrent: 5, Window: window, PerPart: true,
		})
		h.practice.Knobs().Offline(false)
		begin := time.Now()
		h.hint()
		for h.status().ToSend > 0 {
			time.Sleep(time.Second)
		}
		const demanded = (2*entries - 1) / requests * window // a create and a close each; a window's requests may go at once
		if took := time.Since(begin); took > demanded*10/9 || took < demanded {
			t.Errorf("it took %v where the limits demand %v", took, demanded)
		}
		if len(line.at) == 0 {
			t.Fatal("nothing was turned away: the limits were not met")
		}
		if apart := line.at[len(line.at)-1].Sub(line.at[0]); apart > time.Second {
			t.Errorf("turned away %d times within %v", len(line.at), apart)
		}
	})
}
