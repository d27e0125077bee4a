package app

import (
	"fmt"
	"os"

	"github.com/wailsapp/wails/v2/pkg/logger"
)

// quietLog is what Wails logs to. Its messages hold what crosses the bridge, message texts too, so that none is kept: only
// that there was an error is said, and how it ends the program. Ferry's own log is the backend's.
type quietLog struct{}

var _ logger.Logger = quietLog{}

// Print, Trace, Debug, Info and Warning say nothing.
func (quietLog) Print(string)   {}
func (quietLog) Trace(string)   {}
func (quietLog) Debug(string)   {}
func (quietLog) Info(string)    {}
func (quietLog) Warning(string) {}

// Error says that the window reported an error, and nothing of it.
func (quietLog) Error(message string) {
	fmt.Fprintf(os.Stderr, "ferry: the window reported an error (%d bytes, not shown)\n", len(message))
}

// Fatal ends the program, as Wails expects it to.
func (quietLog) Fatal(message string) {
	fmt.Fprintf(os.Stderr, "ferry: the window failed (%d bytes, not shown)\n", len(message))
	os.Exit(1)
}
