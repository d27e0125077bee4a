package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"net"
	"net/http"
	"net/netip"
	"os"
	"os/signal"
	"syscall"
	"time"
)

func main() {
	app := flag.String("app", "build/bin/ferry-dev", "the development build of the app")
	assets := flag.String("assets", "frontend/dist", "the folder of the built screens")
	addr := flag.String("addr", "127.0.0.1:0", "where to serve: a port of 127.0.0.1; 0 takes a free one")
	flag.Parse()

	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	err := serve(ctx, os.Stdout, *addr, program{path: *app, assets: *assets})
	stop()
	if err != nil {
		fmt.Fprintln(os.Stderr, "ferry headless:", err)
		os.Exit(1)
	}
}

// serve runs the app and the guard in front of it until ctx ends or the app does. It prints one line that a program
// can read too: the address with its random path.
func serve(ctx context.Context, out io.Writer, addr string, p program) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	listener, port, err := listen(ctx, addr)
	if err != nil {
		return err
	}
	defer func() { _ = listener.Close() }()
	hidden, err := hidingPlace()
	if err != nil {
		return err
	}
	session, stopSession, err := desktop(context.WithoutCancel(ctx))
	if err != nil {
		return err
	}
	defer stopSession()
	ended, err := p.start(ctx, hidden, session)
	if err != nil {
		return err
	}
	defer func() { // the app has closed its databases before its display goes
		cancel()
		for range ended {
		}
	}()
	if err := awaitAnswer(ctx, hidden, ended); err != nil {
		return err
	}
	g := newGuard(port, newProxy(hidden))
	_, _ = fmt.Fprintf(out, "Ferry (practice organization only) is at http://%s%s\nCtrl+C stops it.\n", g.hosts[0], g.entry)
	return serveUntil(ctx, listener, g, ended)
}

func serveUntil(ctx context.Context, listener net.Listener, handler http.Handler, ended <-chan error) error {
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 10 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	defer func() { _ = server.Close() }()
	select {
	case <-ctx.Done():
		return nil
	case err := <-failed:
		return fmt.Errorf("serve: %w", err)
	case err, open := <-ended:
		if open && err != nil {
			return fmt.Errorf("the app ended: %w", err)
		}
		return nil
	}
}

var errNotLoopback = errors.New("only 127.0.0.1 may be served")

// listen opens addr and says which port it got.
func listen(ctx context.Context, addr string) (net.Listener, int, error) {
	host, _, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, 0, fmt.Errorf("read -addr: %w", err)
	}
	if host != "127.0.0.1" {
		return nil, 0, fmt.Errorf("%s: %w", addr, errNotLoopback)
	}
	listener, err := new(net.ListenConfig).Listen(ctx, "tcp4", addr)
	if err != nil {
		return nil, 0, fmt.Errorf("listen: %w", err)
	}
	got, err := netip.ParseAddrPort(listener.Addr().String())
	if err != nil {
		_ = listener.Close()
		return nil, 0, fmt.Errorf("read the port: %w", err)
	}
	return listener, int(got.Port()), nil
}
