package main

import (
	"context"
	"fmt"
	"os/exec"
	"strconv"
	"strings"
)

// window is the app's window, as the window manager knows it.
type window struct{ id string }

// find waits for the window and brings it to the front: without the focus, keys go nowhere.
func find(ctx context.Context, r *running) (window, error) {
	var w window
	err := r.until(ctx, "its window", func() bool {
		found, err := xdotool(ctx, "search", "--onlyvisible", "--name", "^Ferry")
		w.id, _, _ = strings.Cut(strings.TrimSpace(found), "\n")
		return err == nil && w.id != ""
	})
	if err != nil {
		return w, err
	}
	_, err = xdotool(ctx, "windowactivate", "--sync", w.id)
	return w, err
}

// press gives keys to whatever has the focus, as xdotool names them: Tab, Return, ctrl+3.
func (w window) press(ctx context.Context, keys ...string) error {
	_, err := xdotool(ctx, append([]string{"key", "--clearmodifiers", "--delay", "60"}, keys...)...)
	return err
}

// click presses the left button at a point of the window.
func (w window) click(ctx context.Context, x, y int) error {
	_, err := xdotool(ctx, "mousemove", "--window", w.id, strconv.Itoa(x), strconv.Itoa(y), "click", "1")
	return err
}

// putAway minimises the window.
func (w window) putAway(ctx context.Context) error {
	_, err := xdotool(ctx, "windowminimize", w.id)
	return err
}

// inFront says whether the window is the one that has the focus.
func (w window) inFront(ctx context.Context) bool {
	active, err := xdotool(ctx, "getactivewindow")
	return err == nil && strings.TrimSpace(active) == w.id
}

// picture writes what the screen shows to a PNG file.
func picture(ctx context.Context, file string) error { return run(ctx, "scrot", "-o", "-p", file) }

func xdotool(ctx context.Context, args ...string) (string, error) {
	out, err := exec.CommandContext(ctx, "xdotool", args...).Output() //nolint:gosec // words of this package alone
	if err != nil {
		return "", fmt.Errorf("xdotool %s: %w", args[0], err)
	}
	return string(out), nil
}

func run(ctx context.Context, name string, args ...string) error {
	out, err := exec.CommandContext(ctx, name, args...).CombinedOutput() //nolint:gosec // words of this package alone
	if err != nil {
		return fmt.Errorf("%s: %w: %s", name, err, out)
	}
	return nil
}
