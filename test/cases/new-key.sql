-- Another key takes the place of the old one: the rows are the same.
-- before: CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT); INSERT INTO t VALUES (1, 'p'), (2, 'q'), (5, 'r');
-- said: t rebuilt: nothing lost
-- in all: t: 3 rows kept, with new keys
CREATE TABLE n (uuid TEXT PRIMARY KEY, a TEXT);
INSERT INTO n SELECT 'u-' || id, a FROM t;
DROP TABLE t;
ALTER TABLE n RENAME TO t;
