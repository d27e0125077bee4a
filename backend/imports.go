package backend

import (
	"context"
	"errors"
	"sync"
	"time"

	"ferry/backend/crm"
	"ferry/backend/importer"
	"ferry/backend/view"
)

// importEvery is how often changes are read while the network is there.
const importEvery = 5 * time.Minute

// progressEvery bounds how often the screens are told about progress.
const progressEvery = 200 * time.Millisecond

// imports runs the importer at start, on a timer, on demand and when the network comes back, and knows how it stands.
type imports struct {
	live     *live
	importer *importer.Importer
	nudge    chan struct{}

	mu       sync.Mutex
	cancel   context.CancelFunc // of the run under way, or nil
	tables   map[string]importer.Progress
	finished time.Time
	problem  *crm.Error
	told     time.Time
	// failed is why imports fail, since failedAt; a new try alone does not end it.
	failed   *crm.Error
	failedAt time.Time
}

func newImports(l *live, source importer.Source, store importer.Store) *imports {
	i := &imports{live: l, nudge: make(chan struct{}, 1), tables: map[string]importer.Progress{}}
	i.importer = &importer.Importer{Source: source, Store: store, Report: i.note}
	if counter, ok := source.(importer.Counter); ok {
		i.importer.Counter = counter
	}
	return i
}

// run imports until ctx ends.
func (i *imports) run(ctx context.Context) {
	timer := time.NewTicker(importEvery)
	defer timer.Stop()
	for {
		if err := i.once(ctx); err != nil {
			i.live.backend.log.Warn("import", "code", crm.CodeOf(err))
		}
		select {
		case <-ctx.Done():
			return
		case <-timer.C:
		case <-i.nudge:
		}
	}
}

// wake asks for an import soon.
func (i *imports) wake() {
	select {
	case i.nudge <- struct{}{}:
	default: // one is coming already
	}
}

// once reads what the organization shares, then the mirror's tables, and lets matching look again at what waits for it.
func (i *imports) once(ctx context.Context) error {
	ctx, started := i.begin(ctx)
	if !started {
		return nil
	}
	var summary importer.Summary
	err := i.live.backend.guarded("import", func() (err error) {
		if err := i.live.mend(ctx); err != nil {
			return err
		}
		summary, err = i.work(ctx)
		return err
	})
	i.finish(err)
	if summary.Changed() {
		i.live.changed(topicMirror)
	}
	return err
}

func (i *imports) work(ctx context.Context) (importer.Summary, error) {
	err := i.live.readShared(ctx)
	if err == nil {
		i.importer.Tables, err = i.live.tables(ctx)
	}
	if err != nil {
		return importer.Summary{}, err
	}
	summary, err := i.importer.Run(ctx)
	if err != nil {
		return summary, err
	}
	i.live.outbox.Resume() // the account was let in: a pause since it was not is over

	if _, err := i.live.outbox.Look(ctx); err != nil { // the mirror is whole all the same, and the next import looks again
		i.live.backend.log.Warn("look at what was sent", "code", crm.CodeOf(err))
	}
	return summary, i.live.outbox.Rematch(ctx, "")
}

func (i *imports) begin(ctx context.Context) (context.Context, bool) {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.cancel != nil {
		return ctx, false
	}
	ctx, i.cancel = context.WithCancel(ctx)
	i.problem = nil
	i.live.importBegan.Store(true)
	i.tables = map[string]importer.Progress{}
	i.live.changed(topicImport)
	i.live.changed(topicStatus)
	return ctx, true
}

func (i *imports) finish(err error) {
	i.mu.Lock()
	i.cancel()
	i.cancel = nil
	if crm.CodeOf(err) != crm.CodeCancelled {
		i.problem = problemOf(err)
		i.fail(i.problem)
	}
	if err == nil {
		i.finished = time.Now().UTC()
	}
	finished := i.finished
	i.mu.Unlock()
	if err == nil {
		if err := i.live.database.SetMetadata(context.WithoutCancel(i.live.backend.life), keyFinished, finished); err != nil {
			i.live.backend.log.Error("the import's end could not be noted", "code", crm.CodeOf(err))
		}
	}
	i.live.changed(topicImport)
	i.live.changed(topicStatus)
}

// fail keeps since when imports fail for the same reason. The lock must be held.
func (i *imports) fail(problem *crm.Error) {
	if problem == nil || i.failed == nil || i.failed.Code != problem.Code {
		i.failedAt = time.Now()
	}
	i.failed = problem
}

// back ends that imports fail for want of a network: the next one, which may last, says how they stand.
func (i *imports) back() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.failed != nil && i.failed.Code == crm.CodeOffline {
		i.failed = nil
	}
}

// failing is why imports fail and since when; nil when the last one did not.
func (i *imports) failing() (*crm.Error, time.Time) {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.failed, i.failedAt
}

// neverFinished reports whether no import ended well since the program started.
func (i *imports) neverFinished() bool {
	i.mu.Lock()
	defer i.mu.Unlock()
	return i.finished.IsZero()
}

// startOver forgets what earlier imports of this run of the program brought: the mirror begins empty again.
func (i *imports) startOver() {
	i.mu.Lock()
	defer i.mu.Unlock()
	i.finished = time.Time{}
	i.tables = map[string]importer.Progress{}
}

// stop ends the run under way, if any.
func (i *imports) stop() {
	i.mu.Lock()
	defer i.mu.Unlock()
	if i.cancel != nil {
		i.cancel()
	}
}

// note takes in progress and tells the screens now and then.
func (i *imports) note(progress importer.Progress) {
	i.mu.Lock()
	i.tables[progress.Table] = progress
	tell := time.Since(i.told) > progressEvery || progress.State != importer.StateRunning
	if tell {
		i.told = time.Now()
	}
	i.mu.Unlock()
	if tell {
		i.live.changed(topicImport)
	}
}

func (i *imports) view() view.ImportProgress {
	i.mu.Lock()
	defer i.mu.Unlock()
	result := view.ImportProgress{
		Running: i.cancel != nil, Finished: moment(i.finished), Problem: problemView(i.problem),
		Tables: []view.TableProgress{},
	}
	for _, table := range importer.Tables() {
		progress, known := i.tables[table.Name]
		if !known {
			progress = importer.Progress{Table: table.Name, State: importer.StatePending}
		}
		result.Tables = append(result.Tables, tableView(progress))
	}
	return result
}

func tableView(progress importer.Progress) view.TableProgress {
	state := string(progress.State)
	if progress.State == importer.StateRunning || progress.State == importer.StateWaiting {
		state = "loading"
	}
	return view.TableProgress{
		Table: progress.Table, State: state, Rows: progress.Rows, Total: progress.Total,
		RowsPerSecond: progress.Rate, SecondsLeft: progress.Left().Seconds(),
	}
}

// ImportProgress is the import under way, or the last one. A table that is not being read shows how many rows the mirror
// holds: a round of changes brings few or none.
func (b *Backend) ImportProgress(ctx context.Context) (view.ImportProgress, error) {
	b.mu.Lock()
	l := b.live
	b.mu.Unlock()
	if l == nil {
		return view.ImportProgress{Tables: []view.TableProgress{}}, nil
	}
	return l.importProgress(ctx)
}

func (l *live) importProgress(ctx context.Context) (view.ImportProgress, error) {
	result := l.imports.view()
	counts, err := l.database.RowCounts(ctx)
	for _, count := range counts {
		for at := range result.Tables {
			if table := &result.Tables[at]; table.Table == count.Table && table.State != "loading" {
				table.Rows = count.Rows
			}
		}
	}
	return result, err
}

// Sync starts an import soon, and lets the sender try again.
func (b *Backend) Sync(context.Context) error {
	l, err := b.current()
	if err != nil {
		return err
	}
	l.imports.wake()
	l.outbox.Wake()
	return nil
}

// CancelSync ends the import under way; what was stored stays.
func (b *Backend) CancelSync() error {
	l, err := b.current()
	if err != nil {
		return err
	}
	l.imports.stop()
	return nil
}

// Import brings the mirror up to date and returns when it is: for ferryctl, which does not Run.
func (b *Backend) Import(ctx context.Context) (view.ImportProgress, error) {
	l, err := b.current()
	if err != nil {
		return view.ImportProgress{}, err
	}
	err = l.imports.once(ctx)
	if err != nil && l.database.Suspected() {
		err = l.imports.once(ctx) // which sets a damaged mirror aside first
	}
	progress, countErr := l.importProgress(ctx)
	return progress, errors.Join(err, countErr)
}
