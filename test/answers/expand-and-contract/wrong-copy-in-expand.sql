-- Copies while old servers still write.
-- migration expand
ALTER TABLE visits ADD COLUMN weight_kg REAL;
UPDATE visits SET weight_kg = CASE WHEN weight_lb > 0 THEN round(weight_lb * 0.45359237, 1) END;
-- rollback
ALTER TABLE visits DROP COLUMN weight_kg;
-- migration backfill
UPDATE visits SET weight_kg = round(weight_lb * 0.45359237, 1) WHERE weight_kg IS NULL AND weight_lb > 0;
-- rollback
SELECT 1;
-- migration save
CREATE TABLE weights_lb (visit_id INTEGER PRIMARY KEY, weight_lb REAL NOT NULL);
INSERT INTO weights_lb SELECT id, weight_lb FROM visits WHERE weight_lb IS NOT NULL;
-- rollback
DROP TABLE weights_lb;
-- migration contract
ALTER TABLE visits DROP COLUMN weight_lb;
-- rollback
ALTER TABLE visits ADD COLUMN weight_lb REAL;
UPDATE visits SET weight_lb = (SELECT s.weight_lb FROM weights_lb s WHERE s.visit_id = visits.id);
