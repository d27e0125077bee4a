package backend

import (
	"context"
	"fmt"
	"net"
	"net/http"
	"net/url"
	"time"

	"ferry/backend/crm"
	"ferry/backend/dataverse"
	"ferry/backend/entra"
	"ferry/backend/keychain"
	"ferry/backend/practice"
	"ferry/backend/proxy"
	"ferry/backend/session"
)

// Secrets keeps the token cache.
type Secrets = entra.Secrets

// NewMemorySecrets keeps tokens in this process only: for demonstrations and tests, and where there is no keychain.
func NewMemorySecrets() Secrets { return &keychain.Memory{} }

// network is one way out: to real organizations, or to the practice organization inside this process. The code that goes
// it is the same.
type network struct {
	transport http.RoundTripper
	trust     dataverse.Trust
	authority session.Authority
	clientID  string
}

func (b *Backend) network(inPractice bool) network {
	if inPractice {
		return b.practiceNetwork
	}
	return b.realNetwork
}

func (b *Backend) makeNetworks(secrets Secrets) error {
	transport := b.config.Transport
	if transport == nil {
		transport = systemTransport(b.proxy)
	}
	authority, err := entra.New(entra.Config{
		Secrets: secrets, Transport: transport, InstanceDiscovery: true, Unsaved: b.tokensUnsaved,
	})
	if err != nil {
		return err
	}
	b.realNetwork = network{transport: transport, authority: authority, clientID: b.config.ClientID}
	inside := b.config.PracticeTransport
	if inside == nil {
		inside = b.practice.RoundTripper()
	}
	practiceAuthority, err := entra.New(entra.Config{Secrets: secrets, Transport: inside, Unsaved: b.tokensUnsaved})
	if err != nil {
		return err
	}
	b.practiceNetwork = network{
		transport: inside, authority: practiceAuthority, clientID: practiceClientID,
		trust: dataverse.Trust{Hosts: []string{hostOf(practice.URL)}, Authorities: []string{hostOf(practice.Authority)}},
	}
	return nil
}

// tokensUnsaved is told when the keychain refused to keep the token cache: the sign-in holds until the program ends.
func (b *Backend) tokensUnsaved(err error) {
	b.log.Warn("the keychain did not keep the sign-in", "code", crm.CodeOf(err))
	b.inMemory.Store(true)
	b.config.Changed(topicStatus)
}

// systemTransport honours the system's proxy settings.
func systemTransport(through *proxy.Resolver) http.RoundTripper { return through.Over(baseTransport()) }

// baseTransport keeps enough connections for one organization.
func baseTransport() *http.Transport {
	return &http.Transport{
		OnProxyConnectResponse: func(_ context.Context, _ *url.URL, _ *http.Request, response *http.Response) error {
			if response.StatusCode == http.StatusOK {
				return nil
			}
			return &net.OpError{Op: "proxyconnect", Net: "tcp", Err: fmt.Errorf("HTTP %d", response.StatusCode)}
		},
		DialContext:           (&net.Dialer{Timeout: 15 * time.Second, KeepAlive: 30 * time.Second}).DialContext,
		ForceAttemptHTTP2:     true,
		MaxIdleConnsPerHost:   10,
		IdleConnTimeout:       90 * time.Second,
		TLSHandshakeTimeout:   15 * time.Second,
		ResponseHeaderTimeout: 150 * time.Second, // the service itself ends an operation after two minutes
		// A router that was asleep, or a tunnel that closed, swallows what comes over an old connection and says nothing. All
		// requests share one: it has to be given up before their time runs out.
		HTTP2: &http.HTTP2Config{SendPingTimeout: 15 * time.Second, PingTimeout: 15 * time.Second},
	}
}

// loopbackClient carries the practice browser's form post to the sign-in's loopback listener, and nothing else.
func loopbackClient() *http.Client {
	return &http.Client{Timeout: 30 * time.Second, Transport: &http.Transport{DisableKeepAlives: true}}
}

// staticToken is a token that somebody handed over in a file: for loopback organizations only.
type staticToken string

// Token is the token as given. A claims challenge cannot be met with it.
func (t staticToken) Token(_ context.Context, claims string) (string, error) {
	if claims != "" {
		return "", crm.Errorf(crm.CodeSignIn, "the access token from the file was refused")
	}
	return string(t), nil
}

// accountTokens are those of a signed-in account.
type accountTokens struct {
	authority session.Authority
	request   session.TokenRequest
	// lapsed is told when a person has to sign in again.
	lapsed func(err error)
	// reached is told whether the network was in the way of a token.
	reached func(there bool)
}

// Token gets a token silently and takes note when the sign-in does not hold any more, or nothing answers there.
func (t accountTokens) Token(ctx context.Context, claims string) (string, error) {
	request := t.request
	request.Claims = claims
	token, err := t.authority.Token(ctx, request)
	switch crm.CodeOf(err) {
	case crm.CodeSignIn:
		t.reached(true)
		t.lapsed(err)
	case crm.CodeOffline:
		t.reached(false)
	case crm.CodeCancelled, crm.CodeKeychain: // which say nothing about the network
	default:
		t.reached(true)
	}
	return token, err
}

func hostOf(address string) string {
	parsed, err := url.Parse(address)
	if err != nil {
		return ""
	}
	return parsed.Host
}
