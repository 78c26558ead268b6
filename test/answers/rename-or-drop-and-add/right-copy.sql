-- ADD, UPDATE, DROP, and the rule last: what a rename does at once.
ALTER TABLE patients ADD COLUMN full_name TEXT;
UPDATE patients SET full_name = name;
ALTER TABLE patients DROP COLUMN name;
ALTER TABLE patients ALTER COLUMN full_name SET NOT NULL;
ALTER TABLE patients ADD COLUMN phone TEXT;
ALTER TABLE visits ADD COLUMN icd9 TEXT;
UPDATE visits SET icd9 = dx_code;
ALTER TABLE visits DROP COLUMN dx_code;
-- rollback
ALTER TABLE patients ADD COLUMN name TEXT;
UPDATE patients SET name = full_name;
ALTER TABLE patients ALTER COLUMN name SET NOT NULL;
ALTER TABLE patients DROP COLUMN full_name;
ALTER TABLE patients DROP COLUMN phone;
ALTER TABLE visits ADD COLUMN dx_code TEXT;
UPDATE visits SET dx_code = icd9;
ALTER TABLE visits DROP COLUMN icd9;
