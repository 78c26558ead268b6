-- Does change 1 as well, which was only to be classified.
CREATE TABLE answers (change INTEGER PRIMARY KEY, kind TEXT NOT NULL);
INSERT INTO answers (change, kind) VALUES (1, 'data'), (2, 'none'), (3, 'both');
UPDATE visits SET dx_code = upper(dx_code);
CREATE TABLE births (patient_id INTEGER PRIMARY KEY REFERENCES patients (id), dob TEXT NOT NULL);
INSERT INTO births SELECT id, dob FROM patients WHERE dob IS NOT NULL;
ALTER TABLE patients DROP COLUMN dob;
-- rollback
ALTER TABLE patients ADD COLUMN dob TEXT;
UPDATE patients SET dob = (SELECT b.dob FROM births b WHERE b.patient_id = patients.id);
DROP TABLE births;
DROP TABLE answers;
