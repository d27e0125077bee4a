package app

import (
	"bytes"
	"context"
	"errors"
	"os"
	"reflect"
	"strings"
	"testing"

	"ferry/backend"
	"ferry/backend/crm"
)

// TestABoundMethodThatPanicsAnswers calls every bound method of a house without a backend, where almost all of them fail as
// a mistake of ours would. None may take the program with it, or leave the page waiting.
func TestABoundMethodThatPanicsAnswers(t *testing.T) {
	house := newHouse("")
	house.ctx = t.Context()
	close(house.ready)
	dialogs := map[string]bool{ // they want a window
		"LinkedIn.ChooseArchive": true, "LinkedIn.ChooseDecisions": true, "LinkedIn.ExportDecisions": true,
		"Shell.SaveDiagnostics": true,
	}
	failed := 0
	for _, bound := range house.bound() {
		value := reflect.ValueOf(bound)
		for i := range value.NumMethod() {
			name := value.Elem().Type().Name() + "." + value.Type().Method(i).Name
			if dialogs[name] {
				continue
			}
			if crm.CodeOf(callWithZeros(t, name, value.Method(i))) == crm.CodeUnexpected {
				failed++
			}
		}
	}
	if failed < 30 {
		t.Errorf("only %d methods failed, so that their recovering proves little", failed)
	}
}

func callWithZeros(t *testing.T, name string, method reflect.Value) (err error) {
	t.Helper()
	defer func() {
		if cause := recover(); cause != nil {
			t.Errorf("%s panicked: %v", name, cause)
		}
	}()
	var in []reflect.Value
	for i := range method.Type().NumIn() {
		in = append(in, reflect.Zero(method.Type().In(i)))
	}
	out := method.Call(in)
	err, _ = out[len(out)-1].Interface().(error)
	return err
}

// Wails starts the app beside the page: a call that comes first must be answered, not fail.
func TestCallsWaitUntilTheDataFolderIsOpen(t *testing.T) {
	house := newHouse("")
	house.ctx = t.Context()
	answered := make(chan error, 1)
	go func() {
		_, err := (&Shell{house}).Status()
		answered <- err
	}()
	opened, err := backend.Open(t.Context(), backend.Config{DataDir: t.TempDir(), Secrets: backend.NewMemorySecrets()})
	if err != nil {
		t.Fatal(err)
	}
	house.backend = opened
	close(house.ready)
	if err := <-answered; err != nil {
		t.Errorf("a call before the folder was open: %v", err)
	}
	if err := opened.Close(); err != nil {
		t.Error(err)
	}
}

func TestOnlyHTTPSLinksLeaveTheWindow(t *testing.T) {
	for address, ok := range map[string]bool{
		"https://contoso.crm4.dynamics.com/main.aspx?etn=contact": true,
		"https://www.linkedin.com/in/somebody":                    true,
		"http://contoso.crm4.dynamics.com":                        false,
		"javascript:alert(1)":                                     false,
		"file:///etc/passwd":                                      false,
		"data:text/html,x":                                        false,
		"ms-settings:":                                            false,
		"https://":                                                false,
		"https://user:pw@contoso.crm4.dynamics.com":               false,
		"https:contoso":                                           false,
		"//contoso.crm4.dynamics.com":                             false,
		"-h":                                                      false,
		"https://a.example/\x00":                                  false,
		"https://a.example/\n--flag":                              false,
		"":                                                        false,
	} {
		got, err := externalLink(address)
		if (err == nil) != ok || ok && got != address {
			t.Errorf("%q: %q, %v", address, got, err)
		}
	}
}

func TestABrowserThatCannotBeOpenedIsSaid(t *testing.T) {
	opened := ""
	if err := openWith(t.Context(), "https://a.example/", func(link string) error {
		opened = link
		return nil
	}); err != nil || opened != "https://a.example/" {
		t.Errorf("opened %q: %v", opened, err)
	}
	err := openWith(t.Context(), "https://a.example/?login=somebody", func(link string) error {
		return errors.New("cannot open " + link)
	})
	if crm.CodeOf(err) != crm.CodeNoBrowser || strings.Contains(err.Error(), "somebody") {
		t.Errorf("got %v", err)
	}
	gone, cancel := context.WithCancel(t.Context())
	cancel()
	if err := openWith(gone, "https://a.example/", func(string) error { select {} }); err != nil {
		t.Errorf("a browser that stays open is no error: %v", err)
	}
}

func TestTheStartIsExplainedInBothLanguages(t *testing.T) {
	for _, code := range []crm.Code{crm.CodeLocked, crm.CodeStorage, crm.CodeDamaged, crm.CodeNewerVersion, "of tomorrow"} {
		said := map[string]bool{}
		for _, language := range []string{"en_GB.UTF-8", "es_ES.UTF-8", ""} {
			t.Setenv("LC_ALL", language)
			t.Setenv("LC_MESSAGES", "")
			t.Setenv("LANG", "")
			sentence := startSentence(code)
			if strings.Count(sentence, ".") < 3 {
				t.Errorf("%s in %q: %q", code, language, sentence)
			}
			said[sentence] = true
			if strings.Count(systemWords().oldWebView, ".") < 3 {
				t.Errorf("the web view in %q: %q", language, systemWords().oldWebView)
			}
		}
		if len(said) != 2 {
			t.Errorf("%s: %d sentences for two languages", code, len(said))
		}
	}
}

func TestEachDataFolderHasItsOwnWindow(t *testing.T) {
	t.Setenv("HOME", t.TempDir())
	one, other, usual := instanceID("/a"), instanceID("/b"), instanceID("")
	if one == other || one == usual || instanceID("/a") != one {
		t.Errorf("ids %s, %s, %s", one, other, usual)
	}
	for _, letter := range one {
		if !strings.ContainsRune("abcdefghijklmnopqrstuvwxyz0123456789", letter) {
			t.Errorf("%q in %s", letter, one)
		}
	}
	if lock := newHouse("").instanceLock(); (lock != nil) != (shellKind == "window") {
		t.Errorf("lock %v in the %s", lock, shellKind)
	}
}

func TestTheWindowsLogKeepsNothing(t *testing.T) {
	read, write, err := os.Pipe()
	if err != nil {
		t.Fatal(err)
	}
	before := os.Stderr
	os.Stderr = write
	log := quietLog{}
	for _, say := range []func(string){log.Print, log.Trace, log.Debug, log.Info, log.Warning, log.Error} {
		say("Dear María")
	}
	os.Stderr = before
	_ = write.Close()
	var said bytes.Buffer
	if _, err := said.ReadFrom(read); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(said.String(), "María") || !strings.Contains(said.String(), "error") {
		t.Errorf("said %q", said.String())
	}
}
