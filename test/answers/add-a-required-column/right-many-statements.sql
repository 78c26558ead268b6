-- migration add-a-required-column
alter table patients add sex_at_birth varchar(10);
update patients set sex_at_birth = 'unknown';
update patients set sex_at_birth = 'female' where mrn = '000123';
update patients set sex_at_birth = 'female' where mrn = '000126';
update patients set sex_at_birth = 'male' where mrn = '000127';
alter table patients alter column sex_at_birth set not null;
alter table patients add constraint sex_at_birth_words
  check ("sex_at_birth" in ('female','male','intersex','unknown'));
-- rollback
alter table patients drop constraint sex_at_birth_words;
alter table patients drop column sex_at_birth;
