package backend

import (
	"context"
	"errors"
	"net/http"
	"testing"
	"testing/synctest"
	"time"
)

type roundTrip func(*http.Request) (*http.Response, error)

func (f roundTrip) RoundTrip(r *http.Request) (*http.Response, error) { return f(r) }

func TestPulseKnowsSinceWhenTheNetworkIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var failure error
		var told []bool
		p := &pulse{
			next: roundTrip(func(*http.Request) (*http.Response, error) {
				return &http.Response{StatusCode: http.StatusServiceUnavailable, Body: http.NoBody}, failure
			}),
			changed: func(online bool) { told = append(told, online) },
		}
		try := func(ctx context.Context) {
			request, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://contoso.crm4.dynamics.com", nil)
			if err != nil {
				t.Fatal(err)
			}
			if response, err := p.RoundTrip(request); err == nil {
				_ = response.Body.Close()
			}
		}
		try(t.Context()) // a 503 is an answer: the network is there
		failure = errors.New("no route to host")
		given, giveUp := context.WithCancel(t.Context())
		giveUp()
		try(given)
		if online, _ := p.state(); !online {
			t.Error("a request that was given up says nothing about the network")
		}
		since := time.Now()
		try(t.Context())
		time.Sleep(time.Hour)
		try(t.Context())
		if online, offlineSince := p.state(); online || !offlineSince.Equal(since) {
			t.Errorf("offline since %v, want %v", offlineSince, since)
		}
		failure = nil
		try(t.Context())
		if online, offlineSince := p.state(); !online || !offlineSince.IsZero() {
			t.Errorf("online %v, offline since %v", online, offlineSince)
		}
		if len(told) != 2 || told[0] || !told[1] {
			t.Errorf("told %v, want once gone and once back", told)
		}
	})
}
