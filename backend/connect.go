package backend

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/google/uuid"

	"ferry/backend/crm"
	"ferry/backend/dataverse"
	"ferry/backend/practice"
	"ferry/backend/session"
)

// signInDeadline bounds the wait for a person at a sign-in page: the wait for a browser has no end of its own.
const signInDeadline = 5 * time.Minute

// target is what somebody wants to connect to.
type target struct {
	url      string
	practice bool
	person   string // practice only: who signs in
	hint     string // the account to preselect
	expect   string // the systemuserid that has to sign in, or empty for anybody
	// cloud, where it is set, is asked for organizations; none is connected to.
	cloud *dataverse.Cloud
}

// attempt is one connection being made. At most one is under way.
type attempt struct {
	id       string
	cancel   context.CancelFunc
	done     chan struct{}
	deadline time.Time
	finding  bool // it looks for organizations and connects to none

	mu      sync.Mutex
	step    string
	link    string
	problem *crm.Error // why the person does not see the sign-in page, while the attempt waits all the same
}

// Steps of an attempt, as the waiting screen names them.
const (
	stepProbe        = "probe"
	stepSignIn       = "sign-in"
	stepOrganization = "organization"
	stepPreflight    = "preflight"
)

// ConnectPractice starts a connection to the practice organization as one of its people.
func (b *Backend) ConnectPractice(_ context.Context, personID string) (string, error) {
	return b.startAttempt(target{url: practice.URL, practice: true, person: personID})
}

// Connect starts a connection to the organization at the address. The sign-in page opens in the person's browser.
func (b *Backend) Connect(_ context.Context, address string) (string, error) {
	if b.config.PracticeOnly {
		return "", crm.Errorf(crm.CodeUntrustedHost, "this build connects to the practice organization only")
	}
	origin, err := dataverse.Origin(address, b.realNetwork.trust)
	if err != nil {
		return "", err
	}
	to := target{url: origin, hint: b.hintFor(origin)}
	if l, err := b.current(); err == nil && l.connection.URL == origin {
		// Signing in again: as the same person, since another's entries and mirror are another folder's.
		_, user := l.known()
		to.hint, to.expect = user.Email, l.connection.UserID
	}
	return b.startAttempt(to)
}

// startAttempt supersedes the attempt under way, if any: the person has started over.
func (b *Backend) startAttempt(to target) (string, error) {
	ctx, cancel := context.WithDeadline(b.life, time.Now().Add(b.signInPatience))
	next := &attempt{
		id: uuid.NewString(), cancel: cancel, done: make(chan struct{}), step: stepProbe,
		deadline: time.Now().Add(b.signInPatience), finding: to.cloud != nil,
	}
	b.mu.Lock()
	before := b.attempt
	b.attempt, b.problem = next, nil
	b.mu.Unlock()
	if before != nil {
		before.cancel()
		<-before.done
	}
	b.config.Changed(topicConnection)
	b.tasks.Go(func() {
		defer cancel()
		b.finishAttempt(next, b.guarded("connect", func() error {
			if to.cloud != nil {
				return b.find(ctx, next, to)
			}
			return b.connect(ctx, next, to)
		}))
	})
	return next.id, nil
}

func (b *Backend) finishAttempt(a *attempt, err error) {
	if err != nil {
		b.log.Warn("connecting failed", "code", crm.CodeOf(err))
	}
	b.mu.Lock()
	if b.attempt == a {
		b.attempt = nil
		b.problem = problemOf(err)
	}
	b.mu.Unlock()
	close(a.done)
	b.config.Changed(topicConnection)
	b.config.Changed(topicStatus)
}

// CancelConnect ends an attempt. One that has ended already is no error.
func (b *Backend) CancelConnect(id string) error {
	if a := b.currentAttempt(id); a != nil {
		a.cancel()
		<-a.done
	}
	return nil
}

// SignInLink is the sign-in page's address of the attempt that waits for its person.
func (b *Backend) SignInLink(id string) (string, error) {
	if a := b.currentAttempt(id); a != nil {
		a.mu.Lock()
		defer a.mu.Unlock()
		if a.link != "" {
			return a.link, nil
		}
	}
	return "", crm.Errorf(crm.CodeNotFound, "no sign-in is waiting")
}

func (b *Backend) currentAttempt(id string) *attempt {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.attempt != nil && b.attempt.id == id {
		return b.attempt
	}
	return nil
}

func (b *Backend) setStep(a *attempt, step string) {
	a.mu.Lock()
	a.step = step
	a.mu.Unlock()
	b.config.Changed(topicConnection)
}

// connect makes the connection: who is asked at each step is a part of its own.
func (b *Backend) connect(ctx context.Context, a *attempt, to target) error {
	network := b.network(to.practice)
	challenge, err := dataverse.Probe(ctx, network.transport, to.url, network.trust)
	if err != nil {
		return err
	}
	b.setStep(a, stepSignIn)
	account, err := network.authority.SignIn(ctx, session.SignIn{
		Authority: challenge.Authority, ClientID: network.clientID, Resource: challenge.Resource, LoginHint: to.hint,
		OpenURL: func(link string) error { return b.openSignIn(ctx, a, to, link) },
	})
	if err != nil {
		return signInError(ctx, err)
	}
	b.setStep(a, stepOrganization)
	made := connection{
		URL: to.url, Authority: challenge.Authority, ClientID: network.clientID, AccountID: account.ID,
		Practice: to.practice, Since: time.Now().UTC(),
	}
	opened, err := b.identify(ctx, made)
	if err != nil {
		return err
	}
	if to.expect != "" && opened.connection.UserID != to.expect {
		return crm.Errorf(crm.CodeWrongAccount, "another user of the organization signed in")
	}
	b.setStep(a, stepPreflight)
	return b.adopt(ctx, opened, account)
}

// openSignIn shows the sign-in page: in the person's browser, or, for the practice organization, to its own.
func (b *Backend) openSignIn(ctx context.Context, a *attempt, to target, link string) error {
	a.mu.Lock()
	a.link = link
	a.mu.Unlock()
	b.config.Changed(topicConnection)
	if !to.practice {
		b.showSignIn(a, link)
		return nil
	}
	b.tasks.Go(func() {
		err := b.guarded("practice sign-in", func() error {
			return b.practice.SignInAs(ctx, loopbackClient(), link, to.person)
		})
		if err != nil {
			b.log.Warn("practice sign-in failed", "code", crm.CodeOf(err))
			a.cancel()
		}
	})
	return nil
}

// showSignIn opens the person's browser. Where there is none, the attempt goes on and the screen says so: the link can be
// copied into any browser of this machine.
func (b *Backend) showSignIn(a *attempt, link string) {
	err := b.config.OpenBrowser(link)
	if err == nil {
		return
	}
	b.log.Warn("no browser for the sign-in page", "code", crm.CodeOf(err))
	a.mu.Lock()
	a.problem = crm.Errorf(crm.CodeNoBrowser, "the system could not open the sign-in page")
	a.mu.Unlock()
	b.config.Changed(topicConnection)
}

// signInError tells a cancelled sign-in from one that failed.
func signInError(ctx context.Context, err error) error {
	if errors.Is(ctx.Err(), context.Canceled) {
		return crm.Errorf(crm.CodeSignInCancelled, "cancelled")
	}
	if errors.Is(ctx.Err(), context.DeadlineExceeded) {
		return crm.Errorf(crm.CodeSignInTimeout, "nobody signed in within %s", signInDeadline)
	}
	return err
}

func problemOf(err error) *crm.Error {
	if err == nil {
		return nil
	}
	var coded *crm.Error
	if errors.As(err, &coded) {
		return coded
	}
	return &crm.Error{Code: crm.CodeUnexpected, Err: err}
}
