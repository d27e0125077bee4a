package sqlite

import (
	"context"
	"errors"
	"sync"

	"ferry/backend/crm"
)

// suspicion is what is known of damage that was met while the folder is open.
type suspicion struct {
	mu sync.Mutex
	// raised says that a file was found to be damaged; certain, that it is the mirror.
	raised, certain bool
	// vain says that both files read back whole after an error that could have been either's: another is not followed.
	vain bool
}

// suspect takes note of an error that a damaged file gives. certain says that it can only be the mirror's.
func (d *Database) suspect(err error, certain bool) {
	if !damaged(err) && crm.CodeOf(err) != crm.CodeDamaged {
		return
	}
	s := &d.suspicion
	s.mu.Lock()
	news := !s.raised && (certain || !s.vain)
	s.raised = s.raised || news
	s.certain = s.certain || certain
	s.mu.Unlock()
	if news && d.config.Suspect != nil {
		d.config.Suspect()
	}
}

// Suspected reports whether damage was met that Mend has not looked into.
func (d *Database) Suspected() bool {
	d.suspicion.mu.Lock()
	defer d.suspicion.mu.Unlock()
	return d.suspicion.raised
}

// Check reads every page of both files, which opening them does not: damage in the middle shows only there. It holds up no
// one. A damaged mirror is suspected (see Config.Suspect and Mend) and no error. Errors: crm.CodeDamaged for outbox.db,
// crm.CodeCancelled also when the folder is closed or cleaned up meanwhile, crm.CodeStorage.
func (d *Database) Check(ctx context.Context) error {
	if err := d.readBack(ctx, outboxFile); err != nil {
		return err
	}
	err := d.readBack(ctx, mirrorFile)
	if crm.CodeOf(err) == crm.CodeDamaged {
		d.suspect(err, true)
		return nil
	}
	return err
}

// readBack checks one file of the folder on a connection of its own.
func (d *Database) readBack(ctx context.Context, name string) error {
	ctx, end := d.checks.begin(ctx)
	defer end()
	d.gate.RLock()
	defer d.gate.RUnlock()
	if d.closed {
		return crm.Errorf(crm.CodeStorage, "the folder is closed or open for reading only")
	}
	path := d.outboxPath()
	if name == mirrorFile {
		path = d.mirrorPath()
	}
	err := readsWhole(ctx, readDSN(path), name)
	if name == outboxFile && crm.CodeOf(err) == crm.CodeDamaged {
		d.spoiled.Store(true)
	}
	return storageError(err)
}

// readsWhole reads every page of a file and compares what belongs together. Error: crm.CodeDamaged.
func readsWhole(ctx context.Context, dsn, name string) (err error) {
	db, err := openPool(dsn, []string{"PRAGMA busy_timeout = 10000"})
	if err != nil {
		return err
	}
	defer func() { err = errors.Join(err, db.Close()) }()
	var verdict string
	if err := db.QueryRowContext(ctx, "PRAGMA quick_check(1)").Scan(&verdict); err != nil {
		if damaged(err) {
			return crm.Errorf(crm.CodeDamaged, "%s: %w", name, err)
		}
		return err
	}
	if verdict != "ok" {
		return crm.Errorf(crm.CodeDamaged, "%s does not read back whole", name)
	}
	return nil
}

// Mend looks into what was suspected. A damaged mirror is set aside (see SetAside) and begins empty; aside is then true, and
// nothing of what was read before may be stored in it. Errors: crm.CodeDamaged when it is outbox.db, which is left alone
// and should be closed; those of Check.
func (d *Database) Mend(ctx context.Context) (aside bool, err error) {
	raised, certain := d.suspicion.look()
	if !raised || d.config.ReadOnly {
		return false, nil
	}
	if err := d.readBack(ctx, outboxFile); err != nil {
		return false, err
	}
	if !certain {
		if err = d.readBack(ctx, mirrorFile); err != nil && crm.CodeOf(err) != crm.CodeDamaged {
			return false, err
		}
		if err == nil {
			d.suspicion.settle(true)
			return false, nil
		}
	}
	if err := d.setMirrorAside(ctx); err != nil {
		return false, storageError(err)
	}
	d.suspicion.settle(false)
	return true, nil
}

func (s *suspicion) look() (raised, certain bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.raised, s.certain
}

func (s *suspicion) settle(vain bool) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.raised, s.certain, s.vain = false, false, vain
}

func (d *Database) setMirrorAside(ctx context.Context) error {
	d.checks.stop()
	d.gate.Lock()
	defer d.gate.Unlock()
	if d.closed {
		return crm.Errorf(crm.CodeStorage, "the folder is closed")
	}
	_ = d.handles.close() // a damaged file refuses its checkpoint, and goes aside all the same
	// Whatever happens to the mirror, the outbox must be usable again afterwards, even if ctx ended meanwhile.
	ctx = context.WithoutCancel(ctx)
	aside := d.mirrorPath() + asideSuffix
	err := moveDatabase(d.mirrorPath(), aside)
	if err == nil {
		d.aside = aside
		err = currentMirror(ctx, d.mirrorPath())
	}
	return errors.Join(err, d.connect(ctx))
}

// checks lets whoever needs the files for itself end a check that is under way: reading a large mirror takes seconds.
type checks struct {
	mu     sync.Mutex
	cancel context.CancelFunc
}

func (c *checks) begin(ctx context.Context) (context.Context, context.CancelFunc) {
	c.mu.Lock()
	defer c.mu.Unlock()
	ctx, c.cancel = context.WithCancel(ctx)
	return ctx, c.cancel
}

func (c *checks) stop() {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cancel != nil {
		c.cancel()
	}
}
