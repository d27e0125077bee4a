package practice

import (
	"fmt"
	"math/rand/v2"
	"strconv"
	"time"
)

// sampleStart is when the sample company's history begins. It is fixed, so that the same seed makes the same rows.
var sampleStart = time.Date(2025, time.January, 6, 8, 0, 0, 0, time.UTC)

const sampleDays = 660

// sampler makes the sample rows. Ids are derived from table, seed and number; everything else is drawn.
type sampler struct {
	random   *rand.Rand
	seed     string
	admin    ref
	unit     ref
	euro     ref
	rows     []*row
	sellers  []string // seat holders, Ana Ruiz first
	accounts []*row
	contacts []*row
	firsts   map[string]*row   // the first contact of each account
	ascii    map[string]string // names in addresses: few names serve many people
	scratch  []byte
	wide     bool
}

// sampleStore is a store with the sample company in it.
func sampleStore(options Options) *store {
	drawn := rand.New(rand.NewPCG(uint64(options.Seed), 1)) //nolint:gosec // repeatable sample names, no secret
	s := &sampler{
		random: drawn, seed: strconv.FormatInt(options.Seed, 10),
		admin: ref{"systemuser", adminPerson().ID}, unit: ref{"businessunit", string(deriveID("businessunit", companyName))},
		euro: ref{"transactioncurrency", string(deriveID("currency", "EUR"))}, firsts: map[string]*row{},
		ascii: map[string]string{},
	}
	for _, e := range employees {
		if e.seat {
			s.sellers = append(s.sellers, e.person().ID)
		}
	}
	filled := newStore()
	s.system(filled)
	s.makeAccounts(orDefault(options.Accounts, 60))
	s.makeContacts(orDefault(options.Contacts, 300))
	s.makeLeads(orDefault(options.Leads, 80))
	s.makeOpportunities(orDefault(options.Opportunities, 120))
	s.makeActivities()
	filled.fill(s.rows)
	return filled
}

func orDefault(n, fallback int) int {
	if n > 0 {
		return n
	}
	return fallback
}

// add makes a row with its stamps; the caller sets the rest.
func (s *sampler) add(table, id, owner string, values map[string]any) *row {
	t := wholeSchema().byName[table]
	r := newRow(t, id)
	at := s.moment()
	creator := s.admin
	if owner != "" {
		creator = ref{"systemuser", owner}
		r.set("ownerid", creator)
		r.set("owninguser", creator)
		r.set("owningbusinessunit", s.unit)
	}
	for _, name := range []string{"createdon", "modifiedon"} {
		r.set(name, at)
	}
	r.set("createdby", creator)
	r.set("modifiedby", creator)
	for name, value := range values {
		if text, ok := value.(string); ok && text == "" {
			value = nil
		}
		r.set(name, value)
	}
	s.rows = append(s.rows, r)
	return r
}

func (s *sampler) id(table string, number int) string {
	return string(deriveID(table, s.seed, strconv.Itoa(number)))
}

func (s *sampler) moment() time.Time {
	return sampleStart.Add(time.Duration(s.random.IntN(sampleDays*24*60)) * time.Minute)
}

func pick[T any](s *sampler, from []T) T { return from[s.random.IntN(len(from))] }

func (s *sampler) seller(number int) string {
	if number%20 < 9 { // Ana's share
		return s.sellers[0]
	}
	return s.sellers[1+number%(len(s.sellers)-1)]
}

func (s *sampler) makeAccounts(n int) {
	for i := range n {
		name, domain, city, country := s.company(i)
		s.accounts = append(s.accounts, s.add("account", s.id("account", i), s.seller(i), map[string]any{
			"name": name, "accountnumber": fmt.Sprintf("VT-%05d", 10000+i), "websiteurl": "https://www." + domain,
			"telephone1": s.phone(cultures[i%len(cultures)]), "emailaddress1": "info@" + domain, "address1_city": city,
			"address1_country": country, "address1_line1": fmt.Sprintf("%d Depot Road", 1+s.random.IntN(180)),
			"address1_postalcode": fmt.Sprintf("%05d", 10000+s.random.IntN(89999)),
			"industrycode":        pick(s, industries()).Value, "numberofemployees": int64(20 + s.random.IntN(9000)),
			"revenue": money((1 + s.random.Int64N(900)) * 1_000_000_0000), "transactioncurrencyid": s.euro,
			"description": "A sample customer that does not exist.",
		}))
	}
}

func (s *sampler) company(i int) (name, domain, city, country string) {
	if i < len(castAccounts) {
		c := castAccounts[i]
		return c.name, c.domain, c.city, c.country
	}
	home := cultures[i%len(cultures)]
	name = companyFirst[i%len(companyFirst)] + " " + companySecond[(i/len(companyFirst)+i)%len(companySecond)]
	if round := i / (len(companyFirst) * len(companySecond)); round > 0 {
		name += " " + strconv.Itoa(round+1)
	}
	return name, fmt.Sprintf("%s-%d.example", s.asciiName(companyFirst[i%len(companyFirst)]), i), pick(s, home.cities), home.country
}

func (s *sampler) phone(c culture) string {
	return fmt.Sprintf("%s%d 555 %04d", c.dial, s.random.IntN(10), s.random.IntN(10000))
}

func (s *sampler) makeContacts(n int) {
	s.wide = n < mostWide
	for _, m := range cast {
		if m.table == "contact" && len(s.contacts) < n {
			account := s.accounts[m.account%len(s.accounts)]
			s.addContact(len(s.contacts), account, s.sellers[0], m.first, m.last, m.title, m.address())
		}
	}
	for i := len(s.contacts); i < n; i++ {
		account := s.accounts[(i*7+3)%len(s.accounts)]
		c := cultures[s.random.IntN(len(cultures))]
		first, last := pick(s, c.firsts), pick(s, c.lasts)
		local := s.asciiName(first + " " + last)
		if local == "" {
			local = "person"
		}
		_, domain, _, _ := s.company((i*7 + 3) % len(s.accounts))
		s.addContact(i, account, s.seller(i), first, last, pick(s, jobTitles), fmt.Sprintf("%s.%d@%s", local, i, domain))
	}
	for _, account := range s.accounts {
		if first := s.firsts[account.id]; first != nil {
			account.set("primarycontactid", ref{"contact", first.id})
		}
	}
}

func (s *sampler) addContact(i int, account *row, owner, first, last, title, mail string) {
	c := cultures[i%len(cultures)]
	added := s.add("contact", s.id("contact", i), owner, map[string]any{
		"firstname": first, "lastname": last, "fullname": first + " " + last, "jobtitle": title, "emailaddress1": mail,
		"telephone1": s.phone(c), "mobilephone": s.phone(c), "address1_city": account.get("address1_city"),
		"address1_country": account.get("address1_country"), "parentcustomerid": ref{"account", account.id},
	})
	// Packed at once, with the version that its place will give it: a million rows would otherwise stand unpacked together.
	added.version = firstVersion + int64(len(s.rows))
	s.scratch = added.pack(s.scratch, s.wide)
	s.contacts = append(s.contacts, added)
	if s.firsts[account.id] == nil {
		s.firsts[account.id] = added
	}
}

func (s *sampler) makeLeads(n int) {
	made := 0
	add := func(first, last, title, company, mail string) {
		c := cultures[made%len(cultures)]
		s.add("lead", s.id("lead", made), s.seller(made), map[string]any{
			"firstname": first, "lastname": last, "fullname": first + " " + last, "jobtitle": title, "companyname": company,
			"subject": "Interest in low-floor trams, " + company, "emailaddress1": mail, "telephone1": s.phone(c),
			"address1_city": pick(s, c.cities), "address1_country": c.country, "leadsourcecode": pick(s, leadSources()).Value,
			"statuscode": int64(1 + made%2),
		})
		made++
	}
	for _, m := range cast {
		if m.table == "lead" && made < n {
			add(m.first, m.last, m.title, m.company, m.mail)
		}
	}
	for made < n {
		c := cultures[s.random.IntN(len(cultures))]
		company, domain, _, _ := s.company(1000 + made)
		first, last := pick(s, c.firsts), pick(s, c.lasts)
		add(first, last, pick(s, jobTitles), company, fmt.Sprintf("lead.%d@%s", made, domain))
	}
}
