package crm

// SavedRule says which open opportunities count as pipeline. CRM Settings make it; the mirror answers with it.
type SavedRule struct {
	// All takes every open opportunity (the answer "Not Sure").
	All bool
	// Column is the opportunity column that holds the stage, Values the stages strictly beyond the chosen one, as the
	// mirror stores them (choices as decimal text).
	Column string
	Values []string
}
