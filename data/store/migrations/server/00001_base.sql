-- +goose Up

-- Written for SQLite and PostgreSQL alike. Times are milliseconds since 1970, UTC, 0 for "never"; values are JSON as text;
-- e-mail addresses are in lower case.

CREATE TABLE provider (
    id         TEXT   NOT NULL PRIMARY KEY,
    slug       TEXT   NOT NULL UNIQUE,
    created_at BIGINT NOT NULL
);

CREATE TABLE person (
    id          TEXT   NOT NULL PRIMARY KEY,
    email       TEXT   NOT NULL UNIQUE CHECK (email = lower(email)),
    name        TEXT   NOT NULL,
    code        TEXT   NOT NULL UNIQUE CHECK (length(code) = 6),
    password    TEXT   NOT NULL DEFAULT '', -- argon2id, encoded; empty until an invite is accepted
    created_at  BIGINT NOT NULL,
    disabled_at BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE member (
    provider   TEXT   NOT NULL REFERENCES provider (id),
    person     TEXT   NOT NULL REFERENCES person (id),
    role       TEXT   NOT NULL CHECK (role IN ('primary', 'delegate', 'reseller', 'support', 'kiosk')),
    created_at BIGINT NOT NULL,
    PRIMARY KEY (provider, person)
);

CREATE UNIQUE INDEX member_one_primary ON member (provider) WHERE role = 'primary';
CREATE INDEX member_person ON member (person);

CREATE TABLE device (
    id         TEXT   NOT NULL PRIMARY KEY,
    person     TEXT   NOT NULL REFERENCES person (id),
    name       TEXT   NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX device_person ON device (person);

CREATE TABLE session (
    id         TEXT   NOT NULL PRIMARY KEY,
    token_hash TEXT   NOT NULL UNIQUE,
    person     TEXT   NOT NULL REFERENCES person (id),
    device     TEXT   NOT NULL REFERENCES device (id),
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL DEFAULT 0,
    expires_at BIGINT NOT NULL
);

CREATE INDEX session_person ON session (person);
CREATE INDEX session_device ON session (device);
CREATE INDEX session_expires ON session (expires_at);

CREATE TABLE invite (
    secret_hash TEXT   NOT NULL PRIMARY KEY,
    provider    TEXT   NOT NULL REFERENCES provider (id),
    person      TEXT   NOT NULL REFERENCES person (id),
    created_at  BIGINT NOT NULL,
    expires_at  BIGINT NOT NULL,
    used_at     BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX invite_provider ON invite (provider);
CREATE INDEX invite_person ON invite (person);

CREATE TABLE space (
    id    TEXT   NOT NULL PRIMARY KEY,
    rev   BIGINT NOT NULL DEFAULT 0,
    epoch TEXT   NOT NULL,
    floor BIGINT NOT NULL DEFAULT 0
);

CREATE TABLE item (
    space    TEXT    NOT NULL REFERENCES space (id),
    entity   TEXT    NOT NULL,
    field    TEXT    NOT NULL, -- empty for the tombstone of an entity
    value    TEXT,
    rev      BIGINT  NOT NULL,
    deleted  BOOLEAN NOT NULL,
    audience TEXT    NOT NULL,
    device   TEXT    NOT NULL,
    seq      BIGINT  NOT NULL,
    person   TEXT    NOT NULL,
    at       BIGINT  NOT NULL,
    PRIMARY KEY (space, entity, field)
);

-- Unique, because a page of the feed may end between any two revisions.
CREATE UNIQUE INDEX item_feed ON item (space, rev);

CREATE TABLE history (
    space     TEXT   NOT NULL REFERENCES space (id),
    rev       BIGINT NOT NULL,
    entity    TEXT   NOT NULL,
    field     TEXT   NOT NULL,
    old_value TEXT,
    new_value TEXT,
    device    TEXT   NOT NULL,
    seq       BIGINT NOT NULL,
    person    TEXT   NOT NULL,
    at        BIGINT NOT NULL,
    PRIMARY KEY (space, rev, entity, field)
);

CREATE INDEX history_field ON history (space, entity, field, rev);

CREATE TABLE mutation (
    space  TEXT   NOT NULL REFERENCES space (id),
    device TEXT   NOT NULL,
    seq    BIGINT NOT NULL,
    hash   TEXT   NOT NULL, -- SHA-256 of the mutation, hexadecimal
    result TEXT   NOT NULL,
    at     BIGINT NOT NULL,
    PRIMARY KEY (space, device, seq)
);
