package uplink_test

import (
	"context"
	"errors"
	"os"
	"os/exec"
	"syscall"
	"testing"
	"time"

	"ferry/backend/uplink"
)

const patience = 20 * time.Second

// insideVariable is set in the test's own second process, which has a network of its own.
const insideVariable = "FERRY_UPLINK_INSIDE"

// TestTheKernelTells switches an interface on and off and gives it addresses, in a network namespace of the test's own.
func TestTheKernelTells(t *testing.T) {
	if os.Getenv(insideVariable) != "" {
		inside(t)
		return
	}
	if _, err := exec.LookPath("ip"); err != nil || os.Getuid() != 0 {
		t.Skip("only root may change interfaces, with ip(8)")
	}
	again := exec.CommandContext(t.Context(), os.Args[0], "-test.run=^TestTheKernelTells$", "-test.v")
	again.Env = append(os.Environ(), insideVariable+"=1")
	again.SysProcAttr = &syscall.SysProcAttr{Cloneflags: syscall.CLONE_NEWNET}
	out, err := again.CombinedOutput()
	if errors.Is(err, syscall.EPERM) {
		t.Skip("no network namespace here")
	}
	if err != nil {
		t.Fatalf("%v\n%s", err, out)
	}
}

func inside(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	told, ended := make(chan struct{}, 100), make(chan error, 1)
	go func() { ended <- uplink.Watch(ctx, func() { told <- struct{}{} }) }()
	listening := false
	for deadline := time.Now().Add(patience); !listening; { // when the watch begins to listen cannot be seen from here
		ip(t, "link", "set", "lo", "up")
		ip(t, "link", "set", "lo", "down")
		select {
		case <-told:
			listening = true
		case <-time.After(time.Second):
		}
		if time.Now().After(deadline) {
			t.Fatal("nobody told of anything")
		}
	}
	for _, words := range [][]string{
		{"link", "set", "lo", "up"}, {"addr", "add", "192.0.2.7/24", "dev", "lo"}, {"addr", "del", "192.0.2.7/24", "dev", "lo"},
		{"addr", "add", "2001:db8::7/64", "dev", "lo"}, {"link", "set", "lo", "down"},
	} {
		ip(t, words...)
		select {
		case <-told:
		case err := <-ended:
			t.Fatalf("the watch ended: %v", err)
		case <-time.After(patience):
			t.Fatalf("nobody told of ip %v", words)
		}
	}
	cancel()
	if err := <-ended; !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}

func ip(t *testing.T, words ...string) {
	t.Helper()
	if out, err := exec.CommandContext(t.Context(), "ip", words...).CombinedOutput(); err != nil {
		t.Fatalf("ip %v: %v %s", words, err, out)
	}
}

func TestTheWatchEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	if err := uplink.Watch(ctx, func() {}); !errors.Is(err, context.Canceled) {
		t.Errorf("ended with %v", err)
	}
}
