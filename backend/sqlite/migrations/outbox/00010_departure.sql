-- +goose Up
-- Entries that are on their way: what their leaving changed in them, until it is written together with what became of it,
-- or something reads entries. It holds no more rows than the sender has in hand.
CREATE TABLE departure (
    entry  TEXT NOT NULL PRIMARY KEY,
    change TEXT NOT NULL CHECK (json_valid(change))
) STRICT, WITHOUT ROWID;
