-- +goose Up

-- What is known of the application servers of a provider, and which server process probes them.
CREATE TABLE appserver_state (
    provider TEXT   NOT NULL PRIMARY KEY REFERENCES provider (id),
    state    TEXT   NOT NULL, -- JSON
    holder   TEXT   NOT NULL, -- random id of the process that probes
    until    BIGINT NOT NULL  -- another process may take over from then on
);

-- postgres: ALTER TABLE appserver_state ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE appserver_state FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON appserver_state USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) IN ('', provider));
