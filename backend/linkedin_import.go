package backend

import (
	"bytes"
	"context"
	"path/filepath"
	"sync"
	"time"

	"github.com/google/uuid"

	"ferry/backend/capture"
	"ferry/backend/crm"
	"ferry/backend/practice"
	"ferry/backend/view"
)

// The states of material being brought in (view.Capture).
const (
	captureReading   = "reading"
	captureColumns   = "columns"
	captureOwner     = "owner"
	captureStoring   = "storing"
	captureDone      = "done"
	captureFailed    = "failed"
	captureCancelled = "cancelled"
)

// captures is the material being brought in: one at a time. What waits for a person's answer lives in memory alone; until it
// is stored, nothing of it is on disk.
type captures struct {
	mu       sync.Mutex
	now      view.Capture
	cancel   context.CancelFunc // of the work under way, or nil
	material capture.Material
	table    capture.Table
	told     time.Time
}

// begin takes a new one in place of one that is over or waits for an answer. Errors: crm.CodeInvalid while one is worked on.
func (c *captures) begin(file string) (string, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.cancel != nil {
		return "", crm.Errorf(crm.CodeInvalid, "material is being brought in already")
	}
	c.now = view.Capture{ID: uuid.NewString(), State: captureReading, File: file}
	c.material, c.table = capture.Material{}, capture.Table{}
	return c.now.ID, nil
}

// answer takes the one that waits in a state on to work again.
func (c *captures) answer(id, state string) error {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.now.ID != id || c.now.State != state || c.cancel != nil {
		return crm.Errorf(crm.CodeNotFound, "nothing waits for this answer")
	}
	return nil
}

// Capture is the material being brought in, or the last that was.
func (b *Backend) Capture(context.Context) (view.Capture, error) {
	b.mu.Lock()
	l := b.live
	b.mu.Unlock()
	if l == nil {
		return view.Capture{}, nil
	}
	l.captures.mu.Lock()
	defer l.captures.mu.Unlock()
	return l.captures.now, nil
}

// StartCapture brings in what is at a path: an archive (a zip, a folder, messages.csv or Connections.csv) or any other CSV
// file. It returns at once; Capture tells how far it is and what it asks.
func (b *Backend) StartCapture(path string) (string, error) {
	l, err := b.current()
	if err != nil {
		return "", err
	}
	return l.startCapture(filepath.Base(path), func(ctx context.Context) error {
		table, err := capture.IsTable(ctx, path)
		if err != nil || table {
			return l.askColumns(ctx, path, err)
		}
		material, err := capture.Read(ctx, path, l.tellProgress)
		return l.askOwner(ctx, material, err)
	})
}

// StartSample brings in the sample archive of the practice organization's seat holder, as StartCapture does.
func (b *Backend) StartSample() (string, error) {
	l, err := b.current()
	if err != nil {
		return "", err
	}
	return l.startCapture("", func(ctx context.Context) error {
		archive := practice.SampleArchive()
		material, err := capture.ReadArchive(ctx, bytes.NewReader(archive), int64(len(archive)), l.tellProgress)
		if err != nil {
			return err
		}
		return l.store(ctx, material) // whose it is goes without saying
	})
}

func (l *live) startCapture(file string, work func(context.Context) error) (string, error) {
	if l.backend.config.ReadOnly {
		return "", crm.Errorf(crm.CodeLocked, "opened for reading only")
	}
	id, err := l.captures.begin(file)
	if err != nil {
		return "", err
	}
	return id, l.workOn(id, work)
}

// workOn runs a piece of the way in the background, until it is over or waits for an answer. Errors: crm.CodeNotFound when
// another answer was first.
func (l *live) workOn(id string, work func(context.Context) error) error {
	ctx, cancel := context.WithCancel(l.backend.life)
	l.captures.mu.Lock()
	if l.captures.cancel != nil || l.captures.now.ID != id {
		l.captures.mu.Unlock()
		cancel()
		return crm.Errorf(crm.CodeNotFound, "it is being worked on already")
	}
	l.captures.cancel = cancel
	l.captures.mu.Unlock()
	l.changed(topicCapture)
	l.work.Go(func() {
		defer cancel()
		l.endWork(id, l.backend.guarded("material", func() error { return work(ctx) }))
		l.changed(topicCapture)
	})
	return nil
}

func (l *live) endWork(id string, err error) {
	c := &l.captures
	c.mu.Lock()
	defer c.mu.Unlock()
	c.cancel = nil
	if c.now.ID != id || err == nil {
		return
	}
	c.material, c.table = capture.Material{}, capture.Table{}
	c.now.State = captureFailed
	if crm.CodeOf(err) == crm.CodeCancelled {
		c.now.State = captureCancelled
		return
	}
	c.now.Problem = problemView(problemOf(err))
	l.backend.log.Warn("material", "code", crm.CodeOf(err))
}

// tellProgress takes in how far reading or storing is, and tells the screens now and then.
func (l *live) tellProgress(p capture.Progress) {
	c := &l.captures
	c.mu.Lock()
	if p.File != "" {
		c.now.Part = p.File
	}
	c.now.Done, c.now.Total = p.Done, p.Total
	tell := time.Since(c.told) > progressEvery
	if tell {
		c.told = time.Now()
	}
	c.mu.Unlock()
	if tell {
		l.changed(topicCapture)
	}
}

func (c *captures) set(change func(*captures)) {
	c.mu.Lock()
	defer c.mu.Unlock()
	change(c)
}

// askOwner stores material whose owner is known, and asks a person otherwise: also where all signs agree on somebody of
// another name than the seat holder, under whose name it would be written.
func (l *live) askOwner(ctx context.Context, material capture.Material, err error) error {
	if err != nil {
		return err
	}
	if err := l.recallOwner(ctx, &material); err != nil {
		return err
	}
	_, user := l.known()
	owner := material.Owner
	sure := owner.Certainty == capture.OwnerSure && capture.SameName(owner.Member.Name, user.Name)
	if sure || owner.Certainty == capture.OwnerConfirmed || len(material.Messages) == 0 {
		return l.store(ctx, material)
	}
	l.captures.set(func(c *captures) {
		c.material, c.now.State = material, captureOwner
		c.now.Owners = ownersView(owner)
	})
	return nil
}

func ownersView(owner capture.Owner) []view.Member {
	owners := []view.Member{}
	for _, member := range append([]crm.Member{owner.Member}, owner.Others...) {
		if member.Key != "" {
			owners = append(owners, memberView(member))
		}
	}
	return owners
}

// recallOwner takes whoever was the owner of the last archive, where that may be.
func (l *live) recallOwner(ctx context.Context, material *capture.Material) error {
	last, found, err := l.capture.Owner(ctx)
	if err != nil || !found || (last.Certainty != capture.OwnerConfirmed && last.Certainty != capture.OwnerSure) {
		return err
	}
	may := []crm.Member{material.Owner.Member}
	if material.Owner.Certainty != capture.OwnerSure {
		may = append(may, material.Owner.Others...)
	}
	for _, member := range may {
		if member.Key == last.Member.Key && member.Key != "" {
			material.SetOwner(member)
			return nil
		}
	}
	return nil
}

// ConfirmOwner says whose archive it is, and stores it.
func (b *Backend) ConfirmOwner(id, memberKey string) error {
	l, err := b.current()
	if err != nil {
		return err
	}
	if err := l.captures.answer(id, captureOwner); err != nil {
		return err
	}
	l.captures.mu.Lock()
	material := l.captures.material
	l.captures.mu.Unlock()
	for _, member := range append([]crm.Member{material.Owner.Member}, material.Owner.Others...) {
		if member.Key == memberKey && memberKey != "" {
			material.SetOwner(member)
			return l.workOn(id, func(ctx context.Context) error { return l.store(ctx, material) })
		}
	}
	return crm.Errorf(crm.CodeInvalid, "not one of the people who may be the owner")
}

// store keeps the material and says what became of it.
func (l *live) store(ctx context.Context, material capture.Material) error {
	var file string
	l.captures.set(func(c *captures) {
		c.now.State, c.now.Part, c.now.Done, c.now.Total = captureStoring, "", 0, int64(len(material.Messages))
		file = c.now.File
	})
	l.changed(topicCapture)
	report, err := l.keepMaterial(ctx, file, material, l.tellProgress)
	if err != nil {
		return err
	}
	l.captures.set(func(c *captures) {
		c.material, c.table = capture.Material{}, capture.Table{}
		c.now.State, c.now.Report = captureDone, report
	})
	return nil
}

// CancelCapture ends the one under way, or drops the one that waits for an answer: nothing of it is stored. One that is over
// is forgotten, so that no screen shows its report any more.
func (b *Backend) CancelCapture(id string) error {
	l, err := b.current()
	if err != nil {
		return err
	}
	l.captures.set(func(c *captures) {
		switch {
		case c.now.ID != id:
		case c.cancel != nil:
			c.cancel()
		case c.now.State == captureOwner || c.now.State == captureColumns:
			c.now.State = captureCancelled
			c.material, c.table = capture.Material{}, capture.Table{}
		default:
			c.now = view.Capture{}
		}
	})
	l.changed(topicCapture)
	return nil
}

// stop ends the work under way.
func (c *captures) stop() {
	c.set(func(c *captures) {
		if c.cancel != nil {
			c.cancel()
		}
	})
}
