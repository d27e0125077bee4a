package practice

import (
	"maps"
	"slices"
	"strings"
)

// moreOfTable are members of a table's definition that say nothing about what is here but are asked for.
func moreOfTable(t *table) definition {
	d := definition{
		"Description": label(""), "DisplayCollectionName": label(t.Label + "s"), "LogicalCollectionName": t.Set,
		"CollectionSchemaName": t.Schema + "s", "IsBPFEntity": t.Name == "opportunitysalesprocess", "IsIntersect": false,
		"IsLogicalEntity": false, "IsPrivate": false, "IsActivityParty": slices.Contains(partyTables, t.Name),
		"HasNotes": t.navs[t.Schema+"_Annotation"].many, "HasActivities": t.navs[t.Schema+"_Tasks"].many, "TableType": "Standard",
		"IsValidForAdvancedFind": true, "PrimaryImageAttribute": nil, "IsManaged": true, "IntroducedVersion": "5.0.0.0",
		"IsCustomizable": managed(true, "iscustomizable"), "IsAuditEnabled": managed(false, "canmodifyauditsettings"),
		"IsDuplicateDetectionEnabled": managed(duplicateRules[t.Name] != nil, "canmodifyduplicatedetectionsettings"),
	}
	if t.at("entityimage") >= 0 {
		d["PrimaryImageAttribute"] = "entityimage"
	}
	return d
}

var partyTables = []string{"account", "contact", "lead", "systemuser"}

// managed is a managed property.
func managed(value any, name string) definition {
	return definition{"Value": value, "CanBeChanged": true, "ManagedPropertyLogicalName": name}
}

// privilegesOf lists the privileges about a table.
func privilegesOf(t *table) []definition {
	all := []definition{}
	for _, verb := range verbs {
		name := "prv" + verb + t.Right
		all = append(all, definition{"Name": name, "PrivilegeId": deriveID("privilege", name), "PrivilegeType": verb,
			"CanBeBasic": t.Owned, "CanBeLocal": t.Owned, "CanBeDeep": t.Owned, "CanBeGlobal": true})
	}
	return all
}

// knownCast reports whether a concrete type of columns has this name. There are more types than columns here.
func knownCast(name string) bool {
	for _, types := range attributeTypes {
		if types[1] == name {
			return true
		}
	}
	return slices.Contains([]string{"BigIntAttributeMetadata", "DecimalAttributeMetadata", "EntityNameAttributeMetadata",
		"ManagedPropertyAttributeMetadata", "UniqueIdentifierAttributeMetadata"}, name)
}

// moreOfColumn are the members of a column's definition that depend on its type, and those that are the same for most.
func moreOfColumn(t *table, c *column) definition {
	types := attributeTypes[c.Kind]
	typeName := types[0] + "Type"
	if types[0] == "Virtual" {
		typeName = strings.TrimSuffix(types[1], "AttributeMetadata") + "Type"
	}
	level := "None"
	if c.Kind == kindKey || c.Kind == kindState || c.Name == "ownerid" {
		level = "SystemRequired"
	} else if c.Name == t.Display {
		level = "ApplicationRequired"
	}
	d := definition{
		"AttributeTypeName": definition{"Value": typeName}, "RequiredLevel": managed(level, "canmodifyrequirementlevelsettings"),
		"Description": label(""), "IsPrimaryName": c.Name == t.Display, "IsLogical": false, "AttributeOf": nil, "IsSecured": false,
		"ColumnNumber": t.at(c.Name) + 1, "IsFilterable": true, "IsSearchable": c.Kind == kindText, "IsManaged": true,
		"IsValidForAdvancedFind": managed(true, "canmodifysearchsettings"), "SourceType": 0,
	}
	if strings.HasPrefix(c.Name, "entityimage_") || c.Name == "entityimageid" {
		d["AttributeOf"] = "entityimage"
	}
	maps.Copy(d, membersOfKind(t, c))
	return d
}

func membersOfKind(t *table, c *column) definition {
	switch c.Kind {
	case kindText:
		return definition{"MaxLength": c.Max, "Format": "Text", "FormatName": definition{"Value": "Text"}}
	case kindMemo:
		return definition{"MaxLength": c.Max, "Format": "TextArea", "FormatName": definition{"Value": "TextArea"}}
	case kindInteger:
		if c.Max > 0 {
			return definition{"MinValue": 0, "MaxValue": c.Max, "Format": "None"}
		}
		return definition{"MinValue": -2147483648, "MaxValue": 2147483647, "Format": "None"}
	case kindNumber:
		return definition{"MinValue": -100000000000, "MaxValue": 100000000000, "Precision": 5}
	case kindMoney:
		return definition{"Precision": 2, "PrecisionSource": 2, "MinValue": -922337203685477, "MaxValue": 922337203685477,
			"IsBaseCurrency": false, "CalculationOf": nil}
	case kindLookup:
		return definition{"Targets": c.Targets, "Format": "None"}
	case kindTime:
		return definition{"Format": "DateAndTime", "DateTimeBehavior": definition{"Value": "UserLocal"}}
	case kindDate:
		return definition{"Format": "DateOnly", "DateTimeBehavior": definition{"Value": "DateOnly"}}
	case kindBoolean:
		return definition{"DefaultValue": c.Default == true, "GlobalOptionSet": nil, "OptionSet": definition{
			"MetadataId": deriveID("optionset", t.Name, c.Name), "Name": t.Name + "_" + c.Name, "OptionSetType": "Boolean",
			"TrueOption":  definition{"Value": 1, "Label": label("Yes")},
			"FalseOption": definition{"Value": 0, "Label": label("No")}}}
	case kindImage:
		return definition{"IsPrimaryImage": true, "CanStoreFullImage": false, "MaxSizeInKB": largestImage >> 10}
	case kindFile:
		return definition{"MaxSizeInKB": largestFile >> 10}
	case kindChoice, kindState, kindStatus, kindMulti:
		d := definition{"OptionSet": optionSet(t, c), "GlobalOptionSet": nil, "DefaultFormValue": c.Default}
		if c.Global != "" {
			d["GlobalOptionSet"] = globalOptionSet(c)
		}
		return d
	default:
		return nil
	}
}

// untranslated is a definition with no label in the user's language anywhere.
func untranslated(value any) any {
	switch value := value.(type) {
	case definition:
		out := make(definition, len(value))
		for name, member := range value {
			if out[name] = untranslated(member); name == "UserLocalizedLabel" {
				out[name] = nil
			}
		}
		return out
	case []any:
		out := make([]any, 0, len(value))
		for _, one := range value {
			out = append(out, untranslated(one))
		}
		return out
	}
	return value
}
