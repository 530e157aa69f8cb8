import { sql } from 'kysely';

import type { AuthenticationMethod, SystemTemplate } from '../catalogue/template.ts';
import { methodOf, templateOf } from '../catalogue/find-template.ts';
import type {
  ConnectorRow,
  ConnectorSettings,
  PatchworksDatabase,
  SettingsChange,
  SystemRow,
  VariableValues,
} from '../database/tables.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { invalid, notFound } from '../refusal.ts';

/** What a list of instances is narrowed and ordered by. */
export interface ConnectorCriteria {
  names?: readonly string[] | undefined;
  systemIds?: readonly number[] | undefined;
  templateIds?: readonly number[] | undefined;
  sort?: { field: string; descending: boolean } | undefined;
  limit: number;
  offset: number;
}

/** A stretch of the company's instances and how many there are in all. */
export async function listConnectors(
  { database }: PatchworksServices,
  companyId: number,
  criteria: ConnectorCriteria,
): Promise<{ rows: ConnectorRow[]; total: number }> {
  let query = database.selectFrom('connectors').where('connectors.company_id', '=', companyId);
  const { names, systemIds, templateIds, sort } = criteria;
  if (names) {
    query = query.where((eb) =>
      eb.or(names.map((name) => eb(sql<number>`position(lower(${name}) in lower(connectors.name))`, '>', 0))),
    );
  }
  if (systemIds) query = query.where(({ eb }) => eb('system_id', '=', eb.fn.any(eb.val([...systemIds]))));
  if (templateIds) {
    query = query.where((eb) =>
      eb(
        'system_id',
        'in',
        eb
          .selectFrom('systems')
          .select('systems.id')
          .where((system) => system('template_id', '=', system.fn.any(system.val([...templateIds])))),
      ),
    );
  }
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const direction = sort?.descending ? 'desc' : 'asc';
  if (sort?.field === 'name') query = query.orderBy(sql`lower(connectors.name)`, direction);
  if (sort?.field === 'created_at') query = query.orderBy('created_at', direction);
  if (sort?.field === 'updated_at') query = query.orderBy('updated_at', direction);
  const rows = await query.orderBy('id').selectAll().limit(criteria.limit).offset(criteria.offset).execute();
  return { rows, total };
}

/** One of the company's instances, or a refusal. */
export async function requireConnector(
  { database }: { database: PatchworksDatabase },
  companyId: number,
  id: number,
): Promise<ConnectorRow> {
  const connector = await database
    .selectFrom('connectors')
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!connector) throw notFound('connector');
  return connector;
}

/** The template and method that an instance's credentials belong to. */
export async function methodOfConnector(
  { database }: { database: PatchworksDatabase },
  connector: Pick<ConnectorRow, 'authentication_implementation_id'>,
): Promise<{ template: SystemTemplate; method: AuthenticationMethod }> {
  const { template_id, method } = await database
    .selectFrom('authentication_implementations')
    .innerJoin('systems', 'systems.id', 'authentication_implementations.system_id')
    .where('authentication_implementations.id', '=', connector.authentication_implementation_id)
    .select(['template_id', 'method'])
    .executeTakeFirstOrThrow();
  const template = templateOf(template_id);
  return { template, method: methodOf(template, method) };
}

/** What a checked create stores. */
export interface NewConnector {
  system: SystemRow;
  implementationId: number;
  settings: ConnectorSettings;
  values: VariableValues;
  accessToken: string | null;
}

/** Stores an instance whose credentials have been checked. */
export async function insertConnector(
  { database, clock }: PatchworksServices,
  { system, implementationId, settings, values, accessToken }: NewConnector,
): Promise<ConnectorRow> {
  const now = clock.now();
  return database.transaction().execute(async (transaction) => {
    const still = await transaction
      .selectFrom('systems')
      .where('id', '=', system.id)
      .select('id')
      .forKeyShare()
      .executeTakeFirst();
    if (!still) throw invalid({ system_id: ['The selected system id is invalid.'] });
    await requirePool(transaction, system, settings.connection_pool_id);
    return transaction
      .insertInto('connectors')
      .values({
        ...settings,
        company_id: system.company_id,
        system_id: system.id,
        authentication_implementation_id: implementationId,
        variables: JSON.stringify(values),
        access_token: accessToken,
        last_authenticated_at: now,
        created_at: now,
        updated_at: now,
      })
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** Stores changes; credentials only after their check. */
export async function updateConnector(
  { database, clock }: PatchworksServices,
  connector: ConnectorRow,
  settings: SettingsChange,
  credentials?: { values: VariableValues; accessToken: string | null },
): Promise<ConnectorRow> {
  const now = clock.now();
  return database.transaction().execute(async (transaction) => {
    if (settings.connection_pool_id !== undefined) {
      const system = await systemOf(transaction, connector);
      await requirePool(transaction, system, settings.connection_pool_id);
    }
    const updated = await transaction
      .updateTable('connectors')
      .set({
        ...settings,
        ...(credentials && {
          variables: JSON.stringify(credentials.values),
          access_token: credentials.accessToken,
          last_authenticated_at: now,
        }),
        updated_at: now,
      })
      .where('id', '=', connector.id)
      .returningAll()
      .executeTakeFirst();
    if (!updated) throw notFound('connector');
    return updated;
  });
}

function systemOf(database: PatchworksDatabase, { system_id }: ConnectorRow): Promise<SystemRow> {
  return database.selectFrom('systems').where('id', '=', system_id).selectAll().executeTakeFirstOrThrow();
}

/** A pool is the company's own, and only for a system that knows a concurrency limit. */
async function requirePool(database: PatchworksDatabase, system: SystemRow, poolId: number | null): Promise<void> {
  if (poolId === null) return;
  if (templateOf(system.template_id).concurrencyLimit === null) {
    throw invalid({ connection_pool_id: ['This system has no concurrency limit, so it takes no connection pool.'] });
  }
  const pool = await database
    .selectFrom('connection_pools')
    .where('company_id', '=', system.company_id)
    .where('id', '=', poolId)
    .select('id')
    .forKeyShare()
    .executeTakeFirst();
  if (!pool) throw invalid({ connection_pool_id: ['The selected connection pool id is invalid.'] });
}
