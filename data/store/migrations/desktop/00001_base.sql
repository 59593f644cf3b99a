-- +goose Up

-- Times are milliseconds since 1970, UTC, 0 for "not yet"; values, mutations and results are JSON.

CREATE TABLE meta (
    key   TEXT NOT NULL PRIMARY KEY,
    value TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How far each space has been read.
CREATE TABLE space (
    id       TEXT    NOT NULL PRIMARY KEY,
    epoch    TEXT    NOT NULL,
    rev      INTEGER NOT NULL,
    next_seq INTEGER NOT NULL,
    gen      INTEGER NOT NULL,
    snapshot INTEGER NOT NULL CHECK (snapshot IN (0, 1))
) STRICT, WITHOUT ROWID;

-- What this desktop has saved. It is the one table that cannot be read again from the server, so it comes right after the
-- two that it depends upon, and keeps its row ids: what is left of a damaged file is read along them.
CREATE TABLE outbox (
    space    TEXT    NOT NULL,
    seq      INTEGER NOT NULL,
    mutation TEXT    NOT NULL,
    state    TEXT    NOT NULL CHECK (state IN ('pending', 'acked', 'done')),
    result   TEXT,
    saved_at INTEGER NOT NULL,
    ended_at INTEGER NOT NULL,
    seen     INTEGER NOT NULL CHECK (seen IN (0, 1)),
    notice   INTEGER NOT NULL CHECK (notice IN (0, 1)), -- a field was not taken and the person has not dismissed it
    checksum INTEGER NOT NULL, -- CRC-32C of mutation and result: what is salvaged must be what was saved
    UNIQUE (space, seq)
) STRICT;

CREATE INDEX outbox_overlay ON outbox (space, seq) WHERE state <> 'done';
CREATE INDEX outbox_notice ON outbox (space, seq) WHERE notice = 1;
CREATE INDEX outbox_journal ON outbox (ended_at) WHERE state = 'done';

-- The base: the server's state at the cursor.
CREATE TABLE item (
    space   TEXT    NOT NULL,
    entity  TEXT    NOT NULL,
    field   TEXT    NOT NULL, -- empty for the tombstone of an entity
    value   TEXT,
    rev     INTEGER NOT NULL,
    deleted INTEGER NOT NULL CHECK (deleted IN (0, 1)),
    device  TEXT    NOT NULL,
    seq     INTEGER NOT NULL,
    person  TEXT    NOT NULL,
    at      INTEGER NOT NULL,
    gen     INTEGER NOT NULL,
    PRIMARY KEY (space, entity, field)
) STRICT, WITHOUT ROWID;

CREATE INDEX item_gen ON item (space, gen);
