package importer_test

import (
	"context"
	"errors"
	"fmt"
	"reflect"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"ferry/backend/crm"
	"ferry/backend/importer"
	"ferry/backend/importer/importertest"
)

// house is an importer between a changing organization and a mirror in memory, for two tables with pages of two rows.
type house struct {
	*importer.Importer
	org    *importertest.Organization
	mirror *importertest.Memory
	told   []importer.Progress
}

func newHouse() *house {
	h := &house{org: &importertest.Organization{}, mirror: &importertest.Memory{}}
	h.Importer = &importer.Importer{
		Source: h.org, Store: h.mirror, PageSize: 2,
		Tables: []importer.Table{importertest.Table(crm.TablePosition), importertest.Table(crm.TableContact)},
		Report: func(p importer.Progress) { h.told = append(h.told, p) },
	}
	return h
}

func contacts() importer.Table  { return importertest.Table(crm.TableContact) }
func positions() importer.Table { return importertest.Table(crm.TablePosition) }

func (h *house) people(names ...string) {
	for _, name := range names {
		h.org.Put(contacts(), name, map[string]any{"fullname": name})
	}
}

func (h *house) run(t *testing.T) importer.Summary {
	t.Helper()
	summary, err := h.Run(t.Context())
	if err != nil {
		t.Fatal(err)
	}
	return summary
}

// pass lets time go by in a bubble, where it takes none.
func pass(d time.Duration) { <-time.After(d) }

// same compares the mirror with the organization.
func (h *house) same(t *testing.T) {
	t.Helper()
	for _, table := range h.Tables {
		got, err := h.mirror.Rows(t.Context(), table)
		if want := h.org.Rows(table); err != nil || !reflect.DeepEqual(got, want) {
			t.Errorf("%s: mirror %v\norganization %v (%v)", table.Name, got, want, err)
		}
	}
}

// asked are the requests for contacts since the count, as short words.
func (h *house) asked(since int) []string {
	var all []string
	for _, r := range h.org.Requests()[since:] {
		if r.Table.Name != crm.TableContact {
			continue
		}
		word := string(r.Mode)
		switch {
		case r.Link != "":
			word += " link"
		case !r.Since.IsZero():
			word += " since"
		default:
			word += " all"
		}
		all = append(all, word)
	}
	return all
}

func (h *house) point(t *testing.T) importer.Point {
	t.Helper()
	point, err := h.mirror.Point(t.Context(), crm.TableContact)
	if err != nil {
		t.Fatal(err)
	}
	return point
}

func TestFirstRunLoadsAllThenGuards(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.people("a", "b", "c")
		h.org.Put(positions(), "p", nil)
		pass(time.Hour)
		summary := h.run(t)
		h.same(t)
		if got, want := h.asked(0), []string{"tracked all", "tracked link", "modified since"}; !slices.Equal(got, want) {
			t.Errorf("asked %v, want %v", got, want)
		}
		if !summary.Changed() || !summary.Tables[1].Full || summary.Tables[1].Mode != importer.ModeTracked {
			t.Errorf("summary %+v", summary)
		}
		before := len(h.org.Requests())
		if summary := h.run(t); summary.Changed() || summary.Tables[1].Full {
			t.Errorf("nothing changed, but the summary says %+v", summary)
		}
		if got, want := h.asked(before), []string{"tracked link"}; !slices.Equal(got, want) {
			t.Errorf("second run asked %v, want %v", got, want)
		}
	})
}

func TestChangesAndDeletionsFollow(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.people("a", "b", "c")
		h.run(t)
		for round := range 3 {
			pass(time.Hour)
			h.people("b", fmt.Sprint("new", round))
			h.org.Delete(contacts(), []string{"a", "c", "new0"}[round])
			h.run(t)
			h.same(t)
		}
	})
}

// TestGuardCatchesWhatTheTokenMissed changes a row during the first load in an organization whose token is minted late.
func TestGuardCatchesWhatTheTokenMissed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.people("a", "b", "c")
		late := &lateToken{Organization: h.org}
		h.Source = late
		h.run(t)
		h.same(t)
	})
}

// lateToken changes a row, or deletes the one that is to be gone, behind the last page of the first load, and hands out a token
// that does not cover it.
type lateToken struct {
	*importertest.Organization
	gone string
}

func (l *lateToken) Page(ctx context.Context, request importer.Request) (importer.Page, error) {
	page, err := l.Organization.Page(ctx, request)
	if request.Table.Name == crm.TableContact && request.Mode == importer.ModeTracked && page.Delta != "" {
		pass(time.Second)
		if l.gone == "" {
			l.Put(contacts(), "a", map[string]any{"fullname": "changed meanwhile"})
		} else {
			l.Delete(contacts(), l.gone)
		}
		fresh, err := l.Organization.Page(ctx, importer.Request{Table: request.Table, Mode: request.Mode, PageSize: 100})
		page.Delta = fresh.Delta
		return page, err
	}
	return page, err
}

func TestEveryInterruptionResumes(t *testing.T) {
	broken := errors.New("the power is cut")
	for fail := 1; ; fail++ {
		h := newHouse()
		h.people("a", "b", "c", "d", "e")
		saves, cut := 0, false
		h.mirror.Fail = func(importer.Table, importer.Page) error {
			if saves++; saves == fail {
				cut = true
				return broken
			}
			return nil
		}
		_, err := h.Run(t.Context())
		if !cut {
			if fail < 5 {
				t.Fatalf("only %d pages were saved", fail)
			}
			return
		}
		if !errors.Is(err, broken) {
			t.Fatalf("cut %d: answer %v", fail, err)
		}
		h.people("b", "f")
		h.run(t)
		h.run(t)
		h.same(t)
		if firsts := countWord(h.asked(0), "tracked all"); (fail == 4 || fail == 5) && firsts != 1 {
			t.Errorf("cut %d: began %d full loads", fail, firsts)
		}
	}
}

func countWord(words []string, word string) (n int) {
	for _, w := range words {
		if w == word {
			n++
		}
	}
	return n
}

func TestExpiredLinksLeadToAFullLoad(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.people("a", "b", "c")
		h.run(t)
		h.org.Delete(contacts(), "a")
		h.org.Expire()
		summary := h.run(t)
		h.same(t)
		if !summary.Tables[1].Full || h.point(t).Generation != 2 {
			t.Errorf("summary %+v, point %+v", summary, h.point(t))
		}
	})
}

func TestAServiceThatExpiresEverythingEndsTheRun(t *testing.T) {
	h := newHouse()
	h.people("a", "b", "c")
	h.org.Before = func(r importer.Request) error {
		if r.Link != "" {
			return crm.Errorf(crm.CodeExpiredDelta, "always")
		}
		return nil
	}
	if _, err := h.Run(t.Context()); crm.CodeOf(err) != crm.CodeExpiredDelta {
		t.Errorf("answer %v", err)
	}
}

func TestAStoredLinkThatIsRefusedLeadsToAFullLoad(t *testing.T) {
	for _, code := range []crm.Code{crm.CodeInvalid, crm.CodeNotFound} {
		h := newHouse()
		h.people("a", "b", "c")
		h.run(t)
		stored := h.point(t).Delta
		h.org.Before = func(r importer.Request) error {
			if r.Link == stored {
				return crm.Errorf(code, "no such link")
			}
			return nil
		}
		h.run(t)
		h.same(t)
	}
}

func TestWithoutOrganizationWideReadChangesComeByTime(t *testing.T) {
	for _, why := range []string{"untracked", "narrow"} {
		synctest.Test(t, func(t *testing.T) {
			h := newHouse()
			h.org.Untracked = map[string]bool{crm.TableContact: why == "untracked"}
			h.org.Narrow = map[string]bool{crm.TableContact: why == "narrow"}
			h.people("a", "b", "c")
			pass(time.Hour)
			h.run(t)
			h.same(t)
			if h.point(t).Mode != importer.ModeModified {
				t.Fatalf("point %+v", h.point(t))
			}
			pass(time.Hour)
			h.people("b", "d")
			before := len(h.org.Requests())
			h.run(t)
			h.same(t)
			if got := h.asked(before); !slices.Equal(got, []string{"modified since"}) {
				t.Errorf("%s: asked %v", why, got)
			}
			h.org.Delete(contacts(), "a")
			pass(importer.FullEvery)
			h.run(t)
			h.same(t) // the daily full load finds the deletion
		})
	}
}

// TestADeletionThatTheTokenMissedIsFound deletes a row while the first load is read, in an organization whose token does not cover
// that: change tracking never tells, and the row is gone within a week all the same.
func TestADeletionThatTheTokenMissedIsFound(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.people("a", "b", "c")
		h.Source = &lateToken{Organization: h.org, gone: "b"}
		h.run(t)
		h.Source = h.org
		h.run(t)
		if got, err := h.mirror.Rows(t.Context(), contacts()); err != nil || len(got) != 3 {
			t.Fatalf("the token covered the deletion, so that this proves nothing: %v, %v", got, err)
		}
		pass(importer.TrackedFullEvery + time.Hour)
		h.run(t)
		h.same(t)
		before := len(h.org.Requests())
		h.run(t)
		if got := h.asked(before); !slices.Equal(got, []string{"tracked link"}) {
			t.Errorf("afterwards asked %v", got)
		}
	})
}

// TestAFastClockLoadsNothingTooOften: by this machine's clock every full load seems days ago.
func TestAFastClockLoadsNothingTooOften(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.org.Untracked = map[string]bool{crm.TableContact: true}
		h.Source = &slowClock{h.org}
		h.people("a", "b", "c")
		h.run(t)
		pass(5 * time.Minute)
		before := len(h.org.Requests())
		h.run(t)
		if got := h.asked(before); slices.Contains(got, "modified all") {
			t.Errorf("asked %v", got)
		}
	})
}

// slowClock is an organization whose clock is a year behind this machine's.
type slowClock struct{ *importertest.Organization }

func (s *slowClock) Page(ctx context.Context, request importer.Request) (importer.Page, error) {
	page, err := s.Organization.Page(ctx, request)
	page.ServerTime = page.ServerTime.AddDate(-1, 0, 0)
	return page, err
}

// TestLateRowsAreSeen makes a row visible after the round that should have had it.
func TestLateRowsAreSeen(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.org.Untracked = map[string]bool{crm.TableContact: true}
		pass(time.Hour)
		h.people("a")
		slow := &slowRow{Organization: h.org, id: "slow"}
		h.Source = slow
		h.people("slow")
		pass(4 * time.Minute)
		h.run(t)
		slow.id = ""
		h.run(t)
		h.same(t)
	})
}

// slowRow hides a row.
type slowRow struct {
	*importertest.Organization
	id string
}

func (s *slowRow) Page(ctx context.Context, request importer.Request) (importer.Page, error) {
	page, err := s.Organization.Page(ctx, request)
	page.Rows = slices.DeleteFunc(slices.Clone(page.Rows), func(row []any) bool { return row[0] == s.id })
	return page, err
}

func TestOtherColumnsMeanAFullLoad(t *testing.T) {
	h := newHouse()
	h.people("a")
	h.run(t)
	before := len(h.org.Requests())
	h.Tables[1].Columns = h.Tables[1].Columns[:5]
	_, _ = h.Run(t.Context()) // the organization answers with the old columns, which the mirror refuses
	if got := h.asked(before); len(got) == 0 || got[0] != "tracked all" {
		t.Errorf("asked %v", got)
	}
}

func TestMissingOptionalTablesAreSkipped(t *testing.T) {
	for _, code := range []crm.Code{crm.CodeMissingTable, crm.CodeForbidden} {
		h := newHouse()
		h.people("a")
		h.org.Before = func(r importer.Request) error {
			if r.Table.Name == crm.TablePosition {
				return crm.Errorf(code, "position")
			}
			return nil
		}
		summary := h.run(t)
		if summary.Tables[0].Skipped != code || summary.Tables[1].Rows == 0 {
			t.Errorf("summary %+v", summary)
		}
		skipped := slices.ContainsFunc(h.told, func(p importer.Progress) bool {
			return p.Table == crm.TablePosition && p.State == importer.StateSkipped && p.Code == code
		})
		if !skipped {
			t.Errorf("nobody was told: %+v", h.told)
		}
	}
}

// TestASkippedTableIsForgotten: the rows of a table that may not be read any more are not shown as if they were kept up to date, and
// come again with the right to read them.
func TestASkippedTableIsForgotten(t *testing.T) {
	h := newHouse()
	h.people("a")
	h.org.Put(positions(), "p", nil)
	h.run(t)
	h.org.Before = func(r importer.Request) error {
		if r.Table.Name == crm.TablePosition {
			return crm.Errorf(crm.CodeForbidden, "position")
		}
		return nil
	}
	for _, changed := range []bool{true, false} {
		summary := h.run(t)
		got, err := h.mirror.Rows(t.Context(), positions())
		if err != nil || len(got) != 0 || summary.Changed() != changed {
			t.Errorf("rows %v, summary %+v, error %v", got, summary, err)
		}
	}
	h.org.Before = nil
	h.run(t)
	h.same(t)
}

func TestMissingRequiredTablesEndTheRun(t *testing.T) {
	h := newHouse()
	h.org.Before = func(r importer.Request) error {
		if r.Table.Name == crm.TableContact {
			return crm.Errorf(crm.CodeMissingTable, "contact")
		}
		return nil
	}
	_, err := h.Run(t.Context())
	if crm.CodeOf(err) != crm.CodeMissingTable {
		t.Errorf("answer %v", err)
	}
	if last := h.told[len(h.told)-1]; last.State != importer.StateFailed || last.Code != crm.CodeMissingTable {
		t.Errorf("told %+v", last)
	}
}

func TestThrottlingIsWaitedOut(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.people("a", "b", "c")
		refusals := 0
		h.org.Before = func(importer.Request) error {
			if refusals++; refusals%2 == 1 {
				return &crm.Error{Code: crm.CodeThrottled, Wait: 7 * time.Second}
			}
			return nil
		}
		start := time.Now()
		h.run(t)
		h.same(t)
		if took, want := time.Since(start), time.Duration(len(h.org.Requests())/2)*7*time.Second; took != want {
			t.Errorf("took %v, want %v", took, want)
		}
		waited := slices.ContainsFunc(h.told, func(p importer.Progress) bool {
			return p.State == importer.StateWaiting && !p.Until.IsZero()
		})
		if !waited {
			t.Error("nobody was told of the wait")
		}
	})
}

func TestThrottlingForEverEndsTheRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.org.Before = func(importer.Request) error { return &crm.Error{Code: crm.CodeThrottled} }
		if _, err := h.Run(t.Context()); crm.CodeOf(err) != crm.CodeThrottled {
			t.Errorf("answer %v", err)
		}
	})
}

func TestCancelEndsAWaitAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.org.Before = func(importer.Request) error {
			return &crm.Error{Code: crm.CodeThrottled, Wait: time.Hour}
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Minute)
		defer cancel()
		start := time.Now()
		_, err := h.Run(ctx)
		if crm.CodeOf(err) != crm.CodeCancelled || time.Since(start) != time.Minute {
			t.Errorf("answer %v after %v", err, time.Since(start))
		}
	})
}

// TestTheNextPageIsOnItsWayWhileOneIsWritten lets a write wait for the request that follows it.
func TestTheNextPageIsOnItsWayWhileOneIsWritten(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.people("a", "b", "c", "d")
		second := make(chan struct{})
		h.org.Before = func(r importer.Request) error {
			if r.Table.Name == crm.TableContact && r.Mode == importer.ModeTracked && r.Link != "" {
				close(second)
			}
			return nil
		}
		pages := 0
		h.mirror.Fail = func(table importer.Table, _ importer.Page) error {
			if pages++; table.Name == crm.TableContact && pages == 3 {
				<-second // a deadlock if it is only asked for afterwards
			}
			return nil
		}
		h.run(t)
		h.same(t)
	})
}

func TestProgressCountsRowsAndTotals(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.people("a", "b", "c")
		h.Counter = counter(3)
		h.org.Before = func(importer.Request) error { pass(time.Second); return nil }
		h.run(t)
		var rows []int64
		for _, p := range h.told {
			if p.Table == crm.TableContact && p.Full && p.State == importer.StateRunning {
				rows = append(rows, p.Rows)
				if p.Total != 3 {
					t.Errorf("total %d", p.Total)
				}
			}
		}
		if !slices.Equal(rows, []int64{0, 2, 3}) {
			t.Errorf("rows %v", rows)
		}
	})
	p := importer.Progress{Rows: 50, Total: 150, Rate: 10}
	if p.Left() != 10*time.Second || (importer.Progress{}).Left() != 0 {
		t.Errorf("left %v", p.Left())
	}
}

type counter int64

func (c counter) Count(context.Context, importer.Table) (int64, error) { return int64(c), nil }

func TestTheWatermarkIsTheTimeOfTheFirstPage(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.org.Untracked = map[string]bool{crm.TableContact: true}
		h.people("a", "b", "c", "d", "e")
		var first time.Time
		h.org.Before = func(r importer.Request) error {
			pass(time.Hour)
			if r.Table.Name == crm.TableContact && r.Link == "" {
				first = time.Now()
			}
			return nil
		}
		h.run(t)
		if got := h.point(t); !got.Watermark.Equal(first) || !got.FullAt.Equal(first) {
			t.Errorf("watermark %v, full at %v, want %v", got.Watermark, got.FullAt, first)
		}
	})
}

func TestTheOverlapIsAskedForOfTheServersClock(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.org.Untracked = map[string]bool{crm.TableContact: true}
		h.people("a")
		skewed := &skewedClock{Organization: h.org, ahead: 3 * time.Hour}
		h.Source = skewed
		h.run(t)
		watermark := h.point(t).Watermark
		if want := time.Now().Add(3 * time.Hour); !watermark.Equal(want) {
			t.Errorf("watermark %v, want the server's %v", watermark, want)
		}
		h.run(t)
		last := h.org.Requests()[len(h.org.Requests())-1]
		if !last.Since.Equal(watermark.Add(-importer.Overlap)) {
			t.Errorf("asked since %v", last.Since)
		}
	})
}

// skewedClock is an organization whose clock is ahead of ours.
type skewedClock struct {
	*importertest.Organization
	ahead time.Duration
}

func (s *skewedClock) Page(ctx context.Context, request importer.Request) (importer.Page, error) {
	page, err := s.Organization.Page(ctx, request)
	page.ServerTime = page.ServerTime.Add(s.ahead)
	return page, err
}

// TestAServiceThatGivesNoDeltaLinkIsPolled asks to track and gets rows without a link to follow later.
func TestAServiceThatGivesNoDeltaLinkIsPolled(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		h := newHouse()
		h.people("a", "b", "c")
		h.Source = noDelta{h.org}
		pass(time.Hour)
		h.run(t)
		h.people("b")
		before := len(h.org.Requests())
		h.run(t)
		h.same(t)
		if got := h.asked(before); !slices.Equal(got, []string{"modified since"}) {
			t.Errorf("asked %v", got)
		}
	})
}

type noDelta struct{ *importertest.Organization }

func (n noDelta) Page(ctx context.Context, request importer.Request) (importer.Page, error) {
	page, err := n.Organization.Page(ctx, request)
	page.Delta = ""
	return page, err
}
