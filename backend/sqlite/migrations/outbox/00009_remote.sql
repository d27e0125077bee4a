-- +goose Up
-- What Dynamics did to activities after they were sent, as the look after an import found it. The outbox package says what
-- the kinds and fields mean. changed_at is the service's clock.
CREATE TABLE remote (
    entry      TEXT    NOT NULL PRIMARY KEY REFERENCES entry (id) ON DELETE CASCADE,
    kind       TEXT    NOT NULL CHECK (kind IN ('deleted', 'changed', 'hidden', 'row-closed')),
    fields     TEXT    NOT NULL CHECK (json_valid(fields)),
    changed_by TEXT    NOT NULL,
    changed_at TEXT    NOT NULL,
    noticed    TEXT    NOT NULL,
    dismissed  INTEGER NOT NULL CHECK (dismissed IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_sent ON entry (since) WHERE state = 'sent' AND landed = 1;
