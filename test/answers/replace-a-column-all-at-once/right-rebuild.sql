-- Rebuilds patients with both columns side by side.
-- migration matrix
CREATE TABLE matrix (
  program TEXT, moment TEXT, writes TEXT, reads TEXT,
  PRIMARY KEY (program, moment)
);
INSERT INTO matrix (program, moment, writes, reads) VALUES
  ('old',  'before',  'ok',    'ok'),
  ('form', 'before',  'ok',    'ok'),
  ('new',  'before',  'fails', 'fails'),
  ('old',  'renamed', 'fails', 'fails'),
  ('form', 'renamed', 'ok',    'fails'),
  ('new',  'renamed', 'ok',    'ok'),
  ('old',  'beside',  'ok',    'ok'),
  ('form', 'beside',  'ok',    'ok'),
  ('new',  'beside',  'ok',    'ok');
-- migration beside
CREATE TABLE patients_new (
  id INTEGER PRIMARY KEY,
  mrn TEXT,
  name TEXT NOT NULL,
  dob TEXT,
  zip TEXT,
  postal_code TEXT
);
INSERT INTO patients_new SELECT *, zip FROM patients;
PRAGMA defer_foreign_keys = ON;
DROP TABLE patients;
ALTER TABLE patients_new RENAME TO patients;
