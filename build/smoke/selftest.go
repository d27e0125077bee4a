package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"net"
	"os"
	"path/filepath"
	"strings"
)

// result is the part of the self-test's file that tells success: the app writes it once its page is painted and a
// call has gone there and back.
type result struct {
	OK       bool   `json:"ok"`
	DOMReady bool   `json:"domReady"`
	Version  string `json:"version"`
	Code     string `json:"code"`
	Stayed   bool   `json:"stayed"`
	Policy   string `json:"policy"`
	Refusal  string `json:"refusal"`
}

var (
	errNotOK     = errors.New("the self-test failed")
	errOpen      = errors.New("the page can leave, or connect somewhere")
	errRefusal   = errors.New("the page is not told why a call failed")
	errInspector = errors.New("the page's inspector is open to any program on this machine")
)

// selfTest starts the app with -selftest, and with the variables by which WebKit would open its inspector.
func selfTest(ctx context.Context, app, data, _ string) error {
	file := filepath.Join(data, "selftest.json")
	inspector, err := freeAddress(ctx)
	if err != nil {
		return err
	}
	r, err := start(ctx, app, data, []string{
		"WEBKIT_INSPECTOR_HTTP_SERVER=" + inspector, "WEBKIT_INSPECTOR_SERVER=" + inspector,
	}, "-selftest", file)
	if err != nil {
		return err
	}
	defer r.stop()
	var got result
	if err := r.until(ctx, "its result", func() bool { return read(file, &got) }); err != nil && !read(file, &got) {
		return err
	}
	if !got.OK || !got.DOMReady || got.Version == "" {
		return fmt.Errorf("%w: %+v", errNotOK, got)
	}
	if !got.Stayed || !strings.Contains(got.Policy, "connect-src 'none'") {
		return fmt.Errorf("%w: %+v", errOpen, got)
	}
	if !strings.HasPrefix(got.Refusal, `{"code":"not-connected"`) {
		return fmt.Errorf("%w: %q", errRefusal, got.Refusal)
	}
	if conn, err := new(net.Dialer).DialContext(ctx, "tcp", inspector); err == nil {
		_ = conn.Close()
		return errInspector
	}
	return nil
}

// read says whether the whole result is there; half a file is none yet.
func read(file string, into *result) bool {
	text, err := os.ReadFile(file)
	return err == nil && json.Unmarshal(text, into) == nil
}

func freeAddress(ctx context.Context) (string, error) {
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return "", fmt.Errorf("find a free port: %w", err)
	}
	defer func() { _ = listener.Close() }()
	return listener.Addr().String(), nil
}
