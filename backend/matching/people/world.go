package people

import (
	"fmt"
	"hash/maphash"
	"math/rand/v2"
	"strings"
	"sync"

	"ferry/backend/crm"
)

// Config says what to make.
type Config struct {
	// Seed of everything; even for tuning, odd for holding out. See Tuning and HoldOut.
	Seed uint64
	// Rows is how many contacts and leads the CRM holds, at least 100.
	Rows int
}

// Tuning is the nth seed to choose rules and bounds by.
func Tuning(n int) uint64 { return uint64(2 * n) } //nolint:gosec // a small number

// HoldOut is the nth seed to measure by.
func HoldOut(n int) uint64 { return uint64(2*n + 1) } //nolint:gosec // a small number

// staff is how many people a company has in the CRM, on average.
const staff = 20

// group is how many rows follow one another until the same kinds of row come again: in each group, one person stands in the
// CRM twice, and two people of one company have one name.
const group = 40

// World is a made-up CRM. Rows are made when they are asked for, so that a million need no memory.
type World struct {
	config    Config
	companies int
	seed      maphash.Seed
	names     map[uint64]uint8 // how many rows have one name in one company
}

// New makes a world.
func New(config Config) *World {
	w := &World{config: config, companies: max(config.Rows/staff, 5), seed: maphash.MakeSeed(), names: map[uint64]uint8{}}
	for i := range config.Rows {
		if row := w.Row(i); w.names[w.hash(row)] < 255 {
			w.names[w.hash(row)]++
		}
	}
	return w
}

func (w *World) hash(row Row) uint64 {
	return maphash.String(w.seed, fmt.Sprint(crm.Fold(row.First+" "+row.Last), "|", row.Account))
}

// Row is a contact or lead.
type Row struct {
	Table                 string // crm.TableContact or crm.TableLead
	ID                    string
	FullName, First, Last string
	Account               int // which company
	Company               string
	Title                 string
	Email                 string

	person person
}

// person is who a row is about.
type person struct {
	given, family, second string // second is a second family name, or empty
	own                   string // the whole name in its own alphabet, or empty
	woman, hyphens        bool
	other                 string // another Latin way of writing the whole name
}

func (p person) families() string { return strings.TrimSpace(p.family + " " + p.second) }

// Rows is how many rows there are.
func (w *World) Rows() int { return w.config.Rows }

// Accounts is how many companies there are.
func (w *World) Accounts() int { return w.companies }

// Account is a company's name in the CRM, and AccountID its id.
func (w *World) Account(i int) string {
	random := w.random(i, 1)
	roots := allRoots()
	heads, tails, trades := roots[0], roots[1], roots[2]
	kinds := len(trades) + 1
	name := heads[i/kinds%len(heads)] + tails[i/kinds/len(heads)%len(tails)]
	if round := i / kinds / len(heads) / len(tails); round > 0 {
		name += fmt.Sprint(" ", round+1)
	}
	if i%kinds > 0 {
		name += " " + trades[i%kinds-1]
	}
	if random.IntN(100) < 55 {
		name += " " + pick(random, allForms())
	}
	return name
}

// AccountID is the id of a company.
func AccountID(i int) string { return fmt.Sprintf("a0000000-0000-4000-8000-%012d", i) }

// RowID is the id of a row.
func RowID(i int) string { return fmt.Sprintf("c0000000-0000-4000-8000-%012d", i) }

// random gives the numbers that everything about one row or company follows from.
func (w *World) random(i, stream int) *rand.Rand {
	return rand.New(rand.NewPCG(w.config.Seed*1_000_003+uint64(stream), uint64(i)+1)) //nolint:gosec // not for secrets
}

// Row makes a row.
func (w *World) Row(i int) Row {
	random := w.random(i, 0)
	switch i % group {
	case 1:
		return w.again(i, random)
	case 3:
		return w.namesake(i, random)
	}
	row := Row{ID: RowID(i), Table: crm.TableContact, person: newPerson(random), Account: random.IntN(w.companies)}
	if random.IntN(7) == 0 {
		row.Table = crm.TableLead
	}
	row.Title = pick(random, allTitles())
	if i%group > 3 && random.IntN(6) == 0 {
		row.Title = ""
	}
	w.finish(&row, random)
	return row
}

// again is the person of the row before, entered once more by somebody who did not look.
func (w *World) again(i int, random *rand.Rand) Row {
	row := w.Row(i - 1)
	row.ID, row.Email = RowID(i), ""
	if random.IntN(3) == 0 {
		row.Table = crm.TableLead
	}
	if random.IntN(2) == 0 {
		row.Title = ""
	}
	switch random.IntN(4) {
	case 0:
		row.named(strings.ToUpper(row.First), strings.ToUpper(row.Last))
	case 1:
		row.named(unaccented(row.First), unaccented(row.Last))
	}
	return row
}

// namesake is somebody else of the same name in the company of the row before.
func (w *World) namesake(i int, random *rand.Rand) Row {
	row := w.Row(i - 1)
	row.ID, row.Email = RowID(i), fmt.Sprintf("namesake%d@mail.example", i)
	for {
		title := pick(random, allTitles())
		if !shareWord(title, row.Title) {
			row.Title = title
			return row
		}
	}
}

func (w *World) finish(row *Row, random *rand.Rand) {
	p := row.person
	row.named(p.given, p.families())
	row.Company = w.Account(row.Account)
	if random.IntN(5) > 0 {
		row.Email = address(p, row.Company)
	}
}

func (r *Row) named(first, last string) { r.First, r.Last, r.FullName = first, last, first+" "+last }

func address(p person, company string) string {
	domain, _, _ := strings.Cut(strings.ToLower(unaccented(company)), " ")
	local := strings.ToLower(strings.ReplaceAll(unaccented(p.given+"."+p.family), " ", ""))
	return local + "@" + domain + ".example"
}

func newPerson(random *rand.Rand) person {
	if random.IntN(12) == 0 {
		return newForeign(random)
	}
	c := pick(random, allCultures())
	p := person{woman: random.IntN(2) == 0, hyphens: c.hyphenMarried}
	p.given = pick(random, c.men)
	if p.woman {
		p.given = pick(random, c.women)
	}
	p.family = c.familyName(random, p.woman)
	if c.two {
		p.second = c.familyName(random, p.woman)
	}
	return p
}

func (c culture) familyName(random *rand.Rand, woman bool) string {
	root := pick(random, c.families)
	if len(c.endings) == 0 {
		return root
	}
	ending := pick(random, c.endings)
	if other, known := c.feminine[ending]; known && woman {
		ending = other
	}
	return root + ending
}

func newForeign(random *rand.Rand) person {
	a := pick(random, allAlphabets())
	p := person{woman: random.IntN(2) == 0}
	given, family := pick(random, a.men), pick(random, a.families)
	own, latin := "", ""
	if p.woman {
		given, own, latin = pick(random, a.women), a.feminine[0], a.feminine[1]
	}
	p.given, p.family = pick(random, given.latin), pick(random, family.latin)+latin
	p.other = pick(random, given.latin) + " " + pick(random, family.latin) + latin
	p.own = given.own + " " + family.own + own
	if a.familyFirst {
		p.own = family.own + given.own
	}
	return p
}

func pick[T any](random *rand.Rand, list []T) T { return list[random.IntN(len(list))] }

func shareWord(a, b string) bool {
	for word := range strings.FieldsSeq(strings.ToLower(a)) {
		if strings.Contains(strings.ToLower(b), word) {
			return true
		}
	}
	return false
}

// The lists, each made once and never changed.
var (
	allCultures  = sync.OnceValue(cultures)
	allAlphabets = sync.OnceValue(alphabets)
	allTitles    = sync.OnceValue(titles)
	allForms     = sync.OnceValue(forms)
	allRoots     = sync.OnceValue(companyRoots)
	allShort     = sync.OnceValue(shortForms)
	allOthers    = sync.OnceValue(others)
	allRetitled  = sync.OnceValue(retitled)
)
