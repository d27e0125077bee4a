-- +goose Up
-- Material from other sources than archives: what kind it says it is, and what belongs to Smart Links and calls. loose marks
-- messages whose source lacks what a source key is made of; loose_key is the same for the same words in the same minute.
ALTER TABLE message ADD COLUMN kind TEXT NOT NULL DEFAULT ''
    CHECK (kind IN ('', 'note', 'message', 'inmail', 'call', 'smartlink'));
ALTER TABLE message ADD COLUMN link TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN seconds INTEGER NOT NULL DEFAULT 0 CHECK (seconds >= 0);
ALTER TABLE message ADD COLUMN phone TEXT NOT NULL DEFAULT '';
ALTER TABLE message ADD COLUMN loose INTEGER NOT NULL DEFAULT 0 CHECK (loose IN (0, 1));
ALTER TABLE message ADD COLUMN loose_key TEXT NOT NULL DEFAULT '';
CREATE INDEX message_loose ON message (loose_key) WHERE loose_key <> '';

-- Further source keys of messages that stand in the material more than once, under another key.
CREATE TABLE message_alias (
    source_key TEXT    NOT NULL PRIMARY KEY,
    message    INTEGER NOT NULL REFERENCES message (_row) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX message_alias_message ON message_alias (message);

-- The list that the screen opens with is read, counted and paged from one index.
CREATE INDEX conversation_shown ON conversation (spam, sponsored, last_at DESC, id);
