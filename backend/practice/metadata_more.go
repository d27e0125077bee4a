package practice

import (
	"fmt"
	"net/http"
	"slices"
	"strings"
)

// metadataRoots are the sets that describe the organization instead of holding its rows.
var metadataRoots = map[string]func(*exchange) (*answer, *refusal){
	"EntityDefinitions":          (*exchange).metadata,
	"RelationshipDefinitions":    (*exchange).relationships,
	"GlobalOptionSetDefinitions": (*exchange).globalOptionSets,
	"$metadata":                  (*exchange).schemaDocument,
}

// castOf takes a type cast (Microsoft.Dynamics.CRM.X) off a path.
func castOf(path []segment) (string, []segment) {
	if len(path) > 0 && strings.HasPrefix(path[0].name, crmNamespace) {
		return strings.TrimPrefix(path[0].name, crmNamespace), path[1:]
	}
	return "", path
}

// named reports whether what stands in parentheses is a definition's id, or its name under a key.
func named(d definition, arguments, key string) bool {
	id, _ := d["MetadataId"].(guid)
	name, _ := d[key].(string)
	return strings.EqualFold(arguments, string(id)) || arguments == key+"='"+name+"'"
}

// relationships answers RelationshipDefinitions, whole or by kind, and one by id or schema name.
func (x *exchange) relationships() (*answer, *refusal) {
	cast, rest := castOf(x.path[1:])
	if len(rest) > 0 {
		return nil, noSegment(rest[0].name)
	}
	all := []definition{}
	if cast == "" || cast == "OneToManyRelationshipMetadata" {
		for _, t := range wholeSchema().tables {
			all = append(all, x.present(manyToOne(t))...)
		}
	}
	if cast == "" || cast == "ManyToManyRelationshipMetadata" {
		all = append(all, x.present(manyToMany(nil))...)
	}
	if !x.path[0].called {
		return x.definitionList(all, "RelationshipDefinitions")
	}
	for _, d := range all {
		if named(d, x.path[0].arguments, "SchemaName") {
			return x.oneDefinition(d, "RelationshipDefinitions")
		}
	}
	return nil, noDefinition("relationship", x.path[0].arguments)
}

func noDefinition(kind, name string) *refusal {
	return refuse(http.StatusNotFound, "0x80040217", "Could not find a %s with '%s'.", kind, name)
}

// present drops the relationships of tables that the organization lacks.
func (x *exchange) present(all []definition) []definition {
	return slices.DeleteFunc(all, func(d definition) bool {
		for _, key := range []string{"ReferencingEntity", "ReferencedEntity", "Entity1LogicalName", "Entity2LogicalName"} {
			if name, ok := d[key].(string); ok && !x.org.knobs.has(name) {
				return true
			}
		}
		return false
	})
}

// manyToMany lists the many-to-many relationships of a table, or all.
func manyToMany(of *table) []definition {
	all := []definition{}
	for _, t := range wholeSchema().tables {
		for _, nav := range t.navs {
			if nav.link == "" || nav.far || of != nil && of.Name != t.Name && of.Name != nav.table {
				continue
			}
			all = append(all, definition{
				"@odata.type": "#" + crmNamespace + "ManyToManyRelationshipMetadata", "RelationshipType": "ManyToManyRelationship",
				"MetadataId": deriveID("relationship", nav.link), "SchemaName": nav.link, "IntersectEntityName": nav.link,
				"Entity1LogicalName": t.Name, "Entity2LogicalName": nav.table, "Entity1NavigationPropertyName": nav.name,
				"Entity2NavigationPropertyName": nav.name, "IsCustomRelationship": false,
			})
		}
	}
	slices.SortFunc(all, func(a, b definition) int {
		return strings.Compare(fmt.Sprint(a["SchemaName"]), fmt.Sprint(b["SchemaName"]))
	})
	return all
}

// oneToMany lists the relationships in which other tables point at this one.
func oneToMany(t *table) []definition {
	all := []definition{}
	for _, other := range wholeSchema().tables {
		for _, d := range manyToOne(other) {
			if d["ReferencedEntity"] == t.Name {
				all = append(all, d)
			}
		}
	}
	return all
}

// keyDefinitions lists a table's alternate keys.
func (x *exchange) keyDefinitions(t *table) []definition {
	all := []definition{}
	for _, columns := range x.org.knobs.keysOf(t) {
		name := strings.Join(columns, "_")
		all = append(all, definition{
			"MetadataId": deriveID("key", t.Name, name), "LogicalName": name + "_key", "SchemaName": name + "_key",
			"EntityLogicalName": t.Name, "KeyAttributes": columns, "EntityKeyIndexStatus": "Active", "DisplayName": label(keyLabel(columns)),
		})
	}
	return all
}

// globalOptionSets answers GlobalOptionSetDefinitions: the choices that columns share.
func (x *exchange) globalOptionSets() (*answer, *refusal) {
	cast, rest := castOf(x.path[1:])
	if len(rest) > 0 {
		return nil, noSegment(rest[0].name)
	}
	all := []definition{}
	for _, t := range wholeSchema().tables {
		for i := range t.Columns {
			if t.Columns[i].Global != "" && (cast == "" || cast == "OptionSetMetadata") {
				all = append(all, globalOptionSet(&t.Columns[i]))
			}
		}
	}
	if !x.path[0].called {
		return x.definitionList(all, "GlobalOptionSetDefinitions")
	}
	for _, d := range all {
		if named(d, x.path[0].arguments, "Name") {
			return x.oneDefinition(d, "GlobalOptionSetDefinitions")
		}
	}
	return nil, noDefinition("choice", x.path[0].arguments)
}

func globalOptionSet(c *column) definition {
	set := optionSet(&table{}, c)
	set["@odata.type"], set["Name"], set["IsGlobal"] = "#"+crmNamespace+"OptionSetMetadata", c.Global, true
	set["MetadataId"], set["OptionSetType"], set["DisplayName"] = deriveID("optionset", c.Global), "Picklist", label(c.Label)
	return set
}

// edmTypes are the columns' types in the schema document.
var edmTypes = map[kind]string{
	kindText: "Edm.String", kindMemo: "Edm.String", kindInteger: "Edm.Int32", kindNumber: "Edm.Double", kindBoolean: "Edm.Boolean",
	kindMoney: "Edm.Decimal", kindTime: "Edm.DateTimeOffset", kindDate: "Edm.Date", kindChoice: "Edm.Int32", kindState: "Edm.Int32",
	kindStatus: "Edm.Int32", kindGUID: "Edm.Guid", kindKey: "Edm.Guid", kindLookup: "Edm.Guid",
	kindMulti: "Edm.String", kindImage: "Edm.Binary", kindFile: "Edm.Guid",
}

// schemaDocument answers $metadata: the tables, their columns and navigation properties, as CSDL.
func (x *exchange) schemaDocument() (*answer, *refusal) {
	var b strings.Builder
	b.WriteString(`<?xml version="1.0" encoding="utf-8"?><edmx:Edmx Version="4.0" xmlns:edmx="http://docs.oasis-open.org/odata/ns/edmx">` +
		`<edmx:DataServices><Schema Namespace="Microsoft.Dynamics.CRM" Alias="mscrm" xmlns="http://docs.oasis-open.org/odata/ns/edm">` +
		`<EntityType Name="crmbaseentity" Abstract="true" />`)
	for _, t := range wholeSchema().tables {
		if x.org.knobs.has(t.Name) {
			x.writeEntityType(&b, t)
		}
	}
	b.WriteString(`<EntityContainer Name="System">`)
	for _, t := range wholeSchema().tables {
		if x.org.knobs.has(t.Name) {
			fmt.Fprintf(&b, `<EntitySet Name="%s" EntityType="Microsoft.Dynamics.CRM.%s" />`, t.Set, t.Name)
		}
	}
	b.WriteString(`</EntityContainer></Schema></edmx:DataServices></edmx:Edmx>`)
	a := jsonAnswer(http.StatusOK, []byte(b.String()))
	a.header.Set("Content-Type", "application/xml")
	return a, nil
}

func (x *exchange) writeEntityType(b *strings.Builder, t *table) {
	fmt.Fprintf(b, `<EntityType Name="%s" BaseType="mscrm.crmbaseentity"><Key><PropertyRef Name="%s" /></Key>`, t.Name, t.key())
	for i := range t.Columns {
		fmt.Fprintf(b, `<Property Name="%s" Type="%s" />`, t.Columns[i].wireName(), edmTypes[t.Columns[i].Kind])
	}
	names := make([]string, 0, len(t.navs))
	for name, nav := range t.navs {
		if nav.table == "" || x.org.knobs.has(nav.table) {
			names = append(names, name)
		}
	}
	slices.Sort(names)
	for _, name := range names {
		kind := "mscrm." + t.navs[name].table
		if t.navs[name].table == "" {
			kind = "mscrm.principal"
		}
		if t.navs[name].many {
			kind = "Collection(" + kind + ")"
		}
		fmt.Fprintf(b, `<NavigationProperty Name="%s" Type="%s" />`, name, kind)
	}
	b.WriteString("</EntityType>")
}
