package backend

import (
	"cmp"
	"context"
	"maps"
	"slices"
	"strconv"
	"strings"

	"ferry/backend/crm"
	"ferry/backend/outbox"
	"ferry/backend/view"
)

// personColumns are the columns of contacts and leads, by table, as they were read last.
type personColumns map[string][]crm.PersonColumn

func (l *live) personColumns(ctx context.Context) (personColumns, error) {
	columns := personColumns{}
	_, err := l.database.Metadata(ctx, keyPeople, &columns)
	return columns, err
}

// readPersonColumns reads what forms to make people need to know. A table that is not there, or whose definition cannot be
// read, has a form with Ferry's own fields.
func (l *live) readPersonColumns(ctx context.Context) error {
	columns := personColumns{}
	for _, table := range personTables() {
		read, err := l.client.PersonColumns(ctx, table)
		switch code := crm.CodeOf(err); {
		case err == nil:
			columns[table] = read
		case code == crm.CodeMissingTable, code == crm.CodeForbidden, code == crm.CodeInvalid:
		default:
			return err
		}
	}
	return l.database.SetMetadata(ctx, keyPeople, columns)
}

func personTables() []string { return []string{crm.TableContact, crm.TableLead} }

// view lists what forms show, in the order of their labels: Ferry's own fields by their names, the others as they are.
func (c personColumns) view() []view.PersonColumn {
	columns := []view.PersonColumn{}
	for _, table := range personTables() {
		for _, column := range c[table] {
			shown := view.PersonColumn{
				Table: table, Field: personField(table, column.Name), Name: column.Name, Label: column.Label, Kind: string(column.Kind),
				MaxLength: column.MaxLength, Required: column.Required, Options: []view.Choice{},
			}
			for _, option := range column.Options {
				shown.Options = append(shown.Options, view.Choice{Value: strconv.Itoa(option.Value), Label: option.Label})
			}
			columns = append(columns, shown)
		}
	}
	slices.SortStableFunc(columns, func(a, b view.PersonColumn) int { return cmp.Compare(crm.Fold(a.Label), crm.Fold(b.Label)) })
	return columns
}

// personField is the member of view.PersonRequest that holds the column; empty for a column that is no field of Ferry's.
func personField(table, column string) string {
	fields := map[string]string{
		"firstname": "firstName", "lastname": "lastName", "jobtitle": "jobTitle", "emailaddress1": "email", "telephone1": "phone",
		"address1_country": "country", crm.LeadSource: "source",
	}
	if table == crm.TableLead {
		fields["companyname"], fields["subject"] = "company", "topic"
	} else {
		fields["parentcustomerid"] = "accountId"
	}
	return fields[column]
}

// fill puts a request's source and further columns into the person, as far as the organization has such columns. Values that
// it cannot hold are crm.CodeInvalid: the form says so before.
func (c personColumns) fill(person *crm.Person, request view.PersonRequest) error {
	if err := c.checkLengths(request); err != nil {
		return err
	}
	for _, given := range request.Columns {
		column, text := c.find(request.Table, given.Name), strings.TrimSpace(given.Value)
		if text == "" || column == nil || personField(request.Table, given.Name) != "" {
			continue
		}
		if err := column.put(person, text); err != nil {
			return err
		}
	}
	if source := c.find(request.Table, crm.LeadSource); source != nil && request.Source != "" {
		value, err := optionOf(source, request.Source)
		person.Source = &value
		return err
	}
	return nil
}

func (c personColumns) find(table, name string) *personColumn {
	for i := range c[table] {
		if c[table][i].Name == name {
			return &personColumn{c[table][i]}
		}
	}
	return nil
}

// checkLengths: the service refuses a text that its column cannot hold, and cuts none.
func (c personColumns) checkLengths(request view.PersonRequest) error {
	for field, text := range map[string]string{
		"firstname": request.FirstName, "lastname": request.LastName, "jobtitle": request.JobTitle, "emailaddress1": request.Email,
		"telephone1": request.Phone, "address1_country": request.Country, "companyname": request.Company, "subject": request.Topic,
	} {
		if column := c.find(request.Table, field); column != nil && column.tooLong(text) {
			return crm.Errorf(crm.CodeInvalid, "%s holds %d characters", field, column.MaxLength)
		}
	}
	return nil
}

// personColumn is a column with what a form does with it.
type personColumn struct{ crm.PersonColumn }

func (c *personColumn) tooLong(text string) bool {
	return c.MaxLength > 0 && outbox.Length(strings.TrimSpace(text)) > c.MaxLength
}

// put sets the column.
func (c *personColumn) put(person *crm.Person, text string) error {
	switch c.Kind {
	case crm.ColumnText, crm.ColumnMemo:
		if c.tooLong(text) {
			return crm.Errorf(crm.CodeInvalid, "%s holds %d characters", c.Name, c.MaxLength)
		}
		if person.Columns == nil {
			person.Columns = map[string]string{}
		}
		person.Columns[c.Name] = text
	case crm.ColumnChoice:
		value, err := optionOf(c, text)
		if err != nil {
			return err
		}
		if person.Choices == nil {
			person.Choices = map[string]int{}
		}
		person.Choices[c.Name] = value
	default:
	}
	return nil
}

// optionOf reads the value of one of the column's options.
func optionOf(c *personColumn, text string) (int, error) {
	value, err := strconv.Atoi(text)
	if err != nil || !slices.ContainsFunc(c.Options, func(o crm.ColumnOption) bool { return o.Value == value }) {
		return 0, crm.Errorf(crm.CodeInvalid, "%s has no such option", c.Name)
	}
	return value, nil
}

// values are what a person says in the source and in further columns, with the organization's labels.
func (c personColumns) values(person *crm.Person) []view.PersonValue {
	var values []view.PersonValue
	if person.Source != nil {
		values = append(values, c.chosen(person.Table, crm.LeadSource, *person.Source))
	}
	for _, name := range slices.Sorted(maps.Keys(person.Choices)) {
		values = append(values, c.chosen(person.Table, name, person.Choices[name]))
	}
	for _, name := range slices.Sorted(maps.Keys(person.Columns)) {
		values = append(values, view.PersonValue{Field: name, Label: c.label(person.Table, name), Text: person.Columns[name]})
	}
	return values
}

func (c personColumns) label(table, name string) string {
	if column := c.find(table, name); column != nil {
		return column.Label
	}
	return name
}

// chosen is an option by its label, or by its number where the organization does not have it any more.
func (c personColumns) chosen(table, name string, value int) view.PersonValue {
	shown := view.PersonValue{Field: name, Label: c.label(table, name), Text: strconv.Itoa(value)}
	if column := c.find(table, name); column != nil {
		for _, option := range column.Options {
			if option.Value == value {
				shown.Text = option.Label
			}
		}
	}
	return shown
}

// further are the source and the columns of a person as a request has them.
func further(person crm.Person) (source string, columns []view.ColumnValue) {
	columns = []view.ColumnValue{}
	for _, name := range slices.Sorted(maps.Keys(person.Columns)) {
		columns = append(columns, view.ColumnValue{Name: name, Value: person.Columns[name]})
	}
	for _, name := range slices.Sorted(maps.Keys(person.Choices)) {
		columns = append(columns, view.ColumnValue{Name: name, Value: strconv.Itoa(person.Choices[name])})
	}
	if person.Source != nil {
		source = strconv.Itoa(*person.Source)
	}
	return source, columns
}
