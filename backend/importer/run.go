package importer

import (
	"context"
	"errors"
	"fmt"
	"time"

	"ferry/backend/crm"
)

// Limits of one run.
const (
	// DefaultPageSize is Dataverse's own maximum rows per page.
	DefaultPageSize = 5000
	// Overlap is how far before its watermark a round by modifiedon looks back: rows become visible a little after the
	// time they carry.
	Overlap = 5 * time.Minute
	// FullEvery is how often a table without change tracking is loaded in full, since deletions show nowhere else.
	FullEvery = 24 * time.Hour
	// TrackedFullEvery is how often one with change tracking is. Whether its token covers what was deleted while the first pages
	// of a full load were read is not documented, and the guard sees no deletions: such a row must not stay for ever.
	TrackedFullEvery = 7 * 24 * time.Hour
	// patience is how often one request may be told to wait before the run gives up.
	patience = 20
	// defaultWait applies when the service says "later" without a time.
	defaultWait = 10 * time.Second
)

// Counter tells how many rows a table has, for the time left. A Source may have it; a wrong count does no harm.
type Counter interface {
	Count(ctx context.Context, table Table) (int64, error)
}

// Importer runs imports. The zero value of every field but Source and Store is usable. One run at a time per Store.
type Importer struct {
	Source Source
	Store  Store
	// Tables are imported in order; nil means Tables().
	Tables []Table
	// Counter gives totals for the first load, or is nil.
	Counter Counter
	// Report is told about progress, from one goroutine at a time, and must return soon. It may be nil.
	Report func(Progress)
	// PageSize is 1 to 5,000; 0 means DefaultPageSize.
	PageSize int
}

// Run brings every table up to date: what was interrupted goes on where it stood, what was never loaded is loaded in full,
// everything else by its changes. Tables that are optional and missing or refused are skipped.
//
// The summary tells what was done, also beside an error. Errors: crm.CodeMissingTable or crm.CodeForbidden for a required
// table, crm.CodeCancelled when ctx ends, and the source's and store's own. Whatever was saved until then stays saved.
func (i *Importer) Run(ctx context.Context) (Summary, error) {
	tables := i.Tables
	if tables == nil {
		tables = Tables()
	}
	var summary Summary
	for _, table := range tables {
		i.report(Progress{Table: table.Name, State: StatePending})
	}
	for _, table := range tables {
		result, err := i.runTable(ctx, table)
		summary.Tables = append(summary.Tables, result)
		if err != nil {
			return summary, fmt.Errorf("import %s: %w", table.Name, err)
		}
	}
	return summary, nil
}

// runTable brings one table up to date and reports how it ended.
func (i *Importer) runTable(ctx context.Context, table Table) (Result, error) {
	work := &tableRun{importer: i, table: table, result: Result{Table: table.Name}}
	err := work.run(ctx)
	if ctx.Err() != nil {
		err = crm.Errorf(crm.CodeCancelled, "%w", context.Cause(ctx))
	}
	code := crm.CodeOf(err)
	switch {
	case err == nil:
		work.report(StateDone, "")
	case !table.Required && (code == crm.CodeMissingTable || code == crm.CodeForbidden):
		work.result.Skipped = code
		work.report(StateSkipped, code)
		err = work.forget(ctx)
	default:
		work.report(StateFailed, code)
	}
	return work.result, err
}

func (i *Importer) report(progress Progress) {
	if i.Report != nil {
		i.Report(progress)
	}
}

func (i *Importer) pageSize() int {
	if i.PageSize > 0 {
		return min(i.PageSize, DefaultPageSize)
	}
	return DefaultPageSize
}

// page reads one page. When the service asks to be left alone, it waits as told, as often as patience allows; onWait hears
// until when.
func (i *Importer) page(ctx context.Context, request Request, onWait func(time.Time)) (Page, error) {
	for attempt := 1; ; attempt++ {
		page, err := i.Source.Page(ctx, request)
		if crm.CodeOf(err) != crm.CodeThrottled || attempt == patience {
			return page, err
		}
		wait := waitOf(err)
		onWait(time.Now().Add(wait))
		if err := sleep(ctx, wait); err != nil {
			return Page{}, err
		}
	}
}

// waitOf is how long a throttled request has to wait.
func waitOf(err error) time.Duration {
	var coded *crm.Error
	if errors.As(err, &coded) && coded.Wait > 0 {
		return coded.Wait
	}
	return defaultWait
}

func sleep(ctx context.Context, wait time.Duration) error {
	timer := time.NewTimer(wait)
	defer timer.Stop()
	select {
	case <-ctx.Done():
		return crm.Errorf(crm.CodeCancelled, "%w", context.Cause(ctx))
	case <-timer.C:
		return nil
	}
}
