-- +goose Up
-- Where in the list the entry of a finding stands (entry.sequence, which never changes), so that a page of the entries to
-- which something was noticed is read in order, however few or many they are. What was dismissed is not listed.
ALTER TABLE remote ADD COLUMN place INTEGER NOT NULL DEFAULT 0;
UPDATE remote SET place = (SELECT sequence FROM entry WHERE entry.id = remote.entry);
CREATE INDEX remote_shown ON remote (place) WHERE dismissed = 0;
CREATE INDEX remote_kind ON remote (kind, place) WHERE dismissed = 0;
