package app

import "ferry/backend/view"

// Records is bound for Leads & accounts and for search.
type Records struct{ house *house }

// List is one page of records.
func (r *Records) List(query view.RecordQuery) (_ view.RecordPage, err error) {
	defer r.house.recovered("Records.List", &err)
	return r.house.opened().Records(r.house.context(), query)
}

// Record is one record with its opportunities and history.
func (r *Records) Record(table, id string) (_ view.Record, err error) {
	defer r.house.recovered("Records.Record", &err)
	return r.house.opened().Record(r.house.context(), table, id)
}

// Search finds people and accounts over the whole mirror, to pick one by hand.
func (r *Records) Search(text string, limit int) (_ []view.Candidate, err error) {
	defer r.house.recovered("Records.Search", &err)
	return r.house.opened().Search(r.house.context(), text, limit)
}
