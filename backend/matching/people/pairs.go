package people

import (
	"fmt"
	"math/rand/v2"
	"strings"

	"ferry/backend/crm"
)

// Of a thousand members, so many are in the CRM twice or have a namesake in their company, and so many are not in the CRM.
const (
	doubled   = 60
	namesakes = 60
	strangers = 150
)

// Pairs makes members whose right answer is known.
func (w *World) Pairs(count int) []Pair {
	pairs := make([]Pair, 0, count)
	for i := 0; len(pairs) < count; i++ {
		random := w.random(i, 2)
		chance := random.IntN(1000)
		var pair Pair
		var fits bool
		switch {
		case chance < doubled:
			pair, fits = w.doubled(random)
		case chance < doubled+namesakes:
			pair, fits = w.oneOfNamesakes(random)
		case chance < doubled+namesakes+strangers:
			pair, fits = w.stranger(random)
		default:
			pair, fits = w.known(random)
		}
		if fits {
			pair.Member.Key = fmt.Sprintf("name:member %d", i)
			pairs = append(pairs, pair)
		}
	}
	return pairs
}

// known is somebody who is in the CRM once.
func (w *World) known(random *rand.Rand) (Pair, bool) {
	row := w.Row(4 + random.IntN(w.config.Rows/group)*group + random.IntN(group-4))
	if w.names[w.hash(row)] != 1 {
		return Pair{}, false // by chance there is another of this name in the company
	}
	shown, noise := noisyName(random, row.person, row, draw(random, nameShares()))
	firm := draw(random, companyShares())
	pair := Pair{Truth: One, RowID: row.ID, Noise: []Noise{noise, firm}, Member: crm.Member{
		Name: decorated(shown, row.FullName), Title: noisyTitle(random, row.Title),
		Company: noisyCompany(random, row.Company, w.Account(random.IntN(w.companies)), firm),
	}}
	if row.Email != "" && random.IntN(1000) < knownEmail {
		pair.Member.Email = strings.ToUpper(row.Email[:1]) + row.Email[1:]
		pair.Noise = append(pair.Noise, KnownEmail)
	}
	return pair, true
}

func decorated(shown, name string) string { return strings.Replace(shown, "%", name, 1) }

// lightly is noise that leaves no doubt of the name: several rows are several whatever it is.
func lightly(random *rand.Rand, row Row) (string, Noise) {
	noise := pick(random, []Noise{Clean, Clean, Accents, Decorated})
	shown, noise := noisyName(random, row.person, row, noise)
	return decorated(shown, row.FullName), noise
}

// doubled is somebody who was entered twice.
func (w *World) doubled(random *rand.Rand) (Pair, bool) {
	at := random.IntN(w.config.Rows/group) * group
	row := w.Row(at)
	if w.names[w.hash(row)] != 2 {
		return Pair{}, false
	}
	name, noise := lightly(random, row)
	firm := pick(random, []Noise{SameFirm, FirmForm})
	return Pair{Truth: Several, RowID: row.ID, Noise: []Noise{noise, firm}, Member: crm.Member{
		Name: name, Company: noisyCompany(random, row.Company, "", firm), Title: row.Title,
	}}, true
}

// oneOfNamesakes is one of two people of one name in one company. The job title tells which, or nothing does.
func (w *World) oneOfNamesakes(random *rand.Rand) (Pair, bool) {
	row := w.Row(random.IntN(w.config.Rows/group)*group + 2)
	if w.names[w.hash(row)] != 2 {
		return Pair{}, false
	}
	name, noise := lightly(random, row)
	firm := pick(random, []Noise{SameFirm, FirmForm})
	pair := Pair{Truth: Several, RowID: row.ID, Noise: []Noise{noise, firm}, Member: crm.Member{
		Name: name, Company: noisyCompany(random, row.Company, "", firm),
	}}
	if random.IntN(2) == 0 {
		pair.Truth, pair.Member.Title = One, row.Title
	}
	return pair, true
}

// stranger is somebody who is not in the CRM: anybody at one of its companies, or a colleague who looks like somebody who is.
func (w *World) stranger(random *rand.Rand) (Pair, bool) {
	row := w.Row(4 + random.IntN(group-4) + random.IntN(w.config.Rows/group)*group)
	p := newPerson(random)
	if random.IntN(2) == 0 {
		p.family, p.second = row.person.family, row.person.second
		if other, known := allOthers()[row.person.given]; known && random.IntN(2) == 0 {
			p.given = other
		}
	}
	row.person = p
	row.named(p.given, p.families())
	if w.names[w.hash(row)] != 0 {
		return Pair{}, false
	}
	name, noise := lightly(random, row)
	return Pair{Truth: None, Noise: []Noise{noise, SameFirm}, Member: crm.Member{
		Name: name, Company: row.Company, Title: pick(random, allTitles()),
	}}, true
}
