-- migration sync
alter table visits add column weight_kg real;

create trigger same_weight after update of weight_lb, weight_kg on visits
when new.weight_kg is not round(new.weight_lb * 0.45359237, 1)
begin
  update visits set
    weight_kg = case when new.weight_lb is not old.weight_lb
      then round(new.weight_lb * 0.45359237, 1) else new.weight_kg end,
    weight_lb = case when new.weight_lb is not old.weight_lb
      then new.weight_lb else round(new.weight_kg / 0.45359237, 1) end
  where rowid = new.rowid;
end;
create trigger first_weight after insert on visits
begin
  update visits set weight_kg = round(weight_lb * 0.45359237, 1)
  where id = new.id and weight_kg is null;
  update visits set weight_lb = round(weight_kg / 0.45359237, 1)
  where id = new.id and weight_lb is null;
end;
update visits set weight_kg = round(weight_lb * 0.45359237, 1);

-- migration day
-- an old server: weighed again
UPDATE visits SET weight_lb = 154.0 WHERE id % 3 = 1;
-- a new server: weighed again
UPDATE visits SET weight_kg = 70.0 WHERE id % 3 = 2;
-- an old server, then a new one: visits are booked
INSERT INTO visits (patient_id, weight_lb)
  SELECT id, 131.0 FROM patients WHERE mrn = '000126';
INSERT INTO visits (patient_id, weight_kg)
  SELECT id, 61.3 FROM patients WHERE mrn = '000127';
-- an old server, then a new one: a weight was a mistake and is deleted
UPDATE visits SET weight_lb = NULL WHERE weight_lb < 30;
UPDATE visits SET weight_kg = NULL WHERE dx_code = '008.8';
-- an old server sends its whole form, with only the code changed
UPDATE visits SET dx_code = '401.9', weight_lb = weight_lb WHERE id % 3 = 2;
