-- What hung on the table went with it, and nobody made it again.
-- before: CREATE TABLE t (id INTEGER PRIMARY KEY AUTOINCREMENT, a TEXT CHECK (a <> '')); CREATE TRIGGER tr AFTER UPDATE ON t BEGIN SELECT 1; END; CREATE INDEX ix ON t (a);
-- said: t rebuilt: index ix, trigger tr, CHECK (a <> '') and AUTOINCREMENT did not come back
CREATE TABLE n (id INTEGER PRIMARY KEY, a TEXT);
INSERT INTO n SELECT * FROM t;
DROP TABLE t;
ALTER TABLE n RENAME TO t;
