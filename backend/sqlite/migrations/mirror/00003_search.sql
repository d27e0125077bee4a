-- +goose Up
-- Search as you type: words are prefixes of folded words. detail = none keeps the index small: phrases are not searched.
-- The index is not written row by row, since SQLite would flush it each time: triggers note in <table>_stale which rows
-- changed and what the index holds of them (NULL for a new row), whatever wrote them, and the store brings the index up to
-- date once per transaction.

CREATE VIRTUAL TABLE account_search USING fts5(
    _words, content = 'account', content_rowid = '_row', detail = none, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TABLE account_stale (
    _row INTEGER PRIMARY KEY,
    _words TEXT
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER account_stale_insert AFTER INSERT ON account BEGIN
    INSERT OR IGNORE INTO account_stale (_row, _words) VALUES (new._row, NULL);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_stale_delete AFTER DELETE ON account BEGIN
    INSERT OR IGNORE INTO account_stale (_row, _words) VALUES (old._row, old._words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_stale_update AFTER UPDATE OF _words ON account WHEN old._words <> new._words BEGIN
    INSERT OR IGNORE INTO account_stale (_row, _words) VALUES (old._row, old._words);
END;
-- +goose StatementEnd

CREATE VIRTUAL TABLE contact_search USING fts5(
    _words, _company, content = 'contact', content_rowid = '_row', detail = none, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TABLE contact_stale (
    _row INTEGER PRIMARY KEY,
    _words TEXT,
    _company TEXT
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER contact_stale_insert AFTER INSERT ON contact BEGIN
    INSERT OR IGNORE INTO contact_stale (_row, _words, _company) VALUES (new._row, NULL, NULL);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_stale_delete AFTER DELETE ON contact BEGIN
    INSERT OR IGNORE INTO contact_stale (_row, _words, _company) VALUES (old._row, old._words, old._company);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_stale_update AFTER UPDATE OF _words, _company ON contact WHEN old._words <> new._words OR old._company <> new._company BEGIN
    INSERT OR IGNORE INTO contact_stale (_row, _words, _company) VALUES (old._row, old._words, old._company);
END;
-- +goose StatementEnd

CREATE VIRTUAL TABLE lead_search USING fts5(
    _words, content = 'lead', content_rowid = '_row', detail = none, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TABLE lead_stale (
    _row INTEGER PRIMARY KEY,
    _words TEXT
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER lead_stale_insert AFTER INSERT ON lead BEGIN
    INSERT OR IGNORE INTO lead_stale (_row, _words) VALUES (new._row, NULL);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER lead_stale_delete AFTER DELETE ON lead BEGIN
    INSERT OR IGNORE INTO lead_stale (_row, _words) VALUES (old._row, old._words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER lead_stale_update AFTER UPDATE OF _words ON lead WHEN old._words <> new._words BEGIN
    INSERT OR IGNORE INTO lead_stale (_row, _words) VALUES (old._row, old._words);
END;
-- +goose StatementEnd

CREATE VIRTUAL TABLE opportunity_search USING fts5(
    _words, content = 'opportunity', content_rowid = '_row', detail = none, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 0'
);
CREATE TABLE opportunity_stale (
    _row INTEGER PRIMARY KEY,
    _words TEXT
) STRICT;
-- +goose StatementBegin
CREATE TRIGGER opportunity_stale_insert AFTER INSERT ON opportunity BEGIN
    INSERT OR IGNORE INTO opportunity_stale (_row, _words) VALUES (new._row, NULL);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER opportunity_stale_delete AFTER DELETE ON opportunity BEGIN
    INSERT OR IGNORE INTO opportunity_stale (_row, _words) VALUES (old._row, old._words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER opportunity_stale_update AFTER UPDATE OF _words ON opportunity WHEN old._words <> new._words BEGIN
    INSERT OR IGNORE INTO opportunity_stale (_row, _words) VALUES (old._row, old._words);
END;
-- +goose StatementEnd
