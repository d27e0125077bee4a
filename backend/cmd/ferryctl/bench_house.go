package main

import (
	"context"
	"errors"
	"log/slog"
	"net"
	"os"
	"slices"
	"time"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/practice"
	"ferry/backend/view"
)

// benchHouse is a house to measure: a data folder of its own, connected over a real socket to a practice organization of its
// own, with writeback switched on. Nothing runs in it by itself.
type benchHouse struct {
	*backend.Backend
	dir      string
	practice *practice.Organization
	url      string
	contacts []string // ids of rows to copy notes about
	close    []func() error
}

// benchToken lets the bench in to its own organization on loopback.
const benchToken = "bench"

// newBenchHouse makes its folder on the disk to measure: that of -data, else of the current directory, since the system's
// folder for temporary files may be memory.
func newBenchHouse(ctx context.Context, c *call) (house *benchHouse, err error) {
	parent := c.data
	if parent == "" {
		parent = "."
	}
	house = &benchHouse{practice: practice.New(practice.Options{})}
	house.practice.Knobs().Limits(practice.Limits{})
	if house.dir, err = os.MkdirTemp(parent, ".ferry-bench-"); err != nil {
		return nil, crm.Errorf(crm.CodeStorage, "temporary folder: %w", err)
	}
	house.close = append(house.close, func() error { return os.RemoveAll(house.dir) })
	if err := errors.Join(house.serve(ctx), house.open(ctx)); err != nil {
		return nil, errors.Join(err, house.remove())
	}
	return house, nil
}

func (h *benchHouse) serve(ctx context.Context) error {
	listener, err := (&net.ListenConfig{}).Listen(ctx, "tcp", "127.0.0.1:0")
	if err != nil {
		return crm.Errorf(crm.CodeUnexpected, "listen: %w", err)
	}
	serving, stop := context.WithCancel(ctx)
	ended := make(chan error, 1)
	go func() { ended <- h.practice.Serve(serving, listener, benchToken) }()
	h.close = append(h.close, func() error {
		stop()
		return <-ended
	})
	h.url = "http://" + listener.Addr().String()
	return nil
}

func (h *benchHouse) open(ctx context.Context) (err error) {
	h.Backend, err = backend.Open(ctx, backend.Config{
		DataDir: h.dir, Version: version, Program: "ferryctl", Secrets: backend.NewMemorySecrets(),
		Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return err
	}
	h.close = append(h.close, h.Close)
	if err := h.ConnectWithToken(ctx, h.url, benchToken); err != nil {
		return err
	}
	if _, err := h.Import(ctx); err != nil {
		return err
	}
	settings, err := h.Settings(ctx)
	if err != nil {
		return err
	}
	settings.Values.Writeback = true
	if _, err := h.SaveSettings(ctx, settings.Values, settings.Version); err != nil {
		return err
	}
	for _, row := range h.practice.Rows("contact") {
		if id, ok := row["contactid"].(string); ok && row["statecode"] == int64(0) {
			h.contacts = append(h.contacts, id)
		}
	}
	return nil
}

// fill queues so many notes.
func (h *benchHouse) fill(ctx context.Context, entries int) error {
	for i := range entries {
		_, err := h.Copy(ctx, view.CopyRequest{
			Kind: "note", Table: crm.TableContact, ID: h.contacts[i%len(h.contacts)], Text: "Met at the fair. Call back in May.",
		})
		if err != nil {
			return err
		}
	}
	return nil
}

// send lets the sender alone empty the outbox, as ferryctl outbox send does, and says how long that took. The list is read
// before, as a window does that shows what was queued.
func (h *benchHouse) send(ctx context.Context) (time.Duration, error) {
	if _, err := h.Entries(ctx, view.EntryQuery{Limit: 1}); err != nil {
		return 0, err
	}
	begin := time.Now()
	if err := h.Send(ctx); err != nil {
		return 0, err
	}
	took := time.Since(begin)
	page, err := h.Entries(ctx, view.EntryQuery{Limit: 1})
	if left := page.Counts.ToSend + page.Counts.NeedAttention; err == nil && left > 0 {
		err = crm.Errorf(crm.CodeUnexpected, "%d entries are not sent", left)
	}
	return took, err
}

// drain lets the whole house run, its import too, until nothing is left to send, and says how long that took.
func (h *benchHouse) drain(ctx context.Context) (time.Duration, error) {
	running, stop := context.WithCancel(ctx)
	ended := make(chan struct{})
	begin := time.Now()
	go func() {
		defer close(ended)
		h.Run(running)
	}()
	defer func() {
		stop()
		<-ended
	}()
	look := time.NewTicker(50 * time.Millisecond)
	defer look.Stop()
	for {
		page, err := h.Entries(ctx, view.EntryQuery{Limit: 1})
		switch {
		case err != nil:
			return 0, err
		case page.Counts.NeedAttention > 0:
			return 0, crm.Errorf(crm.CodeUnexpected, "%d entries need attention", page.Counts.NeedAttention)
		case page.Counts.ToSend == 0:
			return time.Since(begin), nil
		}
		select {
		case <-ctx.Done():
			return 0, ctx.Err()
		case <-look.C:
		}
	}
}

// remove closes the house and deletes its folder.
func (h *benchHouse) remove() error {
	var err error
	for i := len(h.close) - 1; i >= 0; i-- {
		err = errors.Join(err, h.close[i]())
	}
	return err
}

// quantile gives the part'th of durations: 0.5 is the median.
func quantile(durations []time.Duration, part float64) time.Duration {
	sorted := slices.Sorted(slices.Values(durations))
	if len(sorted) == 0 {
		return 0
	}
	return sorted[min(int(part*float64(len(sorted))), len(sorted)-1)]
}

func milliseconds(d time.Duration) float64 { return float64(d.Microseconds()) / 1000 }

func ratio(a, b time.Duration) float64 { return float64(a) / float64(max(b, 1)) }
