-- +goose Up
-- What was called Queued and is not yet spread over entry and its indexes: one row for each press of the button, so that
-- keeping it costs one page and one wait for the disk. It is emptied before anything reads entries.
CREATE TABLE intake (
    number  INTEGER PRIMARY KEY,
    records TEXT NOT NULL
) STRICT;
