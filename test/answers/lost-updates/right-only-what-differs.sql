-- migration sync
ALTER TABLE visits ADD COLUMN weight_kg REAL;

CREATE TRIGGER pounds_written AFTER UPDATE OF weight_lb ON visits
WHEN coalesce(round(NEW.weight_lb * 0.45359237, 1), -1e99) <> coalesce(NEW.weight_kg, -1e99)
BEGIN
  UPDATE visits SET weight_kg = round(NEW.weight_lb * 0.45359237, 1) WHERE id = NEW.id;
END;
CREATE TRIGGER kilograms_written AFTER UPDATE OF weight_kg ON visits
WHEN coalesce(round(NEW.weight_lb * 0.45359237, 1), -1e99) <> coalesce(NEW.weight_kg, -1e99)
BEGIN
  UPDATE visits SET weight_lb = round(NEW.weight_kg / 0.45359237, 1) WHERE id = NEW.id;
END;
CREATE TRIGGER booked AFTER INSERT ON visits BEGIN
  UPDATE visits SET
    weight_kg = CASE WHEN weight_lb IS NULL THEN weight_kg ELSE round(weight_lb * 0.45359237, 1) END,
    weight_lb = CASE WHEN weight_lb IS NULL THEN round(weight_kg / 0.45359237, 1) ELSE weight_lb END
  WHERE id = NEW.id;
END;
UPDATE visits SET weight_kg = round(weight_lb * 0.45359237, 1) WHERE weight_lb IS NOT NULL;

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
