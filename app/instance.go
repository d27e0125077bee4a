package app

import (
	"crypto/sha256"
	"encoding/hex"
	"os"

	"github.com/wailsapp/wails/v2/pkg/options"
	"github.com/wailsapp/wails/v2/pkg/runtime"

	"ferry/backend"
)

// instanceLock lets a second start on the same data folder bring the first window to the front and end. Where the system
// cannot carry that message, the folder's own lock still keeps the second one out, with a sentence. The browser build has
// no window to bring.
func (h *house) instanceLock() *options.SingleInstanceLock {
	if shellKind != "window" {
		return nil
	}
	return &options.SingleInstanceLock{UniqueId: instanceID(os.Getenv("FERRY_DATA_DIR")), OnSecondInstanceLaunch: h.secondStart}
}

// instanceID names the data folder, as system-wide names allow it: letters and digits.
func instanceID(dir string) string {
	if dir == "" {
		dir, _ = backend.DefaultDataDir() // without a home there is one name for all, and opening the folder says what is wrong
	}
	sum := sha256.Sum256([]byte(dir))
	return "ferry" + hex.EncodeToString(sum[:8])
}

// secondStart brings the window to the front. What the second start was given as arguments comes from outside and is
// ignored.
func (h *house) secondStart(options.SecondInstanceData) {
	<-h.started
	runtime.WindowUnminimise(h.ctx)
	runtime.WindowShow(h.ctx)
}
