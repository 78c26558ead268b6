-- migration expand
ALTER TABLE visits ADD COLUMN weight_kg REAL;
-- rollback
ALTER TABLE visits DROP COLUMN weight_kg;
-- migration backfill
UPDATE visits SET weight_kg =
  CASE WHEN weight_lb > 0 THEN round(weight_lb * 0.45359237, 1) END;
-- rollback
UPDATE visits SET weight_kg = NULL;
-- migration save
CREATE TABLE weights_lb (visit_id INTEGER PRIMARY KEY, weight_lb REAL NOT NULL);
INSERT INTO weights_lb SELECT id, weight_lb FROM visits WHERE weight_lb IS NOT NULL;
-- rollback
DROP TABLE weights_lb;
-- migration contract
ALTER TABLE visits DROP COLUMN weight_lb;
