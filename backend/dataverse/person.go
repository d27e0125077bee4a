package dataverse

import (
	"context"
	"fmt"
	"net/http"
	"regexp"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/outbox"
)

var _ outbox.People = (*Client)(nil)

// detectDuplicates: Dataverse's duplicate detection is off unless this header says false.
const detectDuplicates = "MSCRM.SuppressDuplicateDetection"

// CreatePerson POSTs a contact or lead with its own id. Dataverse's default rules look for duplicates among accounts,
// contacts and leads, and do not say which row they found: see Duplicates. It implements outbox.People.
func (c *Client) CreatePerson(ctx context.Context, person crm.Person) error {
	r, err := c.personRequest(person)
	if err != nil {
		return err
	}
	return c.create(ctx, r, person.ID)
}

func (c *Client) personRequest(person crm.Person) (request, error) {
	if _, err := personPath(person.Table, person.ID); err != nil {
		return request{}, err
	}
	row, err := personBody(person)
	if err != nil {
		return request{}, err
	}
	r, err := c.write(http.MethodPost, entitySets()[person.Table], row)
	if err == nil && !person.AllowDuplicate {
		r.header.Set(detectDuplicates, "false")
	}
	return r, err
}

func personPath(table, id string) (string, error) {
	if table != crm.TableContact && table != crm.TableLead {
		return "", crm.Errorf(crm.CodeInvalid, "neither a contact nor a lead")
	}
	return rowPath(table, id)
}

func personBody(person crm.Person) (body, error) {
	row := body{}
	if err := row.setColumns(person.Columns, person.Choices); err != nil {
		return nil, err
	}
	row[person.Table+"id"] = normalizeID(person.ID)
	row.setText("firstname", person.FirstName)
	row.setText("lastname", person.LastName)
	row.setText("jobtitle", person.JobTitle)
	row.setText("emailaddress1", person.Email)
	row.setText("telephone1", person.Phone)
	row.setText("address1_country", person.Country)
	if person.Source != nil {
		row[crm.LeadSource] = *person.Source
	}
	if person.Table == crm.TableLead {
		row.setText("companyname", person.Company)
		row.setText("subject", person.Topic)
	} else if !person.Account.IsZero() {
		if err := row.bindRow("parentcustomerid_"+person.Account.Table, person.Account); err != nil {
			return nil, err
		}
	}
	if person.Owner.IsZero() {
		return row, nil
	}
	return row, row.bindRow("ownerid", person.Owner)
}

var columnName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,127}$`)

// setColumns sets columns that the organization chose. What is no plain column name never reaches the wire.
func (b body) setColumns(texts map[string]string, choices map[string]int) error {
	for name, text := range texts {
		if !columnName.MatchString(name) {
			return crm.Errorf(crm.CodeInvalid, "not the name of a column")
		}
		b.setText(name, text)
	}
	for name, value := range choices {
		if !columnName.MatchString(name) {
			return crm.Errorf(crm.CodeInvalid, "not the name of a column")
		}
		b[name] = value
	}
	return nil
}

// ReadPerson reads the row back. It implements outbox.People.
func (c *Client) ReadPerson(ctx context.Context, table, id string) (crm.Person, error) {
	path, err := personPath(table, id)
	if err != nil {
		return crm.Person{}, err
	}
	read := row{}
	path += "?$select=" + table + "id,firstname,lastname,jobtitle,emailaddress1,telephone1,_ownerid_value"
	if err := c.json(ctx, c.get(path, lookupAnnotations), &read); err != nil {
		return crm.Person{}, err
	}
	if normalizeID(read.text(table+"id")) != normalizeID(id) {
		return crm.Person{}, crm.Errorf(crm.CodeUnavailable, "the service answered with another row")
	}
	return crm.Person{
		ID: normalizeID(id), Table: table, FirstName: read.text("firstname"), LastName: read.text("lastname"),
		JobTitle: read.text("jobtitle"), Email: read.text("emailaddress1"), Phone: read.text("telephone1"),
		Owner: read.ref("ownerid", crm.TableUser),
	}, nil
}

// duplicatesMost is how many possible duplicates are worth showing.
const duplicatesMost = 20

// Duplicates looks among active contacts, or open leads, for the person's e-mail address, or first and last name. It
// implements outbox.People.
func (c *Client) Duplicates(ctx context.Context, person crm.Person) ([]crm.Candidate, error) {
	if _, err := personPath(person.Table, person.ID); err != nil {
		return nil, err
	}
	conditions := sameConditions(person)
	if len(conditions) == 0 {
		return nil, nil
	}
	company := "_parentcustomerid_value"
	if person.Table == crm.TableLead {
		company = "companyname"
	}
	path := entitySets()[person.Table] + "?$select=" + person.Table + "id,fullname,firstname,lastname,jobtitle," +
		strings.Join(emailColumns(), ",") + "," + company +
		"&$filter=" + query("statecode eq 0 and ("+strings.Join(conditions, " or ")+")")
	var reply struct {
		Value []row `json:"value"`
	}
	size := fmt.Sprintf("odata.maxpagesize=%d", duplicatesMost)
	if err := c.json(ctx, c.get(path, size, lookupAnnotations), &reply); err != nil {
		return nil, err
	}
	var found []crm.Candidate
	for _, read := range reply.Value {
		candidate := candidateOf(person, read)
		if candidate.Row.ID != "" && len(candidate.Reasons) > 0 && len(found) < duplicatesMost {
			found = append(found, candidate)
		}
	}
	return found, nil
}

func emailColumns() []string { return []string{"emailaddress1", "emailaddress2", "emailaddress3"} }

// sameConditions are the filter conditions of which one has to hold for a row to be the same person.
func sameConditions(person crm.Person) []string {
	var conditions []string
	if person.Email != "" {
		for _, column := range emailColumns() {
			conditions = append(conditions, column+" eq "+quoted(person.Email))
		}
	}
	if person.FirstName != "" && person.LastName != "" {
		conditions = append(conditions, "(firstname eq "+quoted(person.FirstName)+" and lastname eq "+quoted(person.LastName)+")")
	}
	return conditions
}

// quoted is a text as a filter's literal.
func quoted(text string) string { return "'" + strings.ReplaceAll(text, "'", "''") + "'" }

// candidateOf says why the row may be the person. The filter may have found more than was asked for, since Dataverse
// takes some characters of a text as wildcards: what shares nothing has no reasons.
func candidateOf(person crm.Person, read row) crm.Candidate {
	candidate := crm.Candidate{
		Row:     crm.Ref{Table: person.Table, ID: normalizeID(read.text(person.Table + "id")), Name: read.text("fullname")},
		Company: read.text("companyname"), Title: read.text("jobtitle"), Email: read.text("emailaddress1"),
	}
	if company := read.ref("parentcustomerid", ""); company.Name != "" {
		candidate.Company = company.Name
	}
	for _, column := range emailColumns() {
		if address := read.text(column); address != "" && strings.EqualFold(address, person.Email) {
			candidate.Email, candidate.Score = address, 1
			candidate.Reasons = []crm.Reason{crm.ReasonEmail}
			return candidate
		}
	}
	if crm.Fold(read.text("firstname")+" "+read.text("lastname")) == crm.Fold(person.FirstName+" "+person.LastName) {
		candidate.Score = 0.5
		candidate.Reasons = []crm.Reason{crm.ReasonNameOnly}
	}
	return candidate
}

// flagColumn holds the "Not at Company Flag" of Dynamics 365 Sales.
const flagColumn = "msdyn_orgchangestatus"

// SetFlag PATCHes the contact's flag. It implements outbox.People.
func (c *Client) SetFlag(ctx context.Context, contactID string, flag crm.OrgChange, ifMatch string) error {
	path, err := rowPath(crm.TableContact, contactID)
	if err != nil {
		return err
	}
	err = c.patch(ctx, path, "If-Match", orAny(ifMatch), body{flagColumn: int(flag)})
	if crm.CodeOf(err) == crm.CodeInvalid && strings.Contains(err.Error(), undeclaredProperty) {
		return crm.Errorf(crm.CodeMissingTable, "contact has no column %s: %w", flagColumn, err)
	}
	return err
}

// undeclaredProperty is Dataverse's code for a body that names a column which the table lacks.
const undeclaredProperty = "0x80048d19"
