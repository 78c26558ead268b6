ALTER TABLE patients RENAME COLUMN name TO full_name;
ALTER TABLE patients ADD COLUMN phone TEXT;
ALTER TABLE visits ADD COLUMN icd9 TEXT NOT NULL DEFAULT '';
UPDATE visits SET icd9 = dx_code WHERE dx_code IS NOT NULL;
ALTER TABLE visits DROP COLUMN dx_code;
-- rollback
ALTER TABLE visits RENAME COLUMN icd9 TO dx_code;
ALTER TABLE patients DROP COLUMN phone;
ALTER TABLE patients RENAME COLUMN full_name TO name;
