ALTER TABLE patients ADD COLUMN sex_at_birth TEXT CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown'));
UPDATE patients SET sex_at_birth = 'female' WHERE mrn IN ('000123', '000126');
UPDATE patients SET sex_at_birth = 'male' WHERE mrn = '000127';
UPDATE patients SET sex_at_birth = 'unknown' WHERE sex_at_birth IS NULL;
ALTER TABLE patients ALTER COLUMN sex_at_birth SET NOT NULL;
-- rollback
ALTER TABLE patients DROP COLUMN sex_at_birth;
