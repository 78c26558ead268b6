ALTER TABLE patients ADD COLUMN full_name TEXT;
UPDATE patients SET full_name = name;
ALTER TABLE patients ALTER COLUMN full_name SET NOT NULL;
ALTER TABLE patients ADD COLUMN phone TEXT;
ALTER TABLE visits RENAME COLUMN dx_code TO icd9;
-- rollback
ALTER TABLE patients DROP COLUMN full_name;
ALTER TABLE patients DROP COLUMN phone;
ALTER TABLE visits RENAME COLUMN icd9 TO dx_code;
