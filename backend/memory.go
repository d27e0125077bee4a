package backend

import (
	"os"
	"runtime/debug"
)

// Room for what is not needed any more before it is collected, in per cent of what is needed, and the size of the heap from
// which on less room is taken.
const (
	roomPercent = 400
	roomyUntil  = 400 << 20
)

// TuneMemory lets the process collect garbage less often than Go does by itself, for whom a small heap is all the same: this
// program's is some dozens of megabytes, and sending thousands of entries spent a sixth of its time on collecting them again
// and again. A big heap is collected as ever. GOGC and GOMEMLIMIT in the environment come first. It is for the main
// functions.
func TuneMemory() {
	if os.Getenv("GOGC") == "" && os.Getenv("GOMEMLIMIT") == "" {
		debug.SetGCPercent(roomPercent)
		debug.SetMemoryLimit(roomyUntil)
	}
}
