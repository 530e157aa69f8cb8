import { type Kysely, sql } from 'kysely';

/**
 * Instances that are used rather than enabled; instances in the making; consents that a person was sent out for; and budgets
 * of calls for vendors that limit each owner alone.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table instances add column use_count integer`.execute(database);
  await sql`
    create table connector_drafts (
      id uuid primary key default gen_random_uuid(),
      account_id uuid not null references accounts on delete cascade,
      person_id uuid not null references people on delete cascade,
      vendor text not null,
      connector_id text not null,
      content jsonb not null,
      sent jsonb,
      instance_id uuid references instances on delete set null,
      changed_at timestamptz not null,
      claim uuid,
      claimed_until timestamptz
    )`.execute(database);
  await sql`create index connector_drafts_person on connector_drafts (person_id, changed_at)`.execute(database);
  await sql`
    create table connector_consents (
      state_digest bytea primary key,
      account_id uuid not null references accounts on delete cascade,
      person_id uuid not null references people on delete cascade,
      vendor text not null,
      draft_id uuid references connector_drafts on delete cascade,
      name text,
      instance_id uuid references instances on delete cascade,
      expires_at timestamptz not null,
      used_at timestamptz
    )`.execute(database);
  await sql`
    create table owner_budgets (
      vendor text not null,
      owner_key text not null,
      tokens double precision not null,
      filled_at timestamptz not null,
      background_paused_until timestamptz,
      primary key (vendor, owner_key)
    )`.execute(database);
  await tellUse(database);
}

/** How many process flows use an instance is on show in lists, also where that leaves it in use as it was. */
async function tellUse(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_instances_use() returns trigger language plpgsql set search_path from current as $$
    begin
      perform pg_notify(
        'jackfield_changes',
        json_build_object('noun', 'instance', 'to', account_id, 'ids', ids)::text
      )
      from (
        select n.account_id, case when count(*) <= 20 then array_agg(n.id) end as ids
        from old_rows as o
        join new_rows as n using (id)
        where n.removed_at is null and o.use_count is distinct from n.use_count and o.rest_status = n.rest_status
        group by n.account_id
      ) as told;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_instances_use after update on instances
    referencing old table as old_rows new table as new_rows
    for each statement execute function tell_instances_use()`.execute(database);
}
