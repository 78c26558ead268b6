-- Rebuilds visits to expand and to contract.
-- migration expand
CREATE TABLE visits_new (
  id INTEGER PRIMARY KEY,
  patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  weight_kg REAL,
  dx_code TEXT,
  weight_lb REAL
);
INSERT INTO visits_new (id, patient_id, dx_code, weight_lb)
  SELECT id, patient_id, dx_code, weight_lb FROM visits;
DROP TABLE visits;
ALTER TABLE visits_new RENAME TO visits;
CREATE INDEX visits_patient_id ON visits (patient_id);
-- rollback
ALTER TABLE visits DROP COLUMN weight_kg;
-- migration backfill
UPDATE visits SET weight_kg = round(weight_lb * 0.45359237, 1);
UPDATE visits SET weight_kg = NULL WHERE weight_lb <= 0;
-- rollback
UPDATE visits SET weight_kg = NULL;
-- migration save
CREATE TABLE weights_lb (visit_id INTEGER PRIMARY KEY, weight_lb DOUBLE NOT NULL);
INSERT OR IGNORE INTO weights_lb SELECT id, weight_lb FROM visits;
-- rollback
DROP TABLE weights_lb;
-- migration contract
CREATE TABLE visits_new (
  id INTEGER PRIMARY KEY,
  patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  dx_code TEXT,
  weight_kg REAL
);
INSERT INTO visits_new SELECT id, patient_id, dx_code, weight_kg FROM visits;
DROP TABLE visits;
ALTER TABLE visits_new RENAME TO visits;
CREATE INDEX visits_of_patient ON visits (patient_id);
-- rollback
CREATE TABLE visits_old (
  id INTEGER PRIMARY KEY,
  patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  dx_code TEXT,
  weight_lb REAL,
  weight_kg REAL
);
INSERT INTO visits_old
  SELECT v.id, v.patient_id, v.dx_code, s.weight_lb, v.weight_kg
  FROM visits v LEFT JOIN weights_lb s ON s.visit_id = v.id;
DROP TABLE visits;
ALTER TABLE visits_old RENAME TO visits;
CREATE INDEX visits_patient_id ON visits (patient_id);
