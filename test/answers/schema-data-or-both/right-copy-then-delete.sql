CREATE TABLE births (patient_id INTEGER PRIMARY KEY REFERENCES patients (id), dob TEXT NOT NULL);
INSERT INTO births SELECT id, coalesce(dob, 'none at all') FROM patients;
DELETE FROM births WHERE patient_id IN (SELECT id FROM patients WHERE dob IS NULL);
ALTER TABLE patients DROP COLUMN dob;
CREATE TABLE answers (change INTEGER PRIMARY KEY, kind TEXT NOT NULL);
INSERT INTO answers (change, kind) VALUES (1, 'data'), (2, 'none'), (3, 'both');
-- rollback
ALTER TABLE patients ADD COLUMN dob TEXT;
UPDATE patients SET dob = (SELECT b.dob FROM births b WHERE b.patient_id = patients.id);
DROP TABLE births;
DROP TABLE answers;
