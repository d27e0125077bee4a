package main

import (
	"context"
	"fmt"

	"ferry/backend/crm"
	"ferry/backend/matchbench"
)

// What matching promises: see the package matchbench.
const (
	promisedPrecision = 0.99
	promisedRecall    = 0.90
	promisedTimes     = 20
	promisedBytes     = 500 << 20
)

// Sizes unless told otherwise.
const (
	benchRows    = 1_000_000
	benchMembers = 10_000
)

// runBenchMatch measures matching on made-up people. It fails when a promise is not held.
func runBenchMatch(ctx context.Context, c *call) error {
	config := matchbench.Config{Rows: c.contacts, Members: c.members, Seed: uint64(max(c.seed, 0))}
	if config.Rows == 0 {
		config.Rows = benchRows
	}
	report, err := matchbench.Run(ctx, config)
	if err != nil {
		return err
	}
	quality, other, speed := report.Ferry, report.Plain, report.Speed
	held := []bool{
		quality.Precision >= promisedPrecision && quality.Recall >= promisedRecall,
		speed.Times >= promisedTimes,
		report.PeakBytes < promisedBytes,
	}
	if c.json {
		c.out.say("match", held[0] && held[1] && held[2], "", report)
	} else {
		c.out.say("quality", held[0], fmt.Sprintf("strong: precision %.4f, recall %.4f; several %d of %d", quality.Precision,
			quality.Recall, quality.SeveralRight, quality.Several), nil)
		c.out.say("plain", true, fmt.Sprintf("lower-case names alone: precision %.4f, recall %.4f; several %d of %d", other.Precision,
			other.Recall, other.SeveralRight, other.Several), nil)
		c.out.say("speed", held[1], fmt.Sprintf("%d members among %d rows in %.1f s; each with each would take %.0f s: %.0f times",
			report.Members, report.Rows, speed.Match, speed.EachWithEach, speed.Times), nil)
		c.out.say("memory", held[2], fmt.Sprintf("%d MB at most", report.PeakBytes>>20), nil)
	}
	for i, what := range []string{"quality", "speed", "memory"} {
		if !held[i] {
			return crm.Errorf(crm.CodeUnexpected, "the %s of matching is not what is promised", what)
		}
	}
	return nil
}
