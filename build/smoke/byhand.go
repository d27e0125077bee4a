package main

import (
	"context"
	"errors"
	"fmt"
	"image"
	"path/filepath"
)

// A window with text has hundreds of colours; a blank one, or one that failed to paint, has under ten.
const leastColours = 100

// leastChange is the share of the screen that changes when another screen of the app opens.
const leastChange = 0.005

var (
	errBlank     = errors.New("the window is blank")
	errUnchanged = errors.New("nothing changed on the screen")
)

// byHand does with keys and mouse what a person does first: goes through the first run to the practice organization,
// opens one screen with a click and one with a key, starts the app again while it is there, and closes the window.
func byHand(ctx context.Context, app, data, pictures string) error {
	r, err := start(ctx, app, data, nil)
	if err != nil {
		return err
	}
	defer r.stop()
	w, err := find(ctx, r)
	if err != nil {
		return err
	}
	h := hand{app: app, window: w, running: r, data: data, pictures: pictures}
	for _, step := range []struct {
		name string
		do   func(context.Context) error
	}{
		{"the first screen", h.firstScreen},
		{"choosing the language by keys", h.language},
		{"connecting to the practice organization by keys", h.connect},
		{"leaving the first run by keys", h.leave},
		{"another screen by a click", h.clickAway},
		{"another screen by a key", h.keyAway},
		{"a second start", h.again},
		{"closing", h.close},
	} {
		if err := step.do(ctx); err != nil {
			_ = picture(ctx, filepath.Join(pictures, "window-failed.png"))
			return fmt.Errorf("%s: %w", step.name, err)
		}
	}
	return nil
}

// hand is a person at the window.
type hand struct {
	app      string
	window   window
	running  *running
	data     string
	pictures string
}

func (h hand) firstScreen(ctx context.Context) error {
	_, err := h.settled(ctx, "window-first", func(img image.Image) bool { return colours(img) >= leastColours })
	if err != nil {
		return fmt.Errorf("%w: %w", errBlank, err)
	}
	return nil
}

// language leaves the first step as it is: from its heading, Tab reaches the choice of language, then Next.
func (h hand) language(ctx context.Context) error {
	return h.changes(ctx, "window-language", func() error { return h.window.press(ctx, "Tab", "Tab", "Return") })
}

// connect takes what the second step suggests: from its heading, Tab reaches the choice of CRM, then the practice
// people, then Connect. What proves it is on disk: the person's folder with its two databases.
func (h hand) connect(ctx context.Context) error {
	if err := h.window.press(ctx, "Tab", "Tab", "Tab", "Return"); err != nil {
		return err
	}
	return h.running.until(ctx, "the organization's two databases", func() bool {
		found, err := filepath.Glob(filepath.Join(h.data, "organizations", "*", "*", "*.db"))
		return err == nil && len(found) == 2
	})
}

// leave waits for the first import to end, since the screen moves until then, and takes the first thing offered.
func (h hand) leave(ctx context.Context) error {
	if _, err := h.still(ctx, "window-connected"); err != nil {
		return err
	}
	return h.changes(ctx, "window-settings", func() error { return h.window.press(ctx, "Tab", "Return") })
}

func (h hand) clickAway(ctx context.Context) error {
	return h.changes(ctx, "window-click", func() error { return h.window.click(ctx, 110, 136) })
}

func (h hand) keyAway(ctx context.Context) error {
	return h.changes(ctx, "window-key", func() error { return h.window.press(ctx, "ctrl+4") })
}

// again puts the window away and starts the app a second time on the same data: the second one ends by itself (with status 1,
// which Wails gives it on Linux), and the window is in front again.
func (h hand) again(ctx context.Context) error {
	if err := h.window.putAway(ctx); err != nil {
		return err
	}
	if err := h.running.until(ctx, "the window to go", func() bool { return !h.window.inFront(ctx) }); err != nil {
		return err
	}
	second, err := start(ctx, h.app, h.data, nil)
	if err != nil {
		return err
	}
	defer second.stop()
	if err := second.until(ctx, "its end", func() bool { return false }); !errors.Is(err, errEarly) {
		return fmt.Errorf("the second one: %w", err)
	}
	return h.running.until(ctx, "the window to come to the front", func() bool { return h.window.inFront(ctx) })
}

// close uses the window manager's own key, and waits for an orderly end.
func (h hand) close(ctx context.Context) error {
	if err := h.window.press(ctx, "alt+F4"); err != nil {
		return err
	}
	return h.running.closed(ctx)
}

// changes does something and waits until the screen shows it, and has come to rest again.
func (h hand) changes(ctx context.Context, name string, do func() error) error {
	before, err := h.still(ctx, name)
	if err != nil {
		return err
	}
	if err := do(); err != nil {
		return err
	}
	_, err = h.settled(ctx, name, func(img image.Image) bool { return difference(before, img) >= leastChange })
	if err != nil {
		return fmt.Errorf("%w: %w", errUnchanged, err)
	}
	_, err = h.still(ctx, name)
	return err
}

// alike is how many pictures in a row must be equal for the screen to be at rest.
const alike = 4

// still waits until the screen is at rest.
func (h hand) still(ctx context.Context, name string) (image.Image, error) {
	var before image.Image
	equal := 1
	return h.settled(ctx, name, func(img image.Image) bool {
		if before != nil && difference(before, img) == 0 {
			equal++
		} else {
			equal = 1
		}
		before = img
		return equal >= alike
	})
}

// settled takes pictures until one shows what is wanted, and returns it; the last one stays as a file.
func (h hand) settled(ctx context.Context, name string, wanted func(image.Image) bool) (image.Image, error) {
	file := filepath.Join(h.pictures, name+".png")
	var img image.Image
	var last error
	err := h.running.until(ctx, "the picture "+name, func() bool {
		if last = picture(ctx, file); last != nil {
			return false
		}
		img, last = load(file)
		return last == nil && wanted(img)
	})
	return img, errors.Join(err, last)
}
