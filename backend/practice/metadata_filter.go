package practice

import "strings"

// filterDefinitions applies $filter to metadata: comparisons of members, joined by and, or, not. Enum values carry their
// type (Microsoft.Dynamics.CRM.AttributeTypeCode'Picklist').
func (x *exchange) filterDefinitions(all []definition) ([]definition, *refusal) {
	text, given := x.option("$filter")
	if !given {
		return all, nil
	}
	e, err := parseFilter(stripEnums(text), x.aliases)
	if err != nil {
		return nil, err
	}
	kept := []definition{}
	for _, d := range all {
		pass, err := passesDefinition(e, d)
		if err != nil {
			return nil, err
		}
		if pass {
			kept = append(kept, d)
		}
	}
	return kept, nil
}

// stripEnums turns an enum literal into a plain text one.
func stripEnums(text string) string {
	for {
		start := strings.Index(text, crmNamespace)
		if start < 0 {
			return text
		}
		end := start + len(crmNamespace)
		for end < len(text) && nameLength(text[end:end+1]) == 1 {
			end++
		}
		if end >= len(text) || text[end] != '\'' {
			return text
		}
		text = text[:start] + text[end:]
	}
}

func passesDefinition(e expression, d definition) (bool, *refusal) {
	switch e := e.(type) {
	case *logic:
		left, err := passesDefinition(e.left, d)
		if err != nil || left != e.and {
			return left, err
		}
		return passesDefinition(e.right, d)
	case *negation:
		inner, err := passesDefinition(e.inner, d)
		return !inner, err
	case *comparison:
		left, err := definitionValue(e.left, d)
		if err != nil {
			return false, err
		}
		right, err := definitionValue(e.right, d)
		return err == nil && comparisons[e.operator](left, right), err
	}
	return false, notSupported("this filter on metadata")
}

func definitionValue(o operand, d definition) (any, *refusal) {
	if len(o.path) == 0 {
		if n, ok := o.value.(number); ok {
			return n.float(), nil
		}
		return o.value, nil
	}
	var value any = d
	for _, name := range o.path {
		members, _ := value.(definition)
		inner, ok := members[name]
		if !ok {
			return nil, badQuery("Could not find a property named '%s' on the metadata type.", name)
		}
		value = inner
	}
	if n, ok := value.(int); ok {
		return float64(n), nil
	}
	return value, nil
}
