package practice

import (
	"encoding/json"
	"maps"
	"net/http"
	"strings"
)

// Metadata is built as plain JSON members, and then narrowed by $select, $expand and $filter.
type definition = map[string]any

// metadata answers EntityDefinitions and what lies under it.
func (x *exchange) metadata() (*answer, *refusal) {
	if !x.path[0].called {
		if len(x.path) > 1 {
			return nil, noSegment(x.path[1].name)
		}
		return x.definitionList(x.tableDefinitions(), "EntityDefinitions")
	}
	t, err := x.definedTable(x.path[0].arguments)
	if err != nil {
		return nil, err
	}
	if len(x.path) == 1 {
		return x.oneDefinition(x.tableDefinition(t), "EntityDefinitions")
	}
	switch x.path[1].name {
	case "Attributes":
		return x.attributes(t)
	}
	list, ok := x.definitionLists(t)[x.path[1].name]
	if !ok || len(x.path) > 2 {
		return nil, noSegment(x.path[1].name)
	}
	base := "EntityDefinitions('" + t.Name + "')/" + x.path[1].name
	if !x.path[1].called {
		return x.definitionList(list(), base)
	}
	for _, d := range list() {
		if named(d, x.path[1].arguments, "SchemaName") || named(d, x.path[1].arguments, "LogicalName") {
			return x.oneDefinition(d, base)
		}
	}
	return nil, noDefinition("definition", x.path[1].arguments)
}

// definitionLists are the collections under a table's definition, besides its columns.
func (x *exchange) definitionLists(t *table) map[string]func() []definition {
	return map[string]func() []definition{
		"ManyToOneRelationships":  func() []definition { return x.present(manyToOne(t)) },
		"OneToManyRelationships":  func() []definition { return x.present(oneToMany(t)) },
		"ManyToManyRelationships": func() []definition { return x.present(manyToMany(t)) },
		"Keys":                    func() []definition { return x.keyDefinitions(t) },
		"Privileges":              func() []definition { return privilegesOf(t) },
	}
}

func (x *exchange) definedTable(arguments string) (*table, *refusal) {
	name, isName := strings.CutPrefix(arguments, "LogicalName='")
	name = strings.TrimSuffix(name, "'")
	for _, t := range wholeSchema().tables {
		if (isName && t.Name == name || arguments == string(deriveID("table", t.Name))) && x.org.knobs.has(t.Name) {
			return t, nil
		}
	}
	return nil, refuse(http.StatusNotFound, "0x80041102", "The entity with a name = '%s' with namemapping = 'Logical' was not "+
		"found in the MetadataCache.", name)
}

func (x *exchange) tableDefinitions() []definition {
	var all []definition
	for _, t := range wholeSchema().tables {
		if x.org.knobs.has(t.Name) {
			all = append(all, x.tableDefinition(t))
		}
	}
	return all
}

func (x *exchange) tableDefinition(t *table) definition {
	ownership := "OrganizationOwned"
	if t.Owned {
		ownership = "UserOwned"
	}
	d := definition{
		"MetadataId": deriveID("table", t.Name), "LogicalName": t.Name, "SchemaName": t.Schema, "EntitySetName": t.Set,
		"PrimaryIdAttribute": t.key(), "PrimaryNameAttribute": t.Display, "ObjectTypeCode": t.Code,
		"ChangeTrackingEnabled": x.org.knobs.tracks(t.Name), "IsOptimisticConcurrencyEnabled": true, "IsActivity": t.Activity,
		"OwnershipType": ownership, "DisplayName": label(t.Label), "IsCustomEntity": strings.Contains(t.Name, "_"),
	}
	maps.Copy(d, moreOfTable(t))
	return d
}

// label is a text in a language of the organization, and in the user's, English: null where it has none in that.
func label(text string, languages ...int) definition {
	if text == "" {
		return definition{"LocalizedLabels": []any{}, "UserLocalizedLabel": nil}
	}
	language := english
	if len(languages) > 0 && languages[0] != 0 {
		language = languages[0]
	}
	one := definition{"Label": text, "LanguageCode": language, "IsManaged": true, "MetadataId": deriveID("label", text)}
	if language != english {
		return definition{"LocalizedLabels": []any{one}, "UserLocalizedLabel": nil}
	}
	return definition{"LocalizedLabels": []any{one}, "UserLocalizedLabel": one}
}

// attributeTypes name a column's type: the enum's name, and the derived metadata type.
var attributeTypes = map[kind][2]string{
	kindText: {"String", "StringAttributeMetadata"}, kindMemo: {"Memo", "MemoAttributeMetadata"},
	kindInteger: {"Integer", "IntegerAttributeMetadata"}, kindNumber: {"Double", "DoubleAttributeMetadata"},
	kindBoolean: {"Boolean", "BooleanAttributeMetadata"}, kindMoney: {"Money", "MoneyAttributeMetadata"},
	kindTime: {"DateTime", "DateTimeAttributeMetadata"}, kindDate: {"DateTime", "DateTimeAttributeMetadata"},
	kindChoice: {"Picklist", "PicklistAttributeMetadata"}, kindState: {"State", "StateAttributeMetadata"},
	kindStatus: {"Status", "StatusAttributeMetadata"}, kindGUID: {"Uniqueidentifier", "AttributeMetadata"},
	kindKey: {"Uniqueidentifier", "AttributeMetadata"}, kindLookup: {"Lookup", "LookupAttributeMetadata"},
	kindMulti: {"Virtual", "MultiSelectPicklistAttributeMetadata"}, kindImage: {"Virtual", "ImageAttributeMetadata"},
	kindFile: {"Virtual", "FileAttributeMetadata"},
}

// attributes answers EntityDefinitions(...)/Attributes, with a cast, for one column, or for one column's option set.
func (x *exchange) attributes(t *table) (*answer, *refusal) {
	cast := ""
	rest := x.path[2:]
	if len(rest) > 0 && strings.HasPrefix(rest[0].name, crmNamespace) {
		cast, rest = strings.TrimPrefix(rest[0].name, crmNamespace), rest[1:]
	}
	if cast != "" && !knownCast(cast) {
		return nil, badQuery("The type '%s%s' cannot be cast to.", crmNamespace, cast)
	}
	base := "EntityDefinitions('" + t.Name + "')/Attributes"
	if !x.path[1].called {
		if len(rest) > 0 {
			return nil, noSegment(rest[0].name)
		}
		return x.definitionList(x.columnDefinitions(t, cast), base)
	}
	name := strings.TrimSuffix(strings.TrimPrefix(x.path[1].arguments, "LogicalName='"), "'")
	i := t.definedColumn(name)
	if i < 0 || cast != "" && attributeTypes[t.Columns[i].Kind][1] != cast {
		return nil, refuse(http.StatusNotFound, "0x80041103", "'%s' entity doesn't contain attribute with Name = '%s'.",
			t.Name, name)
	}
	column := x.columnDefinition(t, &t.Columns[i])
	if len(rest) > 0 && strings.HasPrefix(rest[0].name, crmNamespace) { // the cast stands behind the column
		cast, rest = castOf(rest)
		if attributeTypes[t.Columns[i].Kind][1] != cast {
			return nil, noSegment(crmNamespace + cast)
		}
	}
	switch {
	case len(rest) == 1 && (rest[0].name == "OptionSet" || rest[0].name == "GlobalOptionSet") && column[rest[0].name] != nil:
		set, _ := column[rest[0].name].(definition)
		return x.oneDefinition(set, base+"('"+name+"')/"+rest[0].name)
	case len(rest) > 0:
		return nil, noSegment(rest[0].name)
	}
	return x.oneDefinition(column, base)
}

// definedColumn finds a column by its name or by the id of its definition.
func (t *table) definedColumn(name string) int {
	for i := range t.Columns {
		if strings.EqualFold(name, string(deriveID("column", t.Name, t.Columns[i].Name))) {
			return i
		}
	}
	return t.at(name)
}

func (x *exchange) columnDefinitions(t *table, cast string) []definition {
	all := []definition{}
	for i := range t.Columns {
		if cast == "" || attributeTypes[t.Columns[i].Kind][1] == cast {
			all = append(all, x.columnDefinition(t, &t.Columns[i]))
		}
	}
	return all
}

func (x *exchange) columnDefinition(t *table, c *column) definition {
	types := attributeTypes[c.Kind]
	d := definition{
		"@odata.type": "#" + crmNamespace + types[1], "MetadataId": deriveID("column", t.Name, c.Name), "LogicalName": c.Name,
		"SchemaName": c.Name, "AttributeType": types[0], "DisplayName": label(c.Label, c.Language), "EntityLogicalName": t.Name,
		"IsValidForRead": true, "IsValidForCreate": !c.Server && c.Kind != kindState, "IsValidForUpdate": !c.Server && !c.Fixed,
		"IsCustomAttribute": strings.Contains(c.Name, "_") && !strings.HasPrefix(c.Name, "address1_"), "IsPrimaryId": c.Kind == kindKey,
	}
	maps.Copy(d, moreOfColumn(t, c))
	if x.org.knobs.requires(t.Name, c.Name) {
		d["RequiredLevel"] = managed("ApplicationRequired", "canmodifyrequirementlevelsettings")
	}
	return d
}

func optionSet(t *table, c *column) definition {
	options := []any{}
	for _, o := range c.Options {
		d := definition{"Value": o.Value, "Label": label(o.Label, c.Language), "IsManaged": true}
		switch c.Kind {
		case kindStatus:
			d["@odata.type"], d["State"] = "#"+crmNamespace+"StatusOptionMetadata", o.State
		case kindState:
			d["@odata.type"], d["InvariantName"] = "#"+crmNamespace+"StateOptionMetadata", o.Label
		default:
		}
		options = append(options, d)
	}
	return definition{"MetadataId": deriveID("optionset", t.Name, c.Name), "Name": t.Name + "_" + c.Name, "Options": options}
}

func manyToOne(t *table) []definition {
	all := []definition{}
	for i := range t.Columns {
		c := &t.Columns[i]
		for _, target := range c.Targets {
			name := t.navigationFor(c, target)
			all = append(all, definition{
				"MetadataId": deriveID("relationship", t.Name, name, target), "SchemaName": t.Name + "_" + name,
				"ReferencingAttribute": c.Name, "ReferencingEntity": t.Name, "ReferencedEntity": target,
				"ReferencedAttribute": target + "id", "ReferencingEntityNavigationPropertyName": name,
				"@odata.type": "#" + crmNamespace + "OneToManyRelationshipMetadata", "RelationshipType": "OneToManyRelationship",
				"ReferencedEntityNavigationPropertyName": collectionName(t, c, target), "IsCustomRelationship": strings.Contains(t.Name, "_"),
			})
		}
	}
	return all
}

// collectionName is the collection on the other side of a lookup, where the organization has one.
func collectionName(t *table, c *column, target string) string {
	other := wholeSchema().byName[target]
	if other == nil {
		return ""
	}
	for _, nav := range other.navs {
		if nav.many && nav.table == t.Name && nav.column == c.Name {
			return nav.name
		}
	}
	return ""
}

func (x *exchange) definitionList(all []definition, context string) (*answer, *refusal) {
	kept, err := x.filterDefinitions(all)
	if err != nil {
		return nil, err
	}
	list := []any{}
	for _, d := range kept {
		narrow, err := x.narrow(d)
		if err != nil {
			return nil, err
		}
		list = append(list, narrow)
	}
	return x.jsonDefinition(definition{"@odata.context": x.root() + "$metadata#" + context, "value": list})
}

func (x *exchange) oneDefinition(d definition, context string) (*answer, *refusal) {
	narrow, err := x.narrow(d)
	if err != nil {
		return nil, err
	}
	narrow["@odata.context"] = x.root() + "$metadata#" + context + "/$entity"
	return x.jsonDefinition(narrow)
}

func (x *exchange) jsonDefinition(d definition) (*answer, *refusal) {
	if x.org.knobs.on(&x.org.knobs.untranslated) {
		d, _ = untranslated(d).(definition)
	}
	b, err := json.Marshal(d)
	if err != nil {
		return nil, refuse(http.StatusInternalServerError, "0x80040216", "The metadata could not be written.")
	}
	return jsonAnswer(http.StatusOK, b), nil
}

// narrow applies $select and $expand: MetadataId is always there, and option sets only when they are expanded.
func (x *exchange) narrow(d definition) (definition, *refusal) {
	selected, given := x.option("$select")
	out := definition{"MetadataId": d["MetadataId"]}
	if kind, ok := d["@odata.type"]; ok {
		out["@odata.type"] = kind
	}
	for name, value := range d {
		if !given && name != "OptionSet" && name != "GlobalOptionSet" && name != "Privileges" {
			out[name] = value
		}
	}
	for name := range strings.SplitSeq(selected, ",") {
		if !given {
			break
		}
		value, ok := d[strings.TrimSpace(name)]
		if !ok {
			return nil, badQuery("Could not find a property named '%s' on the metadata type.", name)
		}
		out[strings.TrimSpace(name)] = value
	}
	return out, x.expandOptions(d, out)
}

// expandOptions adds what $expand asks for, narrowed by its own $select: option sets of a column, and a table's columns,
// relationships and keys.
func (x *exchange) expandOptions(d, out definition) *refusal {
	text, given := x.option("$expand")
	if !given {
		return nil
	}
	for _, part := range splitOutside(text, ',') {
		name, rest, _ := strings.Cut(strings.TrimSpace(part), "(")
		e := &expansion{}
		options, err := e.readOptions(strings.TrimSuffix(rest, ")"), rest != "")
		if err != nil {
			return err
		}
		value, ok := x.expanded(d, name)
		if !ok {
			return badQuery("Could not find a navigation property named '%s' on the metadata type.", name)
		}
		if out[name], err = selectMembers(value, options["$select"]); err != nil {
			return err
		}
	}
	return nil
}

func (x *exchange) expanded(d definition, name string) (any, bool) {
	if name == "OptionSet" || name == "GlobalOptionSet" {
		value, ok := d[name]
		return value, ok
	}
	logical, _ := d["LogicalName"].(string)
	t := wholeSchema().byName[logical]
	if _, isTable := d["EntitySetName"]; !isTable || t == nil {
		return nil, false
	}
	if name == "Attributes" {
		return x.columnDefinitions(t, ""), true
	}
	list, ok := x.definitionLists(t)[name]
	if !ok {
		return nil, false
	}
	return list(), true
}

// selectMembers keeps the members that a $select names, and the id.
func selectMembers(value any, selected string) (any, *refusal) {
	if list, ok := value.([]definition); ok {
		narrow := make([]any, 0, len(list))
		for _, d := range list {
			one, err := selectMembers(d, selected)
			if err != nil {
				return nil, err
			}
			narrow = append(narrow, one)
		}
		return narrow, nil
	}
	d, ok := value.(definition)
	if !ok || selected == "" {
		return value, nil
	}
	out := definition{"MetadataId": d["MetadataId"]}
	for name := range strings.SplitSeq(selected, ",") {
		member, ok := d[strings.TrimSpace(name)]
		if !ok {
			return nil, badQuery("Could not find a property named '%s' on the metadata type.", name)
		}
		out[strings.TrimSpace(name)] = member
	}
	return out, nil
}
