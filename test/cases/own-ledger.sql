-- A script writes into the ledger itself.
-- before: CREATE TABLE schema_migrations (id INTEGER PRIMARY KEY, name TEXT NOT NULL UNIQUE, checksum TEXT NOT NULL, applied_at TEXT NOT NULL);
-- said: schema_migrations: 1 row added
INSERT INTO schema_migrations VALUES (1, '0001_x', 'none', 'today');
