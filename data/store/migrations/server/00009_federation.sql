-- +goose Up

ALTER TABLE federation ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE federation ADD COLUMN active_at BIGINT NOT NULL DEFAULT 0; -- when its Enterprise Portal was activated, 0 while it is not

-- Who may enter the portal of a federation. A person without a row in member has a place with the provider by this one.
CREATE TABLE portal_access (
    federation TEXT   NOT NULL REFERENCES federation (id),
    person     TEXT   NOT NULL REFERENCES person (id),
    access     TEXT   NOT NULL CHECK (access IN ('enterprise_admin', 'enterprise_super_admin')),
    entry      TEXT   NOT NULL, -- id of the user of the directory that they are, empty for none
    account    TEXT   NOT NULL, -- of that user
    created_at BIGINT NOT NULL,
    PRIMARY KEY (federation, person)
);

CREATE INDEX portal_access_person ON portal_access (person);

-- Why a generation was made, by whom, and in the place of which one: what can be taken back.
ALTER TABLE directory_generation ADD COLUMN cause TEXT NOT NULL DEFAULT 'load';
ALTER TABLE directory_generation ADD COLUMN person TEXT NOT NULL DEFAULT '';   -- empty for the operator
ALTER TABLE directory_generation ADD COLUMN parent BIGINT NOT NULL DEFAULT 0; -- 0 for none

-- Files that are read into a generation, which waits for its acceptance.
CREATE TABLE directory_import (
    id         TEXT   NOT NULL PRIMARY KEY,
    federation TEXT   NOT NULL REFERENCES federation (id),
    person     TEXT   NOT NULL REFERENCES person (id),
    state      TEXT   NOT NULL CHECK (state IN ('running', 'ready', 'failed', 'cancelled', 'accepted')),
    generation BIGINT NOT NULL, -- that is made
    parent     BIGINT NOT NULL, -- that it is held against
    report     TEXT   NOT NULL, -- JSON
    made_at    BIGINT NOT NULL,
    touched_at BIGINT NOT NULL  -- by the process that reads
);

CREATE INDEX directory_import_federation ON directory_import (federation, made_at);

-- postgres: ALTER TABLE portal_access ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE portal_access FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON portal_access USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) = '' OR federation IN (SELECT id FROM federation));
-- postgres: ALTER TABLE directory_import ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE directory_import FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON directory_import USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) = '' OR federation IN (SELECT id FROM federation));
