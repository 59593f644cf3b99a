-- +goose Up

-- Images and the like, by content. BYTEA has no meaning of its own on SQLite, which keeps what it is given.
CREATE TABLE blob (
    provider     TEXT   NOT NULL REFERENCES provider (id),
    sha256       TEXT   NOT NULL CHECK (length(sha256) = 64),
    type         TEXT   NOT NULL, -- media type, sniffed
    width        BIGINT NOT NULL, -- pixels
    height       BIGINT NOT NULL,
    body         BYTEA  NOT NULL,
    created_at   BIGINT NOT NULL,
    unused_since BIGINT NOT NULL, -- 0 while an item or a change of the history refers to it
    PRIMARY KEY (provider, sha256)
);

-- A federation of accounts belongs to one provider. Its directory comes in generations; the current one is named here.
CREATE TABLE federation (
    id         TEXT   NOT NULL PRIMARY KEY,
    provider   TEXT   NOT NULL REFERENCES provider (id),
    generation BIGINT NOT NULL DEFAULT 0, -- 0 before the first import
    created_at BIGINT NOT NULL
);

CREATE INDEX federation_provider ON federation (provider);

CREATE TABLE directory_generation (
    id         BIGINT NOT NULL PRIMARY KEY, -- counted over all federations, so that rows need no longer key
    federation TEXT   NOT NULL REFERENCES federation (id),
    size       BIGINT NOT NULL DEFAULT 0, -- rows, known once it is whole
    made_at    BIGINT NOT NULL,
    left_at    BIGINT NOT NULL DEFAULT 0 -- when another took its place
);

CREATE INDEX directory_generation_federation ON directory_generation (federation);

-- No reference to the generation: a million checks of the same key would double the time of an import.
CREATE TABLE directory_row (
    generation BIGINT NOT NULL,
    id         TEXT   NOT NULL,
    kind       TEXT   NOT NULL,
    body       TEXT   NOT NULL, -- JSON object on one line
    PRIMARY KEY (generation, id)
);

-- Tokens of sessions that ended because access was withdrawn: their holders are told so, rather than to sign in again.
CREATE TABLE revoked_session (
    token_hash TEXT   NOT NULL PRIMARY KEY,
    person     TEXT   NOT NULL REFERENCES person (id),
    at         BIGINT NOT NULL
);

CREATE INDEX revoked_session_at ON revoked_session (at);
CREATE INDEX revoked_session_person ON revoked_session (person);

-- The newest password given again in a session, under a secret that the changes it is meant for must carry.
CREATE TABLE confirmation (
    session     TEXT   NOT NULL PRIMARY KEY REFERENCES session (id) ON DELETE CASCADE,
    secret_hash TEXT   NOT NULL,
    at          BIGINT NOT NULL
);

-- What the server signs with: one row.
CREATE TABLE server_key (
    id         TEXT   NOT NULL PRIMARY KEY CHECK (id = 'lease'),
    seed       TEXT   NOT NULL, -- of an Ed25519 key, base64
    created_at BIGINT NOT NULL
);
