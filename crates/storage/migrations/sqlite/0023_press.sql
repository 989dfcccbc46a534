-- Presses of forms that had their effect: a form that is sent again has it once. Written in the
-- transaction of the effect, so that one is never there without the other.
CREATE TABLE press (
    desk_id  TEXT NOT NULL REFERENCES desk (id),
    agent_id TEXT NOT NULL,
    -- SHA-256 in hex of the form's token and of everything else that was sent with it.
    key      TEXT NOT NULL,
    at       BIGINT NOT NULL,
    PRIMARY KEY (desk_id, agent_id, key)
);

CREATE INDEX press_by_age ON press (at);
