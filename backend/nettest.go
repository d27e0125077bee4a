package backend

import (
	"context"
	"net/url"
	"time"

	"ferry/backend/dataverse"
	"ferry/backend/view"
)

// signInOrigin is where people sign in when no organization has told another place yet.
const signInOrigin = "https://login.microsoftonline.com"

// Proxy is the way out to the organization in use, or to the sign-in where there is none.
func (b *Backend) Proxy(ctx context.Context) view.Proxy {
	if l, err := b.current(); err == nil {
		return b.proxyFor(ctx, l.connection.URL, l.connection.Practice)
	}
	return b.proxyFor(ctx, signInOrigin, false)
}

func (b *Backend) proxyFor(ctx context.Context, origin string, inPractice bool) view.Proxy {
	parsed, err := url.Parse(origin)
	if err != nil || inPractice { // the practice organization is inside this process
		return view.Proxy{Source: "none"}
	}
	address, source := b.proxy.Describe(ctx, parsed)
	return view.Proxy{Address: address, Source: string(source)}
}

// TestNetwork looks whether the organization and its sign-in answer, with no token and no organization connected too. What
// does not answer is in the result, not an error; whether the organization does is taken note of, as with any request.
func (b *Backend) TestNetwork(ctx context.Context) []view.NetworkTest {
	l, err := b.current()
	if err != nil {
		return []view.NetworkTest{b.testHost(ctx, "sign-in", signInOrigin, false)}
	}
	organization := b.testHost(ctx, "organization", l.connection.URL, l.connection.Practice)
	if ctx.Err() == nil { // a test that was given up says nothing
		l.pulse.note(wayThere, organization.Reached)
	}
	origins := []view.NetworkTest{organization}
	if authority, err := url.Parse(l.connection.Authority); err == nil && authority.Host != "" {
		origin := authority.Scheme + "://" + authority.Host
		signIn := b.testHost(ctx, "sign-in", origin, l.connection.Practice)
		origins = append(origins, signIn)
		if signIn.Reached && l.pulse.isCut(wayToSignIn) {
			tell(l.prober.hinted) // whether a token can be had again is its to find out
		}
	}
	return origins
}

func (b *Backend) testHost(ctx context.Context, purpose, origin string, inPractice bool) view.NetworkTest {
	result := view.NetworkTest{Purpose: purpose, Host: hostOf(origin), Proxy: b.proxyFor(ctx, origin, inPractice)}
	began := time.Now()
	shown, err := dataverse.Reach(ctx, b.network(inPractice).transport, origin)
	result.Milliseconds, result.Reached = time.Since(began).Milliseconds(), err == nil
	result.Problem = ProblemOf(err)
	if !shown.IsZero() {
		result.ClockSkewSeconds = int(began.Sub(shown) / time.Second)
	}
	return result
}
