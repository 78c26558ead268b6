-- Migration EXPAND
alter table "visits" add "weight_kg" double precision;
-- rollback
alter table visits drop weight_kg;

-- migration backfill
update visits set weight_kg = iif(weight_lb > 0, round(weight_lb * 45359237 / 1e8, 1), null);
-- rollback
update visits set weight_kg = null;

-- migration save
create table weights_lb (weight_lb float not null, visit_id integer not null primary key);
insert into weights_lb (visit_id, weight_lb)
  select id, weight_lb from visits where weight_lb > 0;
insert into weights_lb (visit_id, weight_lb)
  select id, weight_lb from visits where weight_lb <= 0;
-- rollback
drop table if exists weights_lb;

-- migration contract
alter table visits drop column weight_lb;
-- rollback
alter table visits add weight_lb real;
update visits set weight_lb = s.weight_lb from weights_lb as s where s.visit_id = visits.id;
