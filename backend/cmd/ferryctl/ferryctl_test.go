package main

import (
	"bytes"
	"context"
	"encoding/json"
	"fmt"
	"io"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/view"
)

// lines runs ferryctl with -json and decodes what it said.
func lines(t *testing.T, arguments ...string) (status int, steps []step) {
	t.Helper()
	var out, errors bytes.Buffer
	status = run(t.Context(), append(arguments, "-json"), &out, &errors)
	return status, decode(t, &out)
}

func decode(t *testing.T, out io.Reader) []step {
	t.Helper()
	var steps []step
	decoder := json.NewDecoder(out)
	for decoder.More() {
		var one step
		if err := decoder.Decode(&one); err != nil {
			t.Fatal(err)
		}
		steps = append(steps, one)
	}
	return steps
}

func TestDemoTellsTheMainJob(t *testing.T) {
	status, steps := lines(t, "demo")
	for _, step := range steps {
		if !step.OK {
			t.Errorf("%s: %v", step.Step, step.Detail)
		}
	}
	if want := len((&story{}).chapters()); status != 0 || len(steps) != want {
		t.Errorf("status %d after %d of %d steps", status, len(steps), want)
	}
}

// served is the practice organization on a loopback port, and the arguments that lead to it.
type served struct {
	url, token string
	arguments  []string
}

func serve(ctx context.Context, t *testing.T) served {
	t.Helper()
	reader, writer := io.Pipe()
	tokenFile := filepath.Join(t.TempDir(), "token")
	const token = "a-token-for-tests"
	if err := os.WriteFile(tokenFile, []byte(token+"\n"), 0o600); err != nil {
		t.Fatal(err)
	}
	done := make(chan int, 1)
	go func() {
		done <- run(ctx, []string{"practice", "serve", "-json", "-addr", "127.0.0.1:0", "-token-file", tokenFile}, writer, io.Discard)
	}()
	t.Cleanup(func() {
		if status := <-done; status != 0 {
			t.Errorf("serve ended with status %d", status)
		}
	})
	var first step
	if err := json.NewDecoder(reader).Decode(&first); err != nil {
		t.Fatal(err)
	}
	go func() { _, _ = io.Copy(io.Discard, reader) }()
	url := fmt.Sprint(first.Detail.(map[string]any)["url"])
	return served{url: url, token: token, arguments: []string{
		"-data", filepath.Join(t.TempDir(), "data"), "-org", url, "-access-token-file", tokenFile,
	}}
}

// ask reads a collection of the organization as any client would.
func (s served) ask(t *testing.T, path string) []map[string]any {
	t.Helper()
	request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, s.url+"/api/data/v9.2/"+path, nil)
	if err != nil {
		t.Fatal(err)
	}
	request.Header.Set("Authorization", "Bearer "+s.token)
	response, err := http.DefaultClient.Do(request)
	if err != nil {
		t.Fatal(err)
	}
	defer func() { _ = response.Body.Close() }()
	var reply struct {
		Value []map[string]any `json:"value"`
	}
	if err := json.NewDecoder(response.Body).Decode(&reply); err != nil || response.StatusCode != http.StatusOK {
		t.Fatalf("%s: %s, %v", path, response.Status, err)
	}
	return reply.Value
}

func TestImportCopyAndSendOverARealSocket(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	t.Cleanup(stop)
	organization := serve(ctx, t)
	t.Cleanup(stop) // before serve's own clean-up, which waits for it
	call := func(words ...string) (int, []step) {
		return lines(t, append(append([]string{}, organization.arguments...), words...)...)
	}
	if status, steps := call("import"); status != 0 {
		t.Fatalf("import: %v", steps)
	}
	contact := fmt.Sprint(organization.ask(t, "contacts?$select=fullname&$top=1")[0]["contactid"])
	if status, steps := call("copy", "-kind", "note", "-contact", contact, "-text", "x"); status != 1 ||
		fmt.Sprint(steps[0].Detail.(map[string]any)["code"]) != string(crm.CodeSettingsNotSaved) {
		t.Fatalf("nothing may be written back before CRM Settings are saved once: %d, %v", status, steps)
	}
	saveSettings(t, organization)
	if status, steps := call("import"); status != 0 {
		t.Fatalf("import: %v", steps)
	}
	status, steps := call("copy", "-kind", "note", "-contact", contact, "-text", "Wants a quote.\nBy Friday.")
	if status != 0 {
		t.Fatalf("copy: %v", steps)
	}
	id := fmt.Sprint(steps[0].Detail.(map[string]any)["queued"].([]any)[0])
	for range 2 { // sending again sends nothing again
		if status, steps := call("outbox", "send"); status != 0 {
			t.Fatalf("send: %v", steps)
		}
	}
	tasks := organization.ask(t, "tasks?$filter=category%20eq%20'Ferry'")
	if len(tasks) != 1 || fmt.Sprint(tasks[0]["activityid"]) != id || fmt.Sprint(tasks[0]["statecode"]) != "1" ||
		fmt.Sprint(tasks[0]["_regardingobjectid_value"]) != contact {
		t.Errorf("in the organization: %v, want %s closed under %s", tasks, id, contact)
	}
	if status, steps := call("outbox", "list"); status != 0 || len(steps) != 1 {
		t.Errorf("list: %d, %v", status, steps)
	}
	for _, none := range [][]string{{"-noticed", "any"}, {"-noticed", "deleted"}, {"-state", "to-send"}} {
		if status, steps := call(append([]string{"outbox", "list"}, none...)...); status != 0 || len(steps) != 0 {
			t.Errorf("list %v: %d, %v", none, status, steps)
		}
	}
	if status, steps := call("outbox", "list", "-state", "sent"); status != 0 || len(steps) != 1 {
		t.Errorf("list: %d, %v", status, steps)
	}
	if status, steps := call("doctor"); status != 0 {
		t.Errorf("doctor: %v", steps)
	}
}

// saveSettings switches writeback on for notes, as an admin's app would.
func saveSettings(t *testing.T, organization served) {
	t.Helper()
	house, err := backend.Open(t.Context(), backend.Config{DataDir: t.TempDir(), Secrets: backend.NewMemorySecrets()})
	if err != nil {
		t.Fatal(err)
	}
	defer func() {
		if err := house.Close(); err != nil {
			t.Error(err)
		}
	}()
	if err := house.ConnectWithToken(t.Context(), organization.url, organization.token); err != nil {
		t.Fatal(err)
	}
	if _, err := house.SaveSettings(t.Context(), view.CRMSettings{Writeback: true, Items: []string{"note"}}, ""); err != nil {
		t.Fatal(err)
	}
}

func TestCopyWithoutTheOrganizationIsQueued(t *testing.T) {
	ctx, stop := context.WithCancel(t.Context())
	organization := serve(ctx, t)
	call := func(words ...string) (int, []step) {
		return lines(t, append(append([]string{}, organization.arguments...), words...)...)
	}
	saveSettings(t, organization)
	contact := fmt.Sprint(organization.ask(t, "contacts?$select=fullname&$top=1")[0]["contactid"])
	if status, steps := call("import"); status != 0 {
		t.Fatalf("import: %v", steps)
	}
	stop()
	deadline := time.Now().Add(time.Minute)
	for {
		request, err := http.NewRequestWithContext(t.Context(), http.MethodGet, organization.url, nil)
		if err != nil {
			t.Fatal(err)
		}
		response, err := http.DefaultClient.Do(request)
		if err != nil {
			break
		}
		_ = response.Body.Close()
		if time.Now().After(deadline) {
			t.Fatal("the organization does not stop")
		}
	}
	if status, steps := call("copy", "-contact", contact, "-text", "On the plane."); status != 0 {
		t.Fatalf("copy: %v", steps)
	}
	status, steps := call("outbox", "send")
	if status != 1 {
		t.Errorf("nothing can be sent, and that is no success: %v", steps)
	}
	if status, steps := call("outbox", "list"); status != 0 || len(steps) != 1 {
		t.Errorf("list: %d, %v", status, steps)
	}
}

func TestWrongUsage(t *testing.T) {
	token := filepath.Join(t.TempDir(), "token")
	if err := os.WriteFile(token, []byte("t"), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, c := range map[string]struct {
		arguments []string
		status    int
	}{
		"nothing":             {nil, 2},
		"unknown command":     {[]string{"dance"}, 2},
		"unknown finding":     {[]string{"outbox", "list", "-noticed", "dances"}, 2},
		"unknown option":      {[]string{"demo", "-loud"}, 2},
		"serve without token": {[]string{"practice", "serve"}, 2},
		"serve to everybody":  {[]string{"practice", "serve", "-addr", "0.0.0.0:0", "-token", "t"}, 2},
		"serve by name":       {[]string{"practice", "serve", "-addr", "localhost:0", "-token", "t"}, 2},
		"copy about nobody":   {[]string{"copy", "-text", "x"}, 2},
		"token off loopback": {
			[]string{"import", "-data", t.TempDir(), "-org", "https://contoso.crm4.dynamics.com", "-access-token-file", token}, 1},
		"plain http off loopback": {
			[]string{"import", "-data", t.TempDir(), "-org", "http://contoso.crm4.dynamics.com", "-access-token-file", token}, 1},
		"no token file": {
			[]string{"import", "-data", t.TempDir(), "-org", "http://127.0.0.1:1", "-access-token-file", token + "x"}, 1},
		"help": {[]string{"-h"}, 0},
	} {
		var out, errors strings.Builder
		if status := run(t.Context(), c.arguments, &out, &errors); status != c.status {
			t.Errorf("%s: status %d, want %d\n%s%s", name, status, c.status, out.String(), errors.String())
		}
	}
}
