package practice

import (
	"fmt"
	"time"
)

var stageNames = []string{"1-Qualify", "2-Develop", "3-Propose", "4-Close"}

var dealKinds = []string{"low-floor trams", "bogie overhaul", "depot extension", "driver assistance", "battery retrofit",
	"spare parts frame", "passenger information", "overhead line works"}

// makeOpportunities makes open ones in every stage, then won and lost ones: two thirds are open.
func (s *sampler) makeOpportunities(n int) {
	open := n * 2 / 3
	won := (n - open) * 3 / 5
	for i := range n {
		account := s.accounts[i%len(s.accounts)]
		stage := s.random.IntN(4)
		value := money((20 + s.random.Int64N(4800)) * 5000_0000)
		values := map[string]any{
			"name":       fmt.Sprintf("%s: %s", account.text("name"), dealKinds[i%len(dealKinds)]),
			"customerid": ref{"account", account.id}, "parentaccountid": ref{"account", account.id},
			"salesstage": int64(stage), "stepname": stageNames[stage], "estimatedvalue": value, "totalamount": value,
			"budgetamount": value / 2 * 2, "transactioncurrencyid": s.euro, "closeprobability": int64(20 + 20*stage),
			"estimatedclosedate": s.day(i),
		}
		if contact := s.firsts[account.id]; contact != nil {
			values["parentcontactid"] = ref{"contact", contact.id}
		}
		switch {
		case i < open:
			values["statuscode"] = int64(1 + i%7/6)
		case i < open+won:
			values["statecode"], values["statuscode"], values["salesstage"] = int64(1), int64(3), int64(3)
			values["stepname"], values["actualvalue"], values["actualclosedate"] = stageNames[3], value, s.day(-i)
		default:
			values["statecode"], values["statuscode"], values["actualvalue"] = int64(2), int64(4+i%2), money(0)
			values["actualclosedate"] = s.day(-i)
		}
		r := s.add("opportunity", s.id("opportunity", i), s.seller(i), values)
		s.instance(r, stage, i >= open)
	}
}

// instance puts an opportunity into its stage of the sales process.
func (s *sampler) instance(r *row, stage int, done bool) {
	path := stageRef(0).id
	for i := 1; i <= stage; i++ {
		path += "," + stageRef(i).id
	}
	values := map[string]any{
		"name": r.text("name"), "opportunityid": ref{"opportunity", r.id}, "activestageid": stageRef(stage), "processid": processRef(),
		"activestagestartedon": r.get("createdon"), "traversedpath": path,
	}
	if done {
		values["statecode"], values["statuscode"], values["completedon"] = int64(1), int64(2), r.get("modifiedon")
	}
	s.add("opportunitysalesprocess", string(deriveID("opportunitysalesprocess", r.id)), "", values)
}

func (s *sampler) day(offset int) date {
	return date(sampleStart.AddDate(0, 0, sampleDays+offset%300).Format("2006-01-02"))
}

// makeActivities gives the contacts a history: tasks, calls and a few LinkedIn messages, most of them done.
func (s *sampler) makeActivities() {
	kinds := []struct {
		table   string
		subject string
		done    int64
	}{{"task", "Follow up on the tender", 5}, {"phonecall", "Call about delivery dates", 2}, {"li_message", "LinkedIn message", 2},
		{"task", "Send the revised offer", 5}, {"phonecall", "Introduction call", 4}}
	for i := range min(120, len(s.contacts)) {
		kind, contact := kinds[i%len(kinds)], s.contacts[i]
		at, owner := s.moment(), contact.ref("ownerid")
		values := map[string]any{
			"subject": kind.subject, "description": "From the sample company's history.", "activitytypecode": kind.table,
			"regardingobjectid": ref{"contact", contact.id}, "scheduledend": at, "createdon": at, "modifiedon": at,
		}
		if i%4 != 0 {
			values["statecode"], values["statuscode"] = int64(1), kind.done
			values["actualstart"], values["actualend"] = at, at.Add(20*time.Minute)
		}
		r := s.add(kind.table, s.id("activity", i), owner.id, values)
		s.parties(r, owner, ref{"contact", contact.id}, i)
	}
}

func (s *sampler) parties(r *row, owner, contact ref, number int) {
	party := func(mask int64, target ref) {
		p := newRow(wholeSchema().byName["activityparty"], s.id("activityparty", number*10+int(mask)))
		p.set("activityid", ref{"activitypointer", r.id})
		p.set("participationtypemask", mask)
		p.set("partyid", target)
		s.rows = append(s.rows, p)
	}
	if r.table.Name != "task" {
		party(1, owner)
		party(2, contact)
	}
	party(maskRegarding, contact)
	party(maskOwner, owner)
}
