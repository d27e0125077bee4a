-- +goose Up
-- What the seat holder filed a message under, with ", " between the tags; an entry takes them along as it was copied.
ALTER TABLE message ADD COLUMN tags TEXT NOT NULL DEFAULT '';
ALTER TABLE entry ADD COLUMN tags TEXT NOT NULL DEFAULT '';
