-- The browsers in which agents sign in, and how each can be reached while no page of ours is open. Not
-- journalled: none of it decides anything about a request.

CREATE TABLE device (
    desk_id    TEXT NOT NULL,
    agent_id   TEXT NOT NULL,
    id         TEXT NOT NULL,
    -- What the agent calls it; without one, it is named after the browser.
    name       TEXT,
    user_agent TEXT NOT NULL,
    -- The language and the clock of its last page: minutes ahead of UTC.
    language   TEXT NOT NULL,
    utc_offset INTEGER,
    created_at BIGINT NOT NULL,
    seen_at    BIGINT NOT NULL,
    -- When its system last took a popup.
    shown_at   BIGINT,
    permission TEXT NOT NULL,
    -- Whether the agent wants it to be reached when Deskbell is closed.
    web_push   TEXT NOT NULL,
    PRIMARY KEY (desk_id, agent_id, id),
    FOREIGN KEY (desk_id, agent_id) REFERENCES agent (desk_id, id)
);

INSERT INTO device (desk_id, agent_id, id, name, user_agent, language, utc_offset, created_at, seen_at,
    shown_at, permission, web_push)
SELECT desk_id, agent_id, device_id, NULL, '', 'en', NULL, MIN(created_at), MAX(seen_at), NULL, 'unknown', 'on'
FROM web_session
GROUP BY desk_id, agent_id, device_id;

-- Where a push service takes messages for a device, and the keys that only the device can read them
-- with. One browser has one address, whoever is signed in there: the last one who was has it.
CREATE TABLE push_subscription (
    endpoint  TEXT PRIMARY KEY,
    desk_id   TEXT NOT NULL,
    agent_id  TEXT NOT NULL,
    device_id TEXT NOT NULL,
    p256dh    TEXT NOT NULL,
    auth      TEXT NOT NULL,
    at        BIGINT NOT NULL,
    UNIQUE (desk_id, agent_id, device_id),
    FOREIGN KEY (desk_id, agent_id, device_id) REFERENCES device (desk_id, agent_id, id) ON DELETE CASCADE
);

-- What became of each message. The tag is the offer's id, or the request's where nobody could be offered it.
CREATE TABLE push_attempt (
    desk_id   TEXT NOT NULL,
    tag       TEXT NOT NULL,
    agent_id  TEXT NOT NULL,
    device_id TEXT NOT NULL,
    at        BIGINT NOT NULL,
    result    TEXT NOT NULL,
    PRIMARY KEY (desk_id, tag, agent_id, device_id)
);

CREATE INDEX push_attempt_by_age ON push_attempt (at);
