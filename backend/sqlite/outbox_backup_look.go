package sqlite

import (
	"context"
	"path/filepath"
	"slices"

	"ferry/backend/crm"
)

// LookAtBackup says beforehand whether a copy could be restored. It writes nothing, also beside the copy, and holds no lock; it
// reads every page, for as long as ctx lets it.
//
// Errors: crm.CodeNotFound for an unknown name, crm.CodeDamaged, crm.CodeNewerVersion; others, ctx's included, leave open what
// Restore would say.
func LookAtBackup(ctx context.Context, dir, name string) error {
	known, err := Backups(dir)
	if err != nil {
		return err
	}
	if !slices.ContainsFunc(known, func(b Backup) bool { return b.Name == name }) {
		return crm.Errorf(crm.CodeNotFound, "no such backup")
	}
	dsn := fileURI(filepath.Join(dir, backupFolder, name), "mode=ro&immutable=1")
	stored, err := versionAt(ctx, dsn)
	if err != nil {
		return outboxError(err)
	}
	newest, err := knownVersion(outboxMigrations)
	if err != nil {
		return err
	}
	switch {
	case stored == 0:
		return crm.Errorf(crm.CodeDamaged, "the backup is no outbox")
	case stored > newest:
		return crm.Errorf(crm.CodeNewerVersion, "backup: schema %d, known up to %d", stored, newest)
	}
	return storageError(readsWhole(ctx, dsn, "backup"))
}
