package app

import (
	"time"

	"github.com/wailsapp/wails/v2/pkg/options/windows"
	"github.com/wailsapp/wails/v2/pkg/runtime"
)

// paintPatience is how long a page may take to its first screen. A page that takes longer does not run: as a rule the
// system's web view is too old for it.
const paintPatience = 60 * time.Second

// awaitPaint says in a native dialog what to install when no screen is ever painted. It returns at once. It begins when the
// data folder is open, not when the page says that it is there: a page that does not run says nothing.
func (h *house) awaitPaint() {
	time.AfterFunc(paintPatience, func() {
		if !h.screen.Load() {
			h.warn(systemWords().oldWebView)
		}
	})
}

// nativeWarning says something where there is no page to say it.
func (h *house) nativeWarning(message string) {
	_, _ = runtime.MessageDialog(h.ctx, runtime.MessageDialogOptions{
		Type: runtime.WarningDialog, Title: "Ferry", Message: message,
	})
}

// painted is called once the page shows its first screen, which may be before the data folder is open.
func (h *house) painted() { h.screen.Store(true) }

// webViewMessages are what Windows shows before there is a page, where WebView2 is missing or too old. With the build tag
// wv2runtime.browser the one question is DownloadPage, followed by the version: nothing is downloaded or installed by Ferry.
func webViewMessages() *windows.Messages {
	words := systemWords()
	messages := windows.DefaultMessages()
	messages.MissingRequirements, messages.Error = "Ferry", "Ferry" // the dialogs' titles
	messages.DownloadPage, messages.FailedToInstall = words.noWebView, words.needWebView
	messages.WebView2ProcessCrash = words.goneWebView
	return messages
}
