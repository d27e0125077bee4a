package backend

import (
	"context"
	"slices"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/settings"
	"ferry/backend/view"
)

// accountsOffered is how many accounts are offered as a new contact's company.
const accountsOffered = 5

// PersonForm is what is queued of a contact or lead to be made from a member, as long as it can be changed, else what is
// known of the member.
func (b *Backend) PersonForm(ctx context.Context, memberKey, table string) (view.PersonForm, error) {
	l, member, err := b.member(ctx, memberKey)
	if err != nil {
		return view.PersonForm{}, err
	}
	columns, err := l.personColumns(ctx)
	if err != nil {
		return view.PersonForm{}, err
	}
	form := view.PersonForm{
		Accounts: []view.Candidate{}, Person: requestFrom(member, table), Owner: l.ownerName(), Columns: columns.view(),
	}
	address, err := l.profileColumn(ctx, member, table) // the organization may insist on the very column that Ferry fills
	if err != nil {
		return view.PersonForm{}, err
	}
	_, form.Person.Columns = further(crm.Person{Columns: address})
	queued, err := l.queuedPerson(ctx, member, table)
	if err != nil {
		return view.PersonForm{}, err
	}
	if queued != nil {
		form.Person = requestOf(memberKey, *queued)
	}
	return form, l.offerAccounts(ctx, &form, member.Company)
}

// requestFrom is what is known of a member, for a person to complete.
func requestFrom(member crm.Member, table string) view.PersonRequest {
	first, last := member.FirstName, member.LastName
	if last == "" {
		first, last = splitName(member.Name)
	}
	return view.PersonRequest{
		MemberKey: member.Key, Table: table, FirstName: first, LastName: last, JobTitle: member.Title, Email: member.Email,
		Company: member.Company,
	}
}

func requestOf(memberKey string, person crm.Person) view.PersonRequest {
	source, columns := further(person)
	return view.PersonRequest{
		Source: source, Columns: columns,
		MemberKey: memberKey, Table: person.Table, FirstName: person.FirstName, LastName: person.LastName,
		JobTitle: person.JobTitle, Email: person.Email, Phone: person.Phone, Country: person.Country,
		Company: person.Company, Topic: person.Topic, AccountID: person.Account.ID,
	}
}

// queuedPerson is the contact or lead that the outbox holds for the member and that is not in the organization; nil where
// there is none.
func (l *live) queuedPerson(ctx context.Context, member crm.Member, table string) (*crm.Person, error) {
	record, err := l.outbox.Entry(ctx, outbox.PersonID(l.connection.OrganizationID, l.connection.UserID, table, member.Key))
	if crm.CodeOf(err) == crm.CodeNotFound || err == nil && !slices.Contains(unmade(), record.State) {
		return nil, nil
	}
	return personOf(record), err
}

// personValues are what the contact or lead of an entry says, as it is or will be written; none for other entries.
func (l *live) personValues(ctx context.Context, record outbox.Record) ([]view.PersonValue, error) {
	values := []view.PersonValue{}
	person := personOf(record)
	if person == nil {
		return values, nil
	}
	columns, err := l.personColumns(ctx)
	add := func(field, text string) {
		if text != "" {
			values = append(values, view.PersonValue{Field: field, Text: text})
		}
	}
	add("firstName", person.FirstName)
	add("lastName", person.LastName)
	add("jobTitle", person.JobTitle)
	add("account", person.Account.Name)
	add("company", person.Company)
	add("email", person.Email)
	add("phone", person.Phone)
	add("country", person.Country)
	add("topic", person.Topic)
	return append(values, columns.values(person)...), err
}

func personOf(record outbox.Record) *crm.Person {
	for _, operation := range record.Operations {
		if operation.Payload.Person != nil {
			return operation.Payload.Person
		}
	}
	return nil
}

// coming reports whether the row is one that the outbox is still to make.
func (l *live) coming(ctx context.Context, id string) (bool, error) {
	record, err := l.outbox.Entry(ctx, id)
	if crm.CodeOf(err) == crm.CodeNotFound {
		return false, nil
	}
	return record.Makes() && !record.Landed && record.State != outbox.Removed, err
}

// unmade are the states of what is to be made and is not.
func unmade() []outbox.State { return []outbox.State{outbox.Queued, outbox.Waiting, outbox.Attention} }

// offerAccounts lists the accounts that may be the company: the one in the form already, then those of a like name. The
// one that has the very name is taken.
func (l *live) offerAccounts(ctx context.Context, form *view.PersonForm, company string) error {
	if form.Person.Table != crm.TableContact {
		return nil
	}
	if id := form.Person.AccountID; id != "" {
		account, err := l.database.ByRef(ctx, crm.Ref{Table: crm.TableAccount, ID: id})
		if crm.CodeOf(err) == crm.CodeNotFound { // it went since then
			form.Person.AccountID = ""
			return nil
		}
		form.Accounts = candidatesView([]crm.Candidate{account})
		return err
	}
	if strings.TrimSpace(company) == "" {
		return nil
	}
	found, err := l.database.Search(ctx, company, 50)
	if err != nil {
		return err
	}
	accounts := slices.DeleteFunc(found, func(c crm.Candidate) bool { return c.Row.Table != crm.TableAccount })
	form.Accounts = candidatesView(accounts[:min(len(accounts), accountsOffered)])
	if len(accounts) > 0 && crm.Fold(accounts[0].Row.Name) == crm.Fold(company) {
		form.Person.AccountID = accounts[0].Row.ID
	}
	return nil
}

// splitName takes the last word for the last name. The form shows it for correction.
func splitName(name string) (first, last string) {
	words := strings.Fields(name)
	if len(words) == 0 {
		return "", ""
	}
	return strings.Join(words[:len(words)-1], " "), words[len(words)-1]
}

// Duplicates looks for rows that may be the person already: in the organization, or, while it cannot be asked, in the
// mirror.
func (b *Backend) Duplicates(ctx context.Context, request view.PersonRequest) (view.Duplicates, error) {
	l, member, person, err := b.person(ctx, request)
	if err != nil {
		return view.Duplicates{}, err
	}
	person.ID = outbox.PersonID(l.connection.OrganizationID, l.connection.UserID, person.Table, member.Key)
	found, err := l.client.Duplicates(ctx, person)
	if err == nil {
		found = slices.DeleteFunc(found, func(c crm.Candidate) bool { return strings.EqualFold(c.Row.ID, person.ID) })
		return view.Duplicates{Rows: candidatesView(found)}, nil
	}
	if !unreachable(err) {
		return view.Duplicates{}, err
	}
	match, err := l.matcher.Match(ctx, member)
	same := slices.DeleteFunc(match.Candidates, func(c crm.Candidate) bool { return c.Row.Table != person.Table })
	return view.Duplicates{Rows: candidatesView(same), Local: true}, err
}

// CreatePerson queues a contact or a lead to be made from a member, remembers that the member is that row, and puts what
// the outbox holds about the member under it. When it returns, that is on disk. Pressed again, it is the same row.
func (b *Backend) CreatePerson(ctx context.Context, request view.PersonRequest) (view.CopyResult, error) {
	l, member, person, err := b.person(ctx, request)
	if err != nil {
		return view.CopyResult{}, err
	}
	made, err := l.outbox.EnqueuePerson(ctx, outbox.PersonDraft{Member: member, Person: person})
	if err != nil {
		return view.CopyResult{}, err
	}
	row := crm.Ref{Table: person.Table, ID: made.ID, Name: strings.TrimSpace(person.FirstName + " " + person.LastName)}
	if err := l.matcher.Decide(ctx, member, row); err != nil {
		return view.CopyResult{}, err
	}
	result := view.CopyResult{Queued: []string{}, Already: []string{}}
	if made.Already {
		result.Already = append(result.Already, made.ID)
	} else {
		result.Queued = append(result.Queued, made.ID)
	}
	_, err = l.decided(ctx, member)
	return result, err
}

// person reads a request. It comes from a screen and is checked whole.
func (b *Backend) person(ctx context.Context, request view.PersonRequest) (*live, crm.Member, crm.Person, error) {
	l, member, err := b.member(ctx, request.MemberKey)
	if err != nil {
		return nil, crm.Member{}, crm.Person{}, err
	}
	if member.Organization {
		return nil, crm.Member{}, crm.Person{}, crm.Errorf(crm.CodeInvalid, "a company is no person")
	}
	person := crm.Person{
		Table: request.Table, FirstName: request.FirstName, LastName: request.LastName, JobTitle: request.JobTitle,
		Email: request.Email, Phone: request.Phone, Country: request.Country, AllowDuplicate: request.AllowDuplicate,
	}
	switch request.Table {
	case crm.TableLead:
		person.Company, person.Topic = request.Company, strings.TrimSpace(request.Topic)
		if person.Topic == "" {
			person.Topic = strings.TrimSpace(request.FirstName + " " + request.LastName)
		}
	case crm.TableContact:
		if request.AccountID == "" {
			break
		}
		account, err := l.database.ByRef(ctx, crm.Ref{Table: crm.TableAccount, ID: request.AccountID})
		if err != nil {
			return nil, crm.Member{}, crm.Person{}, err
		}
		person.Account = account.Row
	default:
		return nil, crm.Member{}, crm.Person{}, crm.Errorf(crm.CodeInvalid, "neither a contact nor a lead")
	}
	if person.Columns, err = l.profileColumn(ctx, member, request.Table); err != nil {
		return nil, crm.Member{}, crm.Person{}, err
	}
	columns, err := l.personColumns(ctx)
	if err != nil {
		return nil, crm.Member{}, crm.Person{}, err
	}
	return l, member, person, columns.fill(&person, request)
}

// profileColumn is the column of LinkedIn addresses with the member's, where the admin named one that the table has.
func (l *live) profileColumn(ctx context.Context, member crm.Member, table string) (map[string]string, error) {
	stored, err := l.settings(ctx)
	if err != nil || stored.Settings.LinkedInColumn == "" || member.URL == "" {
		return nil, err
	}
	var profiles []settings.ProfileColumn
	if _, err := l.database.Metadata(ctx, keyProfiles, &profiles); err != nil {
		return nil, err
	}
	for _, profile := range profiles {
		if profile.Column == stored.Settings.LinkedInColumn && slices.Contains(profile.Tables, table) {
			return map[string]string{profile.Column: member.URL}, nil
		}
	}
	return nil, nil
}

// CreateAnyway makes a person whom the organization took for a duplicate.
func (b *Backend) CreateAnyway(ctx context.Context, id string) error {
	return b.onOutbox(func(l *live) error { return l.outbox.CreateAnyway(ctx, id) })
}

// SetFlag queues what a seat holder says of a contact: "not-at-company", "ignore", or "none" for that it is as the
// organization thinks.
func (b *Backend) SetFlag(ctx context.Context, contactID, flag string) error {
	flags := map[string]crm.OrgChange{
		"none": crm.OrgChangeNone, "not-at-company": crm.OrgChangeNotAtCompany, "ignore": crm.OrgChangeIgnore,
	}
	value, known := flags[flag]
	if !known {
		return crm.Errorf(crm.CodeInvalid, "no such flag")
	}
	return b.onOutbox(func(l *live) error {
		member, row, err := l.about(ctx, view.CopyRequest{Table: crm.TableContact, ID: contactID})
		if err != nil {
			return err
		}
		_, err = l.outbox.EnqueueFlag(ctx, member, row, value)
		return err
	})
}

// undecide forgets, for rows that are taken back before they were made, that a member is that row.
func (l *live) undecide(ctx context.Context, ids []string) error {
	entries, _, err := l.database.Outbox().List(ctx, outbox.Filter{IDs: ids, Kinds: []crm.Kind{crm.KindContact, crm.KindLead},
		Limit: max(len(ids), 1)})
	if err != nil {
		return err
	}
	for _, entry := range entries {
		decision, found, err := l.database.Decision(ctx, entry.Member.Key)
		if err != nil {
			return err
		}
		if entry.Landed || !found || !decision.Row.SameRow(entry.Row) {
			continue
		}
		if err := l.matcher.Undo(ctx, entry.Member); err != nil {
			return err
		}
	}
	return nil
}
