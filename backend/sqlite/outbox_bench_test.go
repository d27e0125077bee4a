package sqlite

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"testing"
	"time"

	"ferry/backend/capture/capturetest"
	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// BenchmarkEnqueue times outbox.Enqueue on a real file against a bare append of 4 KiB and fsync on the same disk, one after
// the other, and a thread of 500 in one step: one that is
// open in the window, as threads are when they are copied, and one that nobody looked at. Set TMPDIR to measure another disk.
//
//	go test ./backend/sqlite -run '^$' -bench Enqueue -benchtime 10000x
func BenchmarkEnqueue(b *testing.B) {
	dir := b.TempDir()
	db, err := Open(b.Context(), Config{Dir: dir})
	if err != nil {
		b.Fatal(err)
	}
	box := enqueuer(db)
	if _, err := db.Outbox().Counts(b.Context()); err != nil { // as a window asks that opens
		b.Fatal(err)
	}
	file, err := os.Create(filepath.Join(dir, "bare"))
	if err != nil {
		b.Fatal(err)
	}
	page := make([]byte, 4096)
	var bare, one []time.Duration
	var many [2][]time.Duration // looked at, and not
	for b.Loop() {
		begin := time.Now()
		if _, err := file.Write(page); err != nil {
			b.Fatal(err)
		}
		if err := file.Sync(); err != nil {
			b.Fatal(err)
		}
		middle := time.Now()
		if _, err := box.Enqueue(b.Context(), typed()); err != nil {
			b.Fatal(err)
		}
		bare, one = append(bare, middle.Sub(begin)), append(one, time.Since(middle))
	}
	for i, conversation := range threads(b, db, 50, 500) {
		if i%2 == 0 {
			if _, _, err := db.Capture().Conversation(b.Context(), conversation); err != nil {
				b.Fatal(err)
			}
		}
		begin := time.Now()
		queued, err := box.EnqueueThread(b.Context(), outbox.Thread{Conversation: conversation})
		if err != nil || len(queued) != 500 {
			b.Fatal(len(queued), err)
		}
		many[i%2] = append(many[i%2], time.Since(begin))
		if err := db.spread(b.Context()); err != nil { // as the sender does at once
			b.Fatal(err)
		}
	}
	b.ReportMetric(share(one, bare, 0.5), "median/bare")
	b.ReportMetric(share(one, bare, 0.99), "p99/bare")
	b.ReportMetric(share(many[0], one, 0.5), "thread/one")
	b.ReportMetric(share(many[1], one, 0.5), "unseen-thread/one")
	b.ReportMetric(float64(quantile(bare, 0.5).Microseconds()), "µs-bare")
	b.ReportMetric(float64(quantile(one, 0.5).Microseconds()), "µs-one")
	if err := errors.Join(db.Close(), file.Close()); err != nil {
		b.Fatal(err)
	}
}

// threads stores conversations of so many messages each, and gives their ids.
func threads(t testing.TB, db *Database, conversations, messages int) (ids []string) {
	t.Helper()
	material := capturetest.Material(t, capturetest.Many(conversations, conversations*messages), nil)
	if _, err := db.Capture().Add(t.Context(), material, time.Date(2026, 3, 2, 9, 0, 0, 0, time.UTC), nil); err != nil {
		t.Fatal(err)
	}
	for _, conversation := range material.Conversations {
		ids = append(ids, conversation.ID)
	}
	return ids
}

func enqueuer(db *Database) *outbox.Outbox {
	shape := &outbox.Shape{}
	return outbox.New(outbox.Config{
		Store: db.Outbox(), Threads: db.Outbox(), Organization: "0a0a0a0a-0000-4000-8000-000000000001",
		Owner: crm.Ref{Table: crm.TableUser, ID: "0b0b0b0b-0000-4000-8000-000000000001", Name: "Ana Ruiz"},
		Policy: func(context.Context) (outbox.Policy, error) {
			return outbox.Policy{Saved: true, Kinds: crm.Kinds()}, nil
		},
		Shape: func(context.Context) (*outbox.Shape, error) { return shape, nil },
	})
}

func typed() outbox.Draft {
	return outbox.Draft{
		Kind: crm.KindNote, Member: crm.Member{Key: "url:maria", Name: "María Gómez", Company: "Fabrikam"},
		Body: "Met at the fair. Call back in May, she is away until then.",
		Row:  crm.Ref{Table: crm.TableContact, ID: "0c0c0c0c-0000-4000-8000-000000000001", Name: "María Gómez"},
	}
}

func messages(round int) []outbox.Draft {
	var thread []outbox.Draft
	for i := range 500 {
		draft := typed()
		draft.Kind, draft.SourceKey = crm.KindMessage, fmt.Sprintf("conversation %d|%d", round, i)
		thread = append(thread, draft)
	}
	return thread
}

func quantile(durations []time.Duration, part float64) time.Duration {
	sorted := slices.Sorted(slices.Values(durations))
	return sorted[min(int(part*float64(len(sorted))), len(sorted)-1)]
}

func share(a, b []time.Duration, part float64) float64 {
	return float64(quantile(a, part)) / float64(quantile(b, part))
}
