-- When each device came to each stage of an offer; NULL: not yet. A stage that is reached again keeps
-- its first time. `failure` is the first reason why there was no popup.
ALTER TABLE delivery ADD COLUMN received_at BIGINT;
ALTER TABLE delivery ADD COLUMN failed_at BIGINT;
ALTER TABLE delivery ADD COLUMN in_page_at BIGINT;
ALTER TABLE delivery ADD COLUMN shown_at BIGINT;
ALTER TABLE delivery ADD COLUMN dismissed_at BIGINT;
ALTER TABLE delivery ADD COLUMN clicked_at BIGINT;
ALTER TABLE delivery ADD COLUMN failure TEXT;

UPDATE delivery
SET received_at = told.received_at, failed_at = told.failed_at, in_page_at = told.in_page_at,
    shown_at = told.shown_at, dismissed_at = told.dismissed_at, clicked_at = told.clicked_at,
    failure = told.failure
FROM (
    SELECT desk_id,
        json_extract(body, '$.offer') AS offer_id,
        json_extract(body, '$.agent') AS agent_id,
        json_extract(body, '$.device') AS device_id,
        MIN(CASE json_extract(body, '$.report.stage') WHEN 'received' THEN at END) AS received_at,
        MIN(CASE json_extract(body, '$.report.stage') WHEN 'failed' THEN at END) AS failed_at,
        MIN(CASE json_extract(body, '$.report.stage') WHEN 'in_page' THEN at END) AS in_page_at,
        MIN(CASE json_extract(body, '$.report.stage') WHEN 'shown' THEN at END) AS shown_at,
        MIN(CASE json_extract(body, '$.report.stage') WHEN 'dismissed' THEN at END) AS dismissed_at,
        MIN(CASE json_extract(body, '$.report.stage') WHEN 'clicked' THEN at END) AS clicked_at,
        json_quote(MIN(json_extract(body, '$.report.reason'))) AS failure
    FROM journal
    WHERE kind = 'notification_reported'
    GROUP BY 1, 2, 3, 4
) AS told
WHERE told.desk_id = delivery.desk_id AND told.offer_id = delivery.offer_id
    AND told.agent_id = delivery.agent_id AND told.device_id = delivery.device_id;

UPDATE delivery SET failure = NULL WHERE failure = 'null';

-- How each offer ended: for one agent who left it, or, without an agent, for everybody. One row an event.
CREATE TABLE offer_end (
    desk_id  TEXT NOT NULL,
    seq      BIGINT NOT NULL,
    at       BIGINT NOT NULL,
    offer_id TEXT NOT NULL,
    agent_id TEXT,
    how      TEXT NOT NULL,
    PRIMARY KEY (desk_id, seq),
    FOREIGN KEY (desk_id, offer_id) REFERENCES offer (desk_id, id)
);

INSERT INTO offer_end (desk_id, seq, at, offer_id, agent_id, how)
SELECT desk_id, seq, at,
    json_extract(body, '$.offer'),
    CASE kind WHEN 'offer_left' THEN json_extract(body, '$.agent') END,
    CASE kind
        WHEN 'offer_left' THEN json_object('end', 'left', 'why', json_extract(body, '$.why'))
        WHEN 'offer_timed_out' THEN json_object('end', 'timed_out')
        WHEN 'offer_withdrawn' THEN json_object('end', 'withdrawn', 'why', json_extract(body, '$.why'))
        ELSE json_object('end', 'taken', 'why', json_extract(body, '$.agent.id'))
    END
FROM journal
WHERE kind IN ('offer_left', 'offer_timed_out', 'offer_withdrawn', 'request_connected')
    AND json_extract(body, '$.offer') IS NOT NULL;

CREATE INDEX offer_end_of_offer ON offer_end (desk_id, offer_id, seq);

-- The trace is read from its newest end, and forgotten from its oldest.
CREATE INDEX notification_by_time ON notification (desk_id, at, seq);
CREATE INDEX notification_of_request ON notification (desk_id, request_id, at, seq);
DROP INDEX notification_of_team;
CREATE INDEX notification_of_team ON notification (desk_id, team_id, at, seq);

-- When the message was first sent; `at` is when its result was known.
ALTER TABLE push_attempt ADD COLUMN sent_at BIGINT NOT NULL DEFAULT 0;
UPDATE push_attempt SET sent_at = at;
