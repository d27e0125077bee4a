package dataverse

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net"
	"net/http"
	"net/http/httptest"
	"slices"
	"strings"
	"testing"
	"testing/iotest"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
)

const whoAmI = `{"BusinessUnitId":"x","UserId":"` + userID + `","OrganizationId":"` + contactID + `"}`

func TestReadsAreRepeatedWhenTheServiceIsUnwell(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client, s := play(t,
			exchange{want: "GET RetrieveVersion()", status: 502, reply: "<html>gateway</html>", with: map[string]string{"Content-Type": "text/html"}},
			exchange{want: "GET RetrieveVersion()", fail: &net.OpError{Op: "read", Err: errors.New("connection reset")}},
			exchange{want: "GET RetrieveVersion()", reply: `{"Version":`},
			exchange{want: "GET RetrieveVersion()", reply: `{"Version":"9.2"}`})
		var version struct{ Version string }
		started := time.Now()
		if err := client.json(t.Context(), client.get("RetrieveVersion()"), &version); err != nil || version.Version != "9.2" {
			t.Errorf("%+v, %v", version, err)
		}
		if took := time.Since(started); took < 3500*time.Millisecond || took > 6*time.Second {
			t.Errorf("the pauses took %s", took)
		}
		seen := map[string]bool{}
		for _, r := range s.requests {
			seen[r.Header.Get("x-ms-client-request-id")] = true
		}
		if len(seen) != len(s.requests) {
			t.Error("attempts share a request id")
		}
	})
}

func TestReadsGiveUp(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		down := exchange{want: "GET RetrieveVersion()", status: 500}
		client, _ := play(t, down, down, down, down)
		err := client.json(t.Context(), client.get("RetrieveVersion()"), &row{})
		wantCode(t, err, crm.CodeUnavailable)
	})
}

func TestWritesAreNeverRepeated(t *testing.T) {
	for _, answer := range []exchange{
		{status: 500}, {status: 503}, {status: 429}, {fail: io.ErrUnexpectedEOF}, {status: 504},
	} {
		answer.want = "DELETE tasks(" + taskID + ")"
		client, _ := play(t, answer)
		if err := client.DeleteActivity(t.Context(), crm.TableTask, taskID); err == nil {
			t.Error("a failure went unnoticed")
		}
	}
}

func TestOnlyWithoutAConnectionIsItKnownThatNothingLeft(t *testing.T) {
	for reason, sent := range map[*net.OpError]bool{
		{Op: "dial", Err: errors.New("no route to host")}:                                          false,
		{Op: "proxyconnect", Err: &net.OpError{Op: "dial", Err: errors.New("connection refused")}}: false,
		{Op: "read", Err: errors.New("connection reset")}:                                          true,
		{Op: "write", Err: errors.New("broken pipe")}:                                              true,
	} {
		client, _ := play(t, exchange{want: "DELETE tasks(" + taskID + ")", fail: reason})
		err := client.DeleteActivity(t.Context(), crm.TableTask, taskID)
		wantCode(t, err, crm.CodeOffline)
		if crm.Unsent(err) == sent {
			t.Errorf("%s: may have left: %t", reason.Op, sent)
		}
	}
}

func TestOnlyTheseAreRepeated(t *testing.T) {
	read, write := request{method: http.MethodGet}, request{method: http.MethodPost}
	for code, want := range map[crm.Code]bool{
		crm.CodeOffline: true, crm.CodeUnavailable: true, crm.CodeThrottled: false, crm.CodeSignIn: false,
		crm.CodeForbidden: false, crm.CodeCancelled: false, crm.CodeNotFound: false,
	} {
		err := &crm.Error{Code: code}
		if shouldRetry(read, err, 1) != want || shouldRetry(write, err, 1) || shouldRetry(read, err, maxAttempts) {
			t.Errorf("%s", code)
		}
	}
}

func TestThrottlingStopsAllTraffic(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		throttled := fails(429, "0x80072322", "Number of requests exceeded the limit of 6000 over time window of 300 seconds.")
		throttled.want, throttled.with = "GET RetrieveVersion()", map[string]string{"Retry-After": "30"}
		client, s := play(t, throttled, exchange{want: "DELETE tasks(" + taskID + ")"})
		err := client.json(t.Context(), client.get("RetrieveVersion()"), &row{})
		if got := codedAs(t, err, crm.CodeThrottled); got.Wait != 30*time.Second {
			t.Errorf("wait %s", got.Wait)
		}
		<-time.After(10 * time.Second)
		err = client.DeleteActivity(t.Context(), crm.TableTask, taskID)
		if got := codedAs(t, err, crm.CodeThrottled); got.Wait != 20*time.Second || len(s.requests) != 1 {
			t.Errorf("wait %s after %d requests", got.Wait, len(s.requests))
		}
		<-time.After(20 * time.Second)
		if err := client.DeleteActivity(t.Context(), crm.TableTask, taskID); err != nil {
			t.Error(err)
		}
	})
}

// TestThrottlingWithoutATime: the wait that the service did not name is guessed, and doubles until it answers again.
func TestThrottlingWithoutATime(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		path := "DELETE tasks(" + taskID + ")"
		throttled := exchange{want: path, status: 429}
		client, _ := play(t, throttled, throttled, exchange{want: path}, throttled)
		for _, wait := range []time.Duration{2 * time.Second, 4 * time.Second, 0, 2 * time.Second} {
			err := client.DeleteActivity(t.Context(), crm.TableTask, taskID)
			if wait == 0 {
				if err != nil {
					t.Error(err)
				}
				continue
			}
			if got := codedAs(t, err, crm.CodeThrottled); got.Wait != 0 {
				t.Errorf("the service is said to have asked for %s", got.Wait)
			}
			err = client.DeleteActivity(t.Context(), crm.TableTask, taskID)
			if got := codedAs(t, err, crm.CodeThrottled); got.Wait != wait {
				t.Errorf("the gate is closed for %s, want %s", got.Wait, wait)
			}
			<-time.After(wait)
		}
	})
}

func TestGuessedWaitsAreBounded(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var g gate
		for range 100 {
			g.closeFor(0)
		}
		if got := codedAs(t, g.check(), crm.CodeThrottled); got.Wait != longestGuess {
			t.Errorf("%s", got.Wait)
		}
	})
}

// TestNoAffinity: a cookie would pin all traffic to one web server.
func TestNoAffinity(t *testing.T) {
	sticky := exchange{want: "GET WhoAmI", reply: whoAmI, with: map[string]string{"Set-Cookie": "ARRAffinity=abc; Path=/; HttpOnly"},
		header: map[string]string{"Cookie": ""}}
	client, _ := play(t, sticky, sticky)
	for range 2 {
		if _, _, err := client.WhoAmI(t.Context()); err != nil {
			t.Error(err)
		}
	}
}

func TestActingForAnotherUser(t *testing.T) {
	const objectID = "0e0e0000-0000-4000-8000-00000000000e"
	var seen []string
	transport := roundTripper(func(r *http.Request) (*http.Response, error) {
		text := []byte{}
		if r.Body != nil {
			text, _ = io.ReadAll(r.Body)
		}
		seen = append(seen, r.Header.Get("CallerObjectId"))
		if n := strings.Count(string(text), "\r\nCallerObjectId: "+objectID+"\r\n"); n > 0 {
			seen = append(seen, strings.Repeat("part ", n))
		}
		return fails(403, "0x8004A110", "User does not have the privilege to act on behalf another user.").response(r), nil
	})
	config := Config{URL: origin, HTTP: transport, Tokens: fixedToken("x"), Caller: "{" + strings.ToUpper(objectID) + "}"}
	client, err := New(config)
	if err != nil {
		t.Fatal(err)
	}
	_, _, err = client.WhoAmI(t.Context())
	wantCode(t, err, crm.CodeForbidden)
	wantCode(t, client.WriteAll(t.Context(), twoWrites())[1], crm.CodeForbidden)
	if want := []string{objectID, objectID, "part part "}; !slices.Equal(seen, want) {
		t.Errorf("%q, want %q", seen, want)
	}
	config.Caller = "somebody@contoso.example"
	_, err = New(config)
	wantCode(t, err, crm.CodeInvalid)
}

func TestRetryAfter(t *testing.T) {
	date := "Sat, 21 Nov 2026 10:00:00 GMT"
	for text, want := range map[string]time.Duration{
		"": 0, "17": 17 * time.Second, "0.5": 500 * time.Millisecond, "-5": 0, "soon": 0, "NaN": 0,
		"99999999999": longestWait, "Inf": longestWait,
		"Sat, 21 Nov 2026 10:02:00 GMT": 2 * time.Minute, "Sat, 21 Nov 2026 09:00:00 GMT": 0,
	} {
		if got := retryAfter(http.Header{"Retry-After": {text}, "Date": {date}}); got != want {
			t.Errorf("%q: %s, want %s", text, got, want)
		}
	}
}

// challengedTokens counts what it is asked for and hands out another token each time.
type challengedTokens struct {
	asked []string
	err   error
}

func (c *challengedTokens) Token(_ context.Context, claims string) (string, error) {
	c.asked = append(c.asked, claims)
	if claims != "" && c.err != nil {
		return "", c.err
	}
	return strings.Repeat("t", len(c.asked)), nil
}

func TestRefusedTokens(t *testing.T) {
	// {"a":1} in base64
	challenge := exchange{want: "GET WhoAmI", status: 401, with: map[string]string{
		"WWW-Authenticate": `Bearer error="insufficient_claims", claims="eyJhIjoxfQ=="`,
	}}
	plain := exchange{want: "GET WhoAmI", status: 401}
	good := exchange{want: "GET WhoAmI", reply: whoAmI, header: map[string]string{"Authorization": "Bearer tt"}}
	tests := []struct {
		name      string
		exchanges []exchange
		tokens    challengedTokens
		asked     string
		code      crm.Code
		claims    string
	}{
		{"claims", []exchange{challenge, good}, challengedTokens{}, `,{"a":1}`, "", ""},
		{"no claims", []exchange{plain, good}, challengedTokens{}, `,{}`, "", ""},
		{"twice", []exchange{challenge, challenge}, challengedTokens{}, `,{"a":1}`, crm.CodeSignIn, `{"a":1}`},
		{"person needed", []exchange{challenge}, challengedTokens{err: &crm.Error{Code: crm.CodeSignIn}}, `,{"a":1}`,
			crm.CodeSignIn, `{"a":1}`},
		{"offline", []exchange{plain}, challengedTokens{err: &crm.Error{Code: crm.CodeKeychain}}, `,{}`, crm.CodeKeychain, ""},
		{"foreign error", []exchange{plain}, challengedTokens{err: errors.New("secret")}, `,{}`, crm.CodeSignIn, ""},
	}
	for _, test := range tests {
		t.Run(test.name, func(t *testing.T) {
			client, _ := play(t, test.exchanges...)
			client.tokens = &test.tokens
			_, _, err := client.WhoAmI(t.Context())
			if crm.CodeOf(err) != test.code || strings.Join(test.tokens.asked, ",") != test.asked {
				t.Errorf("%v after asking for %q", err, test.tokens.asked)
			}
			var coded *crm.Error
			if errors.As(err, &coded) && (coded.Claims != test.claims || strings.Contains(err.Error(), "secret")) {
				t.Errorf("claims %q of %v", coded.Claims, err)
			}
		})
	}
}

func TestCancelled(t *testing.T) {
	for name, call := range map[string]func(context.Context, *Client) error{
		"a read": func(ctx context.Context, c *Client) error {
			_, _, err := c.WhoAmI(ctx)
			return err
		},
		"a write": func(ctx context.Context, c *Client) error { return c.DeleteActivity(ctx, crm.TableTask, taskID) },
	} {
		t.Run(name, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			defer cancel()
			client := clientOver(t, roundTripper(func(r *http.Request) (*http.Response, error) {
				cancel()
				return nil, r.Context().Err()
			}))
			wantCode(t, call(ctx, client), crm.CodeCancelled)
		})
	}
}

// TestTimeouts: the service ends an operation after two minutes, and does those of a batch one after the other.
func TestTimeouts(t *testing.T) {
	for name, test := range map[string]struct {
		request request
		want    time.Duration
	}{
		"a read":           {request{method: http.MethodGet}, 2 * time.Minute},
		"a write":          {request{method: http.MethodPost}, 130 * time.Second},
		"a batch":          {request{method: http.MethodPost, parts: 10}, 230 * time.Second},
		"a batch of reads": {request{method: http.MethodPost, parts: 1, reads: true}, 140 * time.Second},
	} {
		if got := test.request.timeout(); got != test.want {
			t.Errorf("%s: %s, want %s", name, got, test.want)
		}
	}
}

// TestRedirectsEnd: a service that leads in circles is none.
func TestRedirectsEnd(t *testing.T) {
	asked := 0
	client := clientOver(t, roundTripper(func(r *http.Request) (*http.Response, error) {
		asked++
		return exchange{status: http.StatusFound, with: map[string]string{"Location": r.URL.String()}}.response(r), nil
	}))
	_, _, err := client.WhoAmI(t.Context())
	wantCode(t, err, crm.CodeNotAnOrg)
	if asked != maxRedirects+1 {
		t.Errorf("asked %d times", asked)
	}
}

func TestASilentServiceIsOffline(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		client := clientOver(t, roundTripper(func(r *http.Request) (*http.Response, error) {
			<-r.Context().Done()
			return nil, r.Context().Err()
		}))
		err := client.DeleteActivity(t.Context(), crm.TableTask, taskID)
		if got := codedAs(t, err, crm.CodeOffline); got.Detail != "time-out" {
			t.Errorf("detail %q", got.Detail)
		}
	})
}

// TestTokensStayAtHome: over real sockets, a redirect to another origin is refused before anything is sent there, and a
// redirected write is refused altogether.
func TestTokensStayAtHome(t *testing.T) {
	foreign := httptest.NewServer(http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		t.Errorf("the other origin was asked, with %q", r.Header.Get("Authorization"))
	}))
	defer foreign.Close()
	mux := http.NewServeMux()
	home := httptest.NewServer(mux)
	defer home.Close()
	mux.HandleFunc("GET "+root+"WhoAmI", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/moved", http.StatusFound)
	})
	mux.HandleFunc("GET /moved", func(w http.ResponseWriter, r *http.Request) {
		if r.Header.Get("Authorization") != "Bearer token-1" {
			t.Error("the token is missing within the origin")
		}
		w.Header().Set("Content-Type", "application/json")
		_, _ = io.WriteString(w, whoAmI)
	})
	mux.HandleFunc("GET "+root+"RetrieveVersion()", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, foreign.URL, http.StatusTemporaryRedirect)
	})
	mux.HandleFunc("POST "+root+"tasks", func(w http.ResponseWriter, r *http.Request) {
		http.Redirect(w, r, "/moved", http.StatusFound)
	})
	client, err := New(Config{URL: home.URL, Tokens: fixedToken("token-1"), Trust: Trust{LoopbackHTTP: true}})
	if err != nil {
		t.Fatal(err)
	}
	if _, _, err := client.WhoAmI(t.Context()); err != nil {
		t.Errorf("within the origin: %v", err)
	}
	err = client.json(t.Context(), client.get("RetrieveVersion()"), &row{})
	wantCode(t, err, crm.CodeWebPage)
	err = client.CreateActivity(t.Context(), crm.Activity{ID: taskID, Table: crm.TableTask})
	wantCode(t, err, crm.CodeWebPage)
}

func TestConfigIsChecked(t *testing.T) {
	if _, err := New(Config{URL: "https://evil.example", Tokens: fixedToken("")}); crm.CodeOf(err) != crm.CodeUntrustedHost {
		t.Errorf("%v", err)
	}
	if _, err := New(Config{URL: origin}); err == nil {
		t.Error("no tokens, and no error")
	}
}

// TestLogHoldsNoContent: queries and bodies hold names, so neither they nor the token are logged.
func TestLogHoldsNoContent(t *testing.T) {
	var log bytes.Buffer
	client, s := play(t, exchange{want: "POST tasks", body: `{"activityid":"` + taskID + `","subject":"private"}`,
		with: map[string]string{"x-ms-service-request-id": "request-9", "REQ_ID": "activity-3"}},
		exchange{want: "GET systemusers?$filter=private", reply: "{}"})
	client.log = slog.New(slog.NewTextHandler(&log, &slog.HandlerOptions{Level: slog.LevelDebug}))
	if err := client.CreateActivity(t.Context(), crm.Activity{ID: taskID, Table: crm.TableTask, Subject: "private"}); err != nil {
		t.Fatal(err)
	}
	if err := client.json(t.Context(), client.get("systemusers?$filter=private"), &row{}); err != nil {
		t.Fatal(err)
	}
	ids := s.requests[1].Header.Get("x-ms-client-request-id")
	if !strings.Contains(log.String(), ids) || !strings.Contains(log.String(), "request-9 activity-3") {
		t.Errorf("the ids by which support finds a request are missing: %s", log.String())
	}
	if text := log.String(); strings.Contains(text, "private") || strings.Contains(text, "token-1") ||
		!strings.Contains(text, "request-9") {
		t.Errorf("log: %s", text)
	}
}

// TestARefusalThatBreaksOff: wherever the reply breaks off, a write is refused for good only by a refusal that came whole.
// Otherwise a contact that is there already (412) would count as changed by somebody else, and wait for a person.
func TestARefusalThatBreaksOff(t *testing.T) {
	refusals := []struct {
		answer     exchange
		whole, cut crm.Code
	}{
		{fails(412, "0x80040237", "A record with matching key values already exists."), crm.CodeDuplicateKey, crm.CodeUnavailable},
		{fails(400, "0x80040203", "Cannot update Closed or Cancelled Activity"), crm.CodeClosed, crm.CodeUnavailable},
		{fails(403, "0x80042f09", "no roles"), crm.CodeNotMember, crm.CodeUnavailable},
		{fails(404, "0x80040217", "Does Not Exist"), crm.CodeNotFound, crm.CodeUnavailable},
		{fails(429, "0x80072322", "too many"), crm.CodeThrottled, crm.CodeThrottled},
		{fails(500, "0x80040216", "unexpected"), crm.CodeUnavailable, crm.CodeUnavailable},
	}
	for _, refusal := range refusals {
		for at := range len(refusal.answer.reply) + 1 {
			client := clientOver(t, roundTripper(func(r *http.Request) (*http.Response, error) {
				response := refusal.answer.response(r)
				response.Body = io.NopCloser(io.MultiReader(strings.NewReader(refusal.answer.reply[:at]),
					iotest.ErrReader(io.ErrUnexpectedEOF)))
				return response, nil
			}))
			want := refusal.cut
			if at == len(refusal.answer.reply) { // only the connection's end is missing
				want = refusal.whole
			}
			err := client.CreatePerson(t.Context(), crm.Person{Table: crm.TableContact, ID: contactID, LastName: "x"})
			if got := crm.CodeOf(err); got != want {
				t.Fatalf("HTTP %d cut at %d of %d: %v", refusal.answer.status, at, len(refusal.answer.reply), err)
			}
		}
	}
}

// TestARefusalOfABatchThatBreaksOff: a gateway's refusal of all batches is one that came whole.
func TestARefusalOfABatchThatBreaksOff(t *testing.T) {
	client := clientOver(t, roundTripper(func(r *http.Request) (*http.Response, error) {
		response := fails(403, "0x80040220", "missing prvCreateActivity").response(r)
		response.Body = io.NopCloser(io.MultiReader(strings.NewReader(`{"error":`), iotest.ErrReader(io.ErrUnexpectedEOF)))
		return response, nil
	}))
	if got := codesOf(client.WriteAll(t.Context(), twoWrites())); !slices.Equal(got, []crm.Code{crm.CodeUnavailable, crm.CodeUnavailable}) {
		t.Errorf("%q", got)
	}
	if client.alone.now() {
		t.Error("half a refusal sends every write alone")
	}
}
