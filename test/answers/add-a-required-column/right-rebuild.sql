CREATE TABLE patients_new (
  id INTEGER PRIMARY KEY, mrn TEXT, name TEXT NOT NULL, dob TEXT, zip TEXT,
  sex_at_birth TEXT NOT NULL,
  CONSTRAINT four_words CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown'))
);
INSERT INTO patients_new
  SELECT id, mrn, name, dob, zip,
    CASE WHEN mrn IN ('000123', '000126') THEN 'female' WHEN mrn = '000127' THEN 'male' ELSE 'unknown' END
  FROM patients;
DROP TABLE patients;
ALTER TABLE patients_new RENAME TO patients;
-- rollback
CREATE TABLE patients_old (id INTEGER PRIMARY KEY, mrn TEXT, name TEXT NOT NULL, dob TEXT, zip TEXT);
INSERT INTO patients_old SELECT id, mrn, name, dob, zip FROM patients;
DROP TABLE patients;
ALTER TABLE patients_old RENAME TO patients;
