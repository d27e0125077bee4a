package proxy

import (
	"context"
	"net/http"
	"net/url"
)

// Over lets a transport go through the resolver's proxies. Where a script names several and one cannot be reached, the request
// goes through the next, as in browsers.
func (r *Resolver) Over(base *http.Transport) http.RoundTripper {
	base.Proxy = r.Proxy
	return &failover{resolver: r, Transport: base}
}

// failover keeps the transport's other methods: CloseIdleConnections is one.
type failover struct {
	*http.Transport
	resolver *Resolver
}

// RoundTrip sends the request, through another proxy again where it has not left; through each at most once.
func (f *failover) RoundTrip(request *http.Request) (*http.Response, error) {
	tried := map[string]bool{}
	for {
		chosen := &choice{}
		ctx := context.WithValue(request.Context(), choiceKey{}, chosen)
		response, err := f.Transport.RoundTrip(request.WithContext(ctx))
		if err == nil || chosen.source != Script || !unreached(err) || ctx.Err() != nil {
			return response, err
		}
		tried[chosen.way.String()] = true
		f.resolver.follower.leaveOut(chosen.way)
		again, ok := rewound(request)
		next, _, findErr := f.resolver.find(ctx, request.URL)
		if !ok || findErr != nil || (next != nil && tried[next.String()]) {
			return response, err
		}
		request = again
	}
}

// choice takes note of the proxy that a request was given, and who named it: the transport does not tell.
type choice struct {
	way    *url.URL
	source Source
}

type choiceKey struct{}

func noteChoice(ctx context.Context, way *url.URL, source Source) {
	if chosen, ok := ctx.Value(choiceKey{}).(*choice); ok {
		chosen.way, chosen.source = way, source
	}
}

// rewound is the request once more, its body from the start.
func rewound(request *http.Request) (*http.Request, bool) {
	if request.Body == nil || request.Body == http.NoBody {
		return request, true
	}
	if request.GetBody == nil {
		return nil, false
	}
	body, err := request.GetBody()
	if err != nil {
		return nil, false
	}
	again := request.Clone(request.Context())
	again.Body = body
	return again, true
}
