-- Who this installation is, whatever becomes of its journal. Names of cookies are made of it, so that two
-- installations on one host don't take each other's.
ALTER TABLE installation ADD COLUMN id TEXT;

-- A key that was revoked opens nothing. It stays, because receipts and the journal name it.
ALTER TABLE api_key ADD COLUMN revoked_at BIGINT;
