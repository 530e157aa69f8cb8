import { randomUUID } from 'node:crypto';

import { type RawBuilder, sql } from 'kysely';

import type { SeedSize } from '../../controls.ts';
import { nameBasedUuid } from '../../name-based-uuid.ts';
import type { PrismaticDatabase } from '../database/tables.ts';
import { later } from '../prismatic-services.ts';

const dayMs = 86_400_000;

/** The customer with this external id, made when there is none. */
export async function ensureCustomer(
  database: PrismaticDatabase,
  externalId: string,
  name: string,
  now: Date,
): Promise<string> {
  await database
    .insertInto('customers')
    .values({
      id: randomUUID(),
      name,
      description: '',
      external_id: externalId,
      labels: [],
      allow_embedded_designer: false,
      allow_workflow_copilot: false,
      concurrent_execution_limit: null,
      created_at: now,
      updated_at: now,
    })
    .onConflict((conflict) => conflict.column('external_id').doNothing())
    .execute();
  const { id } = await database
    .selectFrom('customers')
    .where('external_id', '=', externalId)
    .select('id')
    .executeTakeFirstOrThrow();
  return id;
}

/**
 * Adds customers `bulk-1`, `bulk-2`, … and spreads instances over them, or gives them all to the customer of an external
 * id, which is made when there is none. They are deployed; the database makes the rows itself.
 */
export async function seedMany(database: PrismaticDatabase, size: SeedSize, now: Date): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const owner =
      'account' in size
        ? sql`${await ensureCustomer(transaction, size.account, size.account, now)}::uuid`
        : await addCustomers(transaction, size.accounts, now);
    const first = await nextNumber(transaction, 'instances');
    await sql`
      insert into instances (id, customer_id, version_id, name, description, labels, enabled, deployed_version,
        needs_deploy, global_debug, starred, is_system, system_suspended, created_at, updated_at, last_deployed_at)
      select ${hashedId('bulk-instance-')}, ${owner}, v.id, 'Instance ' || n, '', '{}', n % 10 <> 0, v.number,
        false, false, false, false, false, ${later(now, -30 * dayMs)}, ${later(now, -30 * dayMs)}, ${later(now, -30 * dayMs)}
      from generate_series(${first}::bigint, ${first + size.instances - 1}::bigint) n
      join versions v on v.sequence_id = ${nameBasedUuid('prismatic:sequence:echo')} and not v.is_head
        and v.number = 1 + n % 2
    `.execute(transaction);
    await sql`
      insert into flow_configs (id, instance_id, flow_id, flow_key, flow_name, webhook_key, api_keys)
      select gen_random_uuid(), i.id, (flow ->> 'id')::uuid, flow ->> 'stableKey', flow ->> 'name',
        replace(gen_random_uuid()::text, '-', ''), '{}'
      from instances i join versions v on v.id = i.version_id,
        lateral jsonb_array_elements(v.definition -> 'flows') flow
      where i.position >= ${first}::bigint and i.name like 'Instance %'
      on conflict do nothing
    `.execute(transaction);
  });
  await sql`analyze customers, instances, flow_configs`.execute(database);
}

async function addCustomers(transaction: PrismaticDatabase, count: number, now: Date): Promise<RawBuilder<unknown>> {
  const first = await nextNumber(transaction, 'customers');
  const created = later(now, -500 * dayMs);
  await sql`
    insert into customers (id, name, description, external_id, labels, allow_embedded_designer, allow_workflow_copilot,
      created_at, updated_at)
    select ${hashedId('bulk-customer-')}, 'Customer ' || n, '', 'bulk-' || n, '{}', false, false, ${created}, ${created}
    from generate_series(${first}::bigint, ${first + count - 1}::bigint) n
  `.execute(transaction);
  return sql`md5('bulk-customer-' || (${first}::bigint + n % ${count}::bigint))::uuid`;
}

function hashedId(prefix: string): RawBuilder<unknown> {
  return sql`md5(${prefix}::text || n)::uuid`;
}

async function nextNumber(transaction: PrismaticDatabase, table: 'customers' | 'instances'): Promise<number> {
  const highest = await transaction
    .selectFrom(table)
    .select(({ fn }) => fn.max('position').as('position'))
    .executeTakeFirst();
  return (highest?.position ?? 0) + 1;
}
