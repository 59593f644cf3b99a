-- +goose Up

-- The only federation whose directory a kiosk may search; empty for none, and for people.
ALTER TABLE member ADD COLUMN federation TEXT NOT NULL DEFAULT '';
