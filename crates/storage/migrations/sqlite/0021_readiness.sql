-- One row, written to find out whether anything can be written.
CREATE TABLE readiness (
    one INTEGER PRIMARY KEY CHECK (one = 1),
    at  BIGINT NOT NULL
);
