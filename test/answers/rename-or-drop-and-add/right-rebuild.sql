-- Rebuilds both tables; the index has to be made again.
CREATE TABLE patients_new (
  id INTEGER PRIMARY KEY, mrn TEXT, full_name TEXT NOT NULL, dob TEXT, zip TEXT, phone TEXT
);
INSERT INTO patients_new (id, mrn, full_name, dob, zip) SELECT id, mrn, name, dob, zip FROM patients;
DROP TABLE patients;
ALTER TABLE patients_new RENAME TO patients;
CREATE TABLE visits_new (
  id INTEGER PRIMARY KEY,
  patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  icd9 TEXT,
  weight_lb REAL
);
INSERT INTO visits_new SELECT id, patient_id, dx_code, weight_lb FROM visits;
DROP TABLE visits;
ALTER TABLE visits_new RENAME TO visits;
CREATE INDEX visits_by_patient ON visits (patient_id);
-- rollback
ALTER TABLE visits RENAME COLUMN icd9 TO dx_code;
ALTER TABLE patients DROP COLUMN phone;
ALTER TABLE patients RENAME COLUMN full_name TO name;
