package importer

import (
	"context"
	"time"

	"ferry/backend/crm"
)

// tableRun brings one table up to date.
type tableRun struct {
	importer *Importer
	table    Table
	result   Result

	point   Point
	total   int64
	began   time.Time // when the round under way began or was taken up, on this machine's clock: for the rate only
	before  int64     // Point.Rows at that moment
	pages   int       // pages saved since then
	reloads int       // full loads begun in this run
}

// run does rounds until the table is up to date: at most a full load, its guard, and one round of changes; and another full load
// where the changes showed, by the service's clock, that one is due.
func (w *tableRun) run(ctx context.Context) error {
	point, err := w.importer.Store.Point(ctx, w.table.Name)
	if err != nil {
		return err
	}
	w.point = point
	if w.needsFull() {
		if err := w.startFull(ctx); err != nil {
			return err
		}
	}
	if err := w.bring(ctx); err != nil || !w.fullDue() {
		return err
	}
	if err := w.startFull(ctx); err != nil {
		return err
	}
	return w.bring(ctx)
}

// bring does the rounds, and begins anew with a full load where the service no longer accepts what was kept.
func (w *tableRun) bring(ctx context.Context) error {
	err := w.rounds(ctx)
	for w.startsOver(err) {
		if err := w.startOver(ctx, crm.CodeOf(err)); err != nil {
			return err
		}
		err = w.rounds(ctx)
	}
	return err
}

// rounds finishes the round under way, then does what is left. A run that ended with a full load needs no round of changes:
// the guard has just read them.
func (w *tableRun) rounds(ctx context.Context) error {
	fresh := !w.point.Complete
	if fresh {
		if err := w.round(ctx); err != nil {
			return err
		}
	}
	if w.needsGuard() {
		fresh = true
		w.startGuard()
		if err := w.round(ctx); err != nil {
			return err
		}
	}
	if fresh && w.result.Full {
		return nil
	}
	w.startChanges()
	return w.round(ctx)
}

// needsFull reports whether nothing usable is there: never loaded, or other columns than now.
func (w *tableRun) needsFull() bool {
	return w.point.Generation == 0 || w.point.Columns != w.table.Fingerprint()
}

// fullDue reports whether the last full load is too long ago. Both times are the service's: a laptop's clock that is a day ahead
// must not load everything every few minutes.
func (w *tableRun) fullDue() bool {
	every := TrackedFullEvery
	if w.point.Mode == ModeModified {
		every = FullEvery
	}
	return !w.point.FullAt.IsZero() && w.point.Watermark.Sub(w.point.FullAt) > every
}

// startFull begins a full load of a new generation; nothing is stored until its first page is.
func (w *tableRun) startFull(ctx context.Context) error {
	mode := ModeModified
	tracked, err := w.importer.Source.Tracked(ctx, w.table.Name)
	if err != nil {
		return err
	}
	if tracked {
		mode = ModeTracked
	}
	w.beginFull(mode)
	w.countTotal(ctx)
	return nil
}

func (w *tableRun) beginFull(mode Mode) {
	w.reloads++
	w.point = Point{
		Table: w.table.Name, Mode: mode, Full: true, Generation: w.point.Generation + 1, Columns: w.table.Fingerprint(),
	}
}

// countTotal asks how many rows to expect. Not knowing is no failure.
func (w *tableRun) countTotal(ctx context.Context) {
	if w.importer.Counter == nil {
		return
	}
	if total, err := w.importer.Counter.Count(ctx, w.table); err == nil {
		w.total = total
	}
}

// needsGuard reports whether a full load with change tracking has just ended. Its token is minted with the last page, and
// whether it covers what changed while the first pages were read is not documented: the guard reads those rows again.
func (w *tableRun) needsGuard() bool {
	return w.point.Complete && w.point.Full && w.point.Mode == ModeTracked && !w.point.Watermark.IsZero()
}

// startGuard begins the guard: a round by modifiedon that keeps the delta link. A tracked round with Since set is a guard.
func (w *tableRun) startGuard() {
	w.point.Full, w.point.Complete, w.point.Next, w.point.Rows = false, false, "", 0
	w.point.Since = w.point.Watermark.Add(-Overlap)
}

// startChanges begins a round of changes.
func (w *tableRun) startChanges() {
	w.point.Full, w.point.Complete, w.point.Next, w.point.Rows = false, false, "", 0
	w.point.Since = time.Time{}
	if w.point.Mode == ModeModified && !w.point.Watermark.IsZero() {
		w.point.Since = w.point.Watermark.Add(-Overlap)
	}
}

// startsOver reports whether the error ends in a full load instead of in failure: a link that the service no longer
// accepts, or change tracking that this user may not read. Only a few times in a run, so that a confused service cannot keep
// Ferry loading for ever.
func (w *tableRun) startsOver(err error) bool {
	switch crm.CodeOf(err) {
	case crm.CodeExpiredDelta:
		return w.reloads <= 1
	case crm.CodeInvalid, crm.CodeNotFound, crm.CodeChanged:
		return w.reloads == 0 && w.pages == 0 && w.request().Link != ""
	case crm.CodeForbidden:
		return w.reloads <= 2 && w.point.Mode == ModeTracked
	default:
		return false
	}
}

func (w *tableRun) startOver(ctx context.Context, why crm.Code) error {
	if why == crm.CodeForbidden {
		w.beginFull(ModeModified)
		return nil
	}
	return w.startFull(ctx)
}

// forget takes away the rows of an optional table that this user may not read any more, or that is gone: what nobody keeps up to
// date is not shown as if it were so. The next run that may read it loads it in full.
func (w *tableRun) forget(ctx context.Context) error {
	kept, err := w.importer.Store.Point(ctx, w.table.Name)
	if err != nil || kept.Generation == 0 || kept.Columns == "" {
		return err
	}
	w.result.Forgotten = true
	return w.importer.Store.SavePage(ctx, w.table, Page{}, Point{
		Table: w.table.Name, Mode: kept.Mode, Full: true, Complete: true, Generation: kept.Generation + 1,
	})
}

func (w *tableRun) report(state State, code crm.Code) {
	w.importer.report(w.progress(state, code))
}

func (w *tableRun) progress(state State, code crm.Code) Progress {
	progress := Progress{Table: w.table.Name, State: state, Full: w.point.Full, Rows: w.point.Rows, Code: code}
	if w.point.Full {
		progress.Total = w.total
	}
	if elapsed := time.Since(w.began); !w.began.IsZero() && elapsed > 0 {
		progress.Rate = float64(w.point.Rows-w.before) / elapsed.Seconds()
	}
	return progress
}
