package practice

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/http"
	"time"
)

// Serve answers plain HTTP on a loopback listener until ctx ends. The token stands for the sample administrator, besides
// the ones in Options.Tokens. Requests with another Host than a loopback one are refused, since a web page could reach a
// loopback port under a name of its own. Errors: a listener that is not on loopback, or what the listener fails with.
func (o *Organization) Serve(ctx context.Context, listener net.Listener, token string) error {
	address, ok := listener.Addr().(*net.TCPAddr)
	if !ok || !address.IP.IsLoopback() {
		return errNotLoopback
	}
	o.knobs.protectByDefault()
	if token != "" {
		o.tokens.allow(token, adminPerson().ID)
	}
	server := &http.Server{
		Handler: http.HandlerFunc(o.serveLoopback), ReadHeaderTimeout: 10 * time.Second, ReadTimeout: 2 * time.Minute,
		IdleTimeout: 2 * time.Minute, MaxHeaderBytes: 128 << 10,
		BaseContext: func(net.Listener) context.Context { return ctx },
	}
	stop := context.AfterFunc(ctx, func() { _ = server.Close() })
	defer stop()
	if err := server.Serve(listener); !errors.Is(err, http.ErrServerClosed) {
		return fmt.Errorf("serving the practice organization: %w", err)
	}
	return nil
}

func (o *Organization) serveLoopback(w http.ResponseWriter, r *http.Request) {
	if !isLoopbackHost(r.Host) {
		http.Error(w, "This server answers on loopback only.", http.StatusMisdirectedRequest)
		return
	}
	o.serve(w, r, "http://"+r.Host)
}

func isLoopbackHost(hostport string) bool {
	host, _, err := net.SplitHostPort(hostport)
	if err != nil {
		host = hostport
	}
	ip := net.ParseIP(host)
	return host == "localhost" || ip != nil && ip.IsLoopback()
}
