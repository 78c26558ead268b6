-- The CHECK belongs to the table here, so the column cannot be dropped before it.
ALTER TABLE patients ADD COLUMN sex_at_birth TEXT;
UPDATE patients SET sex_at_birth = CASE mrn
  WHEN '000123' THEN 'female' WHEN '000126' THEN 'female' WHEN '000127' THEN 'male' ELSE 'unknown' END;
ALTER TABLE patients ADD CONSTRAINT words CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown'));
ALTER TABLE patients ALTER COLUMN sex_at_birth SET NOT NULL;
-- rollback
ALTER TABLE patients DROP COLUMN sex_at_birth;
