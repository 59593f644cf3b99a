-- +goose Up

-- Why lines of a file that is read into a generation are refused, in the order of the file.
CREATE TABLE directory_import_problem (
    import TEXT   NOT NULL REFERENCES directory_import (id),
    n      BIGINT NOT NULL, -- from 0
    body   TEXT   NOT NULL, -- JSON
    PRIMARY KEY (import, n)
);

-- postgres: ALTER TABLE directory_import_problem ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE directory_import_problem FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON directory_import_problem USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) = '' OR import IN (SELECT id FROM directory_import));
