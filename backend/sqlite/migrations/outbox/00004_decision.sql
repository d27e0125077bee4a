-- +goose Up
-- What people said about LinkedIn members: this row, no row at all, or not these rows. Members need not be captured: a
-- decision can be about somebody an entry was typed for.
CREATE TABLE decision (
    member      TEXT    NOT NULL PRIMARY KEY,
    row_table   TEXT    NOT NULL,
    row_id      TEXT    NOT NULL,
    row_name    TEXT    NOT NULL,
    not_in_crm  INTEGER NOT NULL CHECK (not_in_crm IN (0, 1)),
    decided_at  TEXT    NOT NULL,
    decided_by  TEXT    NOT NULL,
    CHECK (not_in_crm = 0 OR row_id = ''),
    CHECK ((row_id = '') = (row_table = ''))
) STRICT, WITHOUT ROWID;

CREATE TABLE decision_rejected (
    member    TEXT NOT NULL REFERENCES decision (member) ON DELETE CASCADE,
    row_table TEXT NOT NULL,
    row_id    TEXT NOT NULL,
    row_name  TEXT NOT NULL,
    PRIMARY KEY (member, row_table, row_id)
) STRICT, WITHOUT ROWID;
