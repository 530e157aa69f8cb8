import { type Kysely, type RawBuilder, sql } from 'kysely';

/**
 * Tells on the channel `jackfield_changes` what a person would see change: a noun, who it concerns and which ids. One notice
 * for each account and statement; a statement that changes nothing on show tells nothing, so that a read of a hundred
 * thousand rows that finds them as they were stays silent.
 *
 * A notice is `{"noun", "to", "ids"}`. `to` is an account's id, `admins`, `everybody`, or `sessions`. `ids` null: more than
 * twenty, which is also far below the 8,000 bytes that PostgreSQL lets a notice have.
 */
export async function up(database: Kysely<unknown>): Promise<void> {
  await tellInstances(database);
  await tellOperations(database);
  await tellReads(database);
  await tellTemplates(database);
  await tellSessions(database);
}

const mostIds = 20;
/** A statement that concerns more accounts than this is told once, to everybody. */
const mostAccounts = 200;

type Happening = 'insert' | 'update' | 'delete';

const rowsOf: Record<Happening, RawBuilder<unknown>> = {
  insert: sql`referencing new table as new_rows`,
  update: sql`referencing old table as old_rows new table as new_rows`,
  delete: sql`referencing old table as old_rows`,
};

/** A statement trigger that runs these lines. Every name in them is PostgreSQL's own, whatever the search path is. */
async function afterStatement(
  database: Kysely<unknown>,
  table: string,
  happening: Happening,
  body: RawBuilder<unknown>,
): Promise<void> {
  const name = sql.id(`tell_${table}_${happening}`);
  await sql`create function ${name}() returns trigger language plpgsql as ${quoted(database, body)}`.execute(database);
  await sql`
    create trigger ${name} after ${sql.raw(happening)} on ${sql.id(table)} ${rowsOf[happening]}
    for each statement execute function ${name}()`.execute(database);
}

/** A function's body is a text to PostgreSQL and takes no parameters. */
function quoted(database: Kysely<unknown>, body: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql.raw(`$body$${body.compile(database).sql}$body$`);
}

/** Tells each account which of its things are among `changed`, a query of `account_id` and `id`. */
function tellAccounts(noun: string, changed: RawBuilder<unknown>): RawBuilder<unknown> {
  return sql`
    declare notices text[];
    begin
      select array_agg(json_build_object('noun', ${sql.lit(noun)}, 'to', account_id, 'ids', ids)::text) into notices
      from (
        select account_id, case when count(distinct id) <= ${sql.lit(mostIds)} then array_agg(distinct id) end as ids
        from (${changed}) as changed
        group by account_id
      ) as by_account;
      if cardinality(notices) > ${sql.lit(mostAccounts)} then
        notices := array[json_build_object('noun', ${sql.lit(noun)}, 'to', 'everybody', 'ids', null)::text];
      end if;
      perform pg_notify('jackfield_changes', notice) from unnest(notices) as notice;
      return null;
    end`;
}

/** When an instance was last read or written through is no change; its age on show is counted by the page. */
async function tellInstances(database: Kysely<unknown>): Promise<void> {
  const changed: Record<Happening, RawBuilder<unknown>> = {
    insert: sql`select account_id, id from new_rows where removed_at is null`,
    // An instance that goes from one account to another concerns both.
    update: sql`
      select concerned.account_id, n.id
      from old_rows as o join new_rows as n using (id)
      cross join lateral (values (o.account_id), (n.account_id)) as concerned (account_id)
      where (o.removed_at is null or n.removed_at is null)
      and (o.account_id, o.name, o.template_id, o.template_name, o.rest_status, o.update_kind, o.fingerprint, o.created_at,
        o.removed_at is null, o.working, o.awaiting_set_up, o.last_operation_id)
      is distinct from (n.account_id, n.name, n.template_id, n.template_name, n.rest_status, n.update_kind, n.fingerprint,
        n.created_at, n.removed_at is null, n.working, n.awaiting_set_up, n.last_operation_id)`,
    // What was removed before has been told then.
    delete: sql`select account_id, id from old_rows where removed_at is null`,
  };
  await afterStatement(database, 'instances', 'insert', tellAccounts('instance', changed.insert));
  await afterStatement(database, 'instances', 'update', tellAccounts('instance', changed.update));
  await afterStatement(database, 'instances', 'delete', tellAccounts('instance', changed.delete));
}

/** All of an operation is on show but what it remembers for itself, and when it is due unless it was tried in vain. */
async function tellOperations(database: Kysely<unknown>): Promise<void> {
  const update = sql`
    select n.account_id, n.id from old_rows as o join new_rows as n using (id)
    where to_jsonb(o) - '{data,due_at}'::text[] is distinct from to_jsonb(n) - '{data,due_at}'::text[]`;
  await afterStatement(
    database,
    'operations',
    'insert',
    tellAccounts('operation', sql`select account_id, id from new_rows`),
  );
  await afterStatement(database, 'operations', 'update', tellAccounts('operation', update));
}

/** What changes with each read of a vendor and is on show as an age at most, in whatever version of the table. */
const ofEachRead = sql`'{checked_at,found,claimed_until,claim,under_way_since}'::text[]`;

/**
 * How reading a vendor goes: that it ended, and that it fails or works again. The beginning is known to the page that
 * caused it. Everybody's lists tell the failure of reading everything; only an admin's tells each of its ends.
 */
async function tellReads(database: Kysely<unknown>): Promise<void> {
  await afterStatement(
    database,
    'sync_states',
    'update',
    sql`
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
            or to_jsonb(o) - ${ofEachRead} is distinct from to_jsonb(n) - ${ofEachRead} as is_other,
            o.claimed_until is not null and (n.claimed_until is null or n.claimed_until < o.claimed_until) as has_ended
          from old_rows as o join new_rows as n using (vendor, scope)
        ) as compared
        where is_other or has_ended
      ) as told
      where concerned is not null;
      return null;
    end`,
  );
}

/**
 * The catalogue is replaced as a whole, all rows taken out and put in again within one transaction. So it is compared
 * before the first statement and at the transaction's end, when a constraint trigger that was deferred runs.
 */
async function tellTemplates(database: Kysely<unknown>): Promise<void> {
  await sql`
    create function templates_digest() returns text language sql stable set search_path from current as $$
      select md5(coalesce(string_agg(to_jsonb(templates)::text, ',' order by vendor, template_id), '')) from templates
    $$`.execute(database);
  await sql`
    create function remember_templates() returns trigger language plpgsql set search_path from current as $$
    begin
      if coalesce(current_setting('jackfield.templates_before', true), '') = '' then
        perform set_config('jackfield.templates_before', templates_digest(), true);
      end if;
      return null;
    end $$`.execute(database);
  await sql`
    create trigger remember_templates before insert or update or delete on templates
    for each statement execute function remember_templates()`.execute(database);
  await sql`
    create function tell_templates() returns trigger language plpgsql set search_path from current as $$
    begin
      if current_setting('jackfield.templates_before', true) = 'told' then
        return null;
      end if;
      if current_setting('jackfield.templates_before', true) is distinct from templates_digest() then
        perform pg_notify('jackfield_changes', '{"noun":"template","to":"everybody","ids":null}');
      end if;
      perform set_config('jackfield.templates_before', 'told', true);
      return null;
    end $$`.execute(database);
  await sql`
    create constraint trigger tell_templates after insert or update or delete on templates
    deferrable initially deferred for each row execute function tell_templates()`.execute(database);
}

/** Sessions that ended, by their digests, and people whose rights were changed, whose sessions all have to be looked at. */
async function tellSessions(database: Kysely<unknown>): Promise<void> {
  await afterStatement(
    database,
    'sessions',
    'delete',
    sql`
    begin
      perform pg_notify('jackfield_changes', json_build_object('noun', 'session', 'to', 'sessions', 'ids', ids)::text)
      from (
        select case when count(*) <= ${sql.lit(mostIds)} then array_agg(encode(id_digest, 'hex')) end as ids, count(*)
        from old_rows
      ) as ended
      where count > 0;
      return null;
    end`,
  );
  await afterStatement(
    database,
    'people',
    'update',
    sql`
    begin
      perform pg_notify('jackfield_changes', '{"noun":"session","to":"sessions","ids":null}')
      from old_rows as o join new_rows as n using (id)
      where (o.account_id, o.role, o.view_only) is distinct from (n.account_id, n.role, n.view_only)
      limit 1;
      return null;
    end`,
  );
}
