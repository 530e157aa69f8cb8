import { sql } from 'kysely';

import { firstCopiedId, templateOf } from '../catalogue/find-template.ts';
import type { PatchworksDatabase } from '../database/tables.ts';
import { insertSystem } from '../store/systems.ts';

/** The first method that a copied template has. */
const method = 'access-token';

/** Gives a company so many systems more, each with so many instances. */
export async function seedSystems(
  database: PatchworksDatabase,
  { companyId, systems, instancesEach }: { companyId: number; systems: number; instancesEach: number },
  now: Date,
): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    for (let place = 0; place < systems; place += 1) {
      const template = templateOf(firstCopiedId + place);
      // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
      await insertSystem(transaction, companyId, template, template.version, now);
    }
    const { dateFormat, rateLimit } = templateOf(firstCopiedId);
    await sql`
      insert into connectors (company_id, system_id, authentication_implementation_id, name, timezone, date_format,
        rate_limit_unit, rate_limit_duration, variables, last_authenticated_at, created_at, updated_at)
      select ${companyId}::integer, systems.id, implementations.id,
        'Store ' || (systems.template_id - ${firstCopiedId}::integer + 1) || '-' || n, 'UTC',
        ${dateFormat}::text, ${rateLimit.unit}::text, ${rateLimit.amount}::integer,
        jsonb_build_object('store_domain', 'store-' || n || '.example', 'access_token', 'sandbox-secret-' || n),
        ${now}::timestamptz, ${now}::timestamptz, ${now}::timestamptz
      from systems
      join authentication_implementations as implementations
        on implementations.system_id = systems.id and implementations.method = ${method}::text
      cross join generate_series(1, ${instancesEach}::integer) as n
      where systems.company_id = ${companyId}::integer and systems.template_id >= ${firstCopiedId}::integer
      order by systems.id, n`.execute(transaction);
  });
  await sql`analyze systems, connectors`.execute(database);
}
