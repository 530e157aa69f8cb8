import { type RawBuilder, sql } from 'kysely';

import type { SeedSize } from '../../controls.ts';
import type { TrayDatabase } from '../database/tables.ts';
import { serviceNamed } from '../services.ts';
import { exampleValues } from './seed-tray.ts';
import { type SeedSolution, seedSolutions } from './solutions.ts';

const solutions: readonly SeedSolution[] = Object.values(seedSolutions);

/** Adds accounts `bulk-1`, `bulk-2`, … and spreads instances over them; the database makes the rows itself. */
export async function seedMany(database: TrayDatabase, size: SeedSize, now: Date): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const firstAccount = await nextNumber(transaction, 'users');
    const firstInstance = await nextNumber(transaction, 'instances');
    const lastAccount = firstAccount + size.accounts - 1;
    await sql`
      insert into users (id, name, external_user_id, is_test_user, email, created_at)
      select ${hashedId('bulk-user-', sql`n`)}, 'Customer ' || n, 'bulk-' || n, false,
        'owner@customer-' || n || '.example', ${now}::timestamptz - interval '500 days'
      from generate_series(${firstAccount}::bigint, ${lastAccount}::bigint) as n
    `.execute(transaction);
    for (const service of servicesUsed()) {
      // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
      await sql`
        insert into authentications (id, owner_id, name, service, service_environment_id, created_at)
        select ${hashedId(`bulk-${service}-`, sql`n`)}, ${hashedId('bulk-user-', sql`n`)},
          ${serviceNamed(service).title}::text || ' of customer ' || n, ${service}::text,
          ${serviceNamed(service).environmentId}::text, ${now}::timestamptz - interval '490 days'
        from generate_series(${firstAccount}::bigint, ${lastAccount}::bigint) as n
      `.execute(transaction);
    }
    for (const [place, solution] of solutions.entries()) {
      // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
      await insertInstances(solution, place, size, { firstAccount, firstInstance }, now).execute(transaction);
    }
  });
  await sql`analyze users, instances, authentications`.execute(database);
}

/** Every n-th instance belongs to this Solution; one in four is disabled, one in five on version 1. */
function insertInstances(
  solution: SeedSolution,
  place: number,
  size: SeedSize,
  first: { firstAccount: number; firstInstance: number },
  now: Date,
): RawBuilder<unknown> {
  const account = sql`(${first.firstAccount}::bigint + (n % ${size.accounts}::bigint))`;
  const number = sql`(${first.firstInstance}::bigint + n)`;
  // n alone would repeat within an account whenever the number of accounts is a multiple of 4 or 5.
  const mixed = sql`(n + n / ${size.accounts}::bigint)`;
  const newest = solution.versions.length;
  const definition = solution.versions[0];
  const auths = (definition?.authSlots ?? []).map(
    ({ externalId, service }) => sql`${externalId}::text, ${hashedId(`bulk-${service}-`, account)}`,
  );
  const configs = definition ? exampleValues(solution, definition) : {};
  const workflows = (definition?.workflows ?? []).map(
    (workflow, index) => sql`jsonb_build_object(
      'id', ${hashedId(`bulk-workflow-${index}-`, number)},
      'sourceWorkflowId', ${workflow.id}::text,
      'sourceWorkflowName', ${workflow.name}::text,
      'triggerUrl', ${
        workflow.webhook
          ? sql`'https://' || ${hashedId(`bulk-webhook-${index}-`, number)} || '.trayapp.io'`
          : sql`null::text`
      })`,
  );
  const version = sql`case when ${mixed} % 5 = 0 then 1 else ${newest}::integer end`;
  return sql`
    insert into instances (id, name, owner_id, solution_id, enabled, created_at, version, user_version, system_version,
      auth_values, config_values, workflows)
    select ${hashedId('bulk-instance-', number)}, ${solution.title}::text || ' ' || ${number},
      ${hashedId('bulk-user-', account)}, ${solution.id}::uuid, ${mixed} % 4 <> 0,
      ${now}::timestamptz - interval '450 days' + n * interval '1 second',
      ${version}, ${version}, ${version},
      jsonb_build_object(${sql.join(auths)}), ${JSON.stringify(configs)}::jsonb,
      jsonb_build_array(${sql.join(workflows)})
    from generate_series(${place}::bigint, ${size.instances - 1}::bigint, ${solutions.length}::bigint) as n
  `;
}

function hashedId(prefix: string, number: RawBuilder<unknown>): RawBuilder<string> {
  return sql`md5(${prefix}::text || ${number})::uuid`;
}

async function nextNumber(database: TrayDatabase, table: 'users' | 'instances'): Promise<number> {
  const { highest } = await database
    .selectFrom(table)
    .select(({ fn }) => fn.max('position').as('highest'))
    .executeTakeFirstOrThrow();
  return (highest ?? 0) + 1;
}

function servicesUsed(): string[] {
  return [...new Set(solutions.flatMap(({ versions }) => versions.flatMap(({ authSlots }) => authSlots)))]
    .map(({ service }) => service)
    .filter((service, place, all) => all.indexOf(service) === place);
}
