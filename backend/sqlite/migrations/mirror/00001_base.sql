-- +goose Up
CREATE TABLE metadata (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL CHECK (json_valid(value))
) STRICT, WITHOUT ROWID;

-- How far each table's import has come: importer.Point, stored with the rows it covers.
CREATE TABLE resume_point (
    table_name TEXT NOT NULL PRIMARY KEY,
    mode       TEXT NOT NULL,
    full       INTEGER NOT NULL,
    next       TEXT NOT NULL,
    delta      TEXT NOT NULL,
    since      TEXT NOT NULL,
    watermark  TEXT NOT NULL,
    full_at    TEXT NOT NULL,
    columns    TEXT NOT NULL,
    generation INTEGER NOT NULL,
    rows       INTEGER NOT NULL,
    complete   INTEGER NOT NULL,
    updated_at TEXT NOT NULL
) STRICT, WITHOUT ROWID;
