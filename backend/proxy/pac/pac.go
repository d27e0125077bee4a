// Package pac evaluates proxy scripts (proxy auto-configuration): it fetches one, asks its FindProxyForURL for an address
// and reads the answer.
//
// A script comes from outside, often over plain HTTP from whoever answers to a name on the network, and is hostile: it gets
// bounded memory, stack and time, and sees of an address no more than scheme and host. It must not reach a file, nor the
// network beyond asking for the addresses of a few names, and nothing of one run is seen by the next.
package pac

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"runtime/debug"
	"time"

	"modernc.org/quickjs"
)

// What one evaluation may take. The engine's stack is counted in its own frames; its default is kept.
const (
	runLimit    = 5 * time.Second // with the names that it looks up
	memoryLimit = 64 << 20        // bytes
)

// ErrScript is what is the matter with a script that cannot be followed: it is no script, fails, takes too much, or answers
// with nothing that can be understood. It never quotes the script.
var ErrScript = errors.New("the proxy script cannot be followed")

// Script is a script's text. It holds no state, so it may be evaluated from several goroutines at once.
type Script struct {
	Text string
	// Machine is what the script may ask about; the zero value is this machine.
	Machine Machine
	limit   time.Duration // takes the place of runLimit
}

// Find asks the script which ways lead to an address, in the order to try them; nil among them is the direct way. The script
// sees "scheme://host/": paths and queries are none of its business, as browsers hold since 2016, when scripts were shown to
// carry them off by the names that they look up. Errors: ErrScript.
func (s Script) Find(ctx context.Context, address *url.URL) ([]*url.URL, error) {
	if s.limit == 0 {
		s.limit = runLimit
	}
	ctx, cancel := context.WithTimeout(ctx, s.limit)
	defer cancel()
	answer, err := s.run(ctx, address)
	if err != nil {
		return nil, err
	}
	ways := Ways(answer)
	if len(ways) == 0 {
		return nil, fmt.Errorf("%w: its answer names no way", ErrScript)
	}
	return ways, nil
}

// run outlives the engine: that is C, translated to Go with its pointers, so a flaw in it may show as a panic or a fault.
func (s Script) run(ctx context.Context, address *url.URL) (answer string, err error) {
	defer debug.SetPanicOnFault(debug.SetPanicOnFault(true))
	defer func() {
		if recover() != nil {
			err = fmt.Errorf("%w: it breaks the engine", ErrScript)
		}
	}()
	engine, err := quickjs.NewVM()
	if err != nil {
		return "", fmt.Errorf("start the engine of proxy scripts: %w", err)
	}
	answer, err = s.ask(ctx, engine, address)
	return answer, errors.Join(err, engine.Close())
}

func (s Script) ask(ctx context.Context, engine *quickjs.VM, address *url.URL) (string, error) {
	engine.SetMemoryLimit(memoryLimit)
	if err := register(ctx, engine, s.Machine); err != nil {
		return "", err
	}
	began := time.Now()
	if err := engine.SetEvalTimeout(s.limit); err != nil {
		return "", fmt.Errorf("bound the proxy script: %w", err)
	}
	if _, err := engine.Eval(s.Text, quickjs.EvalGlobal); err != nil {
		return "", broken(ctx, err)
	}
	if err := engine.SetEvalTimeout(max(s.limit-time.Since(began), time.Millisecond)); err != nil {
		return "", fmt.Errorf("bound the proxy script: %w", err)
	}
	shown := url.URL{Scheme: address.Scheme, Host: address.Host, Path: "/"}
	answer, err := engine.Call("FindProxyForURL", shown.String(), address.Hostname())
	if err != nil {
		return "", broken(ctx, err)
	}
	switch answer := answer.(type) {
	case string:
		return answer, nil
	case nil: // null, which scripts use for the direct way
		return "", nil
	}
	return "", fmt.Errorf("%w: its answer is no text", ErrScript)
}

// broken tells what kind of error a script ended with. What it says stays out: a script can make it say anything.
func broken(ctx context.Context, err error) error {
	if ctx.Err() != nil {
		return fmt.Errorf("%w: it takes too long", ErrScript)
	}
	var thrown *quickjs.Error
	if errors.As(err, &thrown) && thrown.Name == "SyntaxError" {
		return fmt.Errorf("%w: it is no script", ErrScript)
	}
	return fmt.Errorf("%w: it fails", ErrScript)
}

// register gives the script the functions of the standard, and no others.
func register(ctx context.Context, engine *quickjs.VM, machine Machine) error {
	c := &call{machine: machine.orThis()}
	for name, function := range c.functions(ctx) {
		answering := func(arguments []any) (any, error) { return function(words(arguments)), nil }
		if err := engine.RegisterHostFunc(name, answering); err != nil {
			return fmt.Errorf("register a function for proxy scripts: %w", err)
		}
	}
	return nil
}

// Machine is what a script may ask about the machine that it runs on.
type Machine struct {
	// Lookup gives the addresses of a host; it must end with ctx.
	Lookup func(ctx context.Context, host string) ([]net.IP, error)
	// Own gives the machine's addresses, the one that it goes out with first.
	Own func() []net.IP
	// Now is the time, in the machine's zone.
	Now func() time.Time
}

func (m Machine) orThis() Machine {
	if m.Lookup == nil {
		m.Lookup = func(ctx context.Context, host string) ([]net.IP, error) {
			return net.DefaultResolver.LookupIP(ctx, "ip", host)
		}
	}
	if m.Own == nil {
		m.Own = ownAddresses
	}
	if m.Now == nil {
		m.Now = time.Now
	}
	return m
}
