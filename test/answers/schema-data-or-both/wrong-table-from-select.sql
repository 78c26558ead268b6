CREATE TABLE answers (change INTEGER PRIMARY KEY, kind TEXT NOT NULL);
INSERT INTO answers (change, kind) VALUES (1, 'data'), (2, 'none'), (3, 'both');
CREATE TABLE births AS SELECT id AS patient_id, dob FROM patients WHERE dob IS NOT NULL;
ALTER TABLE patients DROP COLUMN dob;
-- rollback
ALTER TABLE patients ADD COLUMN dob TEXT;
UPDATE patients SET dob = (SELECT b.dob FROM births b WHERE b.patient_id = patients.id);
DROP TABLE births;
DROP TABLE answers;
