-- +goose Up

-- Letters that wait to be sent. A worker takes one for a while by claimed_until, so that of several servers one sends it.
CREATE TABLE mail (
    id            TEXT   NOT NULL PRIMARY KEY,
    once          TEXT   UNIQUE,   -- what the letter is about, when there must be one letter about it; NULL otherwise
    letter        TEXT   NOT NULL, -- sealed; empty once it was sent or given up
    made_at       BIGINT NOT NULL,
    next_at       BIGINT NOT NULL,
    until         BIGINT NOT NULL, -- when it is given up
    claimed_until BIGINT NOT NULL DEFAULT 0,
    tries         BIGINT NOT NULL DEFAULT 0,
    ended_at      BIGINT NOT NULL DEFAULT 0
);

CREATE INDEX mail_due ON mail (next_at) WHERE ended_at = 0;
CREATE INDEX mail_ended ON mail (ended_at);

-- Codes of forgotten passwords that were sent.
CREATE TABLE reset_code (
    id         TEXT   NOT NULL PRIMARY KEY,
    person     TEXT   NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    code_hash  TEXT   NOT NULL, -- argon2id, encoded: a code is short
    expires_at BIGINT NOT NULL,
    tries      BIGINT NOT NULL DEFAULT 0 -- that failed
);

CREATE INDEX reset_code_person ON reset_code (person);

-- The second factor of a person. It counts once it was confirmed.
CREATE TABLE totp (
    person       TEXT   NOT NULL PRIMARY KEY REFERENCES person (id) ON DELETE CASCADE,
    secret       TEXT   NOT NULL, -- sealed
    confirmed_at BIGINT NOT NULL DEFAULT 0,
    last_step    BIGINT NOT NULL DEFAULT 0 -- of the last code that was taken: a code serves once
);

CREATE TABLE totp_recovery (
    person    TEXT NOT NULL REFERENCES person (id) ON DELETE CASCADE,
    code_hash TEXT NOT NULL, -- SHA-256, hexadecimal, of 120 random bits
    PRIMARY KEY (person, code_hash)
);

-- Failures and paces of those who try to sign in, by the hash of what they are about.
CREATE TABLE throttle (
    name       TEXT   NOT NULL PRIMARY KEY,
    failures   BIGINT NOT NULL,
    until      BIGINT NOT NULL, -- no try before; of a pace, when it is level again
    expires_at BIGINT NOT NULL
);

CREATE INDEX throttle_expires ON throttle (expires_at);

-- What the server keeps for itself, the same for all replicas: the key that seals, and the key of its own certificate.
CREATE TABLE server_secret (
    id         TEXT   NOT NULL PRIMARY KEY CHECK (id IN ('seal', 'tls')),
    body       TEXT   NOT NULL,
    created_at BIGINT NOT NULL
);
