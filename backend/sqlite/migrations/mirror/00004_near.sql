-- +goose Up
-- What LinkedIn members are found by. _near is a list of keys that names written differently share (package matching makes
-- them); the triggers keep its parts in <table>_near, whatever wrote the row. _profile is the LinkedIn address in the one form
-- in which addresses are compared. Rows from before have neither: forgetting which columns they were imported with makes the
-- importer load them again.

ALTER TABLE account ADD COLUMN _near TEXT NOT NULL DEFAULT '[]';
ALTER TABLE account ADD COLUMN _profile TEXT;
CREATE INDEX account_profile ON account (_profile) WHERE _profile IS NOT NULL;
CREATE TABLE account_near (
    near TEXT NOT NULL,
    _row INTEGER NOT NULL,
    PRIMARY KEY (near, _row)
) STRICT, WITHOUT ROWID;
-- +goose StatementBegin
CREATE TRIGGER account_near_insert AFTER INSERT ON account BEGIN
    INSERT OR IGNORE INTO account_near (near, _row) SELECT value, new._row FROM json_each(new._near);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_near_update AFTER UPDATE OF _near ON account WHEN old._near <> new._near BEGIN
    DELETE FROM account_near WHERE _row = old._row AND near IN (SELECT value FROM json_each(old._near));
    INSERT OR IGNORE INTO account_near (near, _row) SELECT value, new._row FROM json_each(new._near);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_near_delete AFTER DELETE ON account BEGIN
    DELETE FROM account_near WHERE _row = old._row AND near IN (SELECT value FROM json_each(old._near));
END;
-- +goose StatementEnd

ALTER TABLE contact ADD COLUMN _near TEXT NOT NULL DEFAULT '[]';
ALTER TABLE contact ADD COLUMN _profile TEXT;
CREATE INDEX contact_profile ON contact (_profile) WHERE _profile IS NOT NULL;
CREATE TABLE contact_near (
    near TEXT NOT NULL,
    _row INTEGER NOT NULL,
    PRIMARY KEY (near, _row)
) STRICT, WITHOUT ROWID;
-- +goose StatementBegin
CREATE TRIGGER contact_near_insert AFTER INSERT ON contact BEGIN
    INSERT OR IGNORE INTO contact_near (near, _row) SELECT value, new._row FROM json_each(new._near);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_near_update AFTER UPDATE OF _near ON contact WHEN old._near <> new._near BEGIN
    DELETE FROM contact_near WHERE _row = old._row AND near IN (SELECT value FROM json_each(old._near));
    INSERT OR IGNORE INTO contact_near (near, _row) SELECT value, new._row FROM json_each(new._near);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER contact_near_delete AFTER DELETE ON contact BEGIN
    DELETE FROM contact_near WHERE _row = old._row AND near IN (SELECT value FROM json_each(old._near));
END;
-- +goose StatementEnd

ALTER TABLE lead ADD COLUMN _near TEXT NOT NULL DEFAULT '[]';
ALTER TABLE lead ADD COLUMN _profile TEXT;
CREATE INDEX lead_profile ON lead (_profile) WHERE _profile IS NOT NULL;
CREATE TABLE lead_near (
    near TEXT NOT NULL,
    _row INTEGER NOT NULL,
    PRIMARY KEY (near, _row)
) STRICT, WITHOUT ROWID;
-- +goose StatementBegin
CREATE TRIGGER lead_near_insert AFTER INSERT ON lead BEGIN
    INSERT OR IGNORE INTO lead_near (near, _row) SELECT value, new._row FROM json_each(new._near);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER lead_near_update AFTER UPDATE OF _near ON lead WHEN old._near <> new._near BEGIN
    DELETE FROM lead_near WHERE _row = old._row AND near IN (SELECT value FROM json_each(old._near));
    INSERT OR IGNORE INTO lead_near (near, _row) SELECT value, new._row FROM json_each(new._near);
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER lead_near_delete AFTER DELETE ON lead BEGIN
    DELETE FROM lead_near WHERE _row = old._row AND near IN (SELECT value FROM json_each(old._near));
END;
-- +goose StatementEnd

UPDATE resume_point SET columns = '' WHERE table_name IN ('account', 'contact', 'lead');
