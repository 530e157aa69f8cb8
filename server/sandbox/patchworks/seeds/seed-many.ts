import { type RawBuilder, sql } from 'kysely';

import type { SeedSize } from '../../controls.ts';
import { templateOf } from '../catalogue/find-template.ts';
import type { PatchworksDatabase } from '../database/tables.ts';
import { ensureCompany } from '../store/companies.ts';
import { insertSystem } from '../store/systems.ts';

/** The system that instances in bulk belong to, and its first method. */
const template = templateOf(1);
const method = 'access-token';

/**
 * Adds companies `bulk-1`, `bulk-2`, … with keys of their own (`sandbox-patchworks-bulk-1`) and spreads instances over
 * them, or gives them all to the company of an external id, which is made when there is none.
 */
export async function seedMany(database: PatchworksDatabase, size: SeedSize, now: Date): Promise<void> {
  if ('account' in size) {
    await ensureCompany(database, { externalId: size.account, name: size.account }, now);
    const company = await database
      .selectFrom('companies')
      .where('external_id', '=', size.account)
      .select('id')
      .executeTakeFirstOrThrow();
    await insertSystem(database, company.id, template, template.version, now);
    await insertConnectors(sql`id = ${company.id}::integer`, 1, size.instances, now).execute(database);
  } else {
    await seedCompanies(database, size.accounts, size.instances, now);
  }
  await sql`analyze companies, systems, connectors`.execute(database);
}

async function seedCompanies(database: PatchworksDatabase, count: number, instances: number, now: Date): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const { highest } = await transaction
      .selectFrom('companies')
      .select(({ fn }) => fn.max('id').as('highest'))
      .executeTakeFirstOrThrow();
    const first = (highest ?? 0) + 1;
    await sql`
      insert into companies (external_id, name, created_at)
      select 'bulk-' || n, 'Customer ' || n, ${now}::timestamptz - interval '500 days'
      from generate_series(${first}::integer, ${first + count - 1}::integer) as n`.execute(transaction);
    const added = sql`external_id like 'bulk-%' and id >= ${first}::integer`;
    await sql`
      insert into api_keys (key, company_id)
      select 'sandbox-patchworks-' || external_id, id from companies where ${added}`.execute(transaction);
    await sql`
      insert into systems (company_id, template_id, version, created_at, updated_at)
      select id, ${template.id}::integer, ${template.version}::integer, ${now}::timestamptz, ${now}::timestamptz
      from companies where ${added}`.execute(transaction);
    for (const { key } of template.methods) {
      // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
      await sql`
        insert into authentication_implementations (system_id, method)
        select systems.id, ${key}::text from systems join companies on companies.id = company_id
        where external_id like 'bulk-%' and companies.id >= ${first}::integer`.execute(transaction);
    }
    await insertConnectors(added, count, instances, now).execute(transaction);
  });
}

/** Deals the instances out in turn to these companies, of which there are as many as `owners` says. */
function insertConnectors(
  companies: RawBuilder<unknown>,
  owners: number,
  count: number,
  now: Date,
): RawBuilder<unknown> {
  return sql`
    with owners as (
      select id, row_number() over (order by id) - 1 as place
      from companies where ${companies}
    )
    insert into connectors (company_id, system_id, authentication_implementation_id, name, timezone, date_format,
      rate_limit_unit, rate_limit_duration, variables, last_authenticated_at, created_at, updated_at)
    select owners.id, systems.id, implementations.id, ${template.name}::text || ' ' || (n + 1), 'UTC',
      ${template.dateFormat}::text, ${template.rateLimit.unit}::text, ${template.rateLimit.amount}::integer,
      jsonb_build_object('store_domain', 'store-' || n || '.example', 'access_token', 'sandbox-secret-' || n),
      ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
    from generate_series(0, ${count - 1}::integer) as n
    join owners on owners.place = n % ${owners}::integer
    join systems on systems.company_id = owners.id and systems.template_id = ${template.id}::integer
    join authentication_implementations as implementations
      on implementations.system_id = systems.id and implementations.method = ${method}::text`;
}
