-- +goose Up
-- Entries that make a contact or a lead, or set a contact's flag. A CHECK of a column changes only with the column: the
-- table cannot be made anew here, since what belongs to its rows would go with them.
DROP INDEX entry_kind;
ALTER TABLE entry RENAME COLUMN kind TO kind_before;
ALTER TABLE entry ADD COLUMN kind TEXT NOT NULL DEFAULT 'note'
    CHECK (kind IN ('note', 'message', 'inmail', 'call', 'smartlink', 'contact', 'lead', 'flag'));
UPDATE entry SET kind = kind_before;
ALTER TABLE entry DROP COLUMN kind_before;
CREATE INDEX entry_kind ON entry (kind, sequence);
