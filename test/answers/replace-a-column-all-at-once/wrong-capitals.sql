-- migration matrix
CREATE TABLE matrix (
  program TEXT, moment TEXT, writes TEXT, reads TEXT,
  PRIMARY KEY (program, moment)
);
INSERT INTO matrix (program, moment, writes, reads) VALUES
  ('old',  'before',  'OK',    'OK'),
  ('form', 'before',  'OK',    'OK'),
  ('new',  'before',  'fails', 'fails'),
  ('old',  'renamed', 'fails', 'fails'),
  ('form', 'renamed', 'OK',    'fails'),
  ('new',  'renamed', 'OK',    'OK'),
  ('old',  'beside',  'OK',    'OK'),
  ('form', 'beside',  'OK',    'OK'),
  ('new',  'beside',  'OK',    'OK');
-- migration beside
ALTER TABLE patients ADD COLUMN postal_code TEXT;
UPDATE patients SET postal_code = zip;
