package proxy

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"strings"
	"sync"
	"time"

	"golang.org/x/sync/singleflight"

	"ferry/backend/proxy/pac"
)

// How long things about a script are held to be true.
const (
	scriptHolds  = time.Hour       // then it is fetched anew, while the old one serves
	absenceHolds = 5 * time.Minute // where looking for one found none
	failureHolds = time.Minute     // where it could not be fetched
	answerHolds  = time.Minute     // for one scheme and host: a script may ask for the time of day
	downHolds    = 5 * time.Minute // for a proxy that could not be reached: as long as browsers leave it out
	answersLimit = 256             // hosts; Ferry asks for a few
)

// outcome is what came of asking a script.
type outcome int

const (
	absent   outcome = iota // there is none: what else is set counts
	answered                // the way is the script's, direct included
	failed                  // there should be one, and it cannot be fetched or followed
)

// follower keeps the system's script and what it answered. Whoever needs a script that is not there yet waits for the one
// fetch of it; nobody waits while an old one is renewed. The zero value works.
type follower struct {
	// fetch takes the place of pac.Fetch.
	fetch   func(ctx context.Context, address string) (string, error)
	flights singleflight.Group

	mu      sync.Mutex
	age     int // counts what was forgotten: what was asked before must not be kept
	of      ScriptSetting
	kept    kept
	answers map[string]kept
	down    map[string]time.Time // until when a proxy is left out, by "scheme://host:port"
}

// kept is a script with the time until which it holds, or what it answered for one host. The zero value is nothing yet.
type kept struct {
	outcome outcome
	script  pac.Script
	ways    []*url.URL
	until   time.Time
}

// find asks the script that the setting names.
func (f *follower) find(ctx context.Context, setting ScriptSetting, address *url.URL) (*url.URL, outcome, error) {
	script, err := f.scriptOf(ctx, setting)
	if err != nil || script.outcome != answered {
		return nil, script.outcome, err
	}
	answer, err := f.answerOf(ctx, script.script, address)
	if err != nil || answer.outcome != answered {
		return nil, answer.outcome, err
	}
	return f.firstUp(answer.ways), answered, nil
}

// scriptOf is the script, fetched where it is not known yet.
func (f *follower) scriptOf(ctx context.Context, setting ScriptSetting) (kept, error) {
	f.mu.Lock()
	if f.of != setting {
		f.clear()
		f.of = setting
	}
	known, age := f.kept, f.age
	f.mu.Unlock()
	if time.Now().Before(known.until) {
		return known, nil
	}
	flight := f.flights.DoChan(fmt.Sprintf("script %d", age), func() (any, error) {
		// Whoever asked first may give up; the others still wait.
		got := f.get(context.WithoutCancel(ctx), setting)
		f.keepScript(age, got)
		return got, nil
	})
	if !known.until.IsZero() {
		return known, nil
	}
	return landed(ctx, flight)
}

// landed waits for a flight, or for ctx.
func landed(ctx context.Context, flight <-chan singleflight.Result) (kept, error) {
	select {
	case result := <-flight:
		got, _ := result.Val.(kept)
		return got, result.Err
	case <-ctx.Done():
		return kept{}, ctx.Err()
	}
}

// get fetches the script. Of the three places that a setting can name, the first that is named counts.
func (f *follower) get(ctx context.Context, setting ScriptSetting) kept {
	if setting.Text != "" {
		return kept{outcome: answered, script: pac.Script{Text: setting.Text}, until: time.Now().Add(scriptHolds)}
	}
	fetch := f.fetch
	if fetch == nil {
		fetch = pac.Fetch
	}
	address := setting.URL
	if address == "" {
		address = pac.WellKnown
	}
	text, err := fetch(ctx, address)
	switch {
	case err == nil:
		return kept{outcome: answered, script: pac.Script{Text: text}, until: time.Now().Add(scriptHolds)}
	case setting.URL == "": // most networks have none, and what answers with something else there is no script either
		return kept{outcome: absent, until: time.Now().Add(absenceHolds)}
	}
	return kept{outcome: failed, until: time.Now().Add(failureHolds)}
}

// keepScript keeps what was fetched; a script that once was there serves on where it cannot be had anew.
func (f *follower) keepScript(age int, got kept) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if age != f.age {
		return
	}
	if f.kept.outcome == answered && got.outcome != answered {
		f.kept.until = got.until
		return
	}
	if f.kept.script.Text != got.script.Text {
		f.answers = nil
		f.age++
	}
	f.kept = got
}

// answerOf asks the script for one scheme and host, once for all who want to know.
func (f *follower) answerOf(ctx context.Context, script pac.Script, address *url.URL) (kept, error) {
	asked := &url.URL{Scheme: address.Scheme, Host: strings.ToLower(address.Host)}
	key := asked.String()
	f.mu.Lock()
	known, age := f.answers[key], f.age
	f.mu.Unlock()
	if time.Now().Before(known.until) {
		return known, nil
	}
	flight := f.flights.DoChan(fmt.Sprintf("answer %d %s", age, key), func() (any, error) {
		ways, err := script.Find(context.WithoutCancel(ctx), asked)
		got := kept{outcome: answered, ways: ways, until: time.Now().Add(answerHolds)}
		if err != nil {
			got.outcome = failed
		}
		f.keepAnswer(age, script, key, got)
		return got, nil
	})
	return landed(ctx, flight)
}

func (f *follower) keepAnswer(age int, script pac.Script, key string, got kept) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if age != f.age || script.Text != f.kept.script.Text {
		return
	}
	if f.answers == nil || len(f.answers) >= answersLimit {
		f.answers = map[string]kept{}
	}
	f.answers[key] = got
}

// firstUp is the first way that is not known to be down; the first of all where every one is.
func (f *follower) firstUp(ways []*url.URL) *url.URL {
	f.mu.Lock()
	defer f.mu.Unlock()
	for _, way := range ways {
		if way == nil || time.Now().After(f.down[way.String()]) {
			return way
		}
	}
	return ways[0]
}

// leaveOut notes that a proxy could not be reached.
func (f *follower) leaveOut(way *url.URL) {
	f.mu.Lock()
	defer f.mu.Unlock()
	if f.down == nil || len(f.down) >= answersLimit {
		f.down = map[string]time.Time{}
	}
	f.down[way.String()] = time.Now().Add(downHolds)
}

func (f *follower) forget() {
	f.mu.Lock()
	defer f.mu.Unlock()
	f.clear()
}

// clear wants the lock.
func (f *follower) clear() {
	f.age++
	f.kept, f.answers, f.down = kept{}, nil, nil
}

func loopback(host string) bool {
	address := net.ParseIP(host)
	return strings.EqualFold(host, "localhost") || (address != nil && address.IsLoopback())
}

// unreached reports whether a request failed since its proxy could not be reached: nothing has been sent then.
func unreached(err error) bool {
	var proxied, dialled *net.OpError
	return errors.As(err, &proxied) && proxied.Op == "proxyconnect" && errors.As(proxied.Err, &dialled) && dialled.Op == "dial"
}
