-- A table without a key is copied: SQLite numbers its rows anew, and every row is still there.
-- before: CREATE TABLE t (a TEXT, b TEXT); INSERT INTO t VALUES ('o', '0'), ('p', '1'), ('q', NULL), ('r', '3'); DELETE FROM t WHERE a = 'o';
-- said: t rebuilt: nothing lost
CREATE TABLE n (a TEXT, b TEXT);
INSERT INTO n SELECT a, b FROM t;
DROP TABLE t;
ALTER TABLE n RENAME TO t;
