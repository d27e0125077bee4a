//go:build unix

package main

import (
	"os/exec"
	"syscall"
)

// stopWithChildren keeps Ctrl+C in the terminal from a helper, which must outlive the app, and ends it with all that
// it started (the bus starts services of its own).
func stopWithChildren(cmd *exec.Cmd) {
	cmd.SysProcAttr = &syscall.SysProcAttr{Setpgid: true}
	cmd.Cancel = func() error { return syscall.Kill(-cmd.Process.Pid, syscall.SIGTERM) }
}
