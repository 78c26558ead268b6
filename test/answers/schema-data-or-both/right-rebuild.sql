-- Rebuilds patients both ways, so that dob comes back in its old place.
CREATE TABLE answers (change INTEGER PRIMARY KEY, kind TEXT NOT NULL);
INSERT INTO answers (change, kind) VALUES (1, 'data'), (2, 'none'), (3, 'both');
CREATE TABLE births (patient_id INTEGER PRIMARY KEY REFERENCES patients (id), dob TEXT NOT NULL);
INSERT INTO births SELECT id, dob FROM patients WHERE dob IS NOT NULL;
CREATE TABLE patients_new (id INTEGER PRIMARY KEY, mrn TEXT, name TEXT NOT NULL, zip TEXT);
INSERT INTO patients_new SELECT id, mrn, name, zip FROM patients;
DROP TABLE patients;
ALTER TABLE patients_new RENAME TO patients;

-- rollback
CREATE TABLE patients_old (id INTEGER PRIMARY KEY, mrn TEXT, name TEXT NOT NULL, dob TEXT, zip TEXT);
INSERT INTO patients_old
  SELECT p.id, p.mrn, p.name, b.dob, p.zip FROM patients p LEFT JOIN births b ON b.patient_id = p.id;
DROP TABLE births;
DROP TABLE patients;
ALTER TABLE patients_old RENAME TO patients;
DROP TABLE answers;
