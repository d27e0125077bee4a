package practice_test

import (
	"context"
	"encoding/base64"
	"errors"
	"fmt"
	"net"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/practice"
)

func TestFaults(t *testing.T) {
	o := newOrganization(t)
	c, k := as(t, o, "ana.ruiz"), o.Knobs()
	for code, kind := range map[string]practice.FaultKind{"0x80072322": practice.TooManyRequests,
		"0x80072321": practice.TooMuchTime, "0x80072326": practice.TooManyConcurrent} {
		k.FailNext(1, practice.Fault{Kind: kind, RetryAfter: 1500 * time.Millisecond})
		if r := c.get("WhoAmI").is(429, code); r.header.Get("Retry-After") != "2" {
			t.Errorf("Retry-After %q", r.header.Get("Retry-After"))
		}
	}
	k.FailNext(1, practice.Fault{Kind: practice.Unauthorized})
	c.get("WhoAmI").is(401)
	k.FailNext(1, practice.Fault{Kind: practice.ClaimsChallenge})
	challenge := c.get("WhoAmI").is(401).header.Get("WWW-Authenticate")
	_, claims, _ := strings.Cut(challenge, `error="insufficient_claims", claims="`)
	if decoded, err := base64.StdEncoding.DecodeString(strings.TrimSuffix(claims, `"`)); err != nil || decoded[0] != '{' {
		t.Errorf("challenge %q", challenge)
	}
	k.FailNext(1, practice.Fault{Kind: practice.InternalError})
	c.get("WhoAmI").is(500, "0x80040216")
	k.FailNext(1, practice.Fault{Kind: practice.BadGateway})
	if r := c.get("WhoAmI").is(502); !strings.Contains(r.text, "<html>") {
		t.Errorf("%s", r.text)
	}
	k.FailNext(2, practice.Fault{Kind: practice.ServiceUnavailable, Match: func(r *http.Request) bool {
		return r.Method == http.MethodPost
	}})
	c.get("WhoAmI").is(200)
	c.do(http.MethodPost, "tasks", `{"subject":"x"}`).is(503)
	c.do(http.MethodPost, "tasks", `{"subject":"x"}`).is(503)
	c.do(http.MethodPost, "tasks", `{"subject":"x"}`).is(204)
}

// send sends a request that may fail.
func send(c *client, method, path, body string) error {
	request, err := http.NewRequestWithContext(context.Background(), method, api+path, strings.NewReader(body))
	if err != nil {
		return err
	}
	request.Header.Set("Authorization", "Bearer "+c.token)
	response, err := c.http.Do(request)
	if err == nil {
		_ = response.Body.Close()
	}
	return err
}

func TestBrokenConnections(t *testing.T) {
	o := newOrganization(t)
	c, k := as(t, o, "ana.ruiz"), o.Knobs()
	body := `{"activityid":"` + taskID + `","subject":"x"}`
	var operation *net.OpError
	k.FailNext(1, practice.Fault{Kind: practice.ConnectionReset})
	if err := send(c, http.MethodPost, "tasks", body); !errors.As(err, &operation) || o.Row("task", taskID) != nil {
		t.Errorf("reset: %v", err)
	}
	k.FailNext(1, practice.Fault{Kind: practice.AnswerLost})
	if err := send(c, http.MethodPost, "tasks", body); !errors.As(err, &operation) || o.Row("task", taskID) == nil {
		t.Errorf("answer lost: %v", err)
	}
	k.Offline(true)
	var dns *net.DNSError
	if err := send(c, http.MethodGet, "WhoAmI", ""); !errors.As(err, &dns) {
		t.Errorf("offline: %v", err)
	}
	if !k.IsOffline() {
		t.Error("IsOffline")
	}
	k.Offline(false)
	c.do(http.MethodPost, "tasks", body).is(412, "0x80040237")
	request := httptest.NewRequestWithContext(t.Context(), http.MethodGet, "https://elsewhere.example/", nil)
	if response, err := o.RoundTripper().RoundTrip(request); err == nil {
		_ = response.Body.Close()
		t.Error("another host answered")
	}
}

func TestLatencyEndsWithTheContext(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		o := newOrganization(t)
		o.Knobs().Latency(time.Minute)
		start := time.Now()
		as(t, o, "ana.ruiz").get("WhoAmI").is(200)
		if time.Since(start) != time.Minute {
			t.Errorf("took %v", time.Since(start))
		}
		ctx, cancel := context.WithTimeout(context.Background(), time.Second)
		defer cancel()
		request, _ := http.NewRequestWithContext(ctx, http.MethodGet, api+"WhoAmI", nil)
		if response, err := o.RoundTripper().RoundTrip(request); !errors.Is(err, context.DeadlineExceeded) {
			if err == nil {
				_ = response.Body.Close()
			}
			t.Errorf("err %v", err)
		}
	})
}

func TestDeltaTokensExpireWithTime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		c := as(t, newOrganization(t), "sara.lindqvist")
		_, delta := load(t, c, "contacts?$select=fullname")
		time.Sleep(6 * 24 * time.Hour)
		c.get(delta).is(200)
		time.Sleep(2 * 24 * time.Hour)
		c.get(delta).is(400, "0x80044352")
	})
}

func TestChangesAreToldAfterTheLock(t *testing.T) {
	o := newOrganization(t)
	told := 0
	o.OnChange(func() {
		told++
		o.Rows("task") // would deadlock under the lock
	})
	c := as(t, o, "ana.ruiz")
	c.get("WhoAmI").is(200)
	c.do(http.MethodPost, "tasks", `{"Subject":"x"}`).is(400)
	c.do(http.MethodPost, "tasks", `{"subject":"x"}`).is(204)
	if told != 1 {
		t.Errorf("told %d times", told)
	}
}

func TestManyClientsAtOnce(t *testing.T) {
	o := newOrganization(t)
	var wait sync.WaitGroup
	for i := range 8 {
		wait.Go(func() {
			c := &client{t, &http.Client{Transport: o.RoundTripper()}, "sara.lindqvist"}
			for j := range 20 {
				body := fmt.Sprintf(`{"activityid":"0192f0c0-0000-7000-8000-%06d%06d","subject":"x"}`, i, j)
				if err := send(c, http.MethodPost, "tasks", body); err != nil {
					t.Error(err)
				}
				_ = send(c, http.MethodGet, "activitypointers?$select=subject&$orderby=modifiedon", "")
				o.Knobs().PageSize(j)
			}
		})
	}
	wait.Wait()
	c := as(t, o, "sara.lindqvist")
	if rows := c.get("tasks?$select=subject&$filter=subject eq 'x'").is(200).rows(); len(rows) == 0 {
		t.Error("no rows")
	}
}

func TestServeIsForLoopbackOnly(t *testing.T) {
	o := practice.New(practice.Options{})
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	ctx, stop := context.WithCancel(context.Background())
	done := make(chan error, 1)
	go func() { done <- o.Serve(ctx, listener, "secret") }()
	base := "http://" + listener.Addr().String()
	c := &client{t, http.DefaultClient, "secret"}
	r := c.get(base+"/api/data/v9.2/contacts?$select=fullname", "Prefer", "odata.maxpagesize=5").is(200)
	if link := r.str("@odata.nextLink"); !strings.HasPrefix(link, base+"/") || len(c.get(link).is(200).rows()) == 0 {
		t.Errorf("next link %s", link)
	}
	r = c.do(http.MethodPost, base+"/api/data/v9.2/tasks", `{"subject":"x"}`).is(204)
	if id := r.header.Get("OData-EntityId"); !strings.HasPrefix(id, base+"/api/data/v9.2/tasks(") {
		t.Errorf("OData-EntityId %s", id)
	}
	c.token = "wrong"
	if got := c.get(base + "/api/data/v9.2/").is(401).header.Get("WWW-Authenticate"); !strings.Contains(got, "resource_id="+base+"/") {
		t.Errorf("challenge %s", got)
	}
	request, _ := http.NewRequestWithContext(ctx, http.MethodGet, base+"/api/data/v9.2/WhoAmI", nil)
	request.Host = "attacker.example"
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	_ = response.Body.Close()
	if response.StatusCode != http.StatusMisdirectedRequest {
		t.Errorf("another Host: %d", response.StatusCode)
	}
	stop()
	if err := <-done; err != nil {
		t.Errorf("Serve: %v", err)
	}
}

func TestServeRefusesOtherAddresses(t *testing.T) {
	listener, err := (&net.ListenConfig{}).Listen(t.Context(), "tcp", "0.0.0.0:0")
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = listener.Close() }()
	if err := practice.New(practice.Options{}).Serve(t.Context(), listener, "secret"); err == nil {
		t.Error("a listener on every address was taken")
	}
}
