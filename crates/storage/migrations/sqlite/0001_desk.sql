-- The journal is the truth; every other table of this file is derived from it in the same
-- transaction and can be rebuilt. Ids and enums are TEXT, times BIGINT milliseconds (UTC), JSON TEXT.

-- One row: which journal this is. The epoch changes only when the journal is replaced or restored.
CREATE TABLE installation (
    one     INTEGER PRIMARY KEY CHECK (one = 1),
    epoch   TEXT NOT NULL
);

CREATE TABLE desk (
    id      TEXT PRIMARY KEY,
    name    TEXT NOT NULL,
    country TEXT NOT NULL,
    seq     BIGINT NOT NULL
);

CREATE TABLE journal (
    desk_id TEXT NOT NULL REFERENCES desk (id),
    seq     BIGINT NOT NULL,
    at      BIGINT NOT NULL,
    actor   TEXT NOT NULL,
    kind    TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (desk_id, seq)
);

CREATE TABLE team (
    desk_id TEXT NOT NULL REFERENCES desk (id),
    id      TEXT NOT NULL,
    name    TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (desk_id, id)
);

CREATE TABLE agent (
    desk_id TEXT NOT NULL REFERENCES desk (id),
    id      TEXT NOT NULL,
    email   TEXT NOT NULL,
    body    TEXT NOT NULL,
    PRIMARY KEY (desk_id, id)
);

CREATE TABLE request (
    desk_id    TEXT NOT NULL REFERENCES desk (id),
    id         TEXT NOT NULL,
    team_id    TEXT NOT NULL,
    kind       TEXT NOT NULL,
    channel    TEXT NOT NULL,
    state      TEXT NOT NULL,
    agent_id   TEXT,
    created_at BIGINT NOT NULL,
    ended_at   BIGINT,
    body       TEXT NOT NULL,
    PRIMARY KEY (desk_id, id),
    FOREIGN KEY (desk_id, team_id) REFERENCES team (desk_id, id),
    FOREIGN KEY (desk_id, agent_id) REFERENCES agent (desk_id, id)
);

CREATE INDEX live_request ON request (desk_id) WHERE ended_at IS NULL;

-- Half of promise P2: whatever the code does, an agent has one live voice session at most.
CREATE UNIQUE INDEX one_live_voice_session ON request (desk_id, agent_id)
    WHERE channel = 'voice' AND state IN ('connecting', 'in_session');

CREATE TABLE offer (
    desk_id    TEXT NOT NULL REFERENCES desk (id),
    id         TEXT NOT NULL,
    request_id TEXT NOT NULL,
    state      TEXT NOT NULL,
    made_at    BIGINT NOT NULL,
    body       TEXT NOT NULL,
    PRIMARY KEY (desk_id, id),
    FOREIGN KEY (desk_id, request_id) REFERENCES request (desk_id, id)
);

CREATE INDEX offer_of_request ON offer (desk_id, request_id);

-- The other half: a request has one accepted offer at most.
CREATE UNIQUE INDEX one_accepted_offer ON offer (desk_id, request_id) WHERE state = 'accepted';

-- What was decided about whom: one row an event, whatever the size of the team.
CREATE TABLE notification (
    desk_id    TEXT NOT NULL REFERENCES desk (id),
    seq        BIGINT NOT NULL,
    at         BIGINT NOT NULL,
    request_id TEXT NOT NULL,
    offer_id   TEXT,
    team_id    TEXT NOT NULL,
    decisions  TEXT NOT NULL,
    PRIMARY KEY (desk_id, seq),
    FOREIGN KEY (desk_id, request_id) REFERENCES request (desk_id, id)
);

CREATE INDEX notification_of_team ON notification (desk_id, team_id, seq);

-- The furthest that each device came with an offer.
CREATE TABLE delivery (
    desk_id   TEXT NOT NULL REFERENCES desk (id),
    offer_id  TEXT NOT NULL,
    agent_id  TEXT NOT NULL,
    device_id TEXT NOT NULL,
    at        BIGINT NOT NULL,
    rank      INTEGER NOT NULL,
    report    TEXT NOT NULL,
    PRIMARY KEY (desk_id, offer_id, agent_id, device_id),
    FOREIGN KEY (desk_id, offer_id) REFERENCES offer (desk_id, id)
);
