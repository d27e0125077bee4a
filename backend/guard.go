package backend

import (
	"context"
	"fmt"
	"runtime"
	"strings"
	"time"

	"ferry/backend/crm"
)

// guard runs work and outlives its panic, of which it takes note.
func (b *Backend) guard(where string, work func()) (panicked bool) {
	defer func() {
		if cause := recover(); cause != nil {
			b.Panicked(where, cause)
			panicked = true
		}
	}()
	work()
	return false
}

// Panicked takes note of a panic that was recovered in the named place: it is logged without what the program worked on,
// and shown once.
func (b *Backend) Panicked(where string, cause any) {
	place := firstPlace()
	b.log.Error("panic", "where", where, "kind", panicKind(cause), "stack", strings.Join(stack(), " "))
	b.unforeseen(where + ": " + panicKind(cause) + " at " + place)
}

// unforeseen shows what no code was written for until somebody dismisses it. The detail holds nothing of what people wrote.
func (b *Backend) unforeseen(detail string) {
	b.panics.add(&crm.Error{Code: crm.CodeUnexpected, Detail: detail})
	b.config.Changed(topicStatus)
}

// panicKind says what kind of panic it was. Only the runtime's own texts are kept: any other value may hold what people
// wrote.
func panicKind(cause any) string {
	if failure, ok := cause.(runtime.Error); ok {
		return failure.Error()
	}
	return fmt.Sprintf("%T", cause)
}

// stack is the functions of the panicking goroutine with file and line, without arguments.
func stack() []string {
	var lines []string
	counters := make([]uintptr, 40)
	frames := runtime.CallersFrames(counters[:runtime.Callers(3, counters)])
	for {
		frame, more := frames.Next()
		if frame.Function != "" {
			lines = append(lines, fmt.Sprintf("%s:%d", frame.Function, frame.Line))
		}
		if !more {
			return lines
		}
	}
}

// firstPlace is the innermost function of ours.
func firstPlace() string {
	for _, line := range stack() {
		if strings.HasPrefix(line, "ferry/") && !strings.Contains(line, "anicked") && !strings.Contains(line, ".guard.") {
			return line
		}
	}
	return "unknown"
}

// Pauses between a panic and the next try.
const (
	firstPause = time.Second
	lastPause  = time.Minute
)

// keep runs work until ctx ends. Work that panics is begun again after a pause, which grows while it goes on panicking.
func (b *Backend) keep(ctx context.Context, where string, work func(context.Context)) {
	pause := firstPause
	for ctx.Err() == nil {
		began := time.Now()
		if !b.guard(where, func() { work(ctx) }) {
			return
		}
		if time.Since(began) > lastPause {
			pause = firstPause
		}
		select {
		case <-ctx.Done():
		case <-time.After(pause):
		}
		pause = min(2*pause, lastPause)
	}
}

// guarded is guard for work with an error: a panic is one.
func (b *Backend) guarded(where string, work func() error) (err error) {
	if b.guard(where, func() { err = work() }) {
		return crm.Errorf(crm.CodeUnexpected, "the program failed here")
	}
	return err
}
