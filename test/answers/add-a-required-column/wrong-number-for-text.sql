-- known mistake: Nobody on reception's list has got an answer.
ALTER TABLE patients ADD COLUMN sex_at_birth TEXT
  CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown'));
UPDATE patients SET sex_at_birth = CASE mrn
  WHEN 000123 THEN 'female'
  WHEN 000126 THEN 'female'
  WHEN 000127 THEN 'male'
  ELSE 'unknown' END;
ALTER TABLE patients ALTER COLUMN sex_at_birth SET NOT NULL;
-- rollback
ALTER TABLE patients DROP COLUMN sex_at_birth;
