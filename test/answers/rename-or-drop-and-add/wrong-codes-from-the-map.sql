-- Keeps only the codes that the map has.
ALTER TABLE patients RENAME COLUMN name TO full_name;
ALTER TABLE patients ADD COLUMN phone TEXT;
ALTER TABLE visits ADD COLUMN icd9 TEXT;
UPDATE visits SET icd9 = (SELECT m.icd9 FROM dx_map m WHERE m.icd9 = visits.dx_code);
ALTER TABLE visits DROP COLUMN dx_code;
-- rollback
ALTER TABLE visits RENAME COLUMN icd9 TO dx_code;
ALTER TABLE patients DROP COLUMN phone;
ALTER TABLE patients RENAME COLUMN full_name TO name;
