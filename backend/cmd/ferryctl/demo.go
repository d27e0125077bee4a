package main

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"time"

	"ferry/backend"
	"ferry/backend/crm"
	"ferry/backend/practice"
	"ferry/backend/view"
)

// patience bounds every wait of the story: on a slow machine each takes well under a second.
const patience = time.Minute

// story is the main job, told step by step on a practice organization and a data folder of its own.
type story struct {
	out      reporter
	dir      string
	practice *practice.Organization
	seller   practice.Person
	admin    practice.Person
	secrets  backend.Secrets
	house    *backend.Backend
	stop     func() error
	before   map[string]bool // activities that stood in the organization before anything was copied
	copied   []string        // entry ids
}

// chapters is the story. Each says what it did; the first that fails ends it.
func (s *story) chapters() []chapter {
	return []chapter{
		{"connect-admin", s.connectAdmin}, {"settings", s.saveSettings}, {"connect", s.connectSeller},
		{"import", s.waitForImport}, {"saved", s.lookAtSaved}, {"archive", s.importArchive}, {"archive-again", s.importArchiveAgain},
		{"offline", s.cutTheNetwork}, {"copy-message", s.copyMessage}, {"copy-thread", s.copyThread}, {"copy-note", s.copyNote},
		{"copy-call", s.copyCall}, {"restart", s.restart}, {"still-queued", s.checkStillQueued}, {"online", s.restoreTheNetwork},
		{"sent", s.waitUntilSent}, {"organization", s.askTheOrganization},
	}
}

type chapter struct {
	name string
	tell func(ctx context.Context) (text string, detail any, err error)
}

func runDemo(ctx context.Context, c *call) error {
	dir, err := os.MkdirTemp("", "ferry-demo-")
	if err != nil {
		return crm.Errorf(crm.CodeStorage, "temporary folder: %w", err)
	}
	s := &story{out: c.out, dir: dir, practice: practice.New(practice.Options{}), secrets: backend.NewMemorySecrets()}
	defer func() {
		err := os.RemoveAll(dir)
		if err != nil {
			c.out.say("clean-up", false, "the temporary folder stays behind", nil)
		}
	}()
	return s.run(ctx)
}

func (s *story) run(ctx context.Context) (err error) {
	for _, person := range s.practice.People() {
		switch {
		case person.Admin && s.admin.ID == "":
			s.admin = person
		case person.SeatHolder && !person.Admin && s.seller.ID == "":
			s.seller = person
		}
	}
	if err := s.start(ctx); err != nil {
		return err
	}
	defer func() { err = errors.Join(err, s.stop()) }()
	for _, chapter := range s.chapters() {
		text, detail, err := chapter.tell(ctx)
		if err != nil {
			return fmt.Errorf("%s: %w", chapter.name, err)
		}
		s.out.say(chapter.name, true, text, detail)
	}
	return nil
}

// start opens the house on the story's folder and lets it run, as the window would.
func (s *story) start(ctx context.Context) error {
	house, err := backend.Open(ctx, backend.Config{
		DataDir: s.dir, Version: version, Program: "ferryctl", PracticeOnly: true, Practice: s.practice, Secrets: s.secrets,
		Logger: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		return err
	}
	running, cancel := context.WithCancel(ctx)
	done := make(chan struct{})
	go func() {
		defer close(done)
		house.Run(running)
	}()
	s.house = house
	s.stop = func() error {
		cancel()
		<-done
		return house.Close()
	}
	return nil
}

func (s *story) connectAdmin(ctx context.Context) (string, any, error) {
	return s.connect(ctx, s.admin)
}

func (s *story) connectSeller(ctx context.Context) (string, any, error) {
	return s.connect(ctx, s.seller)
}

func (s *story) connect(ctx context.Context, person practice.Person) (string, any, error) {
	if _, err := s.house.ConnectPractice(ctx, person.ID); err != nil {
		return "", nil, err
	}
	var state view.Connection
	err := until(ctx, "the connection is made", func() (bool, error) {
		var err error
		state, err = s.house.Connection(ctx)
		if err == nil && state.Problem.Code != "" {
			err = crm.Errorf(crm.Code(state.Problem.Code), "%s", state.Problem.Detail)
		}
		return state.State == "connected" && state.UserID == person.ID, err
	})
	if err != nil {
		return "", nil, err
	}
	detail := map[string]string{"organization": state.OrganizationName, "kind": state.OrganizationKind, "user": state.UserName}
	return state.UserName + " signed in to " + state.OrganizationName + " through the real sign-in flow", detail, nil
}

// saveSettings is the admin's part: everything beyond the first stage is pipeline, every kind is written back.
func (s *story) saveSettings(ctx context.Context) (string, any, error) {
	if _, _, err := s.waitForImport(ctx); err != nil {
		return "", nil, err
	}
	settings, err := s.house.Settings(ctx)
	if err != nil {
		return "", nil, err
	}
	values := settings.Values
	values.Writeback = true
	for _, column := range settings.StageColumns {
		if column.Column != "salesstage" || len(column.Choices) == 0 {
			continue
		}
		values.StageColumn, values.StageValue = column.Column, column.Choices[0].Value
		values.StageOrder = nil
		for _, choice := range column.Choices {
			values.StageOrder = append(values.StageOrder, choice.Value)
		}
	}
	saved, err := s.house.SaveSettings(ctx, values, settings.Version)
	if err != nil {
		return "", nil, err
	}
	if saved.Source != "shared" || !saved.Values.Writeback || saved.Values.StageColumn == "" {
		return "", nil, crm.Errorf(crm.CodeUnexpected, "saved settings read back as %s", saved.Source)
	}
	return "stage beyond the first, all kinds written back; saved in the organization", saved.Values, nil
}

func (s *story) waitForImport(ctx context.Context) (string, any, error) {
	var progress view.ImportProgress
	err := until(ctx, "the import ends", func() (bool, error) {
		var err error
		progress, err = s.house.ImportProgress(ctx)
		if err == nil && progress.Problem.Code != "" {
			err = crm.Errorf(crm.Code(progress.Problem.Code), "%s", progress.Problem.Detail)
		}
		return progress.Finished != "" && !progress.Running, err
	})
	rows := map[string]int64{}
	var sum int64
	for _, table := range progress.Tables {
		rows[table.Table] = table.Rows
		sum += table.Rows
	}
	if err == nil && rows[crm.TableContact] == 0 {
		err = crm.Errorf(crm.CodeUnexpected, "no contact was imported")
	}
	return fmt.Sprintf("%d rows in %d tables", sum, len(rows)), rows, err
}

func (s *story) lookAtSaved(ctx context.Context) (string, any, error) {
	leads, err := s.house.Records(ctx, view.RecordQuery{Scope: "saved", Kind: "lead", Limit: 10})
	if err != nil {
		return "", nil, err
	}
	accounts, err := s.house.Records(ctx, view.RecordQuery{Scope: "saved", Kind: "account", Limit: 10})
	if err != nil {
		return "", nil, err
	}
	if leads.Total == 0 || accounts.Total == 0 {
		return "", nil, crm.Errorf(crm.CodeUnexpected, "nothing is saved for the seat holder")
	}
	detail := map[string]int{"leads": leads.Total, "accounts": accounts.Total}
	return fmt.Sprintf("%d leads and %d accounts are saved", leads.Total, accounts.Total), detail, nil
}

// until polls until the condition holds, fails, or patience ends.
func until(ctx context.Context, what string, holds func() (bool, error)) error {
	ctx, cancel := context.WithTimeout(ctx, patience)
	defer cancel()
	tick := time.NewTicker(10 * time.Millisecond)
	defer tick.Stop()
	for {
		if ok, err := holds(); ok || err != nil {
			return err
		}
		select {
		case <-ctx.Done():
			return crm.Errorf(crm.CodeCancelled, "waited in vain until %s", what)
		case <-tick.C:
		}
	}
}
