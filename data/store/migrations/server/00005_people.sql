-- +goose Up

-- Where people of resellers belong, and who is shut out of a provider for a while.
ALTER TABLE member ADD COLUMN reseller TEXT NOT NULL DEFAULT '';         -- id of the reseller, empty for none
ALTER TABLE member ADD COLUMN lead BOOLEAN NOT NULL DEFAULT FALSE;       -- its administrator, rather than a delegate of one
ALTER TABLE member ADD COLUMN disabled_at BIGINT NOT NULL DEFAULT 0;     -- 0 while the person may come in

-- One-time codes that enrol kiosks.
CREATE TABLE kiosk_code (
    secret_hash TEXT   NOT NULL PRIMARY KEY, -- SHA-256 of the code, hexadecimal
    provider    TEXT   NOT NULL REFERENCES provider (id),
    federation  TEXT   NOT NULL, -- empty for none
    name        TEXT   NOT NULL, -- of the kiosk
    pin         TEXT   NOT NULL, -- argon2id, encoded
    person      TEXT   NOT NULL REFERENCES person (id), -- who asked for it
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL
);

CREATE INDEX kiosk_code_provider ON kiosk_code (provider);
CREATE INDEX kiosk_code_person ON kiosk_code (person);
CREATE INDEX kiosk_code_expires ON kiosk_code (expires_at);

-- A second wall between providers, on PostgreSQL only. A transaction that works for one provider names it in the setting
-- "pupitre.provider", and sees no row of another, whatever its query forgets. One that names none works for the whole
-- server, as sign-in, backups and servers of the version before do. FORCE, because the server's role owns the tables;
-- superusers and roles with BYPASSRLS pass through every wall.
-- postgres: ALTER TABLE member ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE member FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON member USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) IN ('', provider));
-- postgres: ALTER TABLE invite ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE invite FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON invite USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) IN ('', provider));
-- postgres: ALTER TABLE kiosk_code ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE kiosk_code FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON kiosk_code USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) IN ('', provider));
-- postgres: ALTER TABLE blob ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE blob FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON blob USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) IN ('', provider));
-- postgres: ALTER TABLE federation ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE federation FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON federation USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) IN ('', provider));

-- Spaces are named after their provider.
-- postgres: ALTER TABLE space ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE space FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON space USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) IN ('', substr(id, 10)));
-- postgres: ALTER TABLE item ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE item FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON item USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) IN ('', substr(space, 10)));
-- postgres: ALTER TABLE history ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE history FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON history USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) IN ('', substr(space, 10)));
-- postgres: ALTER TABLE mutation ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE mutation FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON mutation USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) IN ('', substr(space, 10)));
-- postgres: ALTER TABLE presence ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE presence FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON presence USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) IN ('', substr(space, 10)));

-- Directories are keyed by their federation, whose own wall the query of the policy meets.
-- postgres: ALTER TABLE directory_generation ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE directory_generation FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON directory_generation USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) = '' OR federation IN (SELECT id FROM federation));
-- postgres: ALTER TABLE directory_row ENABLE ROW LEVEL SECURITY;
-- postgres: ALTER TABLE directory_row FORCE ROW LEVEL SECURITY;
-- postgres: CREATE POLICY one_provider ON directory_row USING ((SELECT coalesce(current_setting('pupitre.provider', true), '')) = '' OR generation IN (SELECT id FROM directory_generation));
