//go:build linux

package proof

import (
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

// TestAcknowledgedMeansOnDisk traces the child's system calls: between the last write to outbox.db's journal and the
// acknowledgement, the journal was forced to disk. Kills alone cannot show that: the kernel writes for a dead process too.
func TestAcknowledgedMeansOnDisk(t *testing.T) {
	requireTrace(t)
	lines := traced(t, os.Args[0])
	if err := syncedBeforeEachAnswer(lines); err != nil {
		t.Errorf("%v\n%s", err, strings.Join(lines, "\n"))
	}
}

// TestTheTraceFailsWithoutSynchronous is the test of the test: with synchronous off, nothing is forced to disk.
func TestTheTraceFailsWithoutSynchronous(t *testing.T) {
	requireTrace(t)
	program := filepath.Join(t.TempDir(), "unsafe.test")
	build := exec.CommandContext(t.Context(), "go", "test", "-c", "-tags", "ferry_unsafe", "-o", program, ".")
	if output, err := build.CombinedOutput(); err != nil {
		t.Fatalf("%v\n%s", err, output)
	}
	if err := syncedBeforeEachAnswer(traced(t, program)); err == nil {
		t.Error("the trace does not notice that synchronous is off")
	}
}

func requireTrace(t *testing.T) {
	t.Helper()
	if !*trace {
		t.Skip("only with -strace")
	}
	if _, err := exec.LookPath("strace"); err != nil {
		t.Fatal("strace is missing; build/setup.sh test installs it")
	}
}

// How many notes are copied, and then a thread.
const tracedCopies, tracedThreads = 5, 1

// traced lets a child copy notes and a thread and nothing else, and gives the system calls that followed its opening.
func traced(t *testing.T, program string) []string {
	t.Helper()
	r := newRun(t)
	h := r.newHand(1)
	file := filepath.Join(t.TempDir(), "trace")
	p, err := r.startWith(orders{Dir: r.dir, Secrets: r.keys, Address: r.server.address(), Idle: true},
		"strace", "-f", "-y", "-s", "64", "-o", file, "-e", "trace=pwrite64,write,fdatasync,fsync", program)
	if err != nil {
		t.Fatalf("%v %s", err, p.errors.String())
	}
	for range tracedCopies {
		h.mustGive(p, h.copy("Met at the fair.", true))
	}
	for range tracedThreads {
		h.mustGive(p, h.thread())
	}
	if err := p.end(); err != nil {
		t.Fatalf("%v\n%s", err, p.errors.String())
	}
	text, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	return strings.Split(string(text), "\n")
}

var (
	callStart   = regexp.MustCompile(`^(\d+) +(\w+)\((\d+)<([^>]*)>`)
	callResumed = regexp.MustCompile(`^(\d+) +<\.\.\. (\w+) resumed>`)
)

// syncedBeforeEachAnswer reads a trace: every acknowledgement of a copy comes after a write to the journal, and after a
// sync of the journal that began when nothing more was written.
func syncedBeforeEachAnswer(lines []string) error {
	written, synced, answers := false, false, 0
	syncing := map[string]bool{} // threads in a sync of the journal, and whether it still covers every write
	for _, line := range lines {
		if m := callResumed.FindStringSubmatch(line); m != nil {
			if covers, waiting := syncing[m[1]]; waiting && strings.HasSuffix(line, "= 0") {
				synced = synced || covers
				delete(syncing, m[1])
			}
			continue
		}
		m := callStart.FindStringSubmatch(line)
		if m == nil {
			continue
		}
		thread, call, descriptor, path := m[1], m[2], m[3], m[4]
		journal := strings.HasSuffix(path, "outbox.db-wal")
		switch {
		case call == "pwrite64" && journal:
			written, synced = true, false
			for other := range syncing {
				syncing[other] = false
			}
		case strings.HasSuffix(call, "sync") && journal:
			if strings.HasSuffix(line, "<unfinished ...>") {
				syncing[thread] = true
			} else if strings.HasSuffix(line, "= 0") {
				synced = true
			}
		case call == "write" && descriptor == "1" && strings.Contains(line, `\"ids\"`):
			if answers++; !written || !synced {
				return fmt.Errorf("answer %d came before its entry was on disk: %s", answers, line)
			}
			written, synced = false, false
		}
	}
	if answers != tracedCopies+tracedThreads {
		return fmt.Errorf("the trace shows %d answers, want %d", answers, tracedCopies+tracedThreads)
	}
	return nil
}
