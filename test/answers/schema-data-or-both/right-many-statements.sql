-- migration schema-data-or-both
create table "answers" ("kind" varchar(10) not null, "change" integer not null primary key);
insert into answers values ('data', 1);
insert into answers values ('both', 3);
insert into answers values ('both', 2);
update answers set kind = 'none' where change = 2;
create table [births] ([patient_id] integer, `dob` text not null, primary key (patient_id), foreign key (patient_id) references patients);
insert into births (dob, patient_id) select dob, id from patients where dob is not null order by id desc;
alter table patients drop dob;
--   ROLLBACK
alter table patients add dob varchar;
update patients set dob = births.dob from births where births.patient_id = patients.id;
drop table answers;
drop table births;
