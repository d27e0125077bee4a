package backend

import (
	"context"
	"errors"
	"sync"
	"sync/atomic"
	"time"

	"ferry/backend/capture"
	"ferry/backend/crm"
	"ferry/backend/dataverse"
	"ferry/backend/matching"
	"ferry/backend/outbox"
	"ferry/backend/session"
	"ferry/backend/sqlite"
)

// live is the organization in use: its folder, its client, and the parts that work on them.
type live struct {
	backend    *Backend
	connection connection
	session    *session.Machine
	pulse      *pulse
	prober     *prober
	tokens     dataverse.Tokens
	client     *dataverse.Client
	database   *sqlite.Database
	matcher    *matching.Matcher
	outbox     *outbox.Outbox
	imports    *imports
	capture    capture.Store
	captures   captures
	strengths  strengths
	policies   parsed[outbox.Policy]
	shapes     parsed[*outbox.Shape]
	// importBegan: no request has been accepted since the last import began.
	importBegan atomic.Bool

	mu           sync.Mutex
	organization crm.Organization
	user         crm.User

	work   sync.WaitGroup
	cancel context.CancelFunc // nil while nothing works
}

// lanes is how many of the sender's requests may be on their way at once: enough to hide the line's delay, and far below the
// 52 that Dataverse allows an account, whose other programs need some too.
const lanes = 4

// Keys of what is kept about the organization and the user in outbox.db, where names may stand.
const (
	keyOrganization = "organization"
	keyUser         = "user"
)

// openLive opens the folder of a connection. tokens is nil for a signed-in account. It needs no network.
func (b *Backend) openLive(ctx context.Context, c connection, tokens dataverse.Tokens) (*live, error) {
	l := &live{backend: b, connection: c}
	l.session = session.NewMachine(session.Connected, c.Since)
	if !c.LapsedSince.IsZero() {
		l.session = session.NewMachine(session.Lapsed, c.LapsedSince)
	}
	if err := l.makeClient(tokens); err != nil {
		return nil, err
	}
	database, err := sqlite.Open(ctx, sqlite.Config{
		Dir: b.machine.folder(c), Program: b.config.Program, ReadOnly: b.config.ReadOnly, Step: b.config.Step,
		Suspect: l.suspected, Stuck: func() { b.unforeseen("outbox: something that was queued cannot be read back; it is kept in the file") },
	})
	if err != nil {
		return nil, err
	}
	l.database, l.capture = database, database.Capture()
	if err := l.recall(ctx); err != nil {
		return nil, errors.Join(err, database.Close())
	}
	l.join()
	if err := l.quarantine(ctx); err != nil {
		return nil, errors.Join(err, database.Close())
	}
	return l, nil
}

func (l *live) makeClient(tokens dataverse.Tokens) error {
	network := l.backend.network(l.connection.Practice)
	trust := network.trust
	if tokens == nil {
		tokens = accountTokens{
			authority: network.authority,
			request: session.TokenRequest{
				Authority: l.connection.Authority, ClientID: l.connection.ClientID, AccountID: l.connection.AccountID,
				Resource: l.connection.URL,
			},
			lapsed: l.lapsed, reached: func(there bool) { l.pulse.note(wayToSignIn, there) },
		}
	} else {
		trust.LoopbackHTTP = true
	}
	l.pulse = &pulse{next: acceptance{next: network.transport, accepted: l.accepted}, changed: l.networkChanged}
	l.prober, l.tokens = newProber(l.offline, l.look), tokens
	client, err := dataverse.New(dataverse.Config{
		URL: l.connection.URL, HTTP: l.pulse, Tokens: tokens, Trust: trust, Logger: l.backend.log,
		UserAgent: "Ferry/" + l.backend.config.Version,
	})
	l.client = client
	return err
}

// recall reads what is known from earlier, so that the screens have names while there is no network.
func (l *live) recall(ctx context.Context) error {
	_, err := l.database.Preference(ctx, keyOrganization, &l.organization)
	_, err2 := l.database.Preference(ctx, keyUser, &l.user)
	return errors.Join(err, err2)
}

// join gives the parts to one another.
func (l *live) join() {
	l.matcher = &matching.Matcher{Rows: l.database, Decisions: l.database, By: l.connection.UserID}
	l.imports = newImports(l, l.client, l.database)
	l.outbox = outbox.New(outbox.Config{
		Store: l.database.Outbox(), CRM: l.client, Notes: l.client, People: l.client, Batch: l.client, Lanes: lanes,
		Matcher: l.matcher,
		Policy:  l.policy, Shape: l.shape, Step: l.backend.config.Step,
		Threads: l.database.Outbox(), Looker: l.client, Findings: l.database.Outbox(),
		Organization: l.connection.OrganizationID,
		Owner:        crm.Ref{Table: crm.TableUser, ID: l.connection.UserID, Name: l.user.Name},
		OnChange: func(outbox.Change) {
			l.changed(topicOutbox)
			l.changed(topicStatus)
		},
		Panicked: func(cause any) { l.backend.Panicked("sender", cause) },
	})
}

// know takes in what the organization said about itself and the user.
func (l *live) know(ctx context.Context, organization crm.Organization, user crm.User) error {
	if l.connection.Practice {
		organization.Kind = crm.OrganizationPractice
	}
	l.mu.Lock()
	l.organization, l.user = organization, user
	l.mu.Unlock()
	err := l.database.SetPreference(ctx, keyOrganization, organization)
	return errors.Join(err, l.database.SetPreference(ctx, keyUser, user))
}

func (l *live) known() (crm.Organization, crm.User) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.organization, l.user
}

// start lets the importer and the sender work. Calling it again changes nothing.
func (l *live) start() {
	l.mu.Lock()
	defer l.mu.Unlock()
	if l.cancel != nil || l.backend.config.ReadOnly {
		return
	}
	ctx, cancel := context.WithCancel(l.backend.life)
	l.cancel = cancel
	l.work.Go(func() { l.backend.keep(ctx, "importer", l.imports.run) })
	l.work.Go(func() { l.backend.keep(ctx, "backups", l.backups) })
	l.work.Go(func() { l.backend.keep(ctx, "prober", l.prober.run) })
	l.work.Go(func() { l.backend.keep(ctx, "network", l.watchNetwork) })
	l.work.Go(func() { l.backend.keep(ctx, "check", l.check) })
	l.work.Go(func() {
		l.backend.keep(ctx, "sender", func(ctx context.Context) { _ = l.outbox.Run(ctx) }) // it ends with ctx, and says no more
	})
}

// stop ends the work and waits for it.
func (l *live) stop() {
	l.mu.Lock()
	cancel := l.cancel
	l.cancel = nil
	l.mu.Unlock()
	if cancel != nil {
		cancel()
	}
	l.captures.stop()
	l.work.Wait()
}

func (l *live) close() error {
	l.stop()
	return l.database.Close()
}

func (l *live) changed(topic string) {
	switch topic {
	case topicMirror, topicLinkedIn, topicConnection, topicSettings:
		l.strengths.forget()
	}
	l.backend.config.Changed(topic)
}

// networkChanged is the pulse's: when the network comes back, waiting work starts at once.
func (l *live) networkChanged(online bool) {
	tell(l.prober.changed)
	if online && l.outbox != nil {
		l.imports.back()
		l.outbox.Wake()
		l.imports.wake()
	}
	l.changed(topicStatus)
}

// lapsed notes that the sign-in no longer holds: since when is shown, the queue waits and nothing is lost.
func (l *live) lapsed(err error) {
	if state, _, _ := l.session.State(); state == session.Lapsed {
		return
	}
	l.backend.moveTo(l.session, session.Lapsed, problemOf(err))
	l.noteLapse(time.Now().UTC())
}

// accepted notes that the organization took a request of the account. The first one of an import ends a pause since it did
// not, also where the import itself fails later: a token that was refused for a moment is no lapsed sign-in, and nobody is
// asked to end it. Later ones do not, lest whoever refuses our writes alone is asked again at every page.
func (l *live) accepted() {
	l.held()
	if l.importBegan.CompareAndSwap(true, false) && l.outbox != nil {
		l.outbox.Resume()
	}
}

// held notes that the sign-in holds: it may have lapsed before.
func (l *live) held() {
	if state, _, _ := l.session.State(); state != session.Lapsed {
		return
	}
	l.backend.moveTo(l.session, session.Connected, nil)
	l.noteLapse(time.Time{})
	if l.outbox != nil {
		l.outbox.Resume()
	}
}

func (l *live) noteLapse(since time.Time) {
	noted := l.connection
	noted.LapsedSince = since
	if err := l.backend.machine.note(noted); err != nil {
		l.backend.log.Error("the lapse could not be noted", "code", crm.CodeOf(err))
	}
	l.changed(topicConnection)
	l.changed(topicStatus)
}
