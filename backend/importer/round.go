package importer

import (
	"context"
	"time"
)

// fetched is a page, or why there is none.
type fetched struct {
	page     Page
	err      error
	panicked any
}

// round reads and saves pages until the round is complete. The next page is asked for while the last one is written.
func (w *tableRun) round(ctx context.Context) error {
	ctx, cancel := context.WithCancel(ctx)
	defer cancel()
	w.began, w.before, w.pages = time.Now(), w.point.Rows, 0
	w.report(StateRunning, "")
	coming := w.fetch(ctx, w.request())
	for {
		reply, err := w.await(ctx, coming)
		if err != nil {
			return err
		}
		w.advance(reply)
		if !w.point.Complete {
			coming = w.fetch(ctx, w.request())
		}
		if err := w.importer.Store.SavePage(ctx, w.table, reply, w.point); err != nil {
			cancel()
			if !w.point.Complete {
				drain(coming)
			}
			return err
		}
		w.pages++
		w.count(reply)
		w.report(StateRunning, "")
		if w.point.Complete {
			return nil
		}
	}
}

// pending is a page on its way: waits are reported, then one answer comes.
type pending struct {
	waits  chan time.Time
	answer chan fetched
}

// fetch asks for a page in the background. The answer channel has room, so that nobody needs to listen.
func (w *tableRun) fetch(ctx context.Context, request Request) pending {
	coming := pending{waits: make(chan time.Time, patience), answer: make(chan fetched, 1)}
	go func() {
		var reply fetched
		defer func() {
			reply.panicked = recover() // it goes on in the run's own goroutine, where somebody may take it up
			coming.answer <- reply
		}()
		reply.page, reply.err = w.importer.page(ctx, request, func(until time.Time) { coming.waits <- until })
	}()
	return coming
}

// await gives the page that was asked for, reporting on the way that the service makes us wait.
func (w *tableRun) await(ctx context.Context, coming pending) (Page, error) {
	for {
		select {
		case until := <-coming.waits:
			progress := w.progress(StateWaiting, "")
			progress.Until = until
			w.importer.report(progress)
		case reply := <-coming.answer:
			if reply.panicked != nil {
				panic(reply.panicked)
			}
			return reply.page, reply.err
		case <-ctx.Done():
			drain(coming)
			return Page{}, context.Cause(ctx)
		}
	}
}

// drain waits for a request that was cancelled, so that a run leaves nothing behind when it returns.
func drain(coming pending) { <-coming.answer }

// request is the next request of the round under way.
func (w *tableRun) request() Request {
	request := Request{
		Table: w.table, Link: w.point.Next, Mode: w.point.Mode, Since: w.point.Since, PageSize: w.importer.pageSize(),
	}
	switch {
	case w.point.Mode == ModeTracked && !w.point.Since.IsZero(): // the guard
		request.Mode = ModeModified
	case w.point.Mode == ModeTracked && !w.point.Full && request.Link == "":
		request.Link = w.point.Delta
	}
	return request
}

// advance moves the point past a page. The watermark is the service's time at the round's first page, since what changes
// later may be missing from it.
func (w *tableRun) advance(page Page) {
	first := w.point.Next == "" && w.point.Rows == 0
	if first && !page.ServerTime.IsZero() {
		w.point.Watermark = page.ServerTime
		if w.point.Full {
			w.point.FullAt = page.ServerTime
		}
	}
	w.point.Rows += int64(len(page.Rows) + len(page.Deleted))
	w.point.Next = page.Next
	w.point.Complete = page.Next == ""
	if page.Delta != "" {
		w.point.Delta = page.Delta
	}
	if w.point.Full && w.point.Complete && w.point.Delta == "" {
		w.point.Mode = ModeModified // asked to track, the service did not: there is no link to follow later
	}
	w.point.UpdatedAt = page.ServerTime
}

// count keeps the run's result.
func (w *tableRun) count(page Page) {
	w.result.Mode = w.point.Mode
	w.result.Rows += int64(len(page.Rows))
	w.result.Deleted += int64(len(page.Deleted))
	if w.point.Full && w.point.Complete {
		w.result.Full = true
	}
}
