-- +goose Up

-- Which section of the settings somebody is editing right now. Every server process tells it to its own desktops, so it
-- stands here; nothing depends on it.
CREATE TABLE presence (
    space   TEXT   NOT NULL REFERENCES space (id),
    session TEXT   NOT NULL REFERENCES session (id) ON DELETE CASCADE,
    person  TEXT   NOT NULL REFERENCES person (id),
    section TEXT   NOT NULL,
    since   BIGINT NOT NULL,
    until   BIGINT NOT NULL, -- unless it is renewed
    PRIMARY KEY (space, session)
);

CREATE INDEX presence_session ON presence (session);
