package app

import (
	"os"
	"os/exec"
	"strings"
	"testing"
)

// packagesWith lists what is compiled into the program with the tags.
func packagesWith(t *testing.T, tags string) string {
	t.Helper()
	command := exec.CommandContext(t.Context(), "go", "list", "-deps", "-tags", tags, "ferry")
	command.Stderr = os.Stderr
	output, err := command.Output()
	if err != nil {
		t.Fatalf("go list: %v", err)
	}
	return string(output)
}

// TestTheShippedProgramHasNoDevelopmentServer: Wails' development server trusts any web page that reaches its port.
func TestTheShippedProgramHasNoDevelopmentServer(t *testing.T) {
	const server = "wails/v2/internal/frontend/devserver"
	if !strings.Contains(packagesWith(t, "dev,webkit2_41"), server) {
		t.Fatal("the development build has no server either, so that its absence would prove nothing")
	}
	shipped := packagesWith(t, "desktop,production,wv2runtime.browser,webkit2_41")
	if strings.Contains(shipped, server) {
		t.Error("the shipped program holds the development server")
	}
	if !strings.Contains(shipped, "wails/v2/internal/frontend/desktop") {
		t.Error("the shipped program has no window")
	}
}

func TestTheInspectorIsClosedBeforeAnythingStarts(t *testing.T) {
	names := []string{"WEBKIT_INSPECTOR_HTTP_SERVER", "WEBKIT_INSPECTOR_SERVER"}
	for _, name := range names {
		t.Setenv(name, "127.0.0.1:9222")
	}
	closeInspector()
	for _, name := range names {
		if value, set := os.LookupEnv(name); set {
			t.Errorf("%s is still %q", name, value)
		}
	}
}
