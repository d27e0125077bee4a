package main

import (
	"bytes"
	"context"
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"time"

	"ferry/backend/crm"
	"ferry/backend/view"
)

// What bench enqueue measures. It times all that happens between the press of the button and Queued, with finding the row
// and reading the settings; BenchmarkEnqueue in backend/sqlite times the durable step alone.
const (
	enqueueRounds  = 5
	enqueueEach    = 2000
	threadMessages = 500
	threadsCopied  = 25
	pageBytes      = 4096
)

// enqueueResult is what bench enqueue reports: pressing Copy to CRM until it answers Queued, beside a bare append of 4 KiB
// and fsync on the same disk, one after the other.
type enqueueResult struct {
	Rounds         int     `json:"rounds"`
	Each           int     `json:"each"`
	BareMedian     float64 `json:"bareMedianMs"`
	BareP99        float64 `json:"bareP99Ms"`
	EnqueueMedian  float64 `json:"enqueueMedianMs"`
	EnqueueP99     float64 `json:"enqueueP99Ms"`
	MedianRatio    float64 `json:"medianRatio"`
	P99Ratio       float64 `json:"p99Ratio"`
	ThreadMessages int     `json:"threadMessages"`
	ThreadMedian   float64 `json:"threadMedianMs"`
	ThreadRatio    float64 `json:"threadRatio"` // of the thread to one note
}

func runBenchEnqueue(ctx context.Context, c *call) (err error) {
	house, err := newBenchHouse(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, house.remove()) }()
	bare, enqueue, err := house.interleaved(ctx, c)
	if err != nil {
		return err
	}
	threads, err := house.threads(ctx)
	if err != nil {
		return err
	}
	one, thread := quantile(enqueue, 0.5), quantile(threads, 0.5)
	result := enqueueResult{
		Rounds: enqueueRounds, Each: enqueueEach, ThreadMessages: threadMessages,
		BareMedian: milliseconds(quantile(bare, 0.5)), BareP99: milliseconds(quantile(bare, 0.99)),
		EnqueueMedian: milliseconds(one), EnqueueP99: milliseconds(quantile(enqueue, 0.99)),
		MedianRatio: ratio(one, quantile(bare, 0.5)), P99Ratio: ratio(quantile(enqueue, 0.99), quantile(bare, 0.99)),
		ThreadMedian: milliseconds(thread), ThreadRatio: ratio(thread, one),
	}
	c.out.say("enqueue", true, fmt.Sprintf("median %.2f ms (%.2f times a bare append and fsync), p99 %.2f ms (%.2f times); "+
		"a thread of %d in %.1f ms (%.1f times one)", result.EnqueueMedian, result.MedianRatio, result.EnqueueP99,
		result.P99Ratio, threadMessages, result.ThreadMedian, result.ThreadRatio), result)
	return nil
}

// interleaved times one bare append and one copy in turn.
func (h *benchHouse) interleaved(ctx context.Context, c *call) (bare, enqueue []time.Duration, err error) {
	file, err := os.Create(filepath.Join(h.dir, "bare"))
	if err != nil {
		return nil, nil, crm.Errorf(crm.CodeStorage, "bare file: %w", err)
	}
	defer func() { err = errors.Join(err, file.Close()) }()
	page := make([]byte, pageBytes)
	for round := range enqueueRounds {
		for i := range enqueueEach {
			begin := time.Now()
			if _, err := file.Write(page); err != nil {
				return nil, nil, crm.Errorf(crm.CodeStorage, "bare file: %w", err)
			}
			if err := file.Sync(); err != nil {
				return nil, nil, crm.Errorf(crm.CodeStorage, "bare file: %w", err)
			}
			middle := time.Now()
			_, err := h.Copy(ctx, view.CopyRequest{
				Kind: "note", Table: crm.TableContact, ID: h.contacts[i%len(h.contacts)], Text: "Met at the fair. Call back in May.",
			})
			if err != nil {
				return nil, nil, err
			}
			bare, enqueue = append(bare, middle.Sub(begin)), append(enqueue, time.Since(middle))
		}
		from := round * enqueueEach
		c.out.say("round", true, fmt.Sprintf("%d: bare %.2f ms, copy %.2f ms (medians)", round+1,
			milliseconds(quantile(bare[from:], 0.5)), milliseconds(quantile(enqueue[from:], 0.5))), nil)
	}
	return bare, enqueue, nil
}

// threads times copying whole conversations, each of which is open, as in the window.
func (h *benchHouse) threads(ctx context.Context) ([]time.Duration, error) {
	folder := filepath.Join(h.dir, "archive")
	if err := writeThreads(folder, threadsCopied); err != nil {
		return nil, crm.Errorf(crm.CodeStorage, "archive: %w", err)
	}
	if _, err := h.ImportArchive(ctx, folder); err != nil {
		return nil, err
	}
	page, err := h.Conversations(ctx, view.ConversationQuery{})
	if err != nil {
		return nil, err
	}
	var times []time.Duration
	for _, row := range page.Rows {
		if _, err := h.Conversation(ctx, row.ID); err != nil {
			return nil, err
		}
		if _, err := h.Entries(ctx, view.EntryQuery{Limit: 1}); err != nil { // what was queued before is put in its place
			return nil, err
		}
		begin := time.Now()
		result, err := h.CopyMessages(ctx, view.CopyMessages{ConversationID: row.ID})
		if err != nil {
			return nil, err
		}
		times = append(times, time.Since(begin))
		if len(result.Queued) != threadMessages {
			return nil, crm.Errorf(crm.CodeUnexpected, "%d of %d messages queued", len(result.Queued), threadMessages)
		}
	}
	return times, nil
}

// writeThreads writes a LinkedIn archive of long conversations.
func writeThreads(folder string, conversations int) error {
	if err := os.Mkdir(folder, 0o700); err != nil {
		return err
	}
	var text bytes.Buffer
	lines := csv.NewWriter(&text)
	rows := [][]string{{"CONVERSATION ID", "CONVERSATION TITLE", "FROM", "SENDER PROFILE URL", "TO", "RECIPIENT PROFILE URLS",
		"DATE", "SUBJECT", "CONTENT", "FOLDER"}}
	at := time.Date(2026, time.May, 4, 9, 0, 0, 0, time.UTC)
	for conversation := range conversations {
		other := fmt.Sprintf("https://www.linkedin.com/in/bench-%d", conversation)
		for i := range threadMessages {
			rows = append(rows, []string{
				fmt.Sprintf("2-bench-%d", conversation), "", "Ana Ruiz", "https://www.linkedin.com/in/ana-ruiz-veldmark",
				fmt.Sprintf("Bench Person %d", conversation), other,
				at.Add(time.Duration(i) * time.Minute).Format("2006-01-02 15:04:05 UTC"), "",
				fmt.Sprintf("Message %d of the thread. The offer is attached, and the tram is on its way.", i), "INBOX",
			})
		}
	}
	if err := lines.WriteAll(rows); err != nil {
		return err
	}
	return os.WriteFile(filepath.Join(folder, "messages.csv"), text.Bytes(), 0o600)
}
