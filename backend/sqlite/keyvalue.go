package sqlite

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"fmt"

	"ferry/backend/crm"
)

// Preference reads a preference of this person on this machine into value, from JSON; false where it was never set.
// Preferences are kept in outbox.db and outlive the mirror.
func (d *Database) Preference(ctx context.Context, key string, value any) (found bool, err error) {
	return d.readValue(ctx, `SELECT value FROM main.preference WHERE key = ?`, key, value)
}

// SetPreference stores a preference as JSON.
func (d *Database) SetPreference(ctx context.Context, key string, value any) error {
	return writeValue(ctx, d.update, key, value,
		`INSERT INTO preference (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`)
}

// Metadata reads what the organization said about itself (organization, shape, stage columns, settings last read) into
// value, for offline use; false where it was never stored. It is kept in mirror.db and goes with it.
func (d *Database) Metadata(ctx context.Context, key string, value any) (found bool, err error) {
	text, err := d.MetadataText(ctx, key)
	if err != nil {
		return false, err
	}
	return fromText(text, key, value)
}

// MetadataText is Metadata as it is stored, in JSON; empty where it was never stored.
func (d *Database) MetadataText(ctx context.Context, key string) (string, error) {
	if err := d.isOpen(); err != nil {
		return "", err
	}
	text, found, at := d.metadata.find(key)
	if !found {
		var err error
		if text, err = d.readText(ctx, `SELECT value FROM mirror.metadata WHERE key = ?`, key); err != nil {
			return "", err
		}
		d.metadata.keep(key, text, at)
	}
	return text, nil
}

// isOpen is the error of a folder that is closed.
func (d *Database) isOpen() error {
	d.gate.RLock()
	defer d.gate.RUnlock()
	if d.closed {
		return crm.Errorf(crm.CodeStorage, "the folder is closed")
	}
	return nil
}

// SetMetadata stores what the organization said, as JSON.
func (d *Database) SetMetadata(ctx context.Context, key string, value any) error {
	defer d.metadata.forget() // whatever became of it
	return writeValue(ctx, d.updateMirror, key, value,
		`INSERT INTO metadata (key, value) VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value`)
}

func (d *Database) readValue(ctx context.Context, query, key string, value any) (bool, error) {
	text, err := d.readText(ctx, query, key)
	if err != nil {
		return false, err
	}
	return fromText(text, key, value)
}

// readText reads a stored value as it is; empty where it was never stored, since no JSON is.
func (d *Database) readText(ctx context.Context, query, key string) (text string, err error) {
	err = d.view(ctx, func(tx *sql.Tx) error { return tx.QueryRowContext(ctx, query, key).Scan(&text) })
	if errors.Is(err, sql.ErrNoRows) {
		return "", nil
	}
	return text, err
}

func fromText(text, key string, value any) (found bool, err error) {
	if text == "" {
		return false, nil
	}
	if err := json.Unmarshal([]byte(text), value); err != nil {
		return false, fmt.Errorf("stored value of %s: %w", key, err)
	}
	return true, nil
}

func writeValue(
	ctx context.Context, update func(context.Context, func(*sql.Tx) error) error, key string, value any, statement string,
) error {
	text, err := json.Marshal(value)
	if err != nil {
		return fmt.Errorf("value of %s: %w", key, err)
	}
	return update(ctx, func(tx *sql.Tx) error {
		_, err := tx.ExecContext(ctx, statement, key, string(text))
		return err
	})
}
