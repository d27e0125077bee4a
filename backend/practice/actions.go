package practice

import (
	"fmt"
	"net/http"
	"strings"
)

// unboundActions are the actions of the organization itself.
var unboundActions = map[string]func(x *exchange, body map[string]any) (*answer, *refusal){
	"WinOpportunity":  func(x *exchange, body map[string]any) (*answer, *refusal) { return x.closeOpportunity(body, 1) },
	"LoseOpportunity": func(x *exchange, body map[string]any) (*answer, *refusal) { return x.closeOpportunity(body, 2) },
	"Merge":           (*exchange).merge,
	"PublishXml":      (*exchange).publish,
	"PublishAllXml":   (*exchange).publish,
}

// unbound finds a function or action that belongs to no row.
func (x *exchange) unbound(step segment) (func() (*answer, *refusal), bool) {
	if function, ok := unboundFunctions[step.name]; ok {
		return func() (*answer, *refusal) {
			if x.request.Method != http.MethodGet {
				return nil, notAllowed(x.request.Method)
			}
			return function(x, step.arguments)
		}, true
	}
	action, ok := unboundActions[step.name]
	if !ok || step.arguments != "" {
		return nil, false
	}
	return func() (*answer, *refusal) {
		if x.request.Method != http.MethodPost {
			return nil, notAllowed(x.request.Method)
		}
		body, err := x.actionBody()
		if err != nil {
			return nil, err
		}
		return action(x, body)
	}, true
}

// actionBody reads an action's parameters; none at all is an empty body.
func (x *exchange) actionBody() (map[string]any, *refusal) {
	if x.request.ContentLength == 0 {
		return map[string]any{}, nil
	}
	return x.readBody()
}

// closeOpportunity wins (1) or loses (2) an opportunity: it makes the activity that says so, done, and closes the row.
func (x *exchange) closeOpportunity(body map[string]any, state int64) (*answer, *refusal) {
	closing, ok := body["OpportunityClose"].(map[string]any)
	if !ok {
		return nil, badBody("The parameter 'OpportunityClose' is missing.")
	}
	t := wholeSchema().byName["opportunityclose"]
	if !x.org.knobs.has("opportunity") {
		return nil, noSegment(x.path[0].name)
	}
	p, err := x.readPayload(t, closing)
	if err != nil {
		return nil, err
	}
	target, ok := p.values[t.at("opportunityid")].(ref)
	if !ok {
		return nil, badBody("The parameter 'OpportunityClose' names no opportunity.")
	}
	r := x.org.store.row("opportunity", target.id)
	if closed(r) {
		return nil, badArgument("The opportunity is closed already.")
	}
	changes := map[int]any{r.table.at("statecode"): state}
	status, given, err := x.closeStatus(body["Status"])
	if err != nil {
		return nil, err
	}
	if given {
		changes[r.table.at("statuscode")] = status
	}
	x.closeValues(r, p, changes, state)
	if _, err = x.changeRow(r, &payload{values: changes}); err != nil {
		return nil, err
	}
	return changedAnswer(), x.storeClosing(t, p, target, state)
}

// closeStatus reads the status reason; -1 stands for the state's own.
func (x *exchange) closeStatus(raw any) (int64, bool, *refusal) {
	t := wholeSchema().byName["opportunity"]
	value, err := readValue(t, &t.Columns[t.at("statuscode")], raw)
	status, ok := value.(int64)
	if err != nil || !ok {
		return 0, false, badBody("The parameter 'Status' is missing or no number.")
	}
	return status, status != -1, nil
}

// closeValues takes over revenue and date: those given, or the estimate and today.
func (x *exchange) closeValues(r *row, p *payload, changes map[int]any, state int64) {
	t := wholeSchema().byName["opportunityclose"]
	day := date(now().Format("2006-01-02"))
	if end, ok := p.values[t.at("actualend")]; ok {
		day = date(strings.Trim(string(appendValue(nil, end)), `"`)[:len(day)])
	}
	changes[r.table.at("actualclosedate")] = day
	revenue := p.values[t.at("actualrevenue")]
	if revenue == nil && state == 1 {
		revenue = r.get("estimatedvalue")
		p.values[t.at("actualrevenue")] = revenue
	}
	changes[r.table.at("actualvalue")] = revenue
}

func (x *exchange) storeClosing(t *table, p *payload, target ref, state int64) *refusal {
	row := newRow(t, chosenID(p))
	if x.idTaken(t, row.id) {
		return rowExists()
	}
	x.stampNew(row)
	delete(p.values, t.at("statecode"))
	delete(p.values, t.at("statuscode"))
	if err := x.apply(row, p, true); err != nil {
		return err
	}
	row.set("opportunitystatecode", state)
	row.set("regardingobjectid", target)
	row.set("statecode", int64(1))
	row.set("statuscode", int64(2))
	if row.get("actualend") == nil {
		row.set("actualend", now())
	}
	return x.storeRow(row, p)
}

// publish does nothing but ask for the privilege: there is nothing unpublished here.
func (x *exchange) publish(map[string]any) (*answer, *refusal) {
	if x.caller.depth("prvPublishCustomization") == depthNone {
		return nil, x.caller.lacksSpecial("prvPublishCustomization")
	}
	return emptyAnswer(), nil
}

// boundToRow answers a function or action of one row.
func (x *exchange) boundToRow(r *row, name, arguments string) (*answer, *refusal) {
	get, post := x.request.Method == http.MethodGet, x.request.Method == http.MethodPost
	switch {
	case len(x.path) > 2:
	case (r.table.Name == "systemuser" || r.table.Name == "team") && get:
		return x.boundFunction(r, name, arguments)
	case r.table.Name == "team" && post && (name == "AddMembersTeam" || name == "RemoveMembersTeam"):
		return x.changeMembers(r, name == "AddMembersTeam")
	case r.table.Name == "role" && post && isRoleAction(name):
		return x.changeRole(r, name)
	case r.table.Name == "email" && post && name == "SendEmail":
		return x.sendEmail(r)
	case r.table.Name == "lead" && post && name == "QualifyLead":
		return x.qualifyLead(r)
	}
	return nil, noSegment(crmNamespace + name)
}

// sendEmail answers SendEmail: the e-mail is closed as sent, or as waiting to be. Nothing leaves.
func (x *exchange) sendEmail(email *row) (*answer, *refusal) {
	body, err := x.readBody()
	if err != nil {
		return nil, err
	}
	issue, ok := body["IssueSend"].(bool)
	if !ok {
		return nil, badBody("The parameter 'IssueSend' is missing.")
	}
	if closed(email) {
		return nil, closedRow(email.table.Name)
	}
	status := int64(3)
	if issue {
		status = 6 // pending: a mail server would send it
	}
	t := email.table
	changes := &payload{values: map[int]any{t.at("statecode"): int64(1), t.at("statuscode"): status}}
	if _, err := x.changeRow(email, changes); err != nil {
		return nil, err
	}
	a, err := x.functionAnswer("SendEmailResponse", `"Subject":`+string(appendValue(nil, email.get("subject"))))
	if err == nil {
		a.changed = true
	}
	return a, err
}

// changeMembers adds users to a team or takes them out. Who is in already stays in.
func (x *exchange) changeMembers(team *row, add bool) (*answer, *refusal) {
	if err := x.caller.needOn("Write", team); err != nil {
		return nil, err
	}
	body, err := x.readBody()
	if err != nil {
		return nil, err
	}
	members, ok := body["Members"].([]any)
	if !ok {
		return nil, badBody("The parameter 'Members' is missing.")
	}
	for _, item := range members {
		member, _ := item.(map[string]any)
		text, _ := member["systemuserid"].(string)
		id, ok := parseGUID(text)
		if !ok || x.org.store.row("systemuser", string(id)) == nil {
			return nil, noRow("systemuser", text)
		}
		pair := link{team.id, string(id)}
		if add {
			x.org.store.connect("teammembership_association", pair)
		} else {
			x.org.store.disconnect("teammembership_association", pair)
		}
	}
	return changedAnswer(), nil
}

// boundToSet answers an action of a table: CreateMultiple, UpdateMultiple and UpsertMultiple, all or nothing each.
func (x *exchange) boundToSet(t *table, name string) (*answer, *refusal) {
	do, ok := map[string]func(*table, map[string]any) (string, *refusal){
		"CreateMultiple": x.createOne, "UpdateMultiple": x.updateOne, "UpsertMultiple": x.upsertOne,
	}[name]
	if !ok || !t.takesMultiple() {
		return nil, noSegment(crmNamespace + name)
	}
	body, err := x.readBody()
	if err != nil {
		return nil, err
	}
	targets, ok := body["Targets"].([]any)
	if !ok {
		return nil, badBody("The parameter 'Targets' is missing.")
	}
	ids := make([]string, 0, len(targets))
	for _, item := range targets {
		target, ok := item.(map[string]any)
		if kind, _ := target["@odata.type"].(string); !ok || strings.TrimPrefix(kind, "#") != crmNamespace+t.Name {
			return nil, badBody("Error identified in Payload provided by the user for Entity :'%s', every target needs the "+
				"'@odata.type' 'Microsoft.Dynamics.CRM.%s'.", t.Set, t.Name)
		}
		id, err := do(t, target)
		if err != nil {
			return nil, err
		}
		ids = append(ids, fmt.Sprintf(`"%s"`, id))
	}
	if name != "CreateMultiple" {
		return changedAnswer(), nil
	}
	a, err := x.functionAnswer("CreateMultipleResponse", `"Ids":[`+strings.Join(ids, ",")+"]")
	a.changed = true
	return a, err
}

// takesMultiple reports whether a table has the messages for many rows.
func (t *table) takesMultiple() bool {
	return !t.Virtual && !t.Closing && !t.Kept && t.Name != "activityparty"
}

func (x *exchange) createOne(t *table, target map[string]any) (string, *refusal) {
	p, err := x.readPayload(t, target)
	if err != nil {
		return "", err
	}
	r, err := x.makeRow(t, chosenID(p), p, 0)
	if err != nil {
		return "", err
	}
	return r.id, nil
}

func (x *exchange) updateOne(t *table, target map[string]any) (string, *refusal) {
	r, p, err := x.findTarget(t, target)
	if err != nil {
		return "", err
	}
	_, err = x.changeRow(r, p)
	return r.id, err
}

func (x *exchange) upsertOne(t *table, target map[string]any) (string, *refusal) {
	r, p, err := x.findTarget(t, target)
	switch {
	case err == nil:
		_, err = x.changeRow(r, p)
		return r.id, err
	case p == nil || err.code != "0x80040217" && err.code != "0x80060891":
		return "", err
	}
	made, err := x.makeRow(t, chosenID(p), p, 0)
	if err != nil {
		return "", err
	}
	return made.id, nil
}

// findTarget finds the row a target names: by its primary key, by an alternate key in @odata.id, or by one in its columns.
// The payload comes with a row that is not there too.
func (x *exchange) findTarget(t *table, target map[string]any) (*row, *payload, *refusal) {
	p, err := x.readPayload(t, target)
	if err != nil {
		return nil, nil, err
	}
	if id, ok := p.values[0].(guid); ok {
		r, err := x.findRow(t, string(id))
		return r, p, err
	}
	if link, ok := target["@odata.id"].(string); ok {
		return x.findLinked(t, p, link)
	}
	for _, key := range x.org.knobs.keysOf(t) {
		values := map[int]any{}
		for _, name := range key {
			if value, given := p.values[t.at(name)]; given && value != nil {
				values[t.at(name)] = value
			}
		}
		if len(values) < len(key) {
			continue
		}
		if r := x.withValues(t, values, ""); r != nil {
			return r, p, nil
		}
		return nil, p, noKey(t)
	}
	return nil, nil, badBody("A target names no row: it has neither a primary key nor an alternate key.")
}

func (x *exchange) findLinked(t *table, p *payload, link string) (*row, *payload, *refusal) {
	_, arguments, _ := strings.Cut(link, t.Set+"(")
	arguments, ok := strings.CutSuffix(arguments, ")")
	if !ok {
		return nil, nil, badBody("The link '%s' does not name a row.", link)
	}
	r, err := x.findRow(t, arguments)
	if err != nil && strings.Contains(arguments, "=") {
		values, keyErr := x.readKey(t, arguments)
		if keyErr != nil {
			return nil, nil, keyErr
		}
		for i, value := range values {
			p.values[i] = value
		}
	}
	return r, p, err
}
