ALTER TABLE patients RENAME COLUMN name TO full_name;
ALTER TABLE patients ADD COLUMN phone TEXT;
CREATE TABLE visits_new (
  id INTEGER PRIMARY KEY,
  patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  icd9 TEXT, weight_lb REAL
);
INSERT INTO visits_new SELECT id, patient_id, dx_code, weight_lb FROM visits;
DROP TABLE visits;
ALTER TABLE visits_new RENAME TO visits;
-- rollback
ALTER TABLE visits RENAME COLUMN icd9 TO dx_code;
ALTER TABLE patients DROP COLUMN phone;
ALTER TABLE patients RENAME COLUMN full_name TO name;
