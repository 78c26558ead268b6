ALTER TABLE patients RENAME COLUMN name TO full_name;
ALTER TABLE patients ADD COLUMN phone TEXT;
ALTER TABLE visits RENAME COLUMN dx_code TO icd9;
