import { type Kysely, sql } from 'kysely';

/**
 * What lists of everybody's rows are sorted, searched and counted by, apart from the rows: `instances` is written by every
 * reading of a vendor, these only by what changes something on show, so that they stay small and their indexes whole.
 *
 * `listed_instances` has one row for each instance that was not removed. `kind` stands for all that it has in common with others
 * in the counts. `instance_counts` has what that is, and how many there are: the sum over all rows of a kind, so that nobody who
 * writes waits for another. Both are kept by triggers in the transaction that changes an instance, its operation or its account.
 *
 * `list_marks` has a number drawn at random for each change. Whoever sees the same sum sees the same list, so that what was found
 * out of it need not be found out again.
 */
export async function listEverybody(database: Kysely<unknown>): Promise<void> {
  await createLists(database);
  await createListing(database);
  await listOnInstances(database);
  await listOnOperations(database);
  await listOnAccounts(database);
  await sql`select list_anew(array(select id from instances))`.execute(database);
  await replaceIndexes(database);
}

async function createLists(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table listed_instances (
      id uuid primary key,
      account_id uuid not null,
      kind bigint not null,
      created_at timestamptz,
      name_key text not null,
      account_key text not null,
      vendor_key text not null,
      problem_text text
    )`.execute(database);
  await sql`
    create table instance_counts (
      kind bigint not null,
      vendor text not null,
      template_id text not null,
      template_name text not null,
      status text not null,
      health text not null,
      update_kind text not null,
      needs_person text not null,
      count integer not null
    )`.execute(database);
  await sql`create index instance_counts_by_kind on instance_counts (kind)`.execute(database);
  await sql`create table list_marks (mark numeric not null)`.execute(database);
}

/** Each list order has its index, with the kind in it, so that a filter is answered there. */
async function replaceIndexes(database: Kysely<unknown>): Promise<void> {
  await sql`create index listed_by_kind on listed_instances (kind, id)`.execute(database);
  await sql`create index listed_by_account on listed_instances (account_id, kind)`.execute(database);
  await sql`create index listed_by_name on listed_instances (name_key, id) include (kind)`.execute(database);
  await sql`create index listed_by_account_name on listed_instances (account_key, id) include (kind)`.execute(database);
  // Rows without the moment come last in both directions.
  await sql`create index listed_by_created on listed_instances (created_at, id) include (kind)`.execute(database);
  await sql`create index listed_by_newest on listed_instances (created_at desc nulls last, id desc) include (kind)`.execute(
    database,
  );
  await sql`create index listed_by_vendor_key on listed_instances (vendor_key)`.execute(database);
  await sql`
    create index listed_search on listed_instances
    using gin (name_key public.gin_trgm_ops, problem_text public.gin_trgm_ops)`.execute(database);
  await sql`create index accounts_search on accounts using gin (lower(name) public.gin_trgm_ops)`.execute(database);
  await sql`
    create index instances_by_checked on instances (vendor, checked_at, id) where removed_at is null`.execute(database);
  // Each would be written anew by every reading, and no list asks for them any more.
  await sql`drop index instances_search, instances_by_name, instances_by_created, instances_by_template`.execute(
    database,
  );
  await sql`analyze listed_instances, instance_counts`.execute(database);
}

/**
 * Lists these instances as they are now. Who calls it holds the rows of `instances`, or nobody else can write the list, so that
 * two never do it for one row at once.
 */
async function createListing(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function list_anew(changed uuid[]) returns void language plpgsql set search_path from current as $$
    begin
      if cardinality(changed) is null or cardinality(changed) = 0 then return; end if;
      with fresh as (${freshRows}),
      kinds as (
        select *, hashtextextended(jsonb_build_array(
          vendor, template_id, template_name, status, health, update_kind, needs_person)::text, 0) as kind
        from fresh
      ),
      before as (select id, kind from listed_instances where id = any (changed)),
      taken as (
        delete from listed_instances
        where id = any (changed) and not exists (select from kinds where kinds.id = listed_instances.id)
      ),
      written as (
        insert into listed_instances as listed
          (id, account_id, kind, created_at, name_key, account_key, vendor_key, problem_text)
        select id, account_id, kind, created_at, name_key, account_key, vendor_key, problem_text from kinds
        on conflict (id) do update set
          account_id = excluded.account_id, kind = excluded.kind, created_at = excluded.created_at,
          name_key = excluded.name_key, account_key = excluded.account_key, vendor_key = excluded.vendor_key,
          problem_text = excluded.problem_text
        where (listed.*) is distinct from (excluded.*)
      ),
      more as (
        select kind, vendor, template_id, template_name, status, health, update_kind, needs_person, count(*) as count
        from kinds group by kind, vendor, template_id, template_name, status, health, update_kind, needs_person
      ),
      fewer as (select kind, count(*) as count from before group by kind)
      insert into instance_counts
        (kind, vendor, template_id, template_name, status, health, update_kind, needs_person, count)
      select kind, vendor, template_id, template_name, status, health, update_kind, needs_person,
        more.count - coalesce(fewer.count, 0)
      from more left join fewer using (kind)
      where more.count <> coalesce(fewer.count, 0)
      union all
      select kind, vendor, template_id, template_name, status, health, update_kind, needs_person, -fewer.count
      from fewer
      cross join lateral (select * from instance_counts where instance_counts.kind = fewer.kind limit 1) as known (
        known_kind, vendor, template_id, template_name, status, health, update_kind, needs_person)
      where not exists (select from more where more.kind = fewer.kind);
      insert into list_marks values (hashtextextended(gen_random_uuid()::text, 0));
      -- Now and then what was counted one by one is summed up. What somebody else is summing up is left to them.
      if random() < 0.02 then perform sum_instance_counts(); end if;
    end $$`.execute(database);
  await sql`
    create function sum_instance_counts() returns void language plpgsql set search_path from current as $$
    begin
      with parts as (
        delete from instance_counts
        where ctid = any (array(select ctid from instance_counts for update skip locked))
        returning *
      )
      insert into instance_counts
      select kind, vendor, template_id, template_name, status, health, update_kind, needs_person, sum(count)
      from parts
      group by kind, vendor, template_id, template_name, status, health, update_kind, needs_person
      having sum(count) <> 0;
      with parts as (
        delete from list_marks where ctid = any (array(select ctid from list_marks for update skip locked)) returning mark
      )
      insert into list_marks select sum(mark) from parts having count(*) > 0;
    end $$`.execute(database);
}

/** The instances as lists have them: what is shown, whether it is well, whether it needs a person, and what went wrong last. */
const freshRows = sql`
  select i.id, i.account_id, i.vendor, i.template_id, i.template_name, i.update_kind, i.created_at,
    lower(i.name) as name_key, lower(account.name) as account_key, lower(i.vendor_id) as vendor_key, shown.status,
    case
      when operation.state = 'running' and said.code <> ''
        or operation.state = 'failed' and not moot.is_moot
        then lower(concat_ws(chr(31), said.code, operation.problem ->> 'vendorMessage'))
    end as problem_text,
    case
      when operation.state = 'running' then case said.code when '' then 'ok' else 'degraded' end
      when i.working then well.when_well
      when operation.state = 'failed' and not moot.is_moot then 'failed'
      when shown.status = 'unknown' then 'unknown'
      when told.is_suspended then 'failed'
      when shown.status = 'unfinished' then 'attention'
      when i.rest_status in ('in_use', 'unused') then well.when_well
      when i.rest_status = 'enabled' and told.is_failing then 'failed'
      when told.is_undeployed or i.last_run = 'needs_person' then 'attention'
      when i.rest_status = 'enabled' and i.last_run = 'failed' then 'failed'
      when i.rest_status = 'enabled' and i.update_kind = 'none' and told.lacks_something then 'attention'
      when i.update_kind not in ('none', 'automatic') then 'attention'
      when i.deployment ->> 'configuration' = 'users' then 'ok'
      else well.when_well
    end as health,
    case
      when i.working or operation.state = 'running' then 'no'
      when operation.state = 'failed' and not moot.is_moot and said.code not in ('vendor_forbidden', 'vendor_unauthorized',
        'not_connected', 'owners_hidden', 'waiting_for_company', 'unsupported', 'too_late', 'gone') then 'yes'
      when told.is_suspended then 'no'
      when shown.status = 'unfinished' then 'yes'
      when i.rest_status in ('enabled', 'disabled')
        and (told.is_undeployed or i.last_run = 'needs_person' or i.update_kind = 'needs_user') then 'yes'
      when i.rest_status = 'enabled' and (told.is_failing or i.last_run = 'failed'
        or i.update_kind = 'none' and told.lacks_something) then 'yes'
      when i.rest_status in ('enabled', 'disabled') and i.update_kind in ('needs_system', 'needs_both') then 'with_hook'
      else 'no'
    end as needs_person
  from instances as i
  join accounts as account on account.id = i.account_id
  left join operations as operation on operation.id = i.last_operation_id
  cross join lateral (select
    case
      when i.working then 'working'
      when i.awaiting_set_up and i.rest_status = 'disabled' then 'unfinished'
      else i.rest_status
    end as status) as shown
  cross join lateral (select
    coalesce((i.deployment ->> 'isSuspended')::boolean, false) as is_suspended,
    coalesce((i.deployment ->> 'isFailing')::boolean, false) as is_failing,
    coalesce((i.deployment ->> 'hasUndeployedChanges')::boolean, false) as is_undeployed,
    cardinality(i.missing_connections) + cardinality(i.missing_values) > 0 as lacks_something) as told
  cross join lateral (select coalesce(operation.problem ->> 'code', '') as code) as said
  cross join lateral (select
    case
      when operation.state = 'succeeded' or i.last_run = 'ok' or i.deployment ->> 'lastRanAt' is not null then 'ok'
      else 'unknown'
    end as when_well) as well
  cross join lateral (select
    case operation.kind
      when 'activate' then shown.status = 'enabled'
      when 'enable' then shown.status = 'enabled'
      when 'disable' then shown.status <> 'enabled'
      when 'upgrade' then i.update_kind = 'none' and not told.is_undeployed
      when 'deploy' then i.deployment is not null and not told.is_undeployed and shown.status <> 'unfinished'
      else false
    end as is_moot) as moot
  where i.id = any (changed) and i.removed_at is null`;

/** All columns that lists find, order or count rows by, and those that decide about them. */
const shownColumns = [
  'vendor',
  'vendor_id',
  'account_id',
  'name',
  'template_id',
  'template_name',
  'rest_status',
  'update_kind',
  'created_at',
  'missing_connections',
  'missing_values',
  'deployment',
  'last_run',
  'removed_at',
  'working',
  'awaiting_set_up',
  'last_operation_id',
];

/** When an instance was read or written through changes nothing here, so that a reading that finds all as it was writes nothing. */
async function listOnInstances(database: Kysely<unknown>): Promise<void> {
  const seen = (row: string) => sql.join(shownColumns.map((column) => sql.ref(`${row}.${column}`)));
  await sql`
    create function list_instances() returns trigger language plpgsql set search_path from current as $$
    begin
      if tg_op = 'INSERT' then
        perform list_anew(array(select id from new_rows where removed_at is null));
      elsif tg_op = 'DELETE' then
        perform list_anew(array(select id from old_rows where removed_at is null));
      else
        perform list_anew(array(
          select n.id from old_rows as o join new_rows as n using (id)
          where (${seen('o')}) is distinct from (${seen('n')})
        ));
      end if;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger list_instances_insert after insert on instances referencing new table as new_rows
    for each statement execute function list_instances()`.execute(database);
  await sql`
    create trigger list_instances_update after update on instances referencing old table as old_rows new table as new_rows
    for each statement execute function list_instances()`.execute(database);
  await sql`
    create trigger list_instances_delete after delete on instances referencing old table as old_rows
    for each statement execute function list_instances()`.execute(database);
}

/** The operation that speaks for an instance went on, or failed. Its instance is held first, as by whoever changes it. */
async function listOnOperations(database: Kysely<unknown>): Promise<void> {
  const relist = (changed: ReturnType<typeof sql>) => sql`
        select array_agg(held.id) into concerned from (
          select instances.id from instances
          where (instances.id, instances.last_operation_id) in (${changed})
          order by instances.vendor_id for no key update
        ) as held;`;
  await sql`
    create function list_operations() returns trigger language plpgsql set search_path from current as $$
    declare concerned uuid[];
    begin
      if tg_op = 'INSERT' then
        ${relist(sql`select instance_id, id from new_rows`)}
      elsif tg_op = 'DELETE' then
        ${relist(sql`select instance_id, id from old_rows`)}
      else
        ${relist(sql`
          select n.instance_id, n.id from old_rows as o join new_rows as n using (id)
          where (o.kind, o.state, o.problem, o.instance_id) is distinct from (n.kind, n.state, n.problem, n.instance_id)`)}
      end if;
      perform list_anew(concerned);
      return null;
    end $$`.execute(database);
  await sql`
    create trigger list_operations_insert after insert on operations referencing new table as new_rows
    for each statement execute function list_operations()`.execute(database);
  await sql`
    create trigger list_operations_update after update on operations referencing old table as old_rows new table as new_rows
    for each statement execute function list_operations()`.execute(database);
  await sql`
    create trigger list_operations_delete after delete on operations referencing old table as old_rows
    for each statement execute function list_operations()`.execute(database);
}

/**
 * An account is seldom given another name. Whoever writes the list meanwhile may have read the former one, so all of them are
 * waited for.
 */
async function listOnAccounts(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function list_accounts() returns trigger language plpgsql set search_path from current as $$
    begin
      if exists (select from old_rows as o join new_rows as n using (id) where o.name <> n.name) then
        lock table listed_instances in share row exclusive mode;
        perform list_anew(array(
          select instances.id from instances
          where account_id in (select n.id from old_rows as o join new_rows as n using (id) where o.name <> n.name)
        ));
      end if;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger list_accounts after update on accounts referencing old table as old_rows new table as new_rows
    for each statement execute function list_accounts()`.execute(database);
}
