-- The copy compares its texts in another way.
-- before: CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT COLLATE NOCASE); INSERT INTO t VALUES (1, 'a'), (2, 'b');
-- said: t rebuilt: COLLATE NOCASE of a did not come back
CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT);
INSERT INTO n SELECT * FROM t;
DROP TABLE t;
ALTER TABLE n RENAME TO t;
