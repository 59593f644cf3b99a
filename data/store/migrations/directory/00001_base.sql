-- +goose Up

-- A copy of a federation's directory. Everything here can be read again from the server.

-- One line: how far it was read.
CREATE TABLE progress (
    id         INTEGER NOT NULL PRIMARY KEY CHECK (id = 1),
    shown      INTEGER NOT NULL, -- generation that is whole, 0 for none
    coming     INTEGER NOT NULL, -- generation that is being read, 0 for none
    after_id   TEXT    NOT NULL, -- last row of it that is here
    received   INTEGER NOT NULL, -- rows of it
    size       INTEGER NOT NULL  -- rows that it will have
) STRICT;

INSERT INTO progress (id, shown, coming, after_id, received, size) VALUES (1, 0, 0, '', 0, 0);

CREATE TABLE directory_row (
    generation INTEGER NOT NULL,
    id         TEXT    NOT NULL,
    kind       TEXT    NOT NULL,
    body       TEXT    NOT NULL, -- JSON object
    PRIMARY KEY (generation, id)
) STRICT, WITHOUT ROWID;
