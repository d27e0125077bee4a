package main

import (
	"bufio"
	"context"
	"fmt"
	"os"
	"os/exec"
	"strings"
)

// desktop gives the app what a desktop session would: a display and a message bus, each only where the caller has
// none. It returns the variables that lead there. stop ends them; call it after the app has ended, since GTK dies
// with its display, before it has closed anything.
func desktop(ctx context.Context) (variables []string, stop func(), err error) {
	ctx, cancel := context.WithCancel(ctx)
	var running []*exec.Cmd
	stop = func() {
		cancel()
		for _, cmd := range running {
			_ = cmd.Wait()
		}
	}
	for _, h := range helpers {
		if os.Getenv(h.variable) != "" {
			continue
		}
		cmd, value, err := h.start(ctx)
		if err != nil {
			stop()
			return nil, nil, err
		}
		running = append(running, cmd)
		variables = append(variables, h.variable+"="+value)
	}
	return variables, stop, nil
}

// helper is a program that prints, as its first line on descriptor 3, the value that leads others to it.
type helper struct {
	variable string
	prefix   string // what stands before the printed value
	name     string
	args     []string
}

var helpers = []helper{
	{"DISPLAY", ":", "Xvfb", []string{"-displayfd", "3", "-screen", "0", "1280x900x24", "-nolisten", "tcp"}},
	{"DBUS_SESSION_BUS_ADDRESS", "", "dbus-daemon", []string{"--session", "--nofork", "--print-address=3"}},
}

func (h helper) start(ctx context.Context) (*exec.Cmd, string, error) {
	read, write, err := os.Pipe()
	if err != nil {
		return nil, "", fmt.Errorf("open a pipe: %w", err)
	}
	defer func() { _ = read.Close() }()
	cmd := exec.CommandContext(ctx, h.name, h.args...) //nolint:gosec // names and arguments are constants above
	cmd.ExtraFiles = []*os.File{write}
	stopWithChildren(cmd)
	err = cmd.Start()
	_ = write.Close()
	if err != nil {
		return nil, "", fmt.Errorf("start %s: %w", h.name, err)
	}
	line, err := bufio.NewReader(read).ReadString('\n')
	if err != nil {
		_ = cmd.Cancel()
		_ = cmd.Wait()
		return nil, "", fmt.Errorf("%s did not start: %w", h.name, err)
	}
	return cmd, h.prefix + strings.TrimSpace(line), nil
}
