-- The end is right, and nobody could have run on the way there.
-- migration expand
ALTER TABLE visits ADD COLUMN weight_kg REAL;
UPDATE visits SET weight_kg = CASE WHEN weight_lb > 0 THEN round(weight_lb * 0.45359237, 1) END;
CREATE TABLE weights_lb (visit_id INTEGER PRIMARY KEY, weight_lb REAL NOT NULL);
INSERT INTO weights_lb SELECT id, weight_lb FROM visits WHERE weight_lb IS NOT NULL;
ALTER TABLE visits DROP COLUMN weight_lb;
-- rollback
ALTER TABLE visits ADD COLUMN weight_lb REAL;
UPDATE visits SET weight_lb = (SELECT s.weight_lb FROM weights_lb s WHERE s.visit_id = visits.id);
DROP TABLE weights_lb;
ALTER TABLE visits DROP COLUMN weight_kg;
-- migration backfill
SELECT 1;
-- rollback
SELECT 1;
-- migration save
SELECT 1;
-- rollback
SELECT 1;
-- migration contract
SELECT 1;
-- rollback
SELECT 1;
