-- Lets the table itself refuse whoever has no dob.
CREATE TABLE births (patient_id INTEGER PRIMARY KEY REFERENCES patients (id), dob TEXT NOT NULL);
INSERT OR IGNORE INTO births (patient_id, dob) SELECT id, dob FROM patients;
ALTER TABLE patients DROP COLUMN dob;
CREATE TABLE answers (change INTEGER PRIMARY KEY, kind TEXT NOT NULL);
INSERT INTO answers (change, kind) VALUES (1, 'data'), (2, 'none'), (3, 'both');
-- rollback
ALTER TABLE patients ADD COLUMN dob TEXT;
UPDATE patients SET dob = (SELECT b.dob FROM births b WHERE b.patient_id = patients.id);
DROP TABLE births;
DROP TABLE answers;
