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

// PersonForm is what is known of a member for a contact or lead to be made.
func (b *Backend) PersonForm(ctx context.Context, memberKey, table string) (view.PersonForm, error) {
	l, member, err := b.member(ctx, memberKey)
	if err != nil {
		return view.PersonForm{}, err
	}
	first, last := member.FirstName, member.LastName
	if last == "" {
		first, last = splitName(member.Name)
	}
	form := view.PersonForm{Accounts: []view.Candidate{}, Person: view.PersonRequest{
		MemberKey: memberKey, Table: table, FirstName: first, LastName: last, JobTitle: member.Title, Email: member.Email,
		Company: member.Company,
	}}
	if table != crm.TableContact || strings.TrimSpace(member.Company) == "" {
		return form, nil
	}
	found, err := l.database.Search(ctx, member.Company, 50)
	if err != nil {
		return view.PersonForm{}, err
	}
	accounts := slices.DeleteFunc(found, func(c crm.Candidate) bool { return c.Row.Table != crm.TableAccount })
	form.Accounts = candidatesView(accounts[:min(len(accounts), accountsOffered)])
	if len(accounts) > 0 && crm.Fold(accounts[0].Row.Name) == crm.Fold(member.Company) {
		form.Person.AccountID = accounts[0].Row.ID
	}
	return form, nil
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
		Email: request.Email, Phone: request.Phone, AllowDuplicate: request.AllowDuplicate,
	}
	switch request.Table {
	case crm.TableLead:
		person.Company, person.Topic = request.Company, strings.TrimSpace(request.FirstName+" "+request.LastName)
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
	person.Columns, err = l.profileColumn(ctx, member, request.Table)
	return l, member, person, err
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
