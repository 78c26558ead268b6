-- migration sync
ALTER TABLE visits ADD COLUMN weight_kg REAL GENERATED ALWAYS AS (round(weight_lb * 0.45359237, 1));

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
