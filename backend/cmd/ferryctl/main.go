// Command ferryctl is Ferry's backend from a command line: the same folder, rules and sender as the window, for scripts,
// support and tests. It must not do anything the window could not, and holds no rules of its own.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/signal"
	"strings"

	"ferry/backend"
	"ferry/backend/crm"
)

// version is what the User-Agent says.
const version = "0.1.0"

func main() {
	backend.TuneMemory()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	status := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	stop()
	os.Exit(status)
}

// command is one thing ferryctl can do.
type command struct {
	name string // one word, or two ("outbox list")
	help string
	run  func(ctx context.Context, c *call) error
}

func commands() []command {
	return []command{
		{"demo", "tell the main job as a story, with the network cut in the middle", runDemo},
		{"practice serve", "serve the practice organization on a loopback address until stopped", runServe},
		{"doctor", "check the data folder, the keychain and the connection", runDoctor},
		{"import", "bring accounts, contacts, leads and opportunities into the mirror", runImport},
		{"copy", "queue a note, message, InMail or call", runCopy},
		{"outbox list", "list the entries", runOutboxList},
		{"outbox send", "send what is queued", runOutboxSend},
		{"bench match", "measure matching on made-up people", runBenchMatch},
		{"bench enqueue", "time Copy to CRM against a bare append and fsync on the same disk", runBenchEnqueue},
		{"bench outbox", "time the sender beside a published client, and within a tenth of the service's limits", runBenchOutbox},
	}
}

// call is one invocation: its options and where it answers.
type call struct {
	options
	out reporter
}

// errUsage asks for the usage text and exit status 2.
var errUsage = errors.New("usage")

// run is main without the process: it returns the exit status, 0 when all went well, 1 when not, 2 for wrong usage.
func run(ctx context.Context, arguments []string, stdout, stderr io.Writer) int {
	parsed, words, err := parse(arguments, stderr)
	if err != nil {
		if errors.Is(err, flag.ErrHelp) {
			usage(stdout)
			return 0
		}
		return 2
	}
	chosen, found := find(strings.Join(words, " "))
	if !found {
		usage(stderr)
		return 2
	}
	c := &call{options: parsed, out: reporter{writer: stdout, json: parsed.json}}
	if err := chosen.run(ctx, c); err != nil {
		if errors.Is(err, errUsage) {
			_, _ = fmt.Fprintln(stderr, "ferryctl "+chosen.name+":", err)
			return 2
		}
		c.out.fail(err)
		return 1
	}
	return 0
}

func find(name string) (command, bool) {
	for _, candidate := range commands() {
		if candidate.name == name {
			return candidate, true
		}
	}
	return command{}, false
}

func usage(w io.Writer) {
	lines := []string{"ferryctl: Ferry's backend from a command line", "", "usage: ferryctl [options] command [options]", ""}
	for _, c := range commands() {
		lines = append(lines, fmt.Sprintf("  %-16s %s", c.name, c.help))
	}
	lines = append(lines, "", "Every command takes -json. `ferryctl -h` lists the options.")
	_, _ = fmt.Fprintln(w, strings.Join(lines, "\n"))
}

// usageError says what is wrong with the words of a call.
func usageError(text string) error { return fmt.Errorf("%w: %s", errUsage, text) }

// codeOf is the code that a failed call reports.
func codeOf(err error) string { return string(crm.CodeOf(err)) }
