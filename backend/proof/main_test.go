//go:build linux || darwin

package proof

import (
	"flag"
	"fmt"
	"os"
	"testing"
	"time"
)

// patience bounds every wait of a test. Nothing is concluded from time that passed.
const patience = 90 * time.Second

var (
	kills = flag.Int("kills", 0, "how often the random test kills; 0 means a few")
	trace = flag.Bool("strace", false, "trace system calls with strace")
	seed  = flag.Uint64("seed", 0, "the random test's seed; 0 takes a new one, which a failure names")
)

// templateDir holds the folder that every run starts with a copy of.
var templateDir string

// childVariable names the environment variable that makes this program the one that is killed.
const childVariable = "FERRY_PROOF_CHILD"

func TestMain(m *testing.M) {
	if orders := os.Getenv(childVariable); orders != "" {
		if err := runChild(orders); err != nil {
			fmt.Fprintln(os.Stderr, "child:", err)
			os.Exit(1)
		}
		os.Exit(0)
	}
	flag.Parse()
	dir, err := os.MkdirTemp("", "ferry-proof-")
	if err != nil {
		fmt.Fprintln(os.Stderr, err)
		os.Exit(1)
	}
	templateDir = dir
	status := m.Run()
	if err := os.RemoveAll(dir); err != nil {
		fmt.Fprintln(os.Stderr, err)
	}
	os.Exit(status)
}
