package entra

import (
	"context"
	"net/http"
	"strings"
	"sync"
	"time"

	"github.com/AzureAD/microsoft-authentication-library-for-go/apps/public"

	"ferry/backend/crm"
	"ferry/backend/session"
)

// Secrets keeps the token cache, as the operating system's keychain does. Read gives nil and no error where there is
// nothing; Delete of nothing is no error. Errors should be *crm.Error: crm.CodeStorage says that what was kept is
// damaged, anything else that the keychain does not answer.
type Secrets interface {
	Read(ctx context.Context, name string) ([]byte, error)
	Write(ctx context.Context, name string, secret []byte) error
	Delete(ctx context.Context, name string) error
}

// Config is how to sign in.
type Config struct {
	Secrets Secrets
	// Transport carries the requests to the authority; nil means http.DefaultTransport.
	Transport http.RoundTripper
	// InstanceDiscovery lets MSAL ask Microsoft whether it knows the authority's host. Off for authorities of our own.
	InstanceDiscovery bool
	// Capabilities are declared to Entra; nil means CP1: this client understands claims challenges, for which tokens
	// live longer and can be revoked at once.
	Capabilities []string
	// Unsaved is told when tokens could not be kept: they are good until the program ends. Nil ignores it.
	Unsaved func(err error)
}

// signInTimeout bounds a sign-in whose caller set no deadline: MSAL would wait for the browser for ever.
const signInTimeout = 15 * time.Minute

// Authority signs people in. It is safe for concurrent use; of several interactive sign-ins the newest goes on.
type Authority struct {
	config Config
	http   *httpClient

	mu           sync.Mutex
	applications map[applicationKey]*application
	waiting      *waiting
}

var _ session.Authority = (*Authority)(nil)

type applicationKey struct{ authority, clientID string }

// application is MSAL's client for one authority and client id, with its token cache.
type application struct {
	client public.Client
	cache  *tokenCache
	// turn lets one silent request through at a time: two that refresh at once would spend the same refresh token twice.
	turn chan struct{}
}

// New makes an authority. It sends nothing and reads nothing.
func New(config Config) (*Authority, error) {
	if config.Secrets == nil {
		return nil, crm.Errorf(crm.CodeKeychain, "an authority needs a place for its tokens")
	}
	if config.Capabilities == nil {
		config.Capabilities = []string{"CP1"}
	}
	if config.Unsaved == nil {
		config.Unsaved = func(error) {}
	}
	return &Authority{
		config:       config,
		http:         newHTTPClient(config.Transport),
		applications: map[applicationKey]*application{},
	}, nil
}

// application is made once per authority and client id, since it holds tokens in memory.
func (a *Authority) application(authority, clientID string) (*application, error) {
	a.mu.Lock()
	defer a.mu.Unlock()
	key := applicationKey{strings.TrimRight(authority, "/"), clientID}
	if made, found := a.applications[key]; found {
		return made, nil
	}
	cache := &tokenCache{secrets: a.config.Secrets, name: cacheName(key), unsaved: a.config.Unsaved}
	client, err := public.New(clientID,
		public.WithAuthority(key.authority),
		public.WithHTTPClient(a.http),
		public.WithCache(cache),
		public.WithClientCapabilities(a.config.Capabilities),
		public.WithInstanceDiscovery(a.config.InstanceDiscovery))
	if err != nil {
		return nil, crm.Errorf(crm.CodeInvalid, "the authority must be an https address with a tenant")
	}
	made := &application{client: client, cache: cache, turn: make(chan struct{}, 1)}
	a.applications[key] = made
	return made, nil
}

func scopes(resource string) []string {
	return []string{strings.TrimRight(resource, "/") + "/user_impersonation"}
}

// SignIn runs the interactive flow: it hands the sign-in page's address to request.OpenURL and waits, on a loopback
// port, until the browser brings the answer. A sign-in that is already waiting ends with crm.CodeSignInCancelled.
// Errors: crm.CodeSignInCancelled when ctx ends or the person declines, crm.CodeSignIn when the authority refuses (with
// the claims it wants, if any), crm.CodeOffline, crm.CodeUnavailable.
func (a *Authority) SignIn(ctx context.Context, request session.SignIn) (session.Account, error) {
	if request.OpenURL == nil {
		return session.Account{}, crm.Errorf(crm.CodeUnexpected, "nothing to show the sign-in page with")
	}
	app, err := a.application(request.Authority, request.ClientID)
	if err != nil {
		return session.Account{}, err
	}
	ctx, finish, err := a.supersede(ctx)
	if err != nil {
		return session.Account{}, err
	}
	defer finish()
	if err := app.cache.load(ctx); err != nil {
		a.config.Unsaved(err) // a person can sign in without a keychain; the tokens then live in memory
		app.cache.startEmpty()
	}
	result, err := app.client.AcquireTokenInteractive(ctx, scopes(request.Resource), interactiveOptions(request)...)
	if err != nil {
		return session.Account{}, interactiveError(ctx, err)
	}
	return accountOf(result), nil
}

func interactiveOptions(request session.SignIn) []public.AcquireInteractiveOption {
	options := []public.AcquireInteractiveOption{public.WithOpenURL(opener(request.OpenURL))}
	if request.Claims != "" {
		options = append(options, public.WithClaims(request.Claims))
	}
	if request.LoginHint != "" {
		options = append(options, public.WithLoginHint(request.LoginHint))
	}
	return options
}

// opener keeps the cause of a page that could not be shown apart from MSAL's own failures.
func opener(open func(string) error) func(string) error {
	return func(link string) error {
		if err := open(link); err != nil {
			return crm.Errorf(crm.CodeUnexpected, "the sign-in page could not be opened: %w", err)
		}
		return nil
	}
}

func accountOf(result public.AuthResult) session.Account {
	account := session.Account{
		ID:       result.Account.HomeAccountID,
		ObjectID: result.IDToken.Oid,
		TenantID: result.IDToken.TenantID,
		Username: result.Account.PreferredUsername,
		Name:     result.IDToken.Name,
	}
	objectID, tenantID, _ := strings.Cut(account.ID, ".")
	if account.ObjectID == "" {
		account.ObjectID = objectID
	}
	if account.TenantID == "" {
		account.TenantID = tenantID
	}
	return account
}

// Token gives an access token for the resource without a person. Errors: crm.CodeSignIn when a person has to sign in
// (with the claims to satisfy), crm.CodeKeychain when the keychain does not answer, crm.CodeOffline,
// crm.CodeUnavailable, crm.CodeThrottled, crm.CodeCancelled.
func (a *Authority) Token(ctx context.Context, request session.TokenRequest) (string, error) {
	app, err := a.application(request.Authority, request.ClientID)
	if err != nil {
		return "", err
	}
	if err := app.enter(ctx); err != nil {
		return "", err
	}
	defer app.leave()
	if err := app.cache.load(ctx); err != nil {
		return "", err
	}
	account, found, err := app.account(ctx, request.AccountID)
	if err != nil {
		return "", err
	}
	if !found {
		return "", crm.Errorf(crm.CodeSignIn, "this account is not signed in on this machine")
	}
	options := []public.AcquireSilentOption{public.WithSilentAccount(account)}
	if request.Claims != "" {
		options = append(options, public.WithClaims(request.Claims))
	}
	result, err := app.client.AcquireTokenSilent(ctx, scopes(request.Resource), options...)
	if err != nil {
		err := silentError(ctx, err, request.Claims)
		if err.Code == crm.CodeSignIn {
			app.cache.forget() // another process may have signed in meanwhile: the next request looks again
		}
		return "", err
	}
	return result.AccessToken, nil
}

// enter waits for this application's turn.
func (app *application) enter(ctx context.Context) error {
	select {
	case app.turn <- struct{}{}:
		return nil
	case <-ctx.Done():
		return cancelled(ctx)
	}
}

func (app *application) leave() { <-app.turn }

func (app *application) account(ctx context.Context, id string) (public.Account, bool, error) {
	accounts, err := app.client.Accounts(ctx)
	if err != nil {
		return public.Account{}, false, silentError(ctx, err, "")
	}
	for _, account := range accounts {
		if account.HomeAccountID == id {
			return account, true, nil
		}
	}
	return public.Account{}, false, nil
}

// SignOut forgets the account on this machine. It revokes nothing at the authority. When it was the last account, the
// whole cache goes: MSAL would leave a stub.
func (a *Authority) SignOut(ctx context.Context, request session.TokenRequest) error {
	app, err := a.application(request.Authority, request.ClientID)
	if err != nil {
		return err
	}
	if err := app.enter(ctx); err != nil {
		return err
	}
	defer app.leave()
	if err := app.cache.load(ctx); err != nil {
		return err
	}
	account, found, err := app.account(ctx, request.AccountID)
	if err != nil {
		return err
	}
	if found {
		if err := app.client.RemoveAccount(ctx, account); err != nil {
			return silentError(ctx, err, "")
		}
	}
	left, err := app.client.Accounts(ctx)
	if err != nil {
		return silentError(ctx, err, "")
	}
	if len(left) > 0 {
		return app.cache.saved()
	}
	return app.cache.delete(ctx)
}
