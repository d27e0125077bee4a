-- +goose Up
-- What people brought in from LinkedIn. Times are UTC text of fixed width; the empty text is no time.
CREATE TABLE member (
    key          TEXT    NOT NULL PRIMARY KEY,
    name         TEXT    NOT NULL,
    name_folded  TEXT    NOT NULL,
    first_name   TEXT    NOT NULL,
    last_name    TEXT    NOT NULL,
    url          TEXT    NOT NULL,
    email        TEXT    NOT NULL,
    company      TEXT    NOT NULL,
    title        TEXT    NOT NULL,
    organization INTEGER NOT NULL CHECK (organization IN (0, 1)),
    connected    INTEGER NOT NULL DEFAULT 0 CHECK (connected IN (0, 1)),
    connected_on TEXT    NOT NULL DEFAULT '',
    as_of        TEXT    NOT NULL,
    words        TEXT    NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX member_name ON member (name_folded, key);

-- Counts, flags and the preview follow from the messages; they are kept because the list is sorted and filtered by them.
CREATE TABLE conversation (
    id        TEXT    NOT NULL PRIMARY KEY,
    title     TEXT    NOT NULL,
    words     TEXT    NOT NULL DEFAULT '',
    preview   TEXT    NOT NULL DEFAULT '',
    last_at   TEXT    NOT NULL DEFAULT '',
    messages  INTEGER NOT NULL DEFAULT 0,
    spam      INTEGER NOT NULL DEFAULT 0 CHECK (spam IN (0, 1)),
    sponsored INTEGER NOT NULL DEFAULT 0 CHECK (sponsored IN (0, 1))
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_last ON conversation (last_at DESC, id);

CREATE TABLE conversation_member (
    conversation_id TEXT NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    member_key      TEXT NOT NULL REFERENCES member (key) ON DELETE CASCADE,
    PRIMARY KEY (conversation_id, member_key)
) STRICT, WITHOUT ROWID;
CREATE INDEX conversation_member_key ON conversation_member (member_key);

CREATE TABLE message (
    _row            INTEGER PRIMARY KEY,
    source_key      TEXT    NOT NULL UNIQUE,
    conversation_id TEXT    NOT NULL REFERENCES conversation (id) ON DELETE CASCADE,
    sent_at         TEXT    NOT NULL,
    sender_key      TEXT    NOT NULL,
    sender_name     TEXT    NOT NULL,
    recipients      TEXT    NOT NULL CHECK (json_valid(recipients)),
    subject         TEXT    NOT NULL,
    body            TEXT    NOT NULL,
    attachments     TEXT    NOT NULL,
    folder          TEXT    NOT NULL,
    outgoing        INTEGER NOT NULL CHECK (outgoing IN (0, 1)),
    sponsored       INTEGER NOT NULL CHECK (sponsored IN (0, 1))
) STRICT;
CREATE INDEX message_conversation ON message (conversation_id, sent_at, _row);

-- Words of subject and body, folded as names are. It holds no text of its own, and phrases are not searched.
CREATE VIRTUAL TABLE message_search USING fts5(
    words, content = '', contentless_delete = 1, detail = none, prefix = '2 3', tokenize = 'unicode61 remove_diacritics 0'
);

CREATE TABLE capture_run (
    id     INTEGER PRIMARY KEY,
    at     TEXT NOT NULL,
    owner  TEXT NOT NULL CHECK (json_valid(owner)),
    report TEXT NOT NULL CHECK (json_valid(report))
) STRICT;

-- What of the material was copied already is told by the entries' source keys.
CREATE INDEX entry_source ON entry (source_key) WHERE source_key <> '';
