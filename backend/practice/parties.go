package practice

import "slices"

// Participation masks the server adds and keeps by itself.
const (
	maskRegarding = 8
	maskOwner     = 9
)

// partiesOf makes the rows of an activity's parties: the ones in the payload, or those it had, and the two the server
// keeps for regarding and owner.
func (x *exchange) partiesOf(r *row, p *payload) ([]*row, *refusal) {
	if !r.table.Activity {
		return nil, nil
	}
	var parties []*row
	standing := x.org.partyRows(r.id)
	if p.party {
		for _, body := range p.parties {
			party, err := x.readParty(r, body)
			if err != nil {
				return nil, err
			}
			parties = append(parties, party)
		}
	} else {
		for _, party := range standing {
			if mask := party.number("participationtypemask"); mask != maskRegarding && mask != maskOwner {
				parties = append(parties, party)
			}
		}
	}
	for _, kept := range []struct {
		mask   int64
		target ref
	}{{maskRegarding, r.ref("regardingobjectid")}, {maskOwner, r.ref("ownerid")}} {
		if t := wholeSchema().byName["activityparty"]; slices.Contains(t.Columns[t.at("partyid")].Targets, kept.target.table) {
			parties = append(parties, x.org.keptParty(standing, r, kept.mask, kept.target))
		}
	}
	return parties, nil
}

// keptParty is the party that the server keeps: the one that stands where it says the same already, else a new one.
func (o *Organization) keptParty(standing []*row, r *row, mask int64, target ref) *row {
	for _, party := range standing {
		if party.number("participationtypemask") == mask && party.ref("partyid") == target &&
			party.text("partyidname") == o.store.display(target) {
			return party
		}
	}
	return o.newParty(r, mask, target)
}

func (o *Organization) partyRows(activityID string) []*row {
	t := wholeSchema().byName["activitypointer"]
	return o.store.children(t.navs["activitypointer_activity_parties"], activityID)
}

func (o *Organization) newParty(r *row, mask int64, target ref) *row {
	party := newRow(wholeSchema().byName["activityparty"], string(newID()))
	party.set("activityid", ref{"activitypointer", r.id})
	party.set("participationtypemask", mask)
	if target != (ref{}) {
		party.set("partyid", target)
		party.set("partyidname", nilIfEmpty(o.store.display(target)))
	}
	return party
}

func (x *exchange) readParty(r *row, body map[string]any) (*row, *refusal) {
	t := wholeSchema().byName["activityparty"]
	p, err := x.readPayload(t, body)
	if err != nil {
		return nil, err
	}
	mask, ok := p.values[t.at("participationtypemask")].(int64)
	if !ok {
		return nil, badBody("A party needs a participationtypemask.")
	}
	target, _ := p.values[t.at("partyid")].(ref)
	party := x.org.newParty(r, mask, target)
	for _, name := range []string{"addressused", "unresolvedpartyname"} {
		party.set(name, p.values[t.at(name)])
	}
	if target == (ref{}) && party.text("unresolvedpartyname") == "" && party.text("addressused") == "" {
		return nil, badArgument("A party needs a row, an address or a name.")
	}
	return party, nil
}

func (x *exchange) replaceParties(r *row, parties []*row) {
	if !r.table.Activity {
		return
	}
	for _, old := range x.org.partyRows(r.id) {
		if !slices.Contains(parties, old) {
			x.org.store.remove(old)
		}
	}
	for _, party := range parties {
		if x.org.store.row("activityparty", party.id) == nil {
			x.org.store.put(party)
		}
	}
}
