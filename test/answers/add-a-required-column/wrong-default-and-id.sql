ALTER TABLE patients ADD COLUMN sex_at_birth TEXT NOT NULL DEFAULT 'unknown' CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown'));
UPDATE patients SET sex_at_birth = 'female' WHERE id IN (1, 3, 6);
UPDATE patients SET sex_at_birth = 'male' WHERE id = 7;
-- rollback
ALTER TABLE patients DROP COLUMN sex_at_birth;
