-- Answers only the first of several rows with the same number.
ALTER TABLE patients ADD COLUMN sex_at_birth TEXT CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown'));
UPDATE patients SET sex_at_birth = 'unknown';
UPDATE patients SET sex_at_birth = 'female'
  WHERE id IN (SELECT min(id) FROM patients WHERE mrn IN ('000123', '000126') GROUP BY mrn);
UPDATE patients SET sex_at_birth = 'male' WHERE mrn = '000127';
ALTER TABLE patients ALTER COLUMN sex_at_birth SET NOT NULL;
-- rollback
ALTER TABLE patients DROP COLUMN sex_at_birth;
