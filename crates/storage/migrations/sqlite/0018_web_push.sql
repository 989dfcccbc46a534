-- Whose request a message was about, and whether its popup may stand on the device: 1 from before the
-- message is sent until it was taken back, or never arrived. A server that ended in between finds here
-- what it still has to take back. Of older messages nobody knows; those who open a page are rid of them.
ALTER TABLE push_attempt ADD COLUMN request_id TEXT;
ALTER TABLE push_attempt ADD COLUMN may_stand INTEGER NOT NULL DEFAULT 0;
CREATE INDEX push_attempt_standing ON push_attempt (desk_id) WHERE may_stand = 1;

-- The IANA name of the zone in which the device is: what its clock shows at another time of the year
-- can't be told from `utc_offset`.
ALTER TABLE device ADD COLUMN time_zone TEXT;
