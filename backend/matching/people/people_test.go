package people

import (
	"strings"
	"testing"

	"ferry/backend/crm"
)

func TestAWorldFollowsFromItsSeed(t *testing.T) {
	a, b, c := New(Config{Seed: 4, Rows: 400}), New(Config{Seed: 4, Rows: 400}), New(Config{Seed: 5, Rows: 400})
	same, other := 0, 0
	for i := range 400 {
		if x := a.Row(i); x != b.Row(i) {
			t.Errorf("row %d differs: %+v", i, x)
		}
		if a.Row(i).FullName == c.Row(i).FullName {
			same++
		} else {
			other++
		}
	}
	if other < 300 {
		t.Errorf("another seed gives the same people: %d of %d", same, same+other)
	}
	p, q := a.Pairs(100), b.Pairs(100)
	for i := range p {
		if p[i].Member != q[i].Member || p[i].RowID != q[i].RowID {
			t.Errorf("pair %d differs", i)
		}
	}
}

func TestSeedsAreSplit(t *testing.T) {
	for n := range 50 {
		if Tuning(n)%2 != 0 || HoldOut(n)%2 != 1 {
			t.Fatalf("seeds %d and %d", Tuning(n), HoldOut(n))
		}
	}
}

// TestTruthIsTrue checks the labels against the rows themselves.
func TestTruthIsTrue(t *testing.T) {
	w := New(Config{Seed: Tuning(1), Rows: 4000})
	rows := map[string]Row{}
	people := map[string]int{}
	for i := range w.Rows() {
		row := w.Row(i)
		rows[row.ID] = row
		people[crm.Fold(row.FullName)+"|"+row.Company]++
	}
	seen := map[Truth]int{}
	noise := map[Noise]int{}
	for _, pair := range w.Pairs(3000) {
		seen[pair.Truth]++
		for _, n := range pair.Noise {
			noise[n]++
		}
		row := rows[pair.RowID]
		alike := people[crm.Fold(row.FullName)+"|"+row.Company]
		switch {
		case pair.Truth == None && pair.RowID != "",
			pair.Truth == Several && alike < 2 && unaccented(row.FullName) == row.FullName,
			pair.Truth == One && alike != 1 && pair.Member.Title != row.Title:
			t.Errorf("%s: %+v for %+v (%d)", pair.Truth, pair.Member, row, alike)
		case pair.Member.Name == "" || strings.Contains(pair.Member.Name, "%"):
			t.Errorf("member %+v", pair.Member)
		}
	}
	for _, truth := range []Truth{One, Several, None} {
		if seen[truth] < 100 {
			t.Errorf("%s: %d of 3000", truth, seen[truth])
		}
	}
	for _, s := range append(nameShares(), companyShares()...) {
		if noise[s.noise] == 0 {
			t.Errorf("no member with %q", s.noise)
		}
	}
}
