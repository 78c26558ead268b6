-- Takes 123 for 000123.
ALTER TABLE patients ADD COLUMN sex_at_birth TEXT CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown'));
UPDATE patients SET sex_at_birth = CASE CAST(mrn AS INTEGER)
  WHEN 123 THEN 'female' WHEN 126 THEN 'female' WHEN 127 THEN 'male' ELSE 'unknown' END;
ALTER TABLE patients ALTER COLUMN sex_at_birth SET NOT NULL;
-- rollback
ALTER TABLE patients DROP COLUMN sex_at_birth;
