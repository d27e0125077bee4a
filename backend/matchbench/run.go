package matchbench

import (
	"context"
	"errors"
	"os"
	"time"

	"ferry/backend/crm"
	"ferry/backend/matching"
	"ferry/backend/matching/people"
	"ferry/backend/sqlite"
)

// Config says what to measure.
type Config struct {
	Rows    int    // contacts and leads in the mirror, at least 100
	Members int    // members to match, at least 1
	Seed    uint64 // of package people
}

// Report is what was measured.
type Report struct {
	Config
	Accounts int     `json:"accounts"`
	HeldOut  bool    `json:"heldOut"` // the seed was not used to choose the matcher's rules
	Ferry    Quality `json:"ferry"`
	Plain    Quality `json:"plain"` // the matcher that compares names in lower case
	Speed    Speed   `json:"speed"`
	// PeakBytes is the most memory the whole process has had, generator and import included.
	PeakBytes uint64 `json:"peakBytes"`
}

// Speed is how long it took, in seconds.
type Speed struct {
	Fill  float64 `json:"fillSeconds"`  // writing the mirror
	Match float64 `json:"matchSeconds"` // matching all members, reading the mirror included
	// Comparisons of prepared members with prepared rows in memory were timed as a sample, by the same scorer; EachWithEach is
	// what all members with all rows would take at that rate.
	Comparisons  int     `json:"comparisons"`
	Compare      float64 `json:"compareSeconds"`
	EachWithEach float64 `json:"eachWithEachSeconds"`
	Times        float64 `json:"timesFaster"`
}

// Run measures, in a folder of its own that it removes. Errors are those of the mirror, and crm.CodeInvalid for sizes that
// make no sense.
func Run(ctx context.Context, config Config) (report Report, err error) {
	if config.Rows < 100 || config.Members < 1 {
		return Report{}, crm.Errorf(crm.CodeInvalid, "at least 100 rows and 1 member")
	}
	dir, err := os.MkdirTemp("", "ferry-bench-")
	if err != nil {
		return Report{}, crm.Errorf(crm.CodeStorage, "temporary folder: %w", err)
	}
	defer func() { err = errors.Join(err, os.RemoveAll(dir)) }()
	database, err := sqlite.Open(ctx, sqlite.Config{Dir: dir})
	if err != nil {
		return Report{}, err
	}
	defer func() { err = errors.Join(err, database.Close()) }()
	world := people.New(people.Config{Seed: config.Seed, Rows: config.Rows})
	pairs := world.Pairs(config.Members)
	report = Report{Config: config, Accounts: world.Accounts(), HeldOut: config.Seed%2 == 1}
	other := newPlain(pairs)
	began := time.Now()
	if err := newFiller(database).fill(ctx, world, other.add); err != nil {
		return Report{}, err
	}
	report.Speed.Fill = time.Since(began).Seconds()
	if err := report.match(ctx, &matching.Matcher{Rows: database, Decisions: database}, pairs, other); err != nil {
		return Report{}, err
	}
	report.compareEach(world, pairs)
	report.PeakBytes = peakMemory()
	return report, nil
}

func (r *Report) match(ctx context.Context, matcher *matching.Matcher, pairs []people.Pair, other plain) error {
	answers := make([]crm.Match, len(pairs))
	began := time.Now()
	for i, pair := range pairs {
		answer, err := matcher.Match(ctx, pair.Member)
		if err != nil {
			return err
		}
		answers[i] = answer
	}
	r.Speed.Match = time.Since(began).Seconds()
	for i, pair := range pairs {
		r.Ferry.note(pair, answers[i])
		r.Plain.note(pair, other.match(pair.Member))
	}
	r.Ferry.finish()
	r.Plain.finish()
	return nil
}

// sampleMembers and sampleRows bound the sample of each with each.
const (
	sampleMembers = 100
	sampleRows    = 20_000
)

// compareEach times a sample of comparisons. Everything is prepared and in memory before the clock starts: an index has to be
// faster than comparing at its best.
func (r *Report) compareEach(world *people.World, pairs []people.Pair) {
	rows := make([]matching.Row, 0, sampleRows)
	for i := range min(sampleRows, world.Rows()) {
		rows = append(rows, matching.NewRow(candidate(world.Row(i))))
	}
	subjects := make([]matching.Subject, 0, sampleMembers)
	for _, pair := range pairs[:min(sampleMembers, len(pairs))] {
		subjects = append(subjects, matching.NewSubject(pair.Member))
	}
	began := time.Now()
	for i := range subjects {
		for j := range rows {
			_ = subjects[i].Score(&rows[j])
		}
	}
	r.Speed.Compare = time.Since(began).Seconds()
	r.Speed.Comparisons = len(rows) * len(subjects)
	all := float64(r.Rows) * float64(r.Members)
	r.Speed.EachWithEach = r.Speed.Compare / float64(r.Speed.Comparisons) * all
	if r.Speed.Match > 0 {
		r.Speed.Times = r.Speed.EachWithEach / r.Speed.Match
	}
}

func candidate(row people.Row) crm.Candidate {
	return crm.Candidate{
		Row: crm.Ref{Table: row.Table, ID: row.ID, Name: row.FullName}, Company: row.Company, Title: row.Title, Email: row.Email,
	}
}
