package practice

import (
	"slices"
	"strings"
	"sync"
)

// kind is what a column holds.
type kind int

const (
	kindText kind = iota
	kindMemo
	kindInteger
	kindNumber
	kindBoolean
	kindMoney
	kindTime
	kindDate
	kindChoice
	kindState
	kindStatus
	kindGUID
	kindKey
	kindLookup
	kindMulti // several choices
	kindImage
	kindFile
)

// option is one value of a choice. State is the statecode a status reason belongs to.
type option struct {
	Value int64
	Label string
	State int64
}

// column is one column of a table, as metadata shows it and as writes are checked against it.
type column struct {
	Name    string
	Label   string
	Kind    kind
	Max     int      // longest text, in UTF-16 code units as SQL Server counts; the largest of whole numbers from 0 on
	Targets []string // tables a lookup may point at
	Nav     string   // navigation property of a lookup with one target; empty is Name
	Options []option
	Default any
	Server  bool   // kept by the server: a value sent is ignored
	Fixed   bool   // may be given at create only
	Global  string // name of the global choice it takes its options from
	// Language is the only language it has labels in, where that is not the users'.
	Language int
}

// table is one table of the schema.
type table struct {
	Name     string // logical name
	Set      string // entity set name
	Schema   string // schema name
	Label    string
	Display  string // primary name column
	Code     int    // object type code
	Right    string // the noun in privilege names: Contact in prvReadContact
	Owned    bool   // rows have an owner
	Activity bool
	Virtual  bool       // activitypointer: rows live in the activity tables
	Closes   bool       // rows with a statecode other than 0 are read-only
	Closing  bool       // rows are made by actions alone
	Kept     bool       // rows are made, changed and removed by the server alone
	Keys     [][]string // alternate keys, by their columns
	Columns  []column

	index     map[string]int
	navs      map[string]navigation
	versionAt int      // the column versionnumber, which follows the row's version, or -1
	names     []string // what goes in front of each value
	nulls     []string // the same with null behind it
	lookups   int
	lookupAt  []int // the place of each lookup among the lookups
	whole     []int // what a row is printed with where nothing is selected: all columns but the image, which is the last
}

// navigation is one navigation property of a table: towards one row (a lookup column and the table it then points at) or
// towards many (rows of table whose lookup column points here, or an N:N link).
type navigation struct {
	name   string
	table  string
	column string
	many   bool
	link   string // N:N relationship
	far    bool   // this table is the right side of the link
}

// at is the place of a column, or -1.
func (t *table) at(name string) int {
	if i, ok := t.index[name]; ok {
		return i
	}
	return -1
}

func (t *table) key() string { return t.Columns[0].Name }

// property finds a column by the name it has on the wire: lookups are read as _name_value.
func (t *table) property(name string) (int, bool) {
	i, ok := t.index[name]
	if ok {
		return i, t.Columns[i].Kind != kindLookup
	}
	if inner, cut := strings.CutPrefix(name, "_"); cut {
		if inner, cut = strings.CutSuffix(inner, "_value"); cut {
			i, ok = t.index[inner]
			return i, ok && t.Columns[i].Kind == kindLookup
		}
	}
	return -1, false
}

// wireName is the property a column is read under.
func (c *column) wireName() string {
	if c.Kind == kindLookup {
		return "_" + c.Name + "_value"
	}
	return c.Name
}

func (c *column) option(value int64) (option, bool) {
	for _, o := range c.Options {
		if o.Value == value {
			return o, true
		}
	}
	return option{}, false
}

// schema is every table, by logical name and by entity set name, and the N:N relationships.
type schema struct {
	tables []*table
	byName map[string]*table
	bySet  map[string]*table
}

// wholeSchema is built once and never changed.
var wholeSchema = sync.OnceValue(buildSchema)

// layOut prepares how rows of the table are packed.
func (t *table) layOut() {
	t.lookupAt = make([]int, len(t.Columns))
	for i := range t.Columns {
		t.names = append(t.names, `,"`+t.Columns[i].wireName()+`":`)
		t.nulls = append(t.nulls, t.names[i]+"null")
		if t.Columns[i].Kind != kindImage {
			t.whole = append(t.whole, i)
		}
		if t.Columns[i].Kind == kindLookup {
			t.lookupAt[i] = t.lookups
			t.lookups++
		}
	}
}

func buildSchema() *schema {
	s := &schema{byName: map[string]*table{}, bySet: map[string]*table{}}
	for _, t := range slices.Concat(recordTables(), activityTables(), systemTables()) {
		t.index = make(map[string]int, len(t.Columns))
		for i, c := range t.Columns {
			t.index[c.Name] = i
		}
		t.versionAt = t.at("versionnumber")
		t.layOut()
		s.tables = append(s.tables, t)
		s.byName[t.Name], s.bySet[t.Set] = t, t
	}
	for _, t := range s.tables {
		t.navs = map[string]navigation{}
		for i := range t.Columns {
			addLookupNavigations(t, &t.Columns[i])
		}
	}
	for _, n := range collections(s) {
		s.byName[n.from].navs[n.nav.name] = n.nav
	}
	return s
}

// addLookupNavigations adds the single-valued navigation properties of a lookup. A lookup with several targets has one
// property for each; an activity's regarding has the long form and the base table's short one.
func addLookupNavigations(t *table, c *column) {
	if c.Kind != kindLookup {
		return
	}
	add := func(name, target string) { t.navs[name] = navigation{name: name, table: target, column: c.Name} }
	switch {
	case c.Name == "ownerid":
		add("ownerid", "")
	case c.Name == "regardingobjectid":
		for _, target := range c.Targets {
			add("regardingobjectid_"+target, target)
			if !t.Virtual {
				add("regardingobjectid_"+target+"_"+t.Name, target)
			}
		}
	case len(c.Targets) == 1 && c.Name != "objectid":
		add(cmpNav(c), c.Targets[0])
	default:
		for _, target := range c.Targets {
			add(c.Name+"_"+target, target)
		}
	}
}

func cmpNav(c *column) string {
	if c.Nav != "" {
		return c.Nav
	}
	return c.Name
}

// navigationFor is the navigation property that a lookup's present target is read through.
func (t *table) navigationFor(c *column, target string) string {
	switch {
	case c.Name == "ownerid" || len(c.Targets) == 1 && c.Name != "objectid":
		return cmpNav(c)
	case c.Name == "regardingobjectid" && !t.Virtual:
		return c.Name + "_" + target + "_" + t.Name
	}
	return c.Name + "_" + target
}
