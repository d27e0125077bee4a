-- +goose Up
-- Where a row went that was merged into another one: what people decided about it follows. The importer sees that the columns
-- changed and loads these tables again.
ALTER TABLE account ADD COLUMN masterid TEXT;
ALTER TABLE contact ADD COLUMN masterid TEXT;
ALTER TABLE lead ADD COLUMN masterid TEXT;
