-- migration rename-or-drop-and-add
alter table "visits" rename "dx_code" to "icd9";
alter table [patients] add [phone] varchar(30) default null;
alter table `patients` rename `name` to `full_name`;
-- Rollback
alter table patients rename full_name to name;
alter table patients drop phone;
alter table visits rename icd9 to dx_code;
