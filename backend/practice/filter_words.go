package practice

import (
	"slices"
	"strings"
)

// wordCondition compiles the conditions that FetchXML and the query functions share besides spans of time: about the
// caller, about hierarchies, and about choices of several values. No test and no refusal means that the operator is not
// one of them.
func (s *scope) wordCondition(c *column, operator string, values []string) (valueTest, *refusal) {
	if ids, not, ok := s.people(operator); ok {
		return func(v any) bool {
			return slices.ContainsFunc(ids, func(id string) bool { return same(v, guid(id)) }) != not
		}, nil
	}
	switch operator {
	case "under", "eq-or-under", "not-under", "above", "eq-or-above":
		return s.hierarchy(c, operator, values)
	case "contain-values", "not-contain-values":
		return containValues(c, operator == "not-contain-values", values)
	}
	return nil, nil
}

// people are the ids that an operator about the caller stands for, and whether it asks for others than those.
func (s *scope) people(operator string) (ids []string, not, ok bool) {
	word, not := strings.CutPrefix(operator, "ne-")
	if !not {
		if word, ok = strings.CutPrefix(operator, "eq-"); !ok {
			return nil, false, false
		}
	}
	switch word {
	case "userid":
		ids = []string{s.caller}
	case "businessid":
		if user := s.store.row("systemuser", s.caller); user != nil {
			ids = []string{user.ref("businessunitid").id}
		}
	case "userteams":
		ids = s.teamIDs()
	case "useroruserteams":
		ids = append(s.teamIDs(), s.caller)
	case "useroruserhierarchy":
		ids = s.below("systemuser", s.caller)
	case "useroruserhierarchyandteams":
		ids = append(s.below("systemuser", s.caller), s.teamIDs()...)
	default:
		return nil, false, false
	}
	return ids, not, !not || word == "userid" || word == "businessid"
}

func (s *scope) teamIDs() []string {
	var ids []string
	for _, team := range s.store.linked(wholeSchema().byName["systemuser"].navs["teammembership_association"], s.caller) {
		ids = append(ids, team.id)
	}
	return ids
}

// above is the lookup by which rows of a table hang under each other, or nothing: parentaccountid of accounts.
func (t *table) above() (string, bool) {
	name := "parent" + t.key()
	i := t.at(name)
	return name, i >= 0 && slices.Equal(t.Columns[i].Targets, []string{t.Name})
}

// below is a row's id with those of all rows under it. A circle is walked once.
func (s *scope) below(table, id string) []string { return s.store.below(table, id) }

func (s *store) below(table, id string) []string {
	ids, seen := []string{id}, map[string]bool{id: true}
	parent, ok := wholeSchema().byName[table].above()
	for i := 0; ok && i < len(ids); i++ {
		for _, child := range s.pointing(table, parent, ids[i]) {
			if !seen[child.id] {
				ids, seen[child.id] = append(ids, child.id), true
			}
		}
	}
	return ids
}

// over is a row's id with those of all rows over it.
func (s *scope) over(table, id string) []string {
	ids, seen := []string{}, map[string]bool{}
	parent, _ := wholeSchema().byName[table].above()
	for r := s.store.row(table, id); r != nil && !seen[r.id]; r = s.store.row(table, r.ref(parent).id) {
		ids, seen[r.id] = append(ids, r.id), true
	}
	return ids
}

// hierarchy compiles a condition about the place of a row, or of one a lookup points at, in its table's hierarchy.
func (s *scope) hierarchy(c *column, operator string, values []string) (valueTest, *refusal) {
	table := s.table.Name
	if c.Kind == kindLookup && len(c.Targets) == 1 {
		table = c.Targets[0]
	}
	if _, ok := wholeSchema().byName[table].above(); !ok || c.Kind != kindKey && c.Kind != kindLookup {
		return nil, badQuery("The column '%s' has no hierarchical relationship.", c.wireName())
	}
	if len(values) != 1 {
		return nil, badQuery("The operator '%s' takes one id.", operator)
	}
	id, ok := parseGUID(strings.Trim(values[0], "{}"))
	if !ok {
		return nil, badQuery("'%s' is no id.", values[0])
	}
	ids := s.below(table, string(id))
	if strings.HasSuffix(operator, "above") {
		ids = append([]string{string(id)}, s.over(table, string(id))...)
	}
	itself := strings.HasPrefix(operator, "eq-or-")
	return func(v any) bool {
		in := slices.ContainsFunc(ids, func(one string) bool { return (itself || one != string(id)) && same(v, guid(one)) })
		return in != (operator == "not-under")
	}, nil
}

// containValues compiles a condition about a choice of several values: that it holds one of some.
func containValues(c *column, not bool, values []string) (valueTest, *refusal) {
	if c.Kind != kindMulti {
		return nil, badQuery("The column '%s' does not hold several choices.", c.wireName())
	}
	for _, value := range values {
		if n, ok := wholeNumber(value); !ok || !c.has(int64(n)) {
			return nil, badQuery("The value '%s' is no choice of '%s'.", value, c.wireName())
		}
	}
	return func(v any) bool {
		held, _ := v.(choices)
		return slices.ContainsFunc(values, func(value string) bool {
			return slices.Contains(strings.Split(string(held), ","), value)
		}) != not
	}, nil
}

func (c *column) has(value int64) bool {
	_, ok := c.option(value)
	return ok
}
