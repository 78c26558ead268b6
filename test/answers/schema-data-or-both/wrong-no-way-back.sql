CREATE TABLE answers (change INTEGER PRIMARY KEY, kind TEXT NOT NULL);
INSERT INTO answers (change, kind) VALUES (1, 'data'), (2, 'none'), (3, 'both');
CREATE TABLE births (patient_id INTEGER PRIMARY KEY REFERENCES patients (id), dob TEXT NOT NULL);
INSERT INTO births SELECT id, dob FROM patients WHERE dob IS NOT NULL;
ALTER TABLE patients DROP COLUMN dob;
