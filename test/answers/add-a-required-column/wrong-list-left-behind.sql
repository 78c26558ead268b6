CREATE TABLE asked (mrn TEXT PRIMARY KEY, sex TEXT NOT NULL);
INSERT INTO asked VALUES ('000123', 'female'), ('000126', 'female'), ('000127', 'male');
ALTER TABLE patients ADD COLUMN sex_at_birth TEXT CHECK (sex_at_birth IN ('female', 'male', 'intersex', 'unknown'));
UPDATE patients SET sex_at_birth = coalesce((SELECT sex FROM asked WHERE asked.mrn = patients.mrn), 'unknown');
ALTER TABLE patients ALTER COLUMN sex_at_birth SET NOT NULL;
-- rollback
ALTER TABLE patients DROP COLUMN sex_at_birth;
DROP TABLE asked;
