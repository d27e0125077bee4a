-- +goose Up
-- Search as you type: words are prefixes of folded words. The triggers keep the index in step whatever writes the rows, and
-- leave it alone when an update does not change the words. detail = none keeps it small: phrases are not searched.
CREATE VIRTUAL TABLE account_search USING fts5(
    _words, content = 'account', content_rowid = '_row', detail = none, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 0'
);
-- +goose StatementBegin
CREATE TRIGGER account_search_insert AFTER INSERT ON account BEGIN
    INSERT INTO account_search (rowid, _words) VALUES (new._row, new._words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_search_delete AFTER DELETE ON account BEGIN
    INSERT INTO account_search (account_search, rowid, _words) VALUES ('delete', old._row, old._words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_search_update AFTER UPDATE OF _words ON account WHEN old._words <> new._words BEGIN
    INSERT INTO account_search (account_search, rowid, _words) VALUES ('delete', old._row, old._words);
    INSERT INTO account_search (rowid, _words) VALUES (new._row, new._words);
END;
-- +goose StatementEnd

CREATE VIRTUAL TABLE contact_search USING fts5(
    _words, _company, content = 'contact', content_rowid = '_row', detail = none, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 0'
);
-- +goose StatementBegin
CREATE TRIGGER contact_search_insert AFTER INSERT ON contact BEGIN
    INSERT INTO contact_search (rowid, _words, _company)
        VALUES (new._row, new._words, new._company);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_search_delete AFTER DELETE ON contact BEGIN
    INSERT INTO contact_search (contact_search, rowid, _words, _company)
        VALUES ('delete', old._row, old._words, old._company);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_search_update AFTER UPDATE OF _words, _company ON contact
WHEN old._words <> new._words OR old._company <> new._company BEGIN
    INSERT INTO contact_search (contact_search, rowid, _words, _company)
        VALUES ('delete', old._row, old._words, old._company);
    INSERT INTO contact_search (rowid, _words, _company)
        VALUES (new._row, new._words, new._company);
END;
-- +goose StatementEnd

CREATE VIRTUAL TABLE lead_search USING fts5(
    _words, content = 'lead', content_rowid = '_row', detail = none, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 0'
);
-- +goose StatementBegin
CREATE TRIGGER lead_search_insert AFTER INSERT ON lead BEGIN
    INSERT INTO lead_search (rowid, _words) VALUES (new._row, new._words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER lead_search_delete AFTER DELETE ON lead BEGIN
    INSERT INTO lead_search (lead_search, rowid, _words) VALUES ('delete', old._row, old._words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER lead_search_update AFTER UPDATE OF _words ON lead WHEN old._words <> new._words BEGIN
    INSERT INTO lead_search (lead_search, rowid, _words) VALUES ('delete', old._row, old._words);
    INSERT INTO lead_search (rowid, _words) VALUES (new._row, new._words);
END;
-- +goose StatementEnd

CREATE VIRTUAL TABLE opportunity_search USING fts5(
    _words, content = 'opportunity', content_rowid = '_row', detail = none, prefix = '2 3',
    tokenize = 'unicode61 remove_diacritics 0'
);
-- +goose StatementBegin
CREATE TRIGGER opportunity_search_insert AFTER INSERT ON opportunity BEGIN
    INSERT INTO opportunity_search (rowid, _words) VALUES (new._row, new._words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER opportunity_search_delete AFTER DELETE ON opportunity BEGIN
    INSERT INTO opportunity_search (opportunity_search, rowid, _words) VALUES ('delete', old._row, old._words);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER opportunity_search_update AFTER UPDATE OF _words ON opportunity WHEN old._words <> new._words BEGIN
    INSERT INTO opportunity_search (opportunity_search, rowid, _words) VALUES ('delete', old._row, old._words);
    INSERT INTO opportunity_search (rowid, _words) VALUES (new._row, new._words);
END;
-- +goose StatementEnd

