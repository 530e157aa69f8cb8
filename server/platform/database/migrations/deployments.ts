import { type Kysely, sql } from 'kysely';

/** Instances that run once they were deployed, repetitions of their runs, and solutions that are deployed from a file. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await sql`alter table instances add column deployment jsonb, add column last_run text`.execute(database);
  await sql`
    create table deployments (
      instance_id uuid primary key references instances on delete cascade,
      name text not null,
      version text not null,
      owner text not null,
      author text,
      summary text,
      state text not null,
      visibility text not null,
      is_public boolean not null,
      vendor_updated_at timestamptz,
      newest_run_id text,
      newest_run_state text,
      newest_run_at timestamptz,
      runs_checked_at timestamptz
    )`.execute(database);
  await sql`create index deployments_name on deployments (lower(name), instance_id)`.execute(database);
  await sql`
    create table replays (
      vendor text not null,
      run_id text not null,
      instance_id uuid not null references instances on delete cascade,
      sent_at timestamptz,
      known_run_ids text[] not null default '{}',
      new_run_id text,
      is_refused boolean not null default false,
      claim uuid,
      claimed_until timestamptz,
      primary key (vendor, run_id)
    )`.execute(database);
  await sql`create index replays_instance on replays (instance_id)`.execute(database);
  await sql`create index deployments_public on deployments (instance_id) where is_public`.execute(database);
  // By which a run that was begun here is found again among the vendor's.
  await sql`create index operations_run on operations ((data #>> '{job,runId}')) where kind = 'run'`.execute(database);
  await letRunsRunBeside(database);
  await tellDeployments(database);
  await tellJobs(database);
  await tellDeploymentFlags(database);
  await tellReadsButOfEverybodys(database);
}

/** A run changes nothing about its instance, so any number of them may go on beside each other and beside a change. */
async function letRunsRunBeside(database: Kysely<unknown>): Promise<void> {
  await sql`drop index operations_one_running`.execute(database);
  await sql`
    create unique index operations_one_running on operations (instance_id)
    where state = 'running' and kind <> 'run'`.execute(database);
}

/** What the list of solutions shows besides is told like a change of the instance itself. Who reads it again is no change. */
async function tellDeployments(database: Kysely<unknown>): Promise<void> {
  // A row comes after its instance, and whoever heard of that one may have asked in between.
  await sql`
    create function tell_deployments_insert() returns trigger language plpgsql set search_path from current as $$
    begin
      perform pg_notify(
        'jackfield_changes',
        json_build_object('noun', 'instance', 'to', account_id, 'ids', ids)::text
      )
      from (
        select i.account_id, case when count(*) <= 20 then array_agg(i.id) end as ids
        from new_rows as n join instances as i on i.id = n.instance_id
        where i.removed_at is null
        group by i.account_id
      ) as told;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_deployments_insert after insert on deployments
    referencing new table as new_rows
    for each statement execute function tell_deployments_insert()`.execute(database);
  await sql`
    create function tell_deployments_update() returns trigger language plpgsql set search_path from current as $$
    begin
      perform pg_notify(
        'jackfield_changes',
        json_build_object('noun', 'instance', 'to', account_id,
          'ids', case when count(*) <= 20 then array_agg(id) end)::text
      )
      from (
        select instances.account_id, instances.id
        from old_rows as o join new_rows as n using (instance_id) join instances on instances.id = instance_id
        where to_jsonb(o) - 'runs_checked_at' is distinct from to_jsonb(n) - 'runs_checked_at'
      ) as changed
      group by account_id;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_deployments_update after update on deployments
    referencing old table as old_rows new table as new_rows
    for each statement execute function tell_deployments_update()`.execute(database);
}

/** Of what an operation remembers for itself, how far its job is and how it ended are on show. */
async function tellJobs(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_operations_job() returns trigger language plpgsql set search_path from current as $$
    begin
      perform pg_notify(
        'jackfield_changes',
        json_build_object('noun', 'operation', 'to', account_id,
          'ids', case when count(*) <= 20 then array_agg(id) end)::text
      )
      from (
        select n.account_id, n.id from old_rows as o join new_rows as n using (id)
        where (o.data #> '{job,progress}', o.data #> '{job,runId}', o.data #> '{job,end}')
        is distinct from (n.data #> '{job,progress}', n.data #> '{job,runId}', n.data #> '{job,end}')
      ) as changed
      group by account_id;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_operations_job after update on operations
    referencing old table as old_rows new table as new_rows
    for each statement execute function tell_operations_job()`.execute(database);
}

/** How a deployment stands is on show in lists. When it last ran is not: that changes with every run. */
async function tellDeploymentFlags(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_instances_deployment() returns trigger language plpgsql set search_path from current as $$
    begin
      perform pg_notify(
        'jackfield_changes',
        json_build_object('noun', 'instance', 'to', account_id, 'ids', ids)::text
      )
      from (
        select n.account_id, case when count(*) <= 20 then array_agg(n.id) end as ids
        from old_rows as o
        join new_rows as n using (id)
        where n.removed_at is null
        and (o.deployment - 'lastRanAt', o.last_run) is distinct from (n.deployment - 'lastRanAt', n.last_run)
        group by n.account_id
      ) as told;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_instances_deployment after update on instances
    referencing old table as old_rows new table as new_rows
    for each statement execute function tell_instances_deployment()`.execute(database);
}

/**
 * What is everybody's is read once for all accounts, in a scope that is no account's: how that goes is on show nowhere, so
 * nobody is told. All other scopes are told as before.
 */
async function tellReadsButOfEverybodys(database: Kysely<unknown>): Promise<void> {
  await sql`
    create or replace function tell_sync_states_update() returns trigger language plpgsql as $$
    declare of_each_read constant text[] := '{checked_at,found,claimed_until,claim,under_way_since}';
    begin
      perform pg_notify(
        'jackfield_changes',
        json_build_object('noun', noun, 'to', concerned, 'ids', case noun when 'vendor' then array[vendor] end)::text
      )
      from (
        select vendor,
          case scope when 'catalogue' then 'template' else 'vendor' end as noun,
          case
            when scope not in ('everything', 'catalogue') then scope
            when is_other then 'everybody'
            when scope = 'everything' then 'admins'
          end as concerned
        from (
          select n.vendor, n.scope,
            (o.checked_at is null) <> (n.checked_at is null)
            or to_jsonb(o) - of_each_read is distinct from to_jsonb(n) - of_each_read as is_other,
            o.claimed_until is not null and (n.claimed_until is null or n.claimed_until < o.claimed_until) as has_ended
          from old_rows as o join new_rows as n using (vendor, scope)
          where scope <> 'public'
        ) as compared
        where is_other or has_ended
      ) as told
      where concerned is not null;
      return null;
    end $$`.execute(database);
}
