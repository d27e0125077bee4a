-- +goose Up
CREATE TABLE opportunitysalesprocess (
    _row INTEGER PRIMARY KEY,
    _generation INTEGER NOT NULL,
    businessprocessflowinstanceid TEXT NOT NULL UNIQUE,
    opportunityid TEXT,
    activestageid TEXT,
    processid TEXT,
    statecode INTEGER,
    statuscode INTEGER,
    createdon TEXT,
    modifiedon TEXT
) STRICT;

CREATE INDEX opportunitysalesprocess_opportunity ON opportunitysalesprocess (opportunityid) WHERE opportunityid IS NOT NULL;
