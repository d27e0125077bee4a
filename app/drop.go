package app

import (
	"runtime"

	"github.com/wailsapp/wails/v2/pkg/options"
)

// takesDrops: on Linux, WebKitGTK may leave the page for the dropped file (wailsapp/wails issues 3563 and 3686), and a
// browser gives a page no paths. A button with a dialog is there everywhere.
func takesDrops() bool {
	return shellKind == "window" && (runtime.GOOS == "windows" || runtime.GOOS == "darwin")
}

// dropOptions lets the screens ask Wails for the paths of dropped files. Where that does not work, nothing can be dropped: a
// file or link would be opened in the page's place.
func dropOptions() *options.DragAndDrop {
	return &options.DragAndDrop{EnableFileDrop: takesDrops(), DisableWebViewDrop: !takesDrops()}
}
