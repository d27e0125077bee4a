package main

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"time"

	"ferry/backend/crm"
	"ferry/backend/practice"
	"ferry/backend/view"
)

// A tenth of the documented service protection limits, counted harshly: requests inside a batch count too.
func benchLimits() practice.Limits {
	limits := practice.DocumentedLimits()
	return practice.Limits{
		Requests: limits.Requests / 10, Execution: limits.Execution / 10, Concurrent: limits.Concurrent / 10, PerPart: true,
	}
}

const (
	limitsWindow    = 5 * time.Minute
	requestsOfEntry = 2 // its create and its close
)

// runBenchOutbox measures how fast the sender empties a full outbox: without limits beside a published client, and within a
// tenth of the service's limits beside what these allow.
func runBenchOutbox(ctx context.Context, c *call) error {
	if err := benchSender(ctx, c); err != nil || c.free {
		return err
	}
	return benchLimited(ctx, c)
}

// limited is what the run within the limits shows.
type limited struct {
	Entries        int     `json:"entries"`
	Requests       int     `json:"requestsPerWindow"`
	WindowSeconds  float64 `json:"windowSeconds"`
	Concurrent     int     `json:"concurrent"`
	PerPart        bool    `json:"countsPartsOfBatches"`
	Seconds        float64 `json:"seconds"`
	AllowedSeconds float64 `json:"allowedSeconds"`
	Share          float64 `json:"shareOfAllowed"`
	// Refused counts entries' attempts that met a 429; those after the first are the ones that were on their way with it.
	Refused      int     `json:"refused"`
	RefusedApart float64 `json:"secondsFromFirstToLastRefusal"`
}

func benchLimited(ctx context.Context, c *call) (err error) {
	house, err := newBenchHouse(ctx, c)
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, house.remove()) }()
	if err := house.fill(ctx, c.entries); err != nil {
		return err
	}
	model := benchLimits()
	c.out.say("model", true, fmt.Sprintf("%d requests in a sliding window of %.0f s, %.0f s of execution, %d at once, parts of "+
		"batches counted; an entry takes %d requests", model.Requests, limitsWindow.Seconds(), model.Execution.Seconds(),
		model.Concurrent, requestsOfEntry), nil)
	house.practice.Knobs().Limits(model)
	took, err := house.drain(ctx)
	if err != nil {
		return err
	}
	// A window's requests may go at once, and the next ones when it has passed.
	windows := (c.entries*requestsOfEntry + model.Requests - 1) / model.Requests
	allowed := time.Duration(windows-1) * limitsWindow
	result := limited{
		Entries: c.entries, Requests: model.Requests, WindowSeconds: limitsWindow.Seconds(), Concurrent: model.Concurrent,
		PerPart: model.PerPart, Seconds: took.Seconds(), AllowedSeconds: allowed.Seconds(), Share: 1,
	}
	if allowed > 0 {
		result.Share = min(1, allowed.Seconds()/took.Seconds())
	}
	count, apart, err := house.refusals(ctx)
	if err != nil {
		return err
	}
	result.Refused, result.RefusedApart = count, apart.Seconds()
	c.out.say("limited", result.Share >= 0.9, fmt.Sprintf("%d entries in %.0f s, %.0f %% of what the limits allow; %d attempts "+
		"refused within %.1f s of the first", c.entries, took.Seconds(), 100*result.Share, count, apart.Seconds()), result)
	if result.Share < 0.9 {
		return crm.Errorf(crm.CodeUnexpected, "less than 90 %% of what the limits allow")
	}
	return nil
}

// refusals counts attempts that the service throttled, and the time from the first to the last.
func (h *benchHouse) refusals(ctx context.Context) (count int, apart time.Duration, err error) {
	var times []time.Time
	for offset := 0; ; {
		page, err := h.Entries(ctx, view.EntryQuery{Offset: offset})
		if err != nil {
			return 0, 0, err
		}
		if len(page.Rows) == 0 {
			break
		}
		offset += len(page.Rows)
		for _, row := range page.Rows {
			entry, err := h.Entry(ctx, row.ID)
			if err != nil {
				return 0, 0, err
			}
			times = append(times, throttled(entry)...)
		}
	}
	if len(times) == 0 {
		return 0, 0, nil
	}
	slices.SortFunc(times, time.Time.Compare)
	return len(times), times[len(times)-1].Sub(times[0]), nil
}

// throttled gives the times of the entry's attempts that met a 429.
func throttled(entry view.Entry) []time.Time {
	var times []time.Time
	for _, attempt := range entry.Attempts {
		if at, err := time.Parse(time.RFC3339, attempt.At); err == nil && attempt.Code == string(crm.CodeThrottled) {
			times = append(times, at)
		}
	}
	return times
}
