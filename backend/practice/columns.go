package practice

// Short builders, so that the tables below read as a list.

func text(name, label string, limit int) column {
	return column{Name: name, Label: label, Kind: kindText, Max: limit}
}

func memo(name, label string, limit int) column {
	return column{Name: name, Label: label, Kind: kindMemo, Max: limit}
}

func plain(k kind, name, label string) column { return column{Name: name, Label: label, Kind: k} }

// percent is a whole number from 0 to 100.
func percent(name, label string) column {
	return column{Name: name, Label: label, Kind: kindInteger, Max: 100}
}

func key(name, label string) column {
	return column{Name: name, Label: label, Kind: kindKey, Fixed: true}
}

func flag(name, label string, fallback bool) column {
	return column{Name: name, Label: label, Kind: kindBoolean, Default: fallback}
}

func choice(name, label string, fallback any, options ...option) column {
	return column{Name: name, Label: label, Kind: kindChoice, Default: fallback, Options: options}
}

func lookup(name, label string, targets ...string) column {
	return column{Name: name, Label: label, Kind: kindLookup, Targets: targets}
}

// several is a column that holds any number of the choices.
func several(name, label string, options ...option) column {
	return column{Name: name, Label: label, Kind: kindMulti, Options: options}
}

const (
	english = 1033
	spanish = 3082
)

// in gives a column labels in one language alone, as columns have that somebody made who works in that language.
func in(language int, c column) column {
	c.Language = language
	return c
}

// file is a file column with the column that holds the file's name.
func file(name, label string) []column {
	return []column{plain(kindFile, name, label), server(text(name+"_name", label+" Name", 200))}
}

// image is a row's picture with what the server keeps about it. The picture is the last column of its table.
func image() []column {
	return []column{
		server(text("entityimage_url", "Image URL", 200)), server(plain(kindInteger, "entityimage_timestamp", "Image Timestamp")),
		server(plain(kindGUID, "entityimageid", "Image Id")), plain(kindImage, "entityimage", "Image"),
	}
}

// merges are the columns of a table whose rows can be merged.
func merges(table string) []column {
	return []column{server(flag("merged", "Merged", false)), server(lookup("masterid", "Master ID", table))}
}

// global takes a choice's options from a choice that other columns may share.
func global(name string, c column) column {
	c.Global = name
	return c
}

func server(c column) column {
	c.Server = true
	return c
}

func fixed(c column) column {
	c.Fixed = true
	return c
}

// states makes statecode from labels, in the order of their values.
func states(labels ...string) column {
	c := column{Name: "statecode", Label: "Status", Kind: kindState, Default: int64(0)}
	for i, label := range labels {
		c.Options = append(c.Options, option{Value: int64(i), Label: label})
	}
	return c
}

// statuses makes statuscode. The first option of a state is that state's default.
func statuses(options ...option) column {
	return column{Name: "statuscode", Label: "Status Reason", Kind: kindStatus, Options: options, Default: options[0].Value}
}

// stamps are the columns every table keeps about its rows' making.
func stamps() []column {
	return []column{
		server(plain(kindTime, "createdon", "Created On")), server(plain(kindTime, "modifiedon", "Modified On")),
		server(lookup("createdby", "Created By", "systemuser")), server(lookup("modifiedby", "Modified By", "systemuser")),
		server(lookup("createdonbehalfby", "Created By (Delegate)", "systemuser")),
		server(lookup("modifiedonbehalfby", "Modified By (Delegate)", "systemuser")),
		fixed(plain(kindTime, "overriddencreatedon", "Record Created On")),
		server(plain(kindInteger, "versionnumber", "Version Number")),
	}
}

// owners are the columns of a table whose rows have an owner.
func owners() []column {
	return []column{
		lookup("ownerid", "Owner", "systemuser", "team"),
		server(lookup("owninguser", "Owning User", "systemuser")), server(lookup("owningteam", "Owning Team", "team")),
		server(lookup("owningbusinessunit", "Owning Business Unit", "businessunit")),
	}
}
