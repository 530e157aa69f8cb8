import { sql } from 'kysely';

import type { PrismaticDatabase } from '../database/tables.ts';
import {
  containsText,
  equals,
  equalsAnyText,
  equalsText,
  isAnyNode,
  isMissing,
  isNode,
  labelFilters,
  rangeFilters,
  startsWithText,
} from './filters.ts';
import type { ListDefinition, Sql } from './lists.ts';

/** The column, in a list whose names are settled here. */
const column = (name: string): Sql => sql.ref(name);

const ages = (alias: string) => ({
  ...rangeFilters('createdAt', column(`${alias}.created_at`)),
  ...rangeFilters('updatedAt', column(`${alias}.updated_at`)),
});

export const customerList: ListDefinition = {
  select: sql`c.*`,
  from: sql`customers c`,
  filters: {
    ...ages('c'),
    ...labelFilters(column('c.labels')),
    allowEmbeddedDesigner: equals(column('c.allow_embedded_designer')),
    description_Icontains: containsText(column('c.description')),
    externalId: equals(column('c.external_id')),
    externalId_Isnull: isMissing(column('c.external_id')),
    // Test customers do not exist here.
    isSystem: (value) => sql`${value}::boolean = false`,
    name: equals(column('c.name')),
    name_Icontains: containsText(column('c.name')),
    name_Istartswith: startsWithText(column('c.name')),
  },
  orders: {
    CONCURRENT_EXECUTION_LIMIT: column('c.concurrent_execution_limit'),
    CREATED_AT: column('c.created_at'),
    DESCRIPTION: column('c.description'),
    NAME: column('c.name'),
    UPDATED_AT: column('c.updated_at'),
  },
  tie: column('c.position'),
};

export const versionList: ListDefinition = {
  select: sql`v.*`,
  from: sql`versions v`,
  filters: {
    ...ages('v'),
    ...labelFilters(column('v.labels')),
    category: equals(column('v.category')),
    category_Icontains: containsText(column('v.category')),
    // No integration here belongs to one customer.
    customer: () => sql`false`,
    customer_Isnull: (value) => sql`${value}::boolean`,
    description: equals(column('v.description')),
    description_Icontains: containsText(column('v.description')),
    hasInstances: (value) => sql`${hasInstances} = ${value}::boolean`,
    marketplaceConfiguration_Iexact: equalsText(column('v.marketplace')),
    marketplaceConfiguration_In: equalsAnyText(column('v.marketplace')),
    marketplaceConfiguration_Istartswith: startsWithText(column('v.marketplace')),
    name: equals(column('v.name')),
    name_Icontains: containsText(column('v.name')),
    versionIsAvailable: equals(column('v.is_available')),
    versionNumber: equals(column('v.number')),
    versionSequenceId: equals(column('v.sequence_id')),
  },
  orders: {
    CATEGORY: column('v.category'),
    CREATED_AT: column('v.created_at'),
    DESCRIPTION: column('v.description'),
    NAME: column('v.name'),
    PUBLISHED_AT: column('v.published_at'),
    UPDATED_AT: column('v.updated_at'),
    VERSION_NUMBER: column('v.number'),
  },
  tie: column('v.position'),
};

const hasInstances = sql`exists (
  select 1 from instances used join versions other on other.id = used.version_id where other.sequence_id = v.sequence_id)`;

/** True when the last run of some flow failed. */
export function failing(instanceId: Sql, now: Date): Sql {
  return sql`exists (
    select 1 from flow_configs watched cross join lateral (
      select error from executions ran
      where ran.flow_config_id = watched.id and ran.ended_at <= ${now} and not ran.is_test
      order by ran.started_at desc, ran.position desc limit 1
    ) last where watched.instance_id = ${instanceId} and last.error is not null)`;
}

/** Which of these instances are failing. */
export async function readFailing(
  database: PrismaticDatabase,
  ids: string[],
  now: Date,
): Promise<Map<string, boolean>> {
  const found = await sql<{ id: string }>`
    select asked.id from unnest(${ids}::uuid[]) asked (id) where ${failing(sql`asked.id`, now)}
  `.execute(database);
  return new Map(found.rows.map(({ id }) => [id, true]));
}

export function instanceList(now: Date): ListDefinition {
  return {
    select: sql`i.*`,
    from: sql`instances i join customers c on c.id = i.customer_id join versions v on v.id = i.version_id`,
    filters: {
      ...ages('i'),
      ...labelFilters(column('i.labels')),
      customer: isNode(column('i.customer_id'), 'Customer'),
      customer_ExternalId: equals(column('c.external_id')),
      description: equals(column('i.description')),
      description_Icontains: containsText(column('i.description')),
      // The organisation designs them all, and all of them come from integrations.
      designedBy: (value) => sql`${value}::text = 'ORG'`,
      instanceType: (value) => sql`${value}::text = 'INTEGRATION'`,
      enabled: equals(column('i.enabled')),
      globalDebug: equals(column('i.global_debug')),
      id_In: isAnyNode(column('i.id'), 'Instance'),
      inFailedState: (value) => sql`${failing(column('i.id'), now)} = ${value}::boolean`,
      integration: (value) => inSequenceOf(column('v.sequence_id'), value),
      integration_VersionSequenceId: equals(column('v.sequence_id')),
      isSystem: equals(column('i.is_system')),
      name: equals(column('i.name')),
      name_Icontains: containsText(column('i.name')),
      needsDeploy: equals(column('i.needs_deploy')),
    },
    orders: {
      CATEGORY: column('v.category'),
      CREATED_AT: column('i.created_at'),
      CUSTOMER: column('c.name'),
      DESCRIPTION: column('i.description'),
      ENABLED: column('i.enabled'),
      INTEGRATION: column('v.name'),
      LAST_EXECUTED_AT: column('i.last_executed_at'),
      NAME: column('i.name'),
      UPDATED_AT: column('i.updated_at'),
      VERSION: column('v.number'),
    },
    tie: column('i.position'),
  };
}

/** An integration's id stands for all of its versions, and any version's id for its integration. */
export function inSequenceOf(sequenceColumn: Sql, id: unknown): Sql {
  return sql`${sequenceColumn} = (select named.sequence_id from versions named where ${isNode(sql.ref('named.id'), 'Integration')(id)})`;
}

export function flowConfigList(now: Date): ListDefinition {
  return {
    select: sql`f.*`,
    from: sql`flow_configs f join instances i on i.id = f.instance_id`,
    filters: {
      flow_Name: equals(column('f.flow_name')),
      inFailedState: (value) => sql`${flowFailing(column('f.id'), now)} = ${value}::boolean`,
    },
    orders: { SORT_ORDER: column('f.position') },
    tie: column('f.position'),
  };
}

/** True when the last run of this flow failed. */
export function flowFailing(flowConfigId: Sql, now: Date): Sql {
  return sql`coalesce((
    select error is not null from executions ran
    where ran.flow_config_id = ${flowConfigId} and ran.ended_at <= ${now} and not ran.is_test
    order by ran.started_at desc, ran.position desc limit 1), false)`;
}
