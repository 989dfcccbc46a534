-- Keys of the REST interface. A key itself is never stored, only its SHA-256 in hex: it has 256 random
-- bits, so nothing slower is needed, and finding it by its hash takes the same time whatever was sent.
CREATE TABLE api_key (
    desk_id    TEXT NOT NULL REFERENCES desk (id),
    id         TEXT NOT NULL,
    name       TEXT NOT NULL,
    hash       TEXT NOT NULL UNIQUE,
    -- Calls a second and burst, such as 50/100; without one the installation's rate holds.
    rate       TEXT,
    created_at BIGINT NOT NULL,
    PRIMARY KEY (desk_id, id)
);

-- What a request with an Idempotency-Key was answered. Written in the transaction of the request itself,
-- so that one is never there without the other. No foreign key to it: the request table can be rebuilt.
CREATE TABLE receipt (
    desk_id    TEXT NOT NULL REFERENCES desk (id),
    api_key_id TEXT NOT NULL,
    key        TEXT NOT NULL,
    body_hash  TEXT NOT NULL,
    request_id TEXT NOT NULL,
    answer     TEXT NOT NULL,
    at         BIGINT NOT NULL,
    PRIMARY KEY (desk_id, api_key_id, key),
    FOREIGN KEY (desk_id, api_key_id) REFERENCES api_key (desk_id, id)
);

CREATE INDEX receipt_by_age ON receipt (at);
