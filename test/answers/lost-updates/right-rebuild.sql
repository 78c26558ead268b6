-- migration sync
CREATE TABLE visits_new (
  id INTEGER PRIMARY KEY,
  patient_id INTEGER NOT NULL REFERENCES patients (id) ON DELETE CASCADE,
  dx_code TEXT, weight_lb REAL, weight_kg REAL
);
INSERT INTO visits_new
  SELECT id, patient_id, dx_code, weight_lb, round(weight_lb * 0.45359237, 1) FROM visits;
DROP TABLE visits;
ALTER TABLE visits_new RENAME TO visits;
CREATE INDEX visits_patient_id ON visits (patient_id);
CREATE TRIGGER to_lb AFTER UPDATE OF weight_kg ON visits
WHEN NEW.weight_kg IS NOT round(NEW.weight_lb * 0.45359237, 1)
BEGIN
  UPDATE visits SET weight_lb = round(NEW.weight_kg / 0.45359237, 1)
  WHERE id = NEW.id;
END;
CREATE TRIGGER to_kg AFTER UPDATE OF weight_lb ON visits
WHEN NEW.weight_kg IS NOT round(NEW.weight_lb * 0.45359237, 1)
BEGIN
  UPDATE visits SET weight_kg = round(NEW.weight_lb * 0.45359237, 1)
  WHERE id = NEW.id;
END;
CREATE TRIGGER booked AFTER INSERT ON visits
WHEN NEW.weight_kg IS NOT round(NEW.weight_lb * 0.45359237, 1)
BEGIN
  UPDATE visits SET weight_kg = coalesce(NEW.weight_kg, round(NEW.weight_lb * 0.45359237, 1)),
    weight_lb = coalesce(NEW.weight_lb, round(NEW.weight_kg / 0.45359237, 1))
  WHERE id = NEW.id;
END;

-- migration day
-- an old server: weighed again
UPDATE visits SET weight_lb = 154.0 WHERE id % 3 = 1;
-- a new server: weighed again
UPDATE visits SET weight_kg = 70.0 WHERE id % 3 = 2;
-- an old server, then a new one: visits are booked
INSERT INTO visits (patient_id, weight_lb)
  SELECT id, 131.0 FROM patients WHERE mrn = '000126';
INSERT INTO visits (patient_id, weight_kg)
  SELECT id, 61.3 FROM patients WHERE mrn = '000127';
-- an old server, then a new one: a weight was a mistake and is deleted
UPDATE visits SET weight_lb = NULL WHERE weight_lb < 30;
UPDATE visits SET weight_kg = NULL WHERE dx_code = '008.8';
-- an old server sends its whole form, with only the code changed
UPDATE visits SET dx_code = '401.9', weight_lb = weight_lb WHERE id % 3 = 2;
