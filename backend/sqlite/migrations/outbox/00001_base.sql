-- +goose Up
-- What every later table shares: this person's preferences on this machine, as JSON.
CREATE TABLE preference (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;
