package people

import (
	"math/rand/v2"
	"strings"
	"unicode"

	"golang.org/x/text/runes"
	"golang.org/x/text/transform"
	"golang.org/x/text/unicode/norm"

	"ferry/backend/crm"
)

// Noise is how what LinkedIn shows differs from what the CRM holds.
type Noise string

// Kinds of noise in names, then in companies.
const (
	Clean      Noise = "clean"
	Accents    Noise = "accents or case"
	Nickname   Noise = "nickname"
	Typo       Noise = "typo"
	Order      Noise = "order"
	Surname    Noise = "a surname more or less"
	Middle     Noise = "middle name"
	Decorated  Noise = "titles and emoji"
	Script     Noise = "alphabet"
	Married    Noise = "married name"
	Initial    Noise = "initial"
	SameFirm   Noise = "same company"
	FirmForm   Noise = "legal form"
	FirmNear   Noise = "company's name in part"
	Moved      Noise = "moved job"
	FirmHidden Noise = "company unknown"
	KnownEmail Noise = "e-mail known"
)

// share is one kind of noise in so many of a hundred... of members.
type share struct {
	noise  Noise
	weight int
}

// The rates are in thousandths. They are guesses; the report tells the result for each kind, so that other rates can be
// reckoned from it.
func nameShares() []share {
	return []share{{Clean, 370}, {Accents, 110}, {Nickname, 90}, {Typo, 90}, {Order, 50}, {Surname, 80}, {Middle, 60},
		{Decorated, 70}, {Script, 50}, {Married, 20}, {Initial, 10}}
}

func companyShares() []share {
	return []share{{SameFirm, 500}, {FirmForm, 300}, {FirmNear, 145}, {Moved, 35}, {FirmHidden, 20}}
}

const knownEmail = 120 // thousandths of members whose e-mail address LinkedIn tells

func draw(random *rand.Rand, shares []share) Noise {
	total := 0
	for _, s := range shares {
		total += s.weight
	}
	at := random.IntN(total)
	for _, s := range shares {
		if at -= s.weight; at < 0 {
			return s.noise
		}
	}
	return Clean
}

// noisyName is the person's name as LinkedIn shows it, and the noise that was really put in: a name without a nickname gets
// none.
func noisyName(random *rand.Rand, p person, row Row, noise Noise) (string, Noise) {
	switch noise {
	case Accents:
		return pick(random, []string{unaccented(row.FullName), strings.ToUpper(row.FullName), strings.ToLower(row.FullName),
			umlauts(row.FullName)}), noise
	case Nickname:
		if short, known := allShort()[p.given]; known {
			return pick(random, short) + " " + p.families(), noise
		}
	case Typo:
		return mistake(random, row.FullName), noise
	case Order:
		return row.Last + pick(random, []string{", ", " "}) + row.First, noise
	case Surname:
		return surnames(random, p, row), noise
	case Middle:
		return p.given + " " + pick(random, []string{"A.", "M.", "J. R.", "Luis", "Marie", "K."}) + " " + p.families(), noise
	case Decorated:
		return pick(random, []string{"Dr. %", "% 🚀", "%, MBA", "% (she/her)", "✨ % ✨", "Prof. Dr. %", "% PhD", "%, PMP®", "Ing. %"}), noise
	case Script:
		if p.own != "" {
			return pick(random, []string{p.own, p.other}), noise
		}
	case Married:
		return married(random, p), noise
	case Initial:
		return p.given[:1] + ". " + p.families(), noise
	default:
	}
	return row.FullName, Clean
}

// surnames drops one of two family names, or adds one.
func surnames(random *rand.Rand, p person, row Row) string {
	other := newPerson(random).family
	switch {
	case p.second != "":
		return p.given + " " + p.family
	case p.hyphens:
		return row.First + " " + p.family + "-" + other
	default:
		return row.FullName + " " + other
	}
}

// married takes another's family name; some keep their own beside it.
func married(random *rand.Rand, p person) string {
	other := newPerson(random).family
	if random.IntN(3) == 0 {
		return p.given + " " + other + " (" + p.family + ")"
	}
	return p.given + " " + other
}

// mistake changes one letter of a word that is long enough to be told by the rest: swapped, missing, doubled or wrong.
func mistake(random *rand.Rand, name string) string {
	words := strings.Fields(name)
	longest := 0
	for i, word := range words {
		if len(word) > len(words[longest]) || len(word) == len(words[longest]) && random.IntN(2) == 0 {
			longest = i
		}
	}
	letters := []rune(words[longest])
	at := 1 + random.IntN(max(len(letters)-2, 1))
	if at+1 >= len(letters) {
		return name
	}
	switch random.IntN(4) {
	case 0:
		letters[at], letters[at+1] = letters[at+1], letters[at]
	case 1:
		letters = append(letters[:at], letters[at+1:]...)
	case 2:
		letters = append(letters[:at+1], letters[at:]...)
	default:
		letters[at] = rune('a' + random.IntN(26)) //nolint:gosec // a letter
	}
	words[longest] = string(letters)
	return strings.Join(words, " ")
}

// noisyCompany is the company as LinkedIn shows it. elsewhere is another company of this world.
func noisyCompany(random *rand.Rand, company, elsewhere string, noise Noise) string {
	core := company
	for _, form := range allForms() {
		core = strings.TrimSuffix(core, " "+form)
	}
	switch noise {
	case FirmForm:
		if core != company && random.IntN(2) == 0 {
			return core
		}
		return pick(random, []string{core + " " + pick(random, allForms()), strings.ToUpper(core), core + ", " + pick(random, allForms())})
	case FirmNear:
		return pick(random, []string{core + " Group", core + " Iberia", core + " Deutschland GmbH",
			mistake(random, core), "Grupo " + core, "The " + core + " Company"})
	case Moved:
		return elsewhere
	case FirmHidden:
		return ""
	default:
		return company
	}
}

// noisyTitle is the job title as LinkedIn shows it.
func noisyTitle(random *rand.Rand, title string) string {
	switch chance := random.IntN(100); {
	case chance < 50:
		return title
	case chance < 70:
		if other, known := allRetitled()[title]; known {
			return other
		}
		return title
	case chance < 85:
		return pick(random, allTitles())
	}
	return ""
}

func unaccented(text string) string {
	strip := transform.Chain(norm.NFD, runes.Remove(runes.In(unicode.Mn)), norm.NFC)
	plain, _, err := transform.String(strip, text)
	if err != nil {
		return text
	}
	return strings.NewReplacer("ł", "l", "Ł", "L", "ø", "o", "Ø", "O", "ß", "ss", "å", "a").Replace(plain)
}

func umlauts(text string) string {
	return strings.NewReplacer("ä", "ae", "ö", "oe", "ü", "ue", "ß", "ss", "ø", "oe", "å", "aa", "Å", "Aa", "Ö", "Oe", "Ü",
		"Ue").Replace(text)
}

// Truth is what the right answer is.
type Truth string

// The three right answers: one row, several that nothing tells apart, no row.
const (
	One     Truth = "one"
	Several Truth = "several"
	None    Truth = "none"
)

// Pair is a LinkedIn member with the right answer.
type Pair struct {
	Member crm.Member
	Truth  Truth
	RowID  string // the one row, or one of the several
	Noise  []Noise
}
