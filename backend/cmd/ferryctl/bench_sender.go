package main

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"os/exec"
	"slices"
	"strconv"
)

// senderRounds is how often the sender and the published client take turns: a machine has better and worse moments, and
// those of one round are much alike.
const senderRounds = 9

// rates are entries a second in one round, or the medians of several.
type rates struct {
	Sender float64 `json:"sender"`
	published
	OneByOneTimes float64 `json:"timesOneByOne"`
	EightTimes    float64 `json:"timesEightAtOnce"`
}

// published is what the script says of the published client: entries a second, one by one and eight at once.
type published struct {
	OneByOne    float64 `json:"oneByOne"`
	EightAtOnce float64 `json:"eightAtOnce"`
}

// benchSender times the sender, without limits, beside dynamics-web-api, which writes the same columns about the same
// contacts and closes each row. Without node and the repository around it, the sender is timed alone.
func benchSender(ctx context.Context, c *call) error {
	var rounds []rates
	for i := range senderRounds {
		round, whole, err := benchRound(ctx, c)
		if err != nil {
			return err
		}
		if !whole {
			c.out.say("sender", true, fmt.Sprintf("%d entries, %.0f a second; dynamics-web-api is left out: run it from the "+
				"repository, with node and npm ci done", c.entries, round.Sender), map[string]float64{"sender": round.Sender})
			return nil
		}
		rounds = append(rounds, round)
		c.out.say(fmt.Sprintf("round %d", i+1), true, round.text(), round)
	}
	middle := medians(rounds)
	c.out.say("sender", middle.OneByOneTimes >= 3 && middle.EightTimes >= 1, "medians: "+middle.text(), middle)
	return nil
}

func (r rates) text() string {
	return fmt.Sprintf("%.0f entries a second; dynamics-web-api one by one %.0f (the sender is %.2f times as fast), eight at "+
		"once %.0f (%.2f times)", r.Sender, r.OneByOne, r.OneByOneTimes, r.EightAtOnce, r.EightTimes)
}

// medians are the middle of each figure by itself.
func medians(rounds []rates) rates {
	of := func(figure func(rates) float64) float64 {
		figures := make([]float64, 0, len(rounds))
		for _, round := range rounds {
			figures = append(figures, figure(round))
		}
		slices.Sort(figures)
		return figures[len(figures)/2]
	}
	return rates{
		Sender: of(func(r rates) float64 { return r.Sender }),
		published: published{
			OneByOne: of(func(r rates) float64 { return r.OneByOne }), EightAtOnce: of(func(r rates) float64 { return r.EightAtOnce }),
		},
		OneByOneTimes: of(func(r rates) float64 { return r.OneByOneTimes }),
		EightTimes:    of(func(r rates) float64 { return r.EightTimes }),
	}
}

// benchRound times both once, each in a house of its own. whole: the published client could be timed too.
func benchRound(ctx context.Context, c *call) (round rates, whole bool, err error) {
	if round.Sender, err = benchFree(ctx, c); err != nil {
		return round, false, err
	}
	round.published, whole, err = benchPublished(ctx, c)
	if whole {
		round.OneByOneTimes, round.EightTimes = round.Sender/round.OneByOne, round.Sender/round.EightAtOnce
	}
	return round, whole, err
}

// benchFree gives the sender's entries a second.
func benchFree(ctx context.Context, c *call) (rate float64, err error) {
	house, err := newBenchHouse(ctx, c)
	if err != nil {
		return 0, err
	}
	defer func() { err = errors.Join(err, house.remove()) }()
	if err := house.fill(ctx, c.entries); err != nil {
		return 0, err
	}
	took, err := house.send(ctx)
	return float64(c.entries) / max(took.Seconds(), 1e-9), err
}

// benchPublished lets dynamics-web-api do the same; there is false when it cannot be run.
func benchPublished(ctx context.Context, c *call) (measured published, there bool, err error) {
	house, err := newBenchHouse(ctx, c)
	if err != nil {
		return measured, false, err
	}
	defer func() { err = errors.Join(err, house.remove()) }()
	script := exec.CommandContext(ctx, "node", "build/outbox-bench.mjs", house.url, benchToken, //nolint:gosec // our own
		strconv.Itoa(c.entries))
	output, failed := script.Output()
	if failed == nil {
		failed = json.Unmarshal(output, &measured)
	}
	return measured, failed == nil, ctx.Err()
}
