//go:build !unix

package main

import "os/exec"

// stopWithChildren has nothing to add where there are no process groups; this command is of use on Linux only.
func stopWithChildren(*exec.Cmd) {}
