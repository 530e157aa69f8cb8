import { type Kysely, sql } from 'kysely';

/** The newest job of what is everybody's, which is another one for each account, and who hears of what is everybody's. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await createNewestJobs(database);
  await createToldWithEverybody(database);
  await tellNewestJobs(database);
  await tellEverybodysDeployments(database);
  await tellEverybodysInstances(database);
}

/** One row for each account that has looked at a solution that is everybody's, or has run it. */
async function createNewestJobs(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table newest_jobs (
      instance_id uuid not null references instances on delete cascade,
      account_id uuid not null references accounts on delete cascade,
      run_id text,
      state text,
      started_at timestamptz,
      space text,
      checked_at timestamptz,
      primary key (instance_id, account_id)
    )`.execute(database);
}

/** A notice may concern so many accounts one by one; more are told all at once. */
const mostAccounts = 200;

/**
 * Tells of instances that are everybody's to each account whose people see them: those with a link to the vendor. The account
 * that holds them is told like any other, by the triggers of the tables.
 */
async function createToldWithEverybody(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_with_everybody(changed uuid[]) returns void language plpgsql set search_path from current as $$
    declare notices text[];
    begin
      if cardinality(changed) is null or cardinality(changed) = 0 then return; end if;
      select array_agg(json_build_object('noun', 'instance', 'to', account_id, 'ids', ids)::text) into notices
      from (
        select link.account_id, case when count(*) <= 20 then array_agg(i.id) end as ids
        from instances as i join vendor_links as link on link.vendor = i.vendor and link.account_id <> i.account_id
        where i.id = any (changed)
        and exists (select from people where people.account_id = link.account_id)
        group by link.account_id
      ) as told;
      if cardinality(notices) > ${sql.lit(mostAccounts)} then
        notices := array['{"noun":"instance","to":"everybody","ids":null}'];
      end if;
      perform pg_notify('jackfield_changes', notice) from unnest(notices) as notice;
    end $$`.execute(database);
}

/** When it was asked for last is no change; the account whose jobs they are hears of all else, and nobody besides. */
async function tellNewestJobs(database: Kysely<unknown>): Promise<void> {
  const tell = sql`
      perform pg_notify(
        'jackfield_changes',
        json_build_object('noun', 'instance', 'to', account_id,
          'ids', case when count(*) <= 20 then array_agg(instance_id) end)::text
      )`;
  await sql`
    create function tell_newest_jobs_insert() returns trigger language plpgsql as $$
    begin
      ${tell} from new_rows where run_id is not null group by account_id;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_newest_jobs_insert after insert on newest_jobs
    referencing new table as new_rows
    for each statement execute function tell_newest_jobs_insert()`.execute(database);
  await sql`
    create function tell_newest_jobs_update() returns trigger language plpgsql as $$
    begin
      ${tell}
      from (
        select n.account_id, n.instance_id from old_rows as o join new_rows as n using (instance_id, account_id)
        where (o.run_id, o.state, o.started_at) is distinct from (n.run_id, n.state, n.started_at)
      ) as changed
      group by account_id;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_newest_jobs_update after update on newest_jobs
    referencing old table as old_rows new table as new_rows
    for each statement execute function tell_newest_jobs_update()`.execute(database);
}

/** What becomes everybody's, and what is so no more, concerns them all too. */
async function tellEverybodysDeployments(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_everybodys_deployments_insert() returns trigger
    language plpgsql set search_path from current as $$
    begin
      perform tell_with_everybody(array(select instance_id from new_rows where is_public));
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_everybodys_deployments_insert after insert on deployments
    referencing new table as new_rows
    for each statement execute function tell_everybodys_deployments_insert()`.execute(database);
  await sql`
    create function tell_everybodys_deployments_update() returns trigger
    language plpgsql set search_path from current as $$
    begin
      perform tell_with_everybody(array(
        select instance_id from old_rows as o join new_rows as n using (instance_id)
        where (o.is_public or n.is_public)
        and to_jsonb(o) - 'runs_checked_at' is distinct from to_jsonb(n) - 'runs_checked_at'
      ));
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_everybodys_deployments_update after update on deployments
    referencing old table as old_rows new table as new_rows
    for each statement execute function tell_everybodys_deployments_update()`.execute(database);
}

/** Of what is everybody's its state, its name, what is under way and that it went are on show to all. */
async function tellEverybodysInstances(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_everybodys_instances() returns trigger language plpgsql set search_path from current as $$
    begin
      perform tell_with_everybody(array(
        select n.id from old_rows as o join new_rows as n using (id)
        where (o.name, o.rest_status, o.fingerprint, o.working, o.removed_at is null)
        is distinct from (n.name, n.rest_status, n.fingerprint, n.working, n.removed_at is null)
        and exists (select from deployments where deployments.instance_id = n.id and deployments.is_public)
      ));
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_everybodys_instances after update on instances
    referencing old table as old_rows new table as new_rows
    for each statement execute function tell_everybodys_instances()`.execute(database);
}
