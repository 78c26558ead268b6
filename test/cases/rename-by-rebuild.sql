-- A column gets another name while its table is copied: that is a rename.
-- before: CREATE TABLE t (id INTEGER PRIMARY KEY, old_name TEXT); INSERT INTO t VALUES (1, 'a'), (2, 'b');
-- said: t rebuilt: nothing lost
-- in all: t: column old_name became new_name
CREATE TABLE n (id INTEGER PRIMARY KEY, new_name TEXT);
INSERT INTO n (id, new_name) SELECT id, old_name FROM t;
DROP TABLE t;
ALTER TABLE n RENAME TO t;
