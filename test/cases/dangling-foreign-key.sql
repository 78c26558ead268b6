-- The old table is renamed first, so that the other's foreign key follows it and then leads nowhere.
-- before: CREATE TABLE t (id INTEGER PRIMARY KEY); INSERT INTO t VALUES (1), (2); CREATE TABLE kid (t_id INTEGER REFERENCES t (id)); INSERT INTO kid VALUES (1);
-- said: t rebuilt: nothing lost
-- said: kid: t_id refers to t_old, which is not there
ALTER TABLE t RENAME TO t_old;
CREATE TABLE t (id INTEGER PRIMARY KEY, b TEXT);
INSERT INTO t (id) SELECT id FROM t_old;
DROP TABLE t_old;
