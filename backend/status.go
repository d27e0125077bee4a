package backend

import (
	"context"
	"time"

	"ferry/backend/crm"
	"ferry/backend/health"
	"ferry/backend/outbox"
	"ferry/backend/practice"
	"ferry/backend/session"
	"ferry/backend/settings"
	"ferry/backend/view"
)

// Status is the strip at the bottom of the window.
func (b *Backend) Status(ctx context.Context) (view.Status, error) {
	status := view.Status{Connection: string(session.None), Online: true, Keychain: "ok", Version: b.config.Version}
	if b.inMemory.Load() {
		status.Keychain = "memory"
	}
	b.mu.Lock()
	l, connecting := b.live, b.attempt != nil
	b.mu.Unlock()
	var offline *health.Condition
	status.Warnings, offline = b.warnings(l)
	if l == nil {
		if connecting {
			status.Connection = string(session.Connecting)
		}
		return status, nil
	}
	if offline != nil {
		status.Online = false
		status.OfflineSince = moment(offline.Since)
	}
	return status, l.fillStatus(ctx, &status)
}

func (l *live) fillStatus(ctx context.Context, status *view.Status) error {
	state, since, _ := l.session.State()
	organization, user := l.known()
	status.Connection = string(state)
	if state == session.Lapsed {
		status.LapsedSince = moment(since)
	}
	status.OrganizationName, status.OrganizationURL = organization.Name, l.connection.URL
	status.OrganizationKind, status.UserName = string(organization.Kind), user.Name
	status.Importing = l.imports.view().Running
	if err := l.fillCounts(ctx, status); err != nil {
		return err
	}
	var err error
	status.LastSynced, err = l.lastSynced(ctx)
	return err
}

func (l *live) fillCounts(ctx context.Context, status *view.Status) error {
	stored, err := l.settings(ctx)
	if err != nil {
		return err
	}
	status.SettingsSaved = stored.Source == settings.SourceShared || stored.Source == settings.SourceHandover
	status.Admin = stored.MayEdit
	counts, err := l.outbox.Counts(ctx)
	status.ToSend, status.NeedAttention = counts.ToSend(), counts.States[outbox.Attention]
	status.Sent, status.Unresolved = counts.States[outbox.Sent], counts.Unresolved
	return err
}

// lastSynced is when the last import ended, in this run of the program or an earlier one.
func (l *live) lastSynced(ctx context.Context) (string, error) {
	var finished time.Time
	_, err := l.database.Metadata(ctx, keyFinished, &finished)
	return moment(finished), err
}

// Connection is the connection as it stands.
func (b *Backend) Connection(ctx context.Context) (view.Connection, error) {
	b.mu.Lock()
	l, a, problem := b.live, b.attempt, b.problem
	if problem == nil && l == nil {
		problem = b.refused
	}
	b.mu.Unlock()
	result := view.Connection{
		State: string(session.None), Problem: problemView(problem), PracticeOffline: b.practice.Knobs().IsOffline(),
	}
	var err error
	if l != nil {
		err = l.fillConnection(ctx, &result)
	}
	if a != nil {
		a.mu.Lock()
		result.Step = a.step
		if a.problem != nil {
			result.Problem = problemView(a.problem)
		}
		a.mu.Unlock()
		result.State, result.AttemptID, result.SignInDeadline = string(session.Connecting), a.id, moment(a.deadline)
		result.Finding = a.finding
	}
	return result, err
}

func (l *live) fillConnection(ctx context.Context, result *view.Connection) error {
	state, since, problem := l.session.State()
	organization, user := l.known()
	result.State = string(state)
	result.OrganizationName, result.OrganizationURL = organization.Name, l.connection.URL
	result.OrganizationKind, result.Version = string(organization.Kind), organization.Version
	result.UserID, result.UserName, result.Account = user.ID, user.Name, user.Email
	result.ConnectedSince = moment(l.connection.Since)
	if state == session.Lapsed {
		result.LapsedSince = moment(since)
		if problem != nil && result.Problem.Code == "" {
			result.Problem = problemView(problem)
		}
	}
	var err error
	result.LastSynced, err = l.lastSynced(ctx)
	return err
}

// PracticePeople lists who can sign in to the practice organization.
func (b *Backend) PracticePeople(context.Context) ([]view.PracticePerson, error) {
	people := []view.PracticePerson{}
	for _, person := range b.practice.People() {
		people = append(people, view.PracticePerson{
			ID: person.ID, Name: person.Name, Email: person.Email, Title: person.Title,
			Admin: person.Admin || person.MaySetUp,
			Role:  roleOf(person),
		})
	}
	return people, nil
}

func roleOf(person practice.Person) string {
	switch {
	case person.Disabled:
		return "disabled"
	case person.Role == "":
		return "no-role"
	case person.Admin:
		return "admin"
	case person.MaySetUp && person.SeatHolder:
		return "admin-seller"
	case person.SeatHolder:
		return "seller"
	}
	return "integration"
}

// SetPracticeOffline switches the practice organization's network off or on: to try what an aeroplane does.
func (b *Backend) SetPracticeOffline(_ context.Context, offline bool) error {
	b.practice.Knobs().Offline(offline)
	b.mu.Lock()
	l := b.live
	b.mu.Unlock()
	if l != nil && l.connection.Practice {
		for to := range allWays {
			l.pulse.note(to, !offline)
		}
	}
	err := b.machine.changePreferences(func(kept *settings.Preferences) { kept.PracticeOffline = offline })
	b.config.Changed(topicConnection) // now that whoever looks again finds it
	b.config.Changed(topicStatus)
	return err
}

// DisconnectCounts says what disconnecting would remove and keep.
func (b *Backend) DisconnectCounts(ctx context.Context) (view.DisconnectCounts, error) {
	l, err := b.current()
	if err != nil {
		return view.DisconnectCounts{}, err
	}
	rows, err := l.database.RowCounts(ctx)
	if err != nil {
		return view.DisconnectCounts{}, err
	}
	result := view.DisconnectCounts{}
	for _, count := range rows {
		result.MirrorRows += count.Rows
	}
	counts, err := l.outbox.Counts(ctx)
	result.UnsentEntries = counts.ToSend() + counts.States[outbox.Attention]
	result.SentEntries = counts.States[outbox.Sent]
	return result, err
}

// Disconnect signs the person out; with cleanUp it removes the mirror too. Entries and decisions stay, and nothing in
// Dynamics is removed.
func (b *Backend) Disconnect(ctx context.Context, cleanUp bool) error {
	b.mu.Lock()
	defer b.mu.Unlock()
	l := b.live
	if l == nil {
		return crm.Errorf(crm.CodeNotConnected, "no organization is connected")
	}
	l.stop()
	if err := l.leave(ctx, cleanUp); err != nil {
		if b.running { // it stays in use, and what is queued goes on
			l.start()
		}
		return err
	}
	b.live = nil
	err := l.close()
	for _, topic := range everyTopic() {
		b.config.Changed(topic)
	}
	return err
}

// leave removes what is to be removed, signs out and forgets that the organization is in use.
func (l *live) leave(ctx context.Context, cleanUp bool) error {
	if cleanUp {
		if err := l.database.Cleanup(ctx); err != nil {
			return err
		}
	}
	if err := l.signOut(ctx); err != nil {
		l.backend.log.Warn("signing out", "code", crm.CodeOf(err))
	}
	return l.backend.machine.forget(l.connection)
}

func (l *live) signOut(ctx context.Context) error {
	return l.backend.network(l.connection.Practice).authority.SignOut(ctx, session.TokenRequest{
		Authority: l.connection.Authority, ClientID: l.connection.ClientID, AccountID: l.connection.AccountID,
		Resource: l.connection.URL,
	})
}
