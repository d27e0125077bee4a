-- +goose Up
-- What belongs to an entry stands in the entries' order (place is entry.sequence) and no longer by ids, of which most are
-- as good as random: the sender takes entries in this order, and what it changes in a step now lies side by side, on a few
-- pages instead of one for each. The position of an operation says which of its entry's it is.
CREATE TABLE operation_placed (
    place    INTEGER NOT NULL REFERENCES entry (sequence) ON DELETE CASCADE,
    position INTEGER NOT NULL,
    id       TEXT    NOT NULL UNIQUE,
    kind     TEXT    NOT NULL CHECK (kind IN ('create', 'annotate', 'link', 'close', 'edit', 'delete',
        'create-contact', 'create-lead', 'set-flag')),
    state    TEXT    NOT NULL CHECK (state IN ('pending', 'done', 'dropped')),
    if_match TEXT    NOT NULL,
    payload  TEXT    NOT NULL CHECK (json_valid(payload)),
    PRIMARY KEY (place, position)
) STRICT, WITHOUT ROWID;
INSERT INTO operation_placed
    SELECT entry.sequence, row_number() OVER (PARTITION BY operation.entry ORDER BY operation.position, operation.id) - 1,
           operation.id, operation.kind, operation.state, operation.if_match, operation.payload
    FROM operation JOIN entry ON entry.id = operation.entry
    ORDER BY 1, 2;

CREATE TABLE operation_after_placed (
    place    INTEGER NOT NULL,
    position INTEGER NOT NULL,
    earlier  TEXT    NOT NULL,
    PRIMARY KEY (place, position, earlier),
    FOREIGN KEY (place, position) REFERENCES operation_placed (place, position) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
INSERT INTO operation_after_placed
    SELECT operation_placed.place, operation_placed.position, operation_after.earlier
    FROM operation_after JOIN operation_placed ON operation_placed.id = operation_after.operation
    ORDER BY 1, 2, 3;

CREATE TABLE attempt_placed (
    place     INTEGER NOT NULL REFERENCES entry (sequence) ON DELETE CASCADE,
    number    INTEGER NOT NULL CHECK (number > 0),
    operation TEXT    NOT NULL,
    hash      TEXT    NOT NULL,
    started   TEXT    NOT NULL,
    ended     TEXT    NOT NULL,
    outcome   TEXT    NOT NULL CHECK (outcome IN ('open', 'done', 'unknown', 'refused', 'unsent')),
    code      TEXT    NOT NULL,
    detail    TEXT    NOT NULL,
    tries     INTEGER NOT NULL CHECK (tries > 0),
    PRIMARY KEY (place, number)
) STRICT, WITHOUT ROWID;
INSERT INTO attempt_placed
    SELECT entry.sequence, number, operation, hash, started, ended, outcome, attempt.code, attempt.detail, tries
    FROM attempt JOIN entry ON entry.id = attempt.entry
    ORDER BY 1, 2;

CREATE TABLE departure_placed (
    place  INTEGER NOT NULL PRIMARY KEY REFERENCES entry (sequence) ON DELETE CASCADE,
    change TEXT    NOT NULL CHECK (json_valid(change))
) STRICT;
INSERT INTO departure_placed SELECT entry.sequence, change FROM departure JOIN entry ON entry.id = departure.entry;

DROP TABLE departure;
DROP TABLE attempt;
DROP TABLE operation_after;
DROP TABLE operation;
ALTER TABLE operation_placed RENAME TO operation;
ALTER TABLE operation_after_placed RENAME TO operation_after;
ALTER TABLE attempt_placed RENAME TO attempt;
ALTER TABLE departure_placed RENAME TO departure;
