-- +goose Up

-- Which device a withdrawn token was on, to name it when it comes back. Empty for tokens that were withdrawn before.
ALTER TABLE revoked_session ADD COLUMN device TEXT NOT NULL DEFAULT '';
