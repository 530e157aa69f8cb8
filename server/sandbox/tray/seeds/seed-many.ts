import { type RawBuilder, sql } from 'kysely';

import type { SeedSize } from '../../controls.ts';
import type { TrayDatabase } from '../database/tables.ts';
import { serviceNamed } from '../services.ts';
import { exampleValues } from './seed-tray.ts';
import { type SeedSolution, seedSolutions } from './solutions.ts';

const solutions: readonly SeedSolution[] = Object.values(seedSolutions);

/** Whose the rows are, as expressions over their number `n`. */
interface Owners {
  /** How many accounts the rows are spread over. */
  count: number;
  userId: RawBuilder<string>;
  /** The authentication that fills a slot of this service. */
  authenticationId: (service: string) => RawBuilder<string>;
}

/**
 * Adds accounts `bulk-1`, `bulk-2`, … and spreads instances over them, or gives them all to the account of an external id,
 * which is made when there is none. The database makes the rows itself.
 */
export async function seedMany(database: TrayDatabase, size: SeedSize, now: Date): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const owners =
      'account' in size
        ? await ownerOf(transaction, size.account, now)
        : await insertOwners(transaction, size.accounts, now);
    const firstInstance = await nextNumber(transaction, 'instances');
    for (const [place, solution] of solutions.entries()) {
      const rows = { place, count: size.instances, first: firstInstance };
      // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
      await insertInstances(solution, rows, owners, now).execute(transaction);
    }
  });
  await sql`analyze users, instances, authentications`.execute(database);
}

async function insertOwners(transaction: TrayDatabase, count: number, now: Date): Promise<Owners> {
  const first = await nextNumber(transaction, 'users');
  const numbers = sql`generate_series(${first}::bigint, ${first + count - 1}::bigint) as n`;
  await sql`
    insert into users (id, name, external_user_id, is_test_user, email, created_at)
    select ${hashedId('bulk-user-', sql`n`)}, 'Customer ' || n, 'bulk-' || n, false,
      'owner@customer-' || n || '.example', ${now}::timestamptz - interval '500 days'
    from ${numbers}
  `.execute(transaction);
  for (const service of servicesUsed()) {
    // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
    await sql`
      insert into authentications (id, owner_id, name, service, service_environment_id, created_at)
      select ${hashedId(`bulk-${service}-`, sql`n`)}, ${hashedId('bulk-user-', sql`n`)},
        ${serviceNamed(service).title}::text || ' of customer ' || n, ${service}::text,
        ${serviceNamed(service).environmentId}::text, ${now}::timestamptz - interval '490 days'
      from ${numbers}
    `.execute(transaction);
  }
  const account = sql`(${first}::bigint + (n % ${count}::bigint))`;
  return {
    count,
    userId: hashedId('bulk-user-', account),
    authenticationId: (service) => hashedId(`bulk-${service}-`, account),
  };
}

async function ownerOf(transaction: TrayDatabase, externalId: string, now: Date): Promise<Owners> {
  const userId = sql<string>`(select id from users where external_user_id = ${externalId}::text order by position limit 1)`;
  const authenticationId = (service: string) => hashedId(`bulk-${service}-of-`, sql`${externalId}::text`);
  await sql`
    insert into users (id, name, external_user_id, is_test_user, email, created_at)
    select ${hashedId('bulk-user-of-', sql`${externalId}::text`)}, ${externalId}::text, ${externalId}::text, false,
      'owner@customer.example', ${now}::timestamptz - interval '500 days'
    where ${userId} is null
  `.execute(transaction);
  for (const service of servicesUsed()) {
    // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
    await sql`
      insert into authentications (id, owner_id, name, service, service_environment_id, created_at)
      select ${authenticationId(service)}, ${userId}, ${serviceNamed(service).title}::text || ' of the whole team',
        ${service}::text, ${serviceNamed(service).environmentId}::text, ${now}::timestamptz - interval '490 days'
      on conflict do nothing
    `.execute(transaction);
  }
  return { count: 1, userId, authenticationId };
}

/** Every n-th instance belongs to this Solution; one in four is disabled, one in five on version 1. */
function insertInstances(
  solution: SeedSolution,
  rows: { place: number; count: number; first: number },
  owners: Owners,
  now: Date,
): RawBuilder<unknown> {
  const number = sql`(${rows.first}::bigint + n)`;
  // n alone would repeat within an account whenever the number of accounts is a multiple of 4 or 5.
  const mixed = owners.count === 1 ? sql`n` : sql`(n + n / ${owners.count}::bigint)`;
  const newest = solution.versions.length;
  const definition = solution.versions[0];
  const auths = (definition?.authSlots ?? []).map(
    ({ externalId, service }) => sql`${externalId}::text, ${owners.authenticationId(service)}`,
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
      ${owners.userId}, ${solution.id}::uuid, ${mixed} % 4 <> 0,
      ${now}::timestamptz - interval '450 days' + n * interval '1 second',
      ${version}, ${version}, ${version},
      jsonb_build_object(${sql.join(auths)}), ${JSON.stringify(configs)}::jsonb,
      jsonb_build_array(${sql.join(workflows)})
    from generate_series(${rows.place}::bigint, ${rows.count - 1}::bigint, ${solutions.length}::bigint) as n
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
