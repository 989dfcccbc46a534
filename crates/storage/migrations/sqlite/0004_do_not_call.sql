-- Numbers that customers do not want to be called at.

CREATE TABLE do_not_call (
    desk_id TEXT NOT NULL REFERENCES desk (id),
    phone   TEXT NOT NULL,
    PRIMARY KEY (desk_id, phone)
);
