-- +goose Up

-- What was only in the JSON of a row, so that the queue is counted and retired without decoding it.
ALTER TABLE outbox ADD COLUMN fields INTEGER NOT NULL DEFAULT 1; -- of the mutation, 1 for one without fields
ALTER TABLE outbox ADD COLUMN rev INTEGER NOT NULL DEFAULT 0; -- the highest of the result; 0 while there is none

UPDATE outbox SET
    fields = MAX(1, COALESCE(json_array_length(mutation, '$.fields'), 0)),
    rev = COALESCE((SELECT MAX(json_extract(value, '$.rev')) FROM json_each(outbox.result, '$.fields')), 0)
WHERE json_valid(mutation) AND (result IS NULL OR json_valid(result));

DROP INDEX outbox_overlay;
CREATE INDEX outbox_pending ON outbox (space, seq, fields) WHERE state = 'pending';
CREATE INDEX outbox_acked ON outbox (space, seq, rev) WHERE state = 'acked';
