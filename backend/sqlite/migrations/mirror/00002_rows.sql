-- +goose Up
-- What Dataverse said, one table per logical name, with the columns of importer.Tables. Columns that start with an underscore
-- are ours: _row stays with a row for life (the search index points at it), _generation is the full load that last saw
-- the row, _name is folded for exact matching and order, _words is folded for the search index, and so is _company, the name
-- of a contact's account.
-- A later migration that adds a column needs no new import by hand: the importer sees that the columns changed.
CREATE TABLE systemuser (
    _row INTEGER PRIMARY KEY,
    _generation INTEGER NOT NULL,
    systemuserid TEXT NOT NULL UNIQUE,
    fullname TEXT,
    firstname TEXT,
    lastname TEXT,
    internalemailaddress TEXT,
    domainname TEXT,
    azureactivedirectoryobjectid TEXT,
    isdisabled INTEGER,
    islicensed INTEGER,
    accessmode INTEGER,
    applicationid TEXT,
    businessunitid TEXT,
    positionid TEXT,
    createdon TEXT,
    modifiedon TEXT
) STRICT;

CREATE TABLE position (
    _row INTEGER PRIMARY KEY,
    _generation INTEGER NOT NULL,
    positionid TEXT NOT NULL UNIQUE,
    name TEXT,
    parentpositionid TEXT,
    createdon TEXT,
    modifiedon TEXT
) STRICT;

CREATE TABLE account (
    _row INTEGER PRIMARY KEY,
    _generation INTEGER NOT NULL,
    accountid TEXT NOT NULL UNIQUE,
    name TEXT,
    accountnumber TEXT,
    websiteurl TEXT,
    telephone1 TEXT,
    emailaddress1 TEXT,
    address1_line1 TEXT,
    address1_city TEXT,
    address1_stateorprovince TEXT,
    address1_postalcode TEXT,
    address1_country TEXT,
    industrycode INTEGER,
    numberofemployees INTEGER,
    primarycontactid TEXT,
    parentaccountid TEXT,
    ownerid TEXT,
    statecode INTEGER,
    statuscode INTEGER,
    createdon TEXT,
    modifiedon TEXT,
    _name TEXT NOT NULL,
    _words TEXT NOT NULL
) STRICT;

CREATE TABLE contact (
    _row INTEGER PRIMARY KEY,
    _generation INTEGER NOT NULL,
    contactid TEXT NOT NULL UNIQUE,
    fullname TEXT,
    firstname TEXT,
    lastname TEXT,
    jobtitle TEXT,
    emailaddress1 TEXT,
    emailaddress2 TEXT,
    emailaddress3 TEXT,
    telephone1 TEXT,
    mobilephone TEXT,
    address1_city TEXT,
    address1_country TEXT,
    parentcustomerid TEXT,
    parentcustomeridtype TEXT,
    ownerid TEXT,
    statecode INTEGER,
    statuscode INTEGER,
    createdon TEXT,
    modifiedon TEXT,
    _name TEXT NOT NULL,
    _words TEXT NOT NULL,
    _company TEXT NOT NULL
) STRICT;

CREATE TABLE lead (
    _row INTEGER PRIMARY KEY,
    _generation INTEGER NOT NULL,
    leadid TEXT NOT NULL UNIQUE,
    fullname TEXT,
    firstname TEXT,
    lastname TEXT,
    jobtitle TEXT,
    companyname TEXT,
    subject TEXT,
    emailaddress1 TEXT,
    emailaddress2 TEXT,
    emailaddress3 TEXT,
    telephone1 TEXT,
    mobilephone TEXT,
    address1_city TEXT,
    address1_country TEXT,
    leadsourcecode INTEGER,
    parentcontactid TEXT,
    parentaccountid TEXT,
    ownerid TEXT,
    statecode INTEGER,
    statuscode INTEGER,
    createdon TEXT,
    modifiedon TEXT,
    _name TEXT NOT NULL,
    _words TEXT NOT NULL
) STRICT;

CREATE TABLE opportunity (
    _row INTEGER PRIMARY KEY,
    _generation INTEGER NOT NULL,
    opportunityid TEXT NOT NULL UNIQUE,
    name TEXT,
    customerid TEXT,
    customeridtype TEXT,
    parentaccountid TEXT,
    parentcontactid TEXT,
    salesstage INTEGER,
    stepname TEXT,
    estimatedvalue TEXT,
    actualvalue TEXT,
    totalamount TEXT,
    budgetamount TEXT,
    transactioncurrencyid TEXT,
    estimatedclosedate TEXT,
    actualclosedate TEXT,
    closeprobability INTEGER,
    ownerid TEXT,
    statecode INTEGER,
    statuscode INTEGER,
    createdon TEXT,
    modifiedon TEXT,
    _name TEXT NOT NULL,
    _words TEXT NOT NULL
) STRICT;

CREATE TABLE activitypointer (
    _row INTEGER PRIMARY KEY,
    _generation INTEGER NOT NULL,
    activityid TEXT NOT NULL UNIQUE,
    activitytypecode TEXT,
    subject TEXT,
    regardingobjectid TEXT,
    regardingobjectidtype TEXT,
    createdby TEXT,
    scheduledstart TEXT,
    scheduledend TEXT,
    actualstart TEXT,
    actualend TEXT,
    ownerid TEXT,
    statecode INTEGER,
    statuscode INTEGER,
    createdon TEXT,
    modifiedon TEXT
) STRICT;

CREATE INDEX systemuser_name ON systemuser (fullname);

CREATE INDEX account_name ON account (_name);
CREATE INDEX account_owner ON account (ownerid, _name);

CREATE INDEX contact_name ON contact (_name);
CREATE INDEX contact_owner ON contact (ownerid, _name);
CREATE INDEX contact_company ON contact (parentcustomerid) WHERE parentcustomerid IS NOT NULL;
CREATE INDEX contact_email1 ON contact (emailaddress1 COLLATE NOCASE) WHERE emailaddress1 IS NOT NULL;
CREATE INDEX contact_email2 ON contact (emailaddress2 COLLATE NOCASE) WHERE emailaddress2 IS NOT NULL;
CREATE INDEX contact_email3 ON contact (emailaddress3 COLLATE NOCASE) WHERE emailaddress3 IS NOT NULL;

CREATE INDEX lead_name ON lead (_name);
CREATE INDEX lead_owner ON lead (ownerid, _name);
CREATE INDEX lead_email1 ON lead (emailaddress1 COLLATE NOCASE) WHERE emailaddress1 IS NOT NULL;
CREATE INDEX lead_email2 ON lead (emailaddress2 COLLATE NOCASE) WHERE emailaddress2 IS NOT NULL;
CREATE INDEX lead_email3 ON lead (emailaddress3 COLLATE NOCASE) WHERE emailaddress3 IS NOT NULL;

CREATE INDEX opportunity_name ON opportunity (_name);
CREATE INDEX opportunity_owner ON opportunity (ownerid, statecode);
CREATE INDEX opportunity_customer ON opportunity (customerid) WHERE customerid IS NOT NULL;
CREATE INDEX opportunity_account ON opportunity (parentaccountid) WHERE parentaccountid IS NOT NULL;
CREATE INDEX opportunity_contact ON opportunity (parentcontactid) WHERE parentcontactid IS NOT NULL;

CREATE INDEX activitypointer_regarding ON activitypointer (regardingobjectid, modifiedon)
    WHERE regardingobjectid IS NOT NULL;

-- A contact's _company follows the account, whichever of the two is imported first or renamed later.
-- +goose StatementBegin
CREATE TRIGGER account_company_insert AFTER INSERT ON account BEGIN
    UPDATE contact SET _company = new._name WHERE parentcustomerid = new.accountid AND _company <> new._name;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_company_update AFTER UPDATE OF _name ON account WHEN old._name <> new._name BEGIN
    UPDATE contact SET _company = new._name WHERE parentcustomerid = new.accountid;
END;
-- +goose StatementEnd
-- +goose StatementBegin
CREATE TRIGGER account_company_delete AFTER DELETE ON account BEGIN
    UPDATE contact SET _company = '' WHERE parentcustomerid = old.accountid;
END;
-- +goose StatementEnd
