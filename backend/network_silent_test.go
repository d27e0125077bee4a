package backend

import (
	"context"
	"crypto/tls"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
	"time"

	"ferry/backend/proxy"
)

// relay passes connections on to a server, until those that it has are forgotten, as a router forgets them while a laptop
// sleeps: whatever comes then is swallowed, and nobody is told.
type relay struct {
	net.Listener
	to       string
	forgets  atomic.Int64 // connections up to this number
	accepted atomic.Int64
}

func relayTo(t *testing.T, server *httptest.Server) *relay {
	t.Helper()
	listener, err := net.Listen("tcp", "127.0.0.1:0") //nolint:noctx // closed below
	if err != nil {
		t.Fatal(err)
	}
	way := &relay{Listener: listener, to: server.Listener.Addr().String()}
	go way.run()
	t.Cleanup(func() { _ = listener.Close() })
	return way
}

func (r *relay) run() {
	for {
		from, err := r.Accept()
		if err != nil {
			return
		}
		number := r.accepted.Add(1)
		to, err := net.Dial("tcp", r.to) //nolint:noctx // it ends with the server
		if err != nil {
			_ = from.Close()
			continue
		}
		go r.pass(number, from, to)
		go r.pass(number, to, from)
	}
}

func (r *relay) pass(number int64, from, to net.Conn) {
	buffer := make([]byte, 1<<15)
	for {
		n, err := from.Read(buffer)
		if err != nil {
			_, _ = from.Close(), to.Close()
			return
		}
		if r.forgets.Load() < number {
			_, _ = to.Write(buffer[:n])
		}
	}
}

// TestAConnectionThatWasForgottenOnItsWayIsGivenUp: HTTP/2 sends everything over one connection, and without a look of its own
// would go on with it until the system gives it up, a quarter of an hour later.
func TestAConnectionThatWasForgottenOnItsWayIsGivenUp(t *testing.T) {
	server := httptest.NewUnstartedServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		_, _ = io.WriteString(w, r.Proto)
	}))
	server.EnableHTTP2 = true
	server.StartTLS()
	t.Cleanup(server.Close)
	way := relayTo(t, server)
	base := baseTransport()
	if base.HTTP2 == nil || base.HTTP2.SendPingTimeout <= 0 || base.HTTP2.PingTimeout <= 0 ||
		base.HTTP2.SendPingTimeout+base.HTTP2.PingTimeout > time.Minute {
		t.Fatalf("it looks after its connections with %+v", base.HTTP2)
	}
	base.HTTP2.SendPingTimeout, base.HTTP2.PingTimeout = 100*time.Millisecond, 100*time.Millisecond
	base.TLSClientConfig = &tls.Config{InsecureSkipVerify: true}
	line := (&proxy.Resolver{Read: func(context.Context) proxy.Settings { return proxy.Settings{} }}).Over(base)
	get := func() error {
		ctx, cancel := context.WithTimeout(t.Context(), 20*time.Second)
		defer cancel()
		request, err := http.NewRequestWithContext(ctx, http.MethodGet, "https://"+way.Addr().String(), nil)
		if err != nil {
			return err
		}
		response, err := line.RoundTrip(request)
		if err != nil {
			if ctx.Err() != nil {
				t.Error("it was waited for until the request's own time ran out")
			}
			return err
		}
		defer response.Body.Close()
		if response.ProtoMajor != 2 {
			t.Errorf("it speaks %s, which proves nothing", response.Proto)
		}
		return nil
	}
	if err := get(); err != nil {
		t.Fatal(err)
	}
	way.forgets.Store(way.accepted.Load())
	_ = get() // it may find the old connection gone already
	if err := get(); err != nil || way.accepted.Load() < 2 {
		t.Errorf("over %d connections: %v", way.accepted.Load(), err)
	}
}

// TestALookGoesOverANewConnection: of those that a proxy without HTTP/2 keeps open, a router that was asleep has forgotten all,
// and each would be tried until the time runs out.
func TestALookGoesOverANewConnection(t *testing.T) {
	server := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, _ *http.Request) { w.WriteHeader(http.StatusUnauthorized) }))
	t.Cleanup(server.Close)
	way := relayTo(t, server)
	base := baseTransport()
	base.Proxy = nil
	b := &Backend{realNetwork: network{transport: base}}
	l := &live{backend: b, connection: connection{URL: "http://" + way.Addr().String()}}
	l.pulse = &pulse{next: base, changed: func(bool) {}}
	l.lookThere(t.Context())
	if l.offline() || way.accepted.Load() != 1 {
		t.Fatalf("offline %v, over %d connections", l.offline(), way.accepted.Load())
	}
	way.forgets.Store(1)
	l.pulse.note(wayThere, false)
	ctx, cancel := context.WithTimeout(t.Context(), 5*time.Second)
	defer cancel()
	l.look(ctx)
	if l.offline() {
		t.Error("it looked over a connection that leads nowhere")
	}
}
