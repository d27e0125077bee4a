package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// program is the app that stands behind the guard.
type program struct {
	path   string // the development build
	assets string // the folder of the built screens; Wails' development server reads it from disk
}

const (
	startDeadline = 60 * time.Second // a first start on a busy machine with a cold disk
	stopDeadline  = 15 * time.Second // then it is killed
)

// start runs the app until ctx ends; the channel carries how it ended and is then closed. The address goes through
// the environment, since everybody on a machine may read another process's arguments.
func (p program) start(ctx context.Context, address string, session []string) (<-chan error, error) {
	cmd := exec.CommandContext(ctx, p.path) //nolint:gosec // running the named program is this command's purpose
	cmd.Env = append(os.Environ(), session...)
	cmd.Env = append(cmd.Env, "devserver="+address, "assetdir="+p.assets, "loglevel=Error")
	cmd.Stdout, cmd.Stderr = os.Stderr, os.Stderr // our own output carries the address alone
	cmd.Cancel = func() error { return cmd.Process.Signal(syscall.SIGTERM) }
	cmd.WaitDelay = stopDeadline
	if err := cmd.Start(); err != nil {
		return nil, fmt.Errorf("start the app: %w", err)
	}
	ended := make(chan error, 1)
	go func() { ended <- cmd.Wait(); close(ended) }()
	return ended, nil
}

var errSilent = errors.New("the app did not start to serve in time")

// awaitAnswer returns when something listens at address, or when the app has ended.
func awaitAnswer(ctx context.Context, address string, ended <-chan error) error {
	deadline := time.NewTimer(startDeadline)
	defer deadline.Stop()
	again := time.NewTicker(50 * time.Millisecond)
	defer again.Stop()
	for {
		if conn, err := new(net.Dialer).DialContext(ctx, "tcp", address); err == nil {
			return conn.Close()
		}
		select {
		case <-ctx.Done():
			return nil
		case err := <-ended:
			return fmt.Errorf("the app ended before it served: %w", errors.Join(errSilent, err))
		case <-deadline.C:
			return errSilent
		case <-again.C:
		}
	}
}
