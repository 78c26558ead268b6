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
ALTER TABLE patients ADD COLUMN postal_code TEXT;
UPDATE patients SET postal_code = trim(zip);
