import { type Kysely, sql } from 'kysely';
import { listEverybody } from './listed-instances.ts';

/** What an operator of everybody's instances needs besides: views, files, work on many at once, and looking as an account. */
export async function up(database: Kysely<unknown>): Promise<void> {
  await createViews(database);
  await createExports(database);
  await createBulks(database);
  await rememberWhoIsViewed(database);
  await rememberLinkChecks(database);
  await rememberWalks(database);
  await listEverybody(database);
  await indexAudit(database);
  await rememberAnswerTimes(database);
  await createFailedRuns(database);
  await indexEnds(database);
  await createUpgradeNotices(database);
}

async function createViews(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table saved_views (
      id uuid primary key default gen_random_uuid(),
      person_id uuid not null references people,
      name text not null,
      query text not null,
      is_shared boolean not null,
      created_at timestamptz not null,
      changed_at timestamptz not null
    )`.execute(database);
  await sql`create unique index saved_views_by_name on saved_views (person_id, lower(name))`.execute(database);
}

/** A file lies here in parts until its hour is over, so that any replica can hand it out. */
async function createExports(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table exports (
      id uuid primary key default gen_random_uuid(),
      kind text not null,
      state text not null,
      person_id uuid not null references people,
      request_key uuid not null,
      request_id text not null,
      filter jsonb not null,
      rows_done integer not null default 0,
      rows_all integer,
      bytes bigint,
      problem_code text,
      started_at timestamptz not null,
      ended_at timestamptz,
      kept_until timestamptz,
      unique (person_id, request_key)
    )`.execute(database);
  await sql`create index exports_running on exports (started_at) where state = 'running'`.execute(database);
  await sql`
    create table export_parts (
      export_id uuid not null references exports on delete cascade,
      position integer not null,
      content bytea not null,
      primary key (export_id, position)
    )`.execute(database);
}

async function createBulks(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table bulks (
      id uuid primary key default gen_random_uuid(),
      action text not null,
      state text not null,
      person_id uuid not null references people,
      request_key uuid not null,
      request_id text not null,
      repeats uuid,
      planned_at timestamptz not null,
      begins_at timestamptz,
      started_at timestamptz,
      ended_at timestamptz,
      due_at timestamptz not null,
      planned_to integer not null default 0,
      counts jsonb not null,
      refusals jsonb not null,
      per_minute integer,
      counted_at timestamptz not null,
      stopped_by uuid references people,
      unique (person_id, request_key)
    )`.execute(database);
  await sql`
    create index bulks_due on bulks (due_at)
    where state in ('planning', 'planned', 'held', 'running', 'stopping')`.execute(database);
  await sql`create index bulks_by_time on bulks (planned_at desc, id desc)`.execute(database);
  await sql`create index bulks_repeated on bulks (repeats) where repeats is not null`.execute(database);
  // The set as it was frozen. The id of an item is the key of the operation that it becomes, so that it becomes one.
  await sql`
    create table bulk_items (
      id uuid primary key default gen_random_uuid(),
      bulk_id uuid not null references bulks on delete cascade,
      position integer not null,
      instance_id uuid not null,
      account_id uuid not null,
      vendor text not null,
      name text not null,
      outcome text not null,
      problem_code text,
      vendor_message text,
      operation_id uuid,
      attempts integer not null default 0,
      ended_at timestamptz,
      unique (bulk_id, position)
    )`.execute(database);
  await sql`create index bulk_items_by_outcome on bulk_items (bulk_id, outcome, position)`.execute(database);
  await sql`create index bulk_items_by_operation on bulk_items (operation_id) where operation_id is not null`.execute(
    database,
  );
  await sql`create index bulk_items_waiting on bulk_items (bulk_id, attempts, position) where outcome = 'waiting'`.execute(
    database,
  );
  await sql`create index bulk_items_by_end on bulk_items (bulk_id, ended_at) where ended_at is not null`.execute(
    database,
  );
  // Nobody waits for one that belongs to work on many.
  await sql`alter table operations add column bulk_id uuid`.execute(database);
  await tellBulks(database);
}

/** Administrators hear of what changes; its items are many, and their counts stand in its row. */
async function tellBulks(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function tell_bulk() returns trigger language plpgsql as $$
    begin
      perform pg_notify(
        'jackfield_changes',
        json_build_object('noun', 'bulk', 'to', 'admins', 'ids', json_build_array(new.id))::text
      );
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_bulk after insert or update on bulks for each row execute function tell_bulk()`.execute(
    database,
  );
}

/** An administrator's session may look as an account for a while; it changes nothing as long as it does. */
async function rememberWhoIsViewed(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table sessions
      add column viewing_account_id uuid references accounts,
      add column viewing_until timestamptz`.execute(database);
  // Open pages are somebody else's from that moment on.
  await sql`
    create function tell_sessions_update() returns trigger language plpgsql as $$
    begin
      perform pg_notify('jackfield_changes',
        json_build_object('noun', 'session', 'to', 'sessions',
          'ids', case when count(*) <= 20 then array_agg(encode(n.id_digest, 'hex')) end)::text)
      from old_rows as o join new_rows as n using (id_digest)
      where o.viewing_account_id is distinct from n.viewing_account_id
      having count(*) > 0;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger tell_sessions_update after update on sessions
    referencing old table as old_rows new table as new_rows
    for each statement execute function tell_sessions_update()`.execute(database);
}

async function rememberLinkChecks(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table vendor_links
      add column entered_at timestamptz,
      add column entered_by uuid references people,
      add column checked_at timestamptz,
      add column check_problem text`.execute(database);
  // What an administrator has taken away comes back by nothing but an administrator.
  await sql`
    create table removed_links (
      account_id uuid not null references accounts,
      vendor text not null,
      removed_at timestamptz not null,
      primary key (account_id, vendor)
    )`.execute(database);
  await sql`create index people_by_account on people (account_id)`.execute(database);
}

/**
 * Where a walk over everybody's rows had come to, so that it goes on there. It is on show nowhere, so nobody is told of it: page by
 * page that would be everybody, again and again.
 */
async function rememberWalks(database: Kysely<unknown>): Promise<void> {
  await sql`alter table sync_states add column walk jsonb`.execute(database);
  await sql`
    create or replace function tell_sync_states_update() returns trigger language plpgsql as $$
    declare of_each_read constant text[] := '{checked_at,found,claimed_until,claim,under_way_since,walk}';
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
  // Each reading says anew of every row when it was checked. In a page that is half empty, and as long as no index has the column
  // in it, that touches the row alone and none of the indexes: a twentieth of what is written otherwise.
  await sql`alter table instances set (fillfactor = 50)`.execute(database);
}

/**
 * What the audit log is searched and narrowed by. The words of an entry are those of the moment at which it was written: whoever
 * is called otherwise later is found by the name that they had. Ids, which would fill the index of words, are found by their own.
 */
async function indexAudit(database: Kysely<unknown>): Promise<void> {
  const wordsOf = (entry: 'new' | 'audit_entries') =>
    sql.raw(`lower(concat_ws(' ',
      (select name from people where id = ${entry}.person_id),
      (select name || ' ' || external_id from accounts where id = ${entry}.account_id),
      (select name from instances where id = ${entry}.instance_id),
      ${entry}.action, ${entry}.problem_code, ${entry}.detail))`);
  await sql`alter table audit_entries add column search_text text not null default ''`.execute(database);
  await sql`alter table audit_entries disable trigger audit_entries_append_only`.execute(database);
  await sql`update audit_entries set search_text = ${wordsOf('audit_entries')}`.execute(database);
  await sql`alter table audit_entries enable trigger audit_entries_append_only`.execute(database);
  await sql`
    create function word_audit_entry() returns trigger language plpgsql as $$
    begin
      new.search_text := ${wordsOf('new')};
      return new;
    end $$`.execute(database);
  await sql`
    create trigger word_audit_entry before insert on audit_entries
    for each row execute function word_audit_entry()`.execute(database);
  await sql`create index audit_entries_by_time on audit_entries (at desc, id desc)`.execute(database);
  await sql`create index audit_entries_by_action on audit_entries (action, at desc, id desc)`.execute(database);
  await sql`create index audit_entries_by_person on audit_entries (person_id, at desc, id desc)`.execute(database);
  await sql`create index audit_entries_by_account on audit_entries (account_id, at desc, id desc)`.execute(database);
  await sql`
    create index audit_entries_search on audit_entries
    using gin (search_text public.gin_trgm_ops)`.execute(database);
  await sql`
    create index audit_entries_by_request on audit_entries (request_id text_pattern_ops)
    where request_id is not null`.execute(database);
  // The trigger refuses; the right is not there either.
  await sql`revoke update, delete, truncate on audit_entries from current_user`.execute(database);
}

/** How long a vendor takes over its answers, as the process that wrote last saw it. */
async function rememberAnswerTimes(database: Kysely<unknown>): Promise<void> {
  await sql`
    alter table vendor_states
      add column answer_ms integer,
      add column answered_at timestamptz`.execute(database);
}

/** Failed runs of flows whose records their vendor keeps for some days only. */
async function createFailedRuns(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table failed_runs (
      vendor text not null,
      account_id uuid not null references accounts,
      run_id text not null,
      flow_id text not null,
      failed_at timestamptz not null,
      primary key (vendor, account_id, run_id)
    )`.execute(database);
  await sql`create index failed_runs_by_time on failed_runs (failed_at)`.execute(database);
  await sql`alter table vendor_links add column runs_checked_at timestamptz`.execute(database);
}

async function indexEnds(database: Kysely<unknown>): Promise<void> {
  await sql`create index operations_by_end on operations (ended_at) where ended_at is not null`.execute(database);
}

/** What owners are told about a newer version that waits for them; who has read it is asked no more. */
async function createUpgradeNotices(database: Kysely<unknown>): Promise<void> {
  await sql`
    create table upgrade_notices (
      id uuid primary key default gen_random_uuid(),
      vendor text not null,
      template_id text not null,
      message text,
      person_id uuid not null references people,
      sent_at timestamptz not null,
      ended_at timestamptz
    )`.execute(database);
  // One stands at a time: the next takes its place.
  await sql`
    create unique index upgrade_notices_standing on upgrade_notices (vendor, template_id)
    where ended_at is null`.execute(database);
  await sql`
    create table read_notices (
      notice_id uuid not null references upgrade_notices on delete cascade,
      person_id uuid not null references people,
      read_at timestamptz not null,
      primary key (notice_id, person_id)
    )`.execute(database);
}
