package sqlite

import (
	"database/sql"
	"slices"
	"strings"
	"testing"

	"ferry/backend/importer"
)

// TestMirrorHoldsExactlyWhatIsImported compares the schema with the importer's list: a column in one and not in the other
// would be asked for in vain, or never filled.
func TestMirrorHoldsExactlyWhatIsImported(t *testing.T) {
	db := openTemp(t)
	for _, table := range importer.Tables() {
		var got, own []string
		err := db.view(t.Context(), func(tx *sql.Tx) error {
			names, err := columnsOf(t.Context(), tx, table.Name, "mirror")
			for _, name := range names {
				if strings.HasPrefix(name, "_") {
					own = append(own, name)
				} else {
					got = append(got, name)
				}
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
		var want []string
		for _, column := range table.Columns {
			want = append(want, column.Name)
		}
		if !slices.Equal(got, want) {
			t.Errorf("%s has\n%v, want\n%v", table.Name, got, want)
		}
		for _, name := range newLayout(table).columns() {
			if strings.HasPrefix(name, "_") && !slices.Contains(own, name) {
				t.Errorf("%s lacks %s", table.Name, name)
			}
		}
	}
}

// TestEveryVersionMigratesToTheNewest starts from each version that was ever released, with what it had.
func TestEveryVersionMigratesToTheNewest(t *testing.T) {
	for source, file := range map[string]string{mirrorMigrations: mirrorFile, outboxMigrations: outboxFile} {
		newest, err := knownVersion(source)
		if err != nil || newest < 1 {
			t.Fatalf("%s: newest version %d, error %v", source, newest, err)
		}
		for version := int64(1); version <= newest; version++ {
			dir := t.TempDir()
			path := dir + "/" + file
			if err := makeFile(path); err != nil {
				t.Fatal(err)
			}
			if err := migrate(t.Context(), path, source, version); err != nil {
				t.Fatalf("%s to %d: %v", file, version, err)
			}
			db, err := Open(t.Context(), Config{Dir: dir})
			if err != nil {
				t.Fatalf("%s from %d: %v", file, version, err)
			}
			if db.SetAside() != "" {
				t.Errorf("%s from %d was set aside", file, version)
			}
			if err := db.Close(); err != nil {
				t.Fatal(err)
			}
			if stored, err := storedVersion(t.Context(), path); err != nil || stored != newest {
				t.Errorf("%s from %d ends at %d, want %d (%v)", file, version, stored, newest, err)
			}
		}
	}
}

// TestRowsFromBeforeAreFoundAfterTheNextImport brings a mirror of the version before _near: its rows stay, and the importer is
// told to load them again, which is what fills _near.
func TestRowsFromBeforeAreFoundAfterTheNextImport(t *testing.T) {
	dir := t.TempDir()
	path := dir + "/" + mirrorFile
	if err := makeFile(path); err != nil {
		t.Fatal(err)
	}
	if err := migrate(t.Context(), path, mirrorMigrations, 3); err != nil {
		t.Fatal(err)
	}
	old, err := mirrorWriter(path)
	if err != nil {
		t.Fatal(err)
	}
	for _, statement := range []string{
		`INSERT INTO contact (_generation, contactid, fullname, _name, _words, _company) VALUES (1, 'c-old', 'Old Row', 'old row', 'old row', '')`,
		`INSERT INTO resume_point VALUES ('contact', 'tracked', 1, '', 'link', '', '', '', 'abc', 1, 1, 1, '')`,
		`INSERT INTO resume_point VALUES ('opportunity', 'tracked', 1, '', 'link', '', '', '', 'abc', 1, 1, 1, '')`,
	} {
		if _, err := old.ExecContext(t.Context(), statement); err != nil {
			t.Fatal(err)
		}
	}
	if err := old.Close(); err != nil {
		t.Fatal(err)
	}
	db, err := Open(t.Context(), Config{Dir: dir})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { _ = db.Close() })
	if found, err := db.ByName(t.Context(), "Old Row", false); err != nil || len(found) != 1 {
		t.Errorf("found %v (%v)", found, err)
	}
	for table, want := range map[string]string{"contact": "", "opportunity": "abc"} {
		var columns string
		err := db.handles.mirror.QueryRowContext(t.Context(), `SELECT columns FROM resume_point WHERE table_name = ?`, table).Scan(&columns)
		if err != nil || columns != want {
			t.Errorf("%s: columns %q (%v)", table, columns, err)
		}
	}
}
