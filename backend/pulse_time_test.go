package backend

import (
	"context"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

// TestATimeThatRunsOutSaysThatNobodyAnswers, unless others were answered meanwhile.
func TestATimeThatRunsOutSaysThatNobodyAnswers(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := &pulse{
			next: roundTrip(func(r *http.Request) (*http.Response, error) {
				if r.Method == http.MethodGet {
					return &http.Response{StatusCode: http.StatusOK, Body: http.NoBody}, nil
				}
				<-r.Context().Done()
				return nil, r.Context().Err()
			}),
			changed: func(bool) {},
		}
		try := func(ctx context.Context, method string) {
			limited, cancel := context.WithTimeout(ctx, time.Minute)
			defer cancel()
			request, err := http.NewRequestWithContext(limited, method, "https://contoso.crm4.dynamics.com", nil)
			if err != nil {
				t.Fatal(err)
			}
			if response, err := p.RoundTrip(request); err == nil {
				_ = response.Body.Close()
			}
		}
		ended := make(chan struct{})
		go func() {
			defer close(ended)
			try(t.Context(), http.MethodPost)
		}()
		time.Sleep(30 * time.Second)
		try(t.Context(), http.MethodGet)
		<-ended
		if online, _ := p.state(); !online {
			t.Error("one slow request, while another is answered, says nothing")
		}
		try(t.Context(), http.MethodPost)
		if online, _ := p.state(); online {
			t.Error("nothing has answered for a minute")
		}
	})
}
