package sqlite

// joiningViews are the temporary views over both files, made on every connection that has the mirror attached.
func joiningViews() []string { return nil }
