package sqlite

import (
	"fmt"
	"testing"
	"time"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

// BenchmarkOutboxPages reads the pages that the Outbox screen asks for, with 1,000 entries and with 100,000, in turns, and
// reports how many times as long the larger list takes.
//
//	go test ./backend/sqlite -run '^$' -bench OutboxPages -benchtime 100x
func BenchmarkOutboxPages(b *testing.B) {
	small, large := filledOutbox(b, 1_000), filledOutbox(b, 100_000)
	for name, filter := range outboxPages() {
		b.Run(name, func(b *testing.B) {
			var few, many []time.Duration
			for b.Loop() {
				few = append(few, pageTime(b, small, filter))
				many = append(many, pageTime(b, large, filter))
			}
			b.ReportMetric(share(many, few, 0.5), "large/small")
			b.ReportMetric(float64(quantile(many, 0.5).Microseconds()), "µs-large")
		})
	}
}

// outboxPages are the first pages of the screen's filters, and one far down.
func outboxPages() map[string]outbox.Filter {
	return map[string]outbox.Filter{
		"all":        {},
		"to send":    {States: outbox.ToSend()},
		"attention":  {States: []outbox.State{outbox.Attention}},
		"sent":       {States: []outbox.State{outbox.Sent}},
		"notes":      {Kinds: []crm.Kind{crm.KindNote}},
		"sent notes": {Kinds: []crm.Kind{crm.KindNote}, States: []outbox.State{outbox.Sent}},
		"unresolved": {Unresolved: true},
		"middle":     {Offset: 500},
		"words":      {Query: "away until"},
		"rare words": {Query: "nobody wrote this"},
	}
}

func pageTime(b *testing.B, store Outbox, filter outbox.Filter) time.Duration {
	b.Helper()
	begin := time.Now()
	if _, _, err := store.List(b.Context(), filter); err != nil {
		b.Fatal(err)
	}
	return time.Since(begin)
}

// filledOutbox has entries of which most are sent, as after years of use.
func filledOutbox(b *testing.B, entries int) Outbox {
	b.Helper()
	db, err := Open(b.Context(), Config{Dir: b.TempDir()})
	if err != nil {
		b.Fatal(err)
	}
	b.Cleanup(func() {
		if err := db.Close(); err != nil {
			b.Error(err)
		}
	})
	box := enqueuer(db)
	for i := range entries / 500 {
		thread := messages(i)
		for j := range thread[:100] {
			thread[j].Kind = crm.KindNote
			thread[j].Member.Key = fmt.Sprint("member ", i, j)
		}
		if _, err := box.Enqueue(b.Context(), thread...); err != nil {
			b.Fatal(err)
		}
	}
	if _, err := box.Counts(b.Context()); err != nil {
		b.Fatal(err)
	}
	// Nine in ten are sent, of those one in a hundred unresolved; one in a thousand needs attention.
	_, err = db.handles.outbox.ExecContext(b.Context(), `UPDATE main.entry SET state = CASE
			WHEN sequence % 1000 = 0 THEN 'attention' WHEN sequence % 10 = 0 THEN 'queued' ELSE 'sent' END,
		code = iif(sequence % 1000 = 0, 'several-matches', ''), landed = 1, closed = sequence % 100 <> 1,
		row_id = iif(sequence % 100 = 1, '', row_id), row_table = iif(sequence % 100 = 1, '', row_table)`)
	if err != nil {
		b.Fatal(err)
	}
	db.entries.forget(nil)
	return db.Outbox()
}
