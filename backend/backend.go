package backend

import (
	"context"
	"errors"
	"log/slog"
	"os"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"ferry/backend/crm"
	"ferry/backend/keychain"
	"ferry/backend/practice"
	"ferry/backend/proxy"
	"ferry/backend/session"
	"ferry/backend/settings"
	"ferry/backend/sqlite"
	"ferry/backend/view"
)

// Backend is Ferry without a window. Its methods may be called from several goroutines.
type Backend struct {
	config          Config
	log             *slog.Logger
	closeLog        func() error
	machine         *machine
	practice        *practice.Organization
	proxy           *proxy.Resolver
	realNetwork     network
	practiceNetwork network
	signInPatience  time.Duration
	inMemory        atomic.Bool // there is no keychain, or it refuses: tokens live as long as the process

	// life is the backend's own context: background work ends with it. tasks are what Close waits for.
	life  context.Context
	end   context.CancelFunc
	tasks sync.WaitGroup

	panics panics

	mu      sync.Mutex
	running bool // Run was called: an organization that is opened starts to work
	live    *live
	attempt *attempt
	problem *crm.Error // why the last attempt failed
	found   finding    // by the last look for organizations
	// refused is why the organization in use could not be opened, though it can be mended: nil while one is.
	refused  *crm.Error
	reminder *time.Timer // tells the screens when a warning is due
	cloud    string      // the cloud drive that copies the data folder, or empty
}

// Open opens the data folder and, where one is known, the organization in use. It needs no network.
// Errors: crm.CodeLocked when another process holds the folder, crm.CodeStorage.
func Open(ctx context.Context, config Config) (*Backend, error) {
	config, err := config.withDefaults()
	if err != nil {
		return nil, crm.Errorf(crm.CodeStorage, "data folder: %w", err)
	}
	if err := sqlite.MakeFolder(config.DataDir); err != nil {
		return nil, crm.Errorf(crm.CodeStorage, "data folder: %w", err)
	}
	if !config.ReadOnly {
		if err := tighten(config.DataDir); err != nil {
			return nil, err
		}
	}
	b := &Backend{config: config, machine: &machine{dir: config.DataDir}, proxy: &proxy.Resolver{},
		signInPatience: signInDeadline, cloud: cloudDrive(config.DataDir, os.Getenv)}
	b.life, b.end = context.WithCancel(context.WithoutCancel(ctx))
	if err := b.open(ctx); err != nil {
		return nil, errors.Join(err, b.Close())
	}
	return b, nil
}

func (b *Backend) open(ctx context.Context) error {
	b.openLog()
	if err := b.applyPolicy(); err != nil {
		return err
	}
	if err := b.openPractice(); err != nil {
		return err
	}
	if err := b.makeNetworks(b.chooseSecrets(ctx)); err != nil {
		return err
	}
	current, found, err := b.machine.current()
	if err != nil || !found || (b.config.PracticeOnly && !current.Practice) {
		return err
	}
	opened, err := b.openLive(ctx, current, nil)
	if unusable(err) {
		b.log.Error("the folder cannot be used", "code", crm.CodeOf(err))
		b.refused = problemOf(err) // the screens say what to do; nothing was touched
		return nil
	}
	if err != nil {
		return err
	}
	b.live = opened
	return nil
}

func (b *Backend) applyPolicy() error {
	policy, err := b.machine.policy()
	if b.config.ClientID == "" {
		b.config.ClientID = policy.ClientID
	}
	if b.config.ClientID == "" {
		b.config.ClientID = sampleClientID
	}
	return err
}

// chooseSecrets takes the operating system's keychain, or memory where there is none: never a file.
func (b *Backend) chooseSecrets(ctx context.Context) Secrets {
	if b.config.Secrets != nil {
		return b.config.Secrets
	}
	secrets := keychain.New("Ferry")
	if err := secrets.Check(ctx); err != nil {
		b.log.Warn("no keychain: tokens are kept in memory", "code", crm.CodeOf(err))
		b.inMemory.Store(true)
		return NewMemorySecrets()
	}
	return secrets
}

// Run lets the importer and the sender work until ctx ends.
func (b *Backend) Run(ctx context.Context) {
	b.mu.Lock()
	b.running = true
	if b.live != nil {
		b.live.start()
	}
	b.mu.Unlock()
	<-ctx.Done()
	b.mu.Lock()
	b.running = false
	current := b.live
	b.mu.Unlock()
	if current != nil {
		current.stop()
	}
}

// Close ends all work and closes the files. It may be called once Run has returned, or without Run.
func (b *Backend) Close() error {
	b.mu.Lock()
	b.end() // under the lock: see refuse
	b.mu.Unlock()
	b.remind(0)
	b.tasks.Wait()
	b.mu.Lock()
	current := b.live
	b.live = nil
	b.mu.Unlock()
	var err error
	if current != nil {
		err = current.close()
	}
	if b.closeLog != nil {
		err = errors.Join(err, b.closeLog())
	}
	return err
}

// current is the organization in use, or an error that says why there is none.
func (b *Backend) current() (*live, error) {
	b.mu.Lock()
	defer b.mu.Unlock()
	switch {
	case b.live != nil:
		return b.live, nil
	case b.refused != nil: // it is connected, and its folder cannot be opened
		return nil, b.refused
	}
	return nil, crm.Errorf(crm.CodeNotConnected, "no organization is connected")
}

// Preferences are this machine's.
func (b *Backend) Preferences(context.Context) (view.Preferences, error) {
	preferences, err := b.machine.preferences()
	return view.Preferences{
		Language: preferences.Language, Theme: preferences.Theme, FirstRunDone: preferences.FirstRunDone,
		LastCopyKind: string(preferences.LastCopyKind),
	}, err
}

// SavePreferences keeps them. Values that are not valid become the defaults.
func (b *Backend) SavePreferences(_ context.Context, wanted view.Preferences) error {
	err := b.machine.changePreferences(func(kept *settings.Preferences) {
		kept.Language, kept.Theme = wanted.Language, wanted.Theme
		kept.FirstRunDone, kept.LastCopyKind = wanted.FirstRunDone, crm.Kind(wanted.LastCopyKind)
	})
	b.config.Changed(topicStatus)
	return err
}

// openPractice takes the practice organization that was handed in, or keeps one in the data folder. It is the remote end,
// and a write it has acknowledged must outlive this process as it would at Microsoft's.
func (b *Backend) openPractice() error {
	if b.config.Practice != nil {
		b.practice = b.config.Practice
		return nil
	}
	b.practice = practice.New(practice.Options{})
	preferences, err := b.machine.preferences()
	if err != nil {
		return err
	}
	b.practice.Knobs().Offline(preferences.PracticeOffline)
	path := filepath.Join(b.config.DataDir, "practice.json")
	file, err := os.Open(path) // #nosec G304 -- our own data folder
	switch {
	case errors.Is(err, os.ErrNotExist):
	case err != nil:
		return crm.Errorf(crm.CodeStorage, "practice organization: %w", err)
	default:
		err := errors.Join(b.practice.Load(file), file.Close())
		if err != nil {
			return crm.Errorf(crm.CodeStorage, "practice organization: %w", err)
		}
	}
	if !b.config.ReadOnly {
		keeper := &practiceKeeper{organization: b.practice, path: path, log: b.log}
		b.practice.OnChange(keeper.save)
	}
	return nil
}

// moveTo changes the session's state. An impossible move is an error of the program: it is logged and changes nothing.
func (b *Backend) moveTo(machine *session.Machine, to session.State, problem *crm.Error) {
	if err := machine.Move(to, time.Now(), problem); err != nil {
		b.log.Error("session", "error", err)
	}
}
