-- Who may sign in, and who is signed in where. Not journalled: that an agent signed in is an event of
-- the desk, passwords and session tokens are nobody's business.

-- E-mail addresses are unique in an installation, so signing in needs no desk.
CREATE TABLE credential (
    email      TEXT PRIMARY KEY,
    desk_id    TEXT NOT NULL,
    agent_id   TEXT NOT NULL,
    -- A PHC string: algorithm, parameters, salt, hash.
    password   TEXT NOT NULL,
    changed_at BIGINT NOT NULL,
    UNIQUE (desk_id, agent_id),
    FOREIGN KEY (desk_id, agent_id) REFERENCES agent (desk_id, id)
);

-- One row a signed-in browser. Only the SHA-256 of the token is kept: a copy of the database signs nobody in.
CREATE TABLE web_session (
    token_hash TEXT PRIMARY KEY,
    desk_id    TEXT NOT NULL,
    agent_id   TEXT NOT NULL,
    device_id  TEXT NOT NULL,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    FOREIGN KEY (desk_id, agent_id) REFERENCES agent (desk_id, id)
);

CREATE INDEX web_session_of_agent ON web_session (desk_id, agent_id, created_at);
