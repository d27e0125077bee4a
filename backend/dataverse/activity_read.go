package dataverse

import (
	"cmp"
	"context"
	"encoding/json"
	"slices"
	"strings"
	"time"

	"ferry/backend/crm"
)

// row is a row as it is read, when there is only one: columns and annotations by name.
type row map[string]json.RawMessage

// text reads a text, or a number or boolean as its text; empty for null and for what is missing.
func (r row) text(column string) string {
	raw := r[column]
	var text string
	if json.Unmarshal(raw, &text) == nil {
		return text
	}
	plain := strings.TrimSpace(string(raw))
	if plain == "null" || strings.HasPrefix(plain, "{") || strings.HasPrefix(plain, "[") {
		return ""
	}
	return plain
}

func (r row) integer(column string) int {
	value, _ := integerValue(token{tokenNumber, []byte(r.text(column))}).(int64)
	return int(value)
}

// time is the first of the columns that holds one.
func (r row) time(columns ...string) time.Time {
	for _, column := range columns {
		text, _ := timeValue(token{tokenString, []byte(r.text(column))}).(string)
		if at, err := time.Parse(time.RFC3339, text); err == nil {
			return at
		}
	}
	return time.Time{}
}

// ref reads a lookup. table is what a lookup points at when the reply does not say.
func (r row) ref(column, table string) crm.Ref {
	name := lookupName(column)
	id := normalizeID(r.text(name))
	if id == "" {
		return crm.Ref{}
	}
	if named := r.text(name + "@" + annotationTable); named != "" {
		table = strings.ToLower(named)
	}
	return crm.Ref{Table: table, ID: id, Name: r.text(name + "@" + annotationText)}
}

const lookupAnnotations = `odata.include-annotations="` + annotationText + `,` + annotationTable + `"`

func activityColumns(table string) string {
	columns := []string{
		"activityid", "subject", "description", "_regardingobjectid_value", "_ownerid_value", "_createdby_value",
		"scheduledstart", "scheduledend", "actualstart", "actualend", "statecode", "statuscode", "modifiedon",
	}
	switch table {
	case crm.TablePhoneCall:
		columns = append(columns, "category", "subcategory", "phonenumber", "directioncode")
	case crm.TableTask:
		columns = append(columns, "category", "subcategory")
	case crm.TableSmartLinkView:
		columns = append(columns, "li_url")
	}
	return strings.Join(columns, ",")
}

// ReadActivity reads the row back, with owner, creator, state, sender and recipients, and ETag. Participants that the
// service adds by itself (regarding, owner) are left out. It implements outbox.CRM.
func (c *Client) ReadActivity(ctx context.Context, table, id string) (crm.Activity, error) {
	path, err := activityPath(table, id)
	if err != nil {
		return crm.Activity{}, err
	}
	path += "?$select=" + activityColumns(table) + "&$expand=" + partiesProperty(table) +
		"($select=participationtypemask,_partyid_value,unresolvedpartyname)"
	read := row{}
	header, err := c.jsonHeader(ctx, c.get(path, lookupAnnotations), &read)
	if err != nil {
		return crm.Activity{}, err
	}
	if normalizeID(read.text("activityid")) != normalizeID(id) {
		return crm.Activity{}, crm.Errorf(crm.CodeUnavailable, "the service answered with another row")
	}
	activity := readActivity(table, read)
	if activity.ETag == "" {
		activity.ETag = header.Get("ETag")
	}
	return activity, nil
}

func readActivity(table string, r row) crm.Activity {
	return crm.Activity{
		ID:          normalizeID(r.text("activityid")),
		Table:       table,
		Subject:     r.text("subject"),
		Description: r.text("description"),
		Regarding:   r.ref("regardingobjectid", ""),
		Owner:       r.ref("ownerid", crm.TableUser),
		Creator:     r.ref("createdby", crm.TableUser),
		Parties:     readParties(r[partiesProperty(table)]),
		Start:       r.time(startColumns()...),
		End:         r.time(endColumns()...),
		Category:    r.text("category"),
		Subcategory: r.text("subcategory"),
		PhoneNumber: r.text("phonenumber"),
		Outgoing:    r.text("directioncode") == "true",
		URL:         r.text("li_url"),
		State:       crm.ActivityState(r.integer("statecode")),
		Status:      r.integer("statuscode"),
		ModifiedOn:  r.time("modifiedon"),
		ETag:        r.text("@odata.etag"),
	}
}

func readParties(raw json.RawMessage) []crm.Party {
	var rows []row
	if json.Unmarshal(raw, &rows) != nil {
		return nil
	}
	var parties []crm.Party
	for _, r := range rows {
		party := crm.Party{Role: crm.PartyRole(r.integer("participationtypemask")), Row: r.ref("partyid", "")}
		if party.Role != crm.PartySender && party.Role != crm.PartyTo {
			continue
		}
		if party.Row.IsZero() {
			party.Name = r.text("unresolvedpartyname")
		}
		parties = append(parties, party)
	}
	slices.SortStableFunc(parties, compareParties) // the service gives them in any order
	return parties
}

func compareParties(a, b crm.Party) int {
	return cmp.Or(cmp.Compare(a.Role, b.Role), cmp.Compare(a.Row.ID, b.Row.ID), cmp.Compare(a.Name, b.Name))
}
