-- NOT IN is not true for NULL, so SET NOT NULL is refused.
ALTER TABLE patients ADD COLUMN sex_at_birth TEXT CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown'));
UPDATE patients SET sex_at_birth = 'female' WHERE mrn IN ('000123', '000126');
UPDATE patients SET sex_at_birth = 'male' WHERE mrn = '000127';
UPDATE patients SET sex_at_birth = 'unknown' WHERE mrn NOT IN ('000123', '000126', '000127');
ALTER TABLE patients ALTER COLUMN sex_at_birth SET NOT NULL;
-- rollback
ALTER TABLE patients DROP COLUMN sex_at_birth;
