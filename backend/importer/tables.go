package importer

import (
	"crypto/sha256"
	"fmt"
	"slices"
	"strings"

	"ferry/backend/crm"
)

// Kind is how a column's value is carried and stored.
type Kind int

// Kinds of column. In a Page's rows: Text, Money (decimal text, never a float), Time (RFC 3339 UTC), Date (YYYY-MM-DD),
// ID (GUID text, lower case) and LookupTable are string; Integer and Choice are int64; Boolean is bool; Number is float64.
const (
	Text Kind = iota
	Integer
	Number
	Boolean
	Money
	Time
	Date
	Choice
	ID
	Lookup      // read as _<name>_value, kept as the referenced id
	LookupTable // the logical name of the table a polymorphic lookup points at, from the lookuplogicalname annotation
	Profile     // text that holds a LinkedIn address
)

// Column is one column of a mirrored table. Name is the column of the mirror; Of names the lookup a LookupTable column
// belongs to.
type Column struct {
	Name string
	Kind Kind
	Of   string
}

// Table is one mirrored table: what Ferry reads, and why. The screen "What Ferry reads and why" is made from it.
type Table struct {
	Name      string // logical name, also the mirror's table name
	Set       string // entity set name, in URLs
	Key       string // primary key column
	Columns   []Column
	Privilege string // the read privilege that is needed
	Required  bool   // an organization without it is refused; otherwise the import goes on without the table
}

// Fingerprint identifies the table's columns: a delta link of other columns cannot be followed, and rows that were
// imported with fewer columns have to be read again.
func (t Table) Fingerprint() string {
	names := make([]string, 0, len(t.Columns))
	for _, column := range t.Columns {
		names = append(names, fmt.Sprintf("%s:%d", column.Name, column.Kind))
	}
	return fmt.Sprintf("%x", sha256.Sum256([]byte(strings.Join(names, ","))))
}

// Tables lists what is mirrored, in the order of import: users first, since everything else points at them, then what a
// seat holder searches for.
func Tables() []Table {
	return []Table{users(), positions(), accounts(), contacts(), leads(), opportunities(), processes(), activities()}
}

// TablesFor is Tables with the choice columns of opportunity that only this organization has and that may hold the stage.
// Columns that are mirrored anyway, be it in a table of their own, are left as they are. The next run loads opportunities in
// full when the list changes.
func TablesFor(stageColumns ...string) []Table {
	tables := Tables()
	for i, table := range tables {
		if table.Name != crm.TableOpportunity {
			continue
		}
		for _, name := range stageColumns {
			if !table.Has(name) && name != crm.ColumnActiveStage {
				table.Columns = append(table.Columns, Column{Name: name, Kind: Choice})
			}
		}
		tables[i] = table
	}
	return tables
}

// WithProfiles is the tables with the column that holds LinkedIn addresses, where they have it. The next run loads those tables
// in full when the column changes. A column that is no text is left as it is.
func WithProfiles(tables []Table, column string, having []string) []Table {
	if column == "" {
		return tables
	}
	for i, table := range tables {
		if !slices.Contains(having, table.Name) {
			continue
		}
		columns := slices.Clone(table.Columns)
		at := slices.IndexFunc(columns, func(c Column) bool { return c.Name == column })
		switch {
		case at < 0:
			columns = append(columns, Column{Name: column, Kind: Profile})
		case columns[at].Kind == Text:
			columns[at].Kind = Profile
		}
		tables[i].Columns = columns
	}
	return tables
}

// Has reports whether the table has the column.
func (t Table) Has(column string) bool {
	return slices.ContainsFunc(t.Columns, func(c Column) bool { return c.Name == column })
}

func users() Table {
	return Table{
		Name: crm.TableUser, Set: "systemusers", Key: "systemuserid", Privilege: "prvReadUser", Required: true,
		Columns: []Column{
			{Name: "systemuserid", Kind: ID}, {Name: "fullname"}, {Name: "firstname"}, {Name: "lastname"},
			{Name: "internalemailaddress"}, {Name: "domainname"}, {Name: "azureactivedirectoryobjectid", Kind: ID},
			{Name: "isdisabled", Kind: Boolean}, {Name: "islicensed", Kind: Boolean}, {Name: "accessmode", Kind: Choice},
			{Name: "applicationid", Kind: ID}, {Name: "businessunitid", Kind: Lookup}, {Name: "positionid", Kind: Lookup},
			{Name: "createdon", Kind: Time}, {Name: "modifiedon", Kind: Time},
		},
	}
}

func positions() Table {
	return Table{
		Name: crm.TablePosition, Set: "positions", Key: "positionid", Privilege: "prvReadPosition",
		Columns: []Column{
			{Name: "positionid", Kind: ID}, {Name: "name"}, {Name: "parentpositionid", Kind: Lookup},
			{Name: "createdon", Kind: Time}, {Name: "modifiedon", Kind: Time},
		},
	}
}

func accounts() Table {
	return Table{
		Name: crm.TableAccount, Set: "accounts", Key: "accountid", Privilege: "prvReadAccount", Required: true,
		Columns: append([]Column{
			{Name: "accountid", Kind: ID}, {Name: "name"}, {Name: "accountnumber"}, {Name: "websiteurl"}, {Name: "telephone1"},
			{Name: "emailaddress1"}, {Name: "address1_line1"}, {Name: "address1_city"}, {Name: "address1_stateorprovince"},
			{Name: "address1_postalcode"}, {Name: "address1_country"}, {Name: "industrycode", Kind: Choice},
			{Name: "numberofemployees", Kind: Integer}, {Name: "primarycontactid", Kind: Lookup},
			{Name: "parentaccountid", Kind: Lookup},
		}, mergedColumns()...),
	}
}

func contacts() Table {
	return Table{
		Name: crm.TableContact, Set: "contacts", Key: "contactid", Privilege: "prvReadContact", Required: true,
		Columns: append([]Column{
			{Name: "contactid", Kind: ID}, {Name: "fullname"}, {Name: "firstname"}, {Name: "lastname"}, {Name: "jobtitle"},
			{Name: "emailaddress1"}, {Name: "emailaddress2"}, {Name: "emailaddress3"}, {Name: "telephone1"}, {Name: "mobilephone"},
			{Name: "address1_city"}, {Name: "address1_country"}, {Name: "parentcustomerid", Kind: Lookup},
			{Name: "parentcustomeridtype", Kind: LookupTable, Of: "parentcustomerid"},
		}, mergedColumns()...),
	}
}

func leads() Table {
	return Table{
		Name: crm.TableLead, Set: "leads", Key: "leadid", Privilege: "prvReadLead", Required: true,
		Columns: append([]Column{
			{Name: "leadid", Kind: ID}, {Name: "fullname"}, {Name: "firstname"}, {Name: "lastname"}, {Name: "jobtitle"},
			{Name: "companyname"}, {Name: "subject"}, {Name: "emailaddress1"}, {Name: "emailaddress2"}, {Name: "emailaddress3"},
			{Name: "telephone1"}, {Name: "mobilephone"}, {Name: "address1_city"}, {Name: "address1_country"},
			{Name: "leadsourcecode", Kind: Choice}, {Name: "parentcontactid", Kind: Lookup}, {Name: "parentaccountid", Kind: Lookup},
		}, mergedColumns()...),
	}
}

func opportunities() Table {
	return Table{
		Name: crm.TableOpportunity, Set: "opportunities", Key: "opportunityid", Privilege: "prvReadOpportunity", Required: true,
		Columns: append([]Column{
			{Name: "opportunityid", Kind: ID}, {Name: "name"}, {Name: "customerid", Kind: Lookup},
			{Name: "customeridtype", Kind: LookupTable, Of: "customerid"}, {Name: "parentaccountid", Kind: Lookup},
			{Name: "parentcontactid", Kind: Lookup}, {Name: "salesstage", Kind: Choice}, {Name: "stepname"},
			{Name: "estimatedvalue", Kind: Money}, {Name: "actualvalue", Kind: Money}, {Name: "totalamount", Kind: Money},
			{Name: "budgetamount", Kind: Money}, {Name: "transactioncurrencyid", Kind: Lookup},
			{Name: "estimatedclosedate", Kind: Date}, {Name: "actualclosedate", Kind: Date},
			{Name: "closeprobability", Kind: Integer},
		}, recordColumns()...),
	}
}

// processes mirrors in which stage of the shipped sales process opportunities are. Flows that an organization built itself
// keep that in tables of their own.
func processes() Table {
	return Table{
		Name: crm.TableSalesProcess, Set: "opportunitysalesprocesses", Key: "businessprocessflowinstanceid",
		Privilege: "prvReadOpportunitySalesProcess",
		Columns: []Column{
			{Name: "businessprocessflowinstanceid", Kind: ID}, {Name: "opportunityid", Kind: Lookup},
			{Name: "activestageid", Kind: Lookup}, {Name: "processid", Kind: Lookup}, {Name: "statecode", Kind: Choice},
			{Name: "statuscode", Kind: Choice}, {Name: "createdon", Kind: Time}, {Name: "modifiedon", Kind: Time},
		},
	}
}

// activities mirrors the common base of all activity tables: enough for a record's history and for noticing what became
// of a row that Ferry wrote. Descriptions stay in Dynamics.
func activities() Table {
	return Table{
		Name: crm.TableActivity, Set: "activitypointers", Key: "activityid", Privilege: "prvReadActivity", Required: true,
		Columns: append([]Column{
			{Name: "activityid", Kind: ID}, {Name: "activitytypecode"}, {Name: "subject"},
			{Name: "regardingobjectid", Kind: Lookup}, {Name: "regardingobjectidtype", Kind: LookupTable, Of: "regardingobjectid"},
			{Name: "createdby", Kind: Lookup}, {Name: "scheduledstart", Kind: Time}, {Name: "scheduledend", Kind: Time},
			{Name: "actualstart", Kind: Time}, {Name: "actualend", Kind: Time},
		}, recordColumns()...),
	}
}

func recordColumns() []Column {
	return []Column{
		{Name: "ownerid", Kind: Lookup}, {Name: "statecode", Kind: Choice}, {Name: "statuscode", Kind: Choice},
		{Name: "createdon", Kind: Time}, {Name: "modifiedon", Kind: Time},
	}
}

// mergedColumns are recordColumns of tables whose rows can be merged: masterid leads from a row that was merged away to the one
// that it became.
func mergedColumns() []Column { return append(recordColumns(), Column{Name: "masterid", Kind: Lookup}) }
