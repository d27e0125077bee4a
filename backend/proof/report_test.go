//go:build linux || darwin

package proof

import (
	"context"
	"fmt"
	"log/slog"
	"maps"
	"runtime/pprof"
	"slices"
	"strings"
	"sync"
	"time"

	"ferry/backend"
	"ferry/backend/view"
)

// rememberedLines is how much of its log a child keeps for a report: a minute and more of a child that waits.
const rememberedLines = 150

// reportedEntries is how many of the entries that are not done a report shows whole.
const reportedEntries = 6

// lastLines keeps the last lines that were written to it.
type lastLines struct {
	mu    sync.Mutex
	lines []string
}

func (l *lastLines) Write(line []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	l.lines = append(l.lines, string(line))
	l.lines = l.lines[max(0, len(l.lines)-rememberedLines):]
	return len(line), nil
}

func (l *lastLines) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return strings.Join(l.lines, "")
}

// logger logs everything, since nobody knows before which line will tell why.
func (l *lastLines) logger() *slog.Logger {
	return slog.New(slog.NewTextHandler(l, &slog.HandlerOptions{Level: slog.LevelDebug}))
}

// report says how the backend stands, for a wait that was in vain: it holds no text of anybody and no token.
func report(ctx context.Context, house *backend.Backend, log *lastLines) string {
	out := &strings.Builder{}
	fmt.Fprintf(out, "at %s\n", time.Now().UTC().Format(time.RFC3339Nano))
	status, err := house.Status(ctx)
	fmt.Fprintf(out, "connection %s, lapsed since %q, online %v, offline since %q, importing %v, last synced %s, error %v\n",
		status.Connection, status.LapsedSince, status.Online, status.OfflineSince, status.Importing, status.LastSynced, err)
	for _, warning := range status.Warnings {
		fmt.Fprintf(out, "warning %s since %s: %s\n", warning.Code, warning.Since, warning.Detail)
	}
	connection, err := house.Connection(ctx)
	fmt.Fprintf(out, "attempt %q step %q problem %+v, error %v\n", connection.AttemptID, connection.Step, connection.Problem, err)
	reportEntries(ctx, house, out)
	fmt.Fprintf(out, "log:\n%s", log)
	fmt.Fprintln(out, "goroutines:")
	if err := pprof.Lookup("goroutine").WriteTo(out, 1); err != nil {
		fmt.Fprintln(out, err)
	}
	return out.String()
}

// reportEntries counts what is not done by why it is not, and shows some of it whole.
func reportEntries(ctx context.Context, house *backend.Backend, out *strings.Builder) {
	counts := map[string]int{}
	shown := 0
	for _, state := range []string{"to-send", "removing", "attention"} {
		page, err := house.Entries(ctx, view.EntryQuery{State: state, Limit: 200})
		if err != nil {
			fmt.Fprintf(out, "entries %s: %v\n", state, err)
		}
		for i, row := range page.Rows {
			counts[strings.TrimSpace(row.State+" "+row.Code)]++
			if i < reportedEntries {
				reportEntry(ctx, house, row, out)
				shown++
			}
		}
	}
	fmt.Fprintf(out, "%d shown; not done are:\n", shown)
	for _, why := range slices.Sorted(maps.Keys(counts)) {
		fmt.Fprintf(out, "%5d %s\n", counts[why], why)
	}
}

func reportEntry(ctx context.Context, house *backend.Backend, row view.EntryRow, out *strings.Builder) {
	fmt.Fprintf(out, "%s %s: %s %s since %s until %q\n", row.Kind, row.ID, row.State, row.Code, row.Since, row.Until)
	entry, err := house.Entry(ctx, row.ID)
	if err != nil {
		fmt.Fprintf(out, "    %v\n", err)
	}
	for _, operation := range entry.Operations {
		fmt.Fprintf(out, "    %s %s\n", operation.Kind, operation.State)
	}
	for _, attempt := range entry.Attempts {
		fmt.Fprintf(out, "    %s %s: %s %s\n", attempt.At, attempt.Operation, attempt.Code, attempt.Detail)
	}
}

// report asks a child that lives how it stands.
func (p *process) report() string {
	answer, err := p.press(command{Do: doReport})
	if err != nil {
		return fmt.Sprintf("no report: %v\n%s", err, p.errors.String())
	}
	return answer.Report
}
