import { type Kysely, sql } from 'kysely';

/**
 * When each instance was last found to be as it stands, apart from the instances: a reading that finds nothing changed then writes
 * one small row for each, where it would write a wide one, with all of its indexes, anew.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table instance_checks (
      instance_id uuid primary key,
      vendor text not null,
      checked_at timestamptz not null
    )`.execute(database);
  await sql`
    insert into instance_checks
    select id, vendor, checked_at from instances where removed_at is null`.execute(database);
  await sql`create index instance_checks_by_age on instance_checks (vendor, checked_at, instance_id)`.execute(database);
  await sql`drop index instances_by_checked`.execute(database);
  await followInstances(database);
  await sql`analyze instance_checks`.execute(database);
}

/** Whoever writes an instance says when that was; what was removed has no age. */
async function followInstances(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function check_instances() returns trigger language plpgsql set search_path from current as $$
    begin
      if tg_op = 'INSERT' then
        insert into instance_checks select id, vendor, checked_at from new_rows where removed_at is null;
      elsif tg_op = 'DELETE' then
        delete from instance_checks where instance_id in (select id from old_rows);
      else
        delete from instance_checks where instance_id in (
          select n.id from old_rows as o join new_rows as n using (id)
          where o.removed_at is null and n.removed_at is not null);
        insert into instance_checks
        select n.id, n.vendor, n.checked_at from old_rows as o join new_rows as n using (id)
        where n.removed_at is null and (o.removed_at is not null or o.checked_at <> n.checked_at)
        on conflict (instance_id) do update set checked_at = excluded.checked_at;
      end if;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger check_instances_insert after insert on instances referencing new table as new_rows
    for each statement execute function check_instances()`.execute(database);
  await sql`
    create trigger check_instances_update after update on instances referencing old table as old_rows new table as new_rows
    for each statement execute function check_instances()`.execute(database);
  await sql`
    create trigger check_instances_delete after delete on instances referencing old table as old_rows
    for each statement execute function check_instances()`.execute(database);
}
