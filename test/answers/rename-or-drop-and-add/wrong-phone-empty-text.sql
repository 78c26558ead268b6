ALTER TABLE patients RENAME COLUMN name TO full_name;
ALTER TABLE patients ADD COLUMN phone TEXT;
UPDATE patients SET phone = '';
ALTER TABLE visits RENAME COLUMN dx_code TO icd9;
-- rollback
ALTER TABLE visits RENAME COLUMN icd9 TO dx_code;
ALTER TABLE patients DROP COLUMN phone;
ALTER TABLE patients RENAME COLUMN full_name TO name;
