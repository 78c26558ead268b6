-- Right on the way there, and on the way back what the tool would write.
ALTER TABLE patients RENAME COLUMN name TO full_name;
ALTER TABLE patients ADD COLUMN phone TEXT;
ALTER TABLE visits RENAME COLUMN dx_code TO icd9;
-- rollback
ALTER TABLE patients ADD COLUMN name TEXT NOT NULL DEFAULT '';
ALTER TABLE patients DROP COLUMN full_name;
ALTER TABLE patients DROP COLUMN phone;
ALTER TABLE visits ADD COLUMN dx_code TEXT;
ALTER TABLE visits DROP COLUMN icd9;
