package app

import (
	"flag"
	"fmt"
	"io"
	"os"

	"github.com/pkg/browser"
	"github.com/wailsapp/wails/v2"
	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/options/assetserver"
	"github.com/wailsapp/wails/v2/pkg/options/linux"
	"github.com/wailsapp/wails/v2/pkg/options/mac"
	"github.com/wailsapp/wails/v2/pkg/options/windows"

	"ferry/backend"
	"ferry/frontend"
)

// Version is what the About line, the User-Agent and the diagnostics say.
const Version = "0.1.0"

// Main runs the app until its window closes. Making bindings runs it too: nothing here opens a file, a database or the
// keychain, that is OnStartup's part.
func Main() {
	closeInspector()
	backend.TuneMemory()
	browser.Stdout, browser.Stderr = io.Discard, io.Discard // what a browser prints can hold the sign-in page's address
	selftest := flag.String("selftest", "", "write the result of a self-test to this `file` once the first screen is painted")
	flag.Parse()
	house := newHouse(*selftest)
	if err := wails.Run(house.options()); err != nil {
		fmt.Fprintln(os.Stderr, "ferry:", err)
		os.Exit(1)
	}
}

// closeInspector: with these variables set, WebKitGTK opens the page's inspector on a port, to any local script.
func closeInspector() {
	for _, name := range []string{"WEBKIT_INSPECTOR_HTTP_SERVER", "WEBKIT_INSPECTOR_SERVER"} {
		_ = os.Unsetenv(name) // fails only for a malformed name
	}
}

func (h *house) options() *options.App {
	return &options.App{
		Title:     "Ferry",
		Width:     1280,
		Height:    860,
		MinWidth:  1024,
		MinHeight: 700,
		AssetServer: &assetserver.Options{
			Assets:     frontend.Assets(),
			Middleware: withContentSecurityPolicy,
		},
		Logger:             quietLog{},
		SingleInstanceLock: h.instanceLock(),
		DragAndDrop:        dropOptions(),
		OnStartup:          h.startup,
		OnShutdown:         h.shutdown,
		ErrorFormatter:     formatError,
		Bind:               h.bound(),
		Linux: &linux.Options{
			ProgramName: "ferry",
			// Accelerated compositing leaves a blank window on some GPUs and under Wayland.
			WebviewGpuPolicy: linux.WebviewGpuPolicyNever,
		},
		Mac:     &mac.Options{About: &mac.AboutInfo{Title: "Ferry", Message: "Version " + Version}},
		Windows: &windows.Options{Theme: windows.SystemDefault, Messages: webViewMessages()},
	}
}
