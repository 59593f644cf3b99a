-- +goose Up

-- Images and the like, by content: those that wait to be sent, and those that were read.
CREATE TABLE blob (
    space    TEXT    NOT NULL,
    sha256   TEXT    NOT NULL,
    type     TEXT    NOT NULL,
    width    INTEGER NOT NULL, -- pixels
    height   INTEGER NOT NULL,
    body     BLOB    NOT NULL,
    sent     INTEGER NOT NULL CHECK (sent IN (0, 1)), -- the server has it
    added_at INTEGER NOT NULL,
    UNIQUE (space, sha256)
) STRICT;

CREATE INDEX blob_unsent ON blob (space, sha256) WHERE sent = 0;

-- What was read of the history, so that it can be read again off line.
CREATE TABLE past_change (
    space       TEXT    NOT NULL,
    rev         INTEGER NOT NULL,
    entity      TEXT    NOT NULL,
    field       TEXT    NOT NULL,
    old_value   TEXT,
    new_value   TEXT,
    device      TEXT    NOT NULL,
    device_name TEXT    NOT NULL,
    seq         INTEGER NOT NULL,
    person      TEXT    NOT NULL,
    person_name TEXT    NOT NULL,
    at          INTEGER NOT NULL,
    PRIMARY KEY (space, rev, entity, field)
) STRICT, WITHOUT ROWID;

-- The stretches of it that are complete: every change with low <= rev <= high.
CREATE TABLE past_span (
    space TEXT    NOT NULL,
    low   INTEGER NOT NULL,
    high  INTEGER NOT NULL,
    PRIMARY KEY (space, low)
) STRICT, WITHOUT ROWID;
