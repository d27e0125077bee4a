package app

import (
	"context"
	"time"

	"github.com/pkg/browser"

	"ferry/backend/crm"
)

// openPatience is how long the system's opener is listened to: one that fails does so at once, and one that does not may
// stay as long as the browser does.
const openPatience = 3 * time.Second

// openInBrowser shows a checked link in the system's browser. Error: crm.CodeNoBrowser when the system has none or cannot
// start it. (Wails' own function keeps that to itself.)
func openInBrowser(ctx context.Context, link string) error {
	return openWith(ctx, link, browser.OpenURL)
}

func openWith(ctx context.Context, link string, open func(string) error) error {
	failed := make(chan error, 1)
	go func() { failed <- open(link) }()
	patience := time.NewTimer(openPatience)
	defer patience.Stop()
	select {
	case err := <-failed:
		if err != nil {
			return crm.Errorf(crm.CodeNoBrowser, "the system's opener failed") // its own words may hold the link
		}
	case <-patience.C:
	case <-ctx.Done():
	}
	return nil
}
