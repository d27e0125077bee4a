package sqlite

import (
	"context"
	"database/sql"
	"errors"
	"path/filepath"
	"sync"
	"sync/atomic"
	"time"

	"ferry/backend/crm"
)

// Names of the two databases inside a folder.
const (
	outboxFile = "outbox.db"
	mirrorFile = "mirror.db"
)

// Config says which folder to open and how.
type Config struct {
	// Dir is the folder of one user of one organization: organizations/<organization id>/<systemuserid>. Open creates it.
	Dir string
	// ReadOnly opens without taking the folder's lock and refuses every write: for a second process beside the window.
	// The folder must have been opened by the same version before. What the holder queued this moment may be missing.
	ReadOnly bool
	// Program is what a second process is told about the holder of the lock ("ferryctl"). Empty means "ferry".
	Program string
	// Step, where it is set, is called at each of Steps: tests end the process there.
	Step func(step string)
	// Suspect, where it is set, is told once that reading or writing met a damaged file, until Mend has looked into it. It must
	// return at once.
	Suspect func()
	// Stuck, where it is set, is told when something that was queued cannot be read back: it stays in the file. It must return
	// at once.
	Stuck func()
	// Now is the clock that names the copy made before a migration; nil is the system's.
	Now func() time.Time
}

func (c Config) now() time.Time {
	if c.Now == nil {
		return time.Now()
	}
	return c.Now()
}

// Database is one open folder: mirror.db and outbox.db. Its methods may be called from several goroutines.
type Database struct {
	config Config
	lock   *folderLock // nil when read-only

	// gate is held for reading by every use of the handles, and for writing while Cleanup replaces them.
	gate    sync.RWMutex
	handles handles
	aside   string
	closed  bool

	suspicion suspicion
	checks    checks
	spoiled   atomic.Bool // outbox.db was found to be damaged: nothing more is written to it

	intake     intake
	ids        knownIDs
	departures departures
	entries    knownEntries
	metadata   known[string]     // of the mirror; empty: known to be stored nowhere
	outlines   known[[]outlined] // of conversations
}

// handles are the open connections. Writers are nil when the folder is open read-only.
type handles struct {
	outbox *sql.DB // the only writer of outbox.db
	mirror *sql.DB // the only writer of mirror.db
	read   *sql.DB // outbox.db with mirror.db attached, both read-only
	// On outbox, what is written often.
	parsed     map[string]*sql.Stmt
	insertions map[string]insertion
}

// Open locks the folder, brings both files to this version's schema and opens them. A mirror that is damaged or from a newer
// version is set aside (see SetAside) and starts empty; an outbox that is damaged or newer is refused and left untouched.
//
// Errors: crm.CodeLocked when another process holds the folder (the detail says which), crm.CodeDamaged and
// crm.CodeNewerVersion for an outbox.db that cannot be used (see Restore), crm.CodeStorage for everything else that the disk
// or the files are to blame for.
func Open(ctx context.Context, config Config) (*Database, error) {
	dir, err := filepath.Abs(config.Dir)
	if err != nil {
		return nil, crm.Errorf(crm.CodeStorage, "folder: %w", err)
	}
	config.Dir = dir
	if config.Program == "" {
		config.Program = "ferry"
	}
	d := &Database{config: config}
	d.entries.disabled, d.metadata.disabled, d.outlines.disabled = config.ReadOnly, config.ReadOnly, config.ReadOnly
	if err := d.open(ctx); err != nil {
		return nil, errors.Join(storageError(err), d.Close())
	}
	return d, nil
}

func (d *Database) open(ctx context.Context) error {
	if d.config.ReadOnly {
		return d.openReadOnly(ctx)
	}
	if err := makeFolder(d.config.Dir); err != nil {
		return err
	}
	lock, err := lockFolder(d.config.Dir, d.config.Program)
	if err != nil {
		return err
	}
	d.lock = lock
	if err := d.prepareOutbox(ctx); err != nil {
		return err
	}
	if d.aside, err = prepareMirror(ctx, d.mirrorPath()); err != nil {
		return err
	}
	d.intake.unknown = true
	d.intake.pending.Store(true) // a crash may have left something there
	d.departures.doubt()
	return d.connect(ctx)
}

func (d *Database) openReadOnly(ctx context.Context) error {
	for path, source := range map[string]string{d.outboxPath(): outboxMigrations, d.mirrorPath(): mirrorMigrations} {
		if err := requireCurrent(ctx, path, source); err != nil {
			return err
		}
	}
	return d.connect(ctx)
}

// connect opens the handles. The writers come first: a read-only connection needs the WAL's index to exist.
func (d *Database) connect(ctx context.Context) (err error) {
	h := &d.handles
	d.metadata.forget() // it may be another mirror now
	if !d.config.ReadOnly {
		if h.mirror, err = opened(ctx)(mirrorWriter(d.mirrorPath())); err != nil {
			return err
		}
		if h.outbox, err = opened(ctx)(outboxWriter(d.outboxPath(), d.mirrorPath())); err != nil {
			return err
		}
		if h.parsed, err = parse(ctx, h.outbox, append(writerStatements(), insertIntake)); err != nil {
			return err
		}
		if h.insertions, err = parseInsertions(ctx, h.outbox); err != nil {
			return err
		}
	}
	h.read, err = opened(ctx)(reader(d.outboxPath(), d.mirrorPath()))
	return err
}

// opened makes a pool's first connection at once. A pool that cannot is still given, to be closed.
func opened(ctx context.Context) func(*sql.DB, error) (*sql.DB, error) {
	return func(pool *sql.DB, err error) (*sql.DB, error) {
		if err != nil {
			return nil, err
		}
		return pool, pool.PingContext(ctx)
	}
}

func (d *Database) outboxPath() string { return filepath.Join(d.config.Dir, outboxFile) }
func (d *Database) mirrorPath() string { return filepath.Join(d.config.Dir, mirrorFile) }

// SetAside is the path of the damaged or newer mirror that Open, Mend or Cleanup moved away, or empty.
func (d *Database) SetAside() string {
	d.gate.RLock()
	defer d.gate.RUnlock()
	return d.aside
}

// Close closes both files and gives the folder's lock back. It may be called twice.
func (d *Database) Close() error {
	d.checks.stop()
	if !d.spoiled.Load() {
		d.tidy()
	}
	d.gate.Lock()
	defer d.gate.Unlock()
	if d.closed {
		return nil
	}
	d.closed = true
	err := d.handles.close()
	if d.lock != nil {
		err = errors.Join(err, d.lock.release())
	}
	return storageError(err)
}

// tidy spreads what the intake holds, so that a reader of the folder finds every entry in its table. Where that fails, the
// next Open has it done.
func (d *Database) tidy() {
	ctx, cancel := context.WithTimeout(context.Background(), tidyLimit)
	defer cancel()
	_ = d.spread(ctx)
}

const tidyLimit = 10 * time.Second

// close closes what is open, each file's own writer last: only a connection that may write checkpoints and removes the
// WAL, and the outbox's has the mirror attached for reading.
func (h *handles) close() error {
	var all error
	for _, db := range []*sql.DB{h.read, h.outbox, h.mirror} {
		if db != nil {
			all = errors.Join(all, db.Close())
		}
	}
	*h = handles{}
	return all
}
