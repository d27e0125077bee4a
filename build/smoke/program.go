package main

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"os"
	"os/exec"
	"syscall"
	"time"
)

// deadline is for whatever a person would wait for: a slow machine, a cold disk, software drawing.
const deadline = 60 * time.Second

// running is the app while it runs.
type running struct {
	cmd    *exec.Cmd
	output bytes.Buffer
	ended  chan error
}

func start(ctx context.Context, app, data string, variables []string, args ...string) (*running, error) {
	if err := os.MkdirAll(data, 0o700); err != nil {
		return nil, fmt.Errorf("data folder: %w", err)
	}
	r := &running{cmd: exec.CommandContext(ctx, app, args...), ended: make(chan error, 1)} //nolint:gosec // its purpose
	r.cmd.Env = append(append(os.Environ(), "FERRY_DATA_DIR="+data), variables...)
	r.cmd.Stdout, r.cmd.Stderr = &r.output, &r.output
	r.cmd.Cancel = func() error { return r.cmd.Process.Signal(syscall.SIGTERM) }
	r.cmd.WaitDelay = deadline
	if err := r.cmd.Start(); err != nil {
		return nil, fmt.Errorf("start: %w", err)
	}
	go func() { r.ended <- r.cmd.Wait() }()
	return r, nil
}

var (
	errEarly = errors.New("the app ended early")
	errLate  = errors.New("waited too long")
)

// until asks again and again whether done, until the app ends or the deadline passes.
func (r *running) until(ctx context.Context, what string, done func() bool) error {
	late := time.NewTimer(deadline)
	defer late.Stop()
	again := time.NewTicker(100 * time.Millisecond)
	defer again.Stop()
	for !done() {
		select {
		case <-ctx.Done():
			return ctx.Err()
		case err := <-r.ended:
			r.ended <- err
			return fmt.Errorf("before %s: %w\n%s", what, errors.Join(errEarly, err), r.output.String())
		case <-late.C:
			return fmt.Errorf("%w for %s", errLate, what)
		case <-again.C:
		}
	}
	return nil
}

// closed waits for an orderly end.
func (r *running) closed(ctx context.Context) error {
	select {
	case err := <-r.ended:
		r.ended <- err // for stop
		if err != nil {
			return fmt.Errorf("the app closed with %w\n%s", err, r.output.String())
		}
		return nil
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(deadline):
		return fmt.Errorf("%w for it to close", errLate)
	}
}

// stop ends what is still running, on the way out of a failure.
func (r *running) stop() {
	_ = r.cmd.Process.Signal(syscall.SIGTERM)
	select {
	case err := <-r.ended:
		r.ended <- err
	case <-time.After(5 * time.Second):
		_ = r.cmd.Process.Kill()
	}
}
