import { type Kysely, sql } from 'kysely';

/**
 * What stands in a slot is on show on its instance's page: who signs in again as another account changes it for every tab,
 * and no row of the instance itself. A slot that was only seen again as it was tells nothing.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_slot_connections_update() returns trigger language plpgsql set search_path from current as $$
    begin
      perform pg_notify(
        'jackfield_changes',
        json_build_object('noun', 'instance', 'to', account_id, 'ids', ids)::text
      )
      from (
        select i.account_id, case when count(distinct i.id) <= 20 then array_agg(distinct i.id) end as ids
        from old_rows as o
        join new_rows as n using (instance_id, external_id)
        join instances as i on i.id = n.instance_id
        where i.removed_at is null
        and (o.authentication_id, o.account_name, o.person_id, o.changed_at, o.previous_account_name)
        is distinct from (n.authentication_id, n.account_name, n.person_id, n.changed_at, n.previous_account_name)
        group by i.account_id
      ) as told;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_slot_connections_update after update on slot_connections
    referencing old table as old_rows new table as new_rows
    for each statement execute function tell_slot_connections_update()`.execute(database);
}
