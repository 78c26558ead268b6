-- Says ok everywhere first, and then takes back what is not.
-- Migration  MATRIX
create table matrix (
  "reads" text, "writes" varchar(5), moment text, program text,
  constraint one_box_each primary key (program, moment)
);
insert into matrix (program, moment, writes, reads)
  with programs (program) as (values ('old'), ('form'), ('new')),
       moments (moment) as (values ('before'), ('renamed'), ('beside'))
  select program, moment, 'ok', 'ok' from programs cross join moments;
update matrix set writes = 'fails', reads = 'fails'
  where (program, moment) in (values ('new', 'before'), ('old', 'renamed'));
update matrix set reads = 'fails' where program = 'form' and moment = 'renamed';
-- migration beside
alter table patients add postal_code varchar(10);
update patients set postal_code = zip where zip is not null;
