-- Whom an agent has had, by when it ended.
CREATE INDEX request_of_agent ON request (desk_id, agent_id, ended_at)
    WHERE agent_id IS NOT NULL AND ended_at IS NOT NULL;
