package importer

import (
	"time"

	"ferry/backend/crm"
)

// State is where a table's part of a run stands.
type State string

// States of a table in a run.
const (
	StatePending State = "pending"
	StateRunning State = "running"
	StateWaiting State = "waiting" // the service asked to be left alone until Progress.Until
	StateDone    State = "done"
	StateSkipped State = "skipped" // an optional table that is missing or refused; Progress.Code says which
	StateFailed  State = "failed"
)

// Progress is how one table's import stands. It is sent at least once per page.
type Progress struct {
	Table string
	State State
	// Full says that everything is read, as opposed to changes.
	Full bool
	// Rows counts rows and removals in the round under way, earlier runs of an interrupted round included.
	Rows int64
	// Total is how many rows a full load expects; 0 when that is not known.
	Total int64
	// Rate is rows per second since the round began or was taken up again; 0 until there is something to tell.
	Rate  float64
	Until time.Time
	Code  crm.Code
}

// Left is the time that the rest of a full load will take at the present rate; 0 when that is not known.
func (p Progress) Left() time.Duration {
	if p.Rate <= 0 || p.Total <= p.Rows {
		return 0
	}
	return time.Duration(float64(p.Total-p.Rows) / p.Rate * float64(time.Second))
}

// Summary is what a run did.
type Summary struct {
	Tables []Result
}

// Result is what a run did to one table.
type Result struct {
	Table   string
	Mode    Mode
	Full    bool  // a full load was finished in this run
	Rows    int64 // rows written
	Deleted int64 // rows that the service said are gone; what a full load sweeps is not counted
	// Skipped is why an optional table was left out, or empty; Forgotten says that the mirror held rows of it until now.
	Skipped   crm.Code
	Forgotten bool
}

// Changed reports whether the mirror may look different afterwards.
func (s Summary) Changed() bool {
	for _, table := range s.Tables {
		if table.Full || table.Forgotten || table.Rows > 0 || table.Deleted > 0 {
			return true
		}
	}
	return false
}
