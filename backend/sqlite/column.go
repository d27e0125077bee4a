package sqlite

import (
	"context"
	"database/sql"
	"regexp"
	"slices"

	"ferry/backend/crm"
	"ferry/backend/importer"
)

// logicalName is how Dataverse names columns. A name of ours begins with an underscore and never fits.
var logicalName = regexp.MustCompile(`^[a-z][a-z0-9_]{0,127}$`)

// addColumns makes room for columns that only this organization has, such as a custom choice that holds the stage.
func (l layout) addColumns(ctx context.Context, tx *sql.Tx) error {
	present, err := columnsOf(ctx, tx, l.table.Name, "main")
	if err != nil {
		return err
	}
	for _, column := range l.table.Columns {
		if slices.Contains(present, column.Name) {
			continue
		}
		if len(present) == 0 || !logicalName.MatchString(column.Name) {
			return crm.Errorf(crm.CodeUnexpected, "%.40q has no room for the column %.60q", l.table.Name, column.Name)
		}
		definition := column.Name + " " + storageType(column.Kind)
		statement := "ALTER TABLE " + l.table.Name + " ADD COLUMN " + definition //nolint:gosec // a checked name
		if _, err := tx.ExecContext(ctx, statement); err != nil {
			return err
		}
	}
	return nil
}

func storageType(kind importer.Kind) string {
	switch kind {
	case importer.Integer, importer.Choice, importer.Boolean:
		return "INTEGER"
	case importer.Number:
		return "REAL"
	default:
		return "TEXT"
	}
}
