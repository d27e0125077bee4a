//go:build !windows

package backend_test

import (
	"syscall"
	"testing"
)

// openToAll takes the process's mask away, so that whatever does not ask for less is open to all. The result puts it back.
func openToAll(t *testing.T) (back func()) {
	t.Helper()
	mask := syscall.Umask(0)
	return func() { syscall.Umask(mask) }
}
