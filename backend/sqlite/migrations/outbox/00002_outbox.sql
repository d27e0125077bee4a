-- +goose Up
-- What people copied to the CRM. Which state may follow which is the outbox package's (outbox.MayMove); the store refuses
-- the rest. Times are UTC text of fixed width, the empty text is no time; at keeps the zone it happened in.
CREATE TABLE entry (
    sequence      INTEGER PRIMARY KEY AUTOINCREMENT,
    id            TEXT    NOT NULL UNIQUE,
    kind          TEXT    NOT NULL CHECK (kind IN ('note', 'message', 'inmail', 'call', 'smartlink')),
    member_key    TEXT    NOT NULL,
    member        TEXT    NOT NULL CHECK (json_valid(member)),
    subject       TEXT    NOT NULL,
    body          TEXT    NOT NULL,
    at            TEXT    NOT NULL,
    seconds       INTEGER NOT NULL CHECK (seconds >= 0),
    outgoing      INTEGER NOT NULL CHECK (outgoing IN (0, 1)),
    phone         TEXT    NOT NULL,
    url           TEXT    NOT NULL,
    source_key    TEXT    NOT NULL,
    row_table     TEXT    NOT NULL,
    row_id        TEXT    NOT NULL,
    row_name      TEXT    NOT NULL,
    chosen        INTEGER NOT NULL CHECK (chosen IN (0, 1)),
    owner_id      TEXT    NOT NULL,
    owner_table   TEXT    NOT NULL,
    owner_name    TEXT    NOT NULL,
    activity      TEXT    NOT NULL,
    fallback      INTEGER NOT NULL CHECK (fallback IN (0, 1)),
    state         TEXT    NOT NULL
        CHECK (state IN ('queued', 'sending', 'waiting', 'attention', 'sent', 'removing', 'removed')),
    code          TEXT    NOT NULL,
    detail        TEXT    NOT NULL,
    since         TEXT    NOT NULL,
    until         TEXT    NOT NULL,
    created       TEXT    NOT NULL,
    failures      INTEGER NOT NULL CHECK (failures >= 0),
    landed        INTEGER NOT NULL CHECK (landed IN (0, 1)),
    closed        INTEGER NOT NULL CHECK (closed IN (0, 1)),
    written_table TEXT    NOT NULL,
    written_id    TEXT    NOT NULL,
    written_name  TEXT    NOT NULL,
    search        TEXT    NOT NULL,
    CHECK ((row_id = '') = (row_table = '')),
    CHECK (state <> 'attention' OR code <> ''),
    CHECK (state <> 'waiting' OR code <> '')
) STRICT;
CREATE INDEX entry_state ON entry (state, sequence);
CREATE INDEX entry_kind ON entry (kind, sequence);
CREATE INDEX entry_member ON entry (member_key, sequence);
-- Small whatever the size of the outbox: what the sender looks through, and who is held back.
CREATE INDEX entry_due ON entry (sequence) WHERE state IN ('queued', 'waiting', 'removing');
CREATE INDEX entry_holding ON entry (member_key, sequence)
    WHERE state = 'sending' OR (state = 'waiting' AND code = 'unavailable');
CREATE INDEX entry_until ON entry (until) WHERE state IN ('waiting', 'removing') AND until <> '';
CREATE INDEX entry_row ON entry (row_id, sequence) WHERE row_id <> '';
CREATE INDEX entry_unresolved ON entry (sequence) WHERE state = 'sent' AND closed = 0 AND row_id = '';

CREATE TABLE operation (
    id       TEXT    NOT NULL PRIMARY KEY,
    entry    TEXT    NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    kind     TEXT    NOT NULL CHECK (kind IN ('create', 'annotate', 'link', 'close', 'edit', 'delete',
        'create-contact', 'create-lead', 'set-flag')),
    state    TEXT    NOT NULL CHECK (state IN ('pending', 'done', 'dropped')),
    if_match TEXT    NOT NULL,
    payload  TEXT    NOT NULL CHECK (json_valid(payload))
) STRICT, WITHOUT ROWID;
CREATE INDEX operation_entry ON operation (entry, position);

-- Only what an operation waits for; a row stays while the operation is pending or not, and counts while it is pending.
CREATE TABLE operation_after (
    operation TEXT NOT NULL REFERENCES operation (id) ON DELETE CASCADE,
    earlier   TEXT NOT NULL,
    PRIMARY KEY (operation, earlier)
) STRICT, WITHOUT ROWID;

CREATE TABLE attempt (
    entry     TEXT    NOT NULL REFERENCES entry (id) ON DELETE CASCADE,
    number    INTEGER NOT NULL CHECK (number > 0),
    operation TEXT    NOT NULL,
    hash      TEXT    NOT NULL,
    started   TEXT    NOT NULL,
    ended     TEXT    NOT NULL,
    outcome   TEXT    NOT NULL CHECK (outcome IN ('open', 'done', 'unknown', 'refused', 'unsent')),
    code      TEXT    NOT NULL,
    detail    TEXT    NOT NULL,
    tries     INTEGER NOT NULL CHECK (tries > 0),
    PRIMARY KEY (entry, number)
) STRICT, WITHOUT ROWID;
