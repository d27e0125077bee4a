package matchbench

import (
	"slices"

	"ferry/backend/crm"
	"ferry/backend/matching/people"
)

// Quality is how right a matcher's answers are.
type Quality struct {
	// Precision is the share of strong answers that name the one right row; Recall the share of members with one right row
	// that a strong answer finds.
	Precision float64 `json:"precision"`
	Recall    float64 `json:"recall"`
	Strong    int     `json:"strong"`
	Right     int     `json:"right"`
	One       int     `json:"one"` // members with one right row
	// Several is how many members fit several rows that nothing tells apart; SeveralRight how many were answered so.
	Several      int `json:"several"`
	SeveralRight int `json:"severalRight"`
	// None is how many members are in no row; NoneStrong how many were given one all the same (they count against Precision).
	None       int `json:"none"`
	NoneStrong int `json:"noneStrong"`
	// ByNoise is the recall for each kind of noise.
	ByNoise map[people.Noise]Found `json:"byNoise"`
}

// Found is how many of so many members a strong and right answer found.
type Found struct {
	Right int `json:"right"`
	Of    int `json:"of"`
}

// note counts one answer.
func (q *Quality) note(pair people.Pair, answer crm.Match) {
	strong := answer.Strength == crm.MatchStrong
	right := strong && pair.Truth == people.One && answer.Row.ID == pair.RowID
	if strong {
		q.Strong++
	}
	if right {
		q.Right++
	}
	switch pair.Truth {
	case people.One:
		q.One++
		q.byNoise(pair.Noise, right)
	case people.Several:
		q.Several++
		if answer.Strength == crm.MatchSeveral && slices.ContainsFunc(answer.Candidates, func(c crm.Candidate) bool {
			return c.Row.ID == pair.RowID
		}) {
			q.SeveralRight++
		}
	case people.None:
		q.None++
		if strong {
			q.NoneStrong++
		}
	}
}

func (q *Quality) byNoise(noise []people.Noise, right bool) {
	if q.ByNoise == nil {
		q.ByNoise = map[people.Noise]Found{}
	}
	for _, one := range noise {
		found := q.ByNoise[one]
		found.Of++
		if right {
			found.Right++
		}
		q.ByNoise[one] = found
	}
}

func (q *Quality) finish() {
	q.Precision, q.Recall = share(q.Right, q.Strong), share(q.Right, q.One)
}

func share(part, whole int) float64 {
	if whole == 0 {
		return 0
	}
	return float64(part) / float64(whole)
}
