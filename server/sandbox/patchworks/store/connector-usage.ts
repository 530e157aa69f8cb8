import type { PatchworksServices } from '../patchworks-services.ts';
import { invalid } from '../refusal.ts';
import { requireConnector } from './connectors.ts';

/** Removes an instance at once; one that any process flow has in a step, enabled or not, is kept. */
export async function removeConnector(services: PatchworksServices, companyId: number, id: number): Promise<void> {
  await services.database.transaction().execute(async (transaction) => {
    await transaction.selectFrom('connectors').where('id', '=', id).select('id').forUpdate().execute();
    const connector = await requireConnector({ database: transaction }, companyId, id);
    const flows = await transaction
      .selectFrom('flows')
      .where('id', 'in', (eb) => eb.selectFrom('flow_steps').where('connector_id', '=', connector.id).select('flow_id'))
      .orderBy('id')
      .select(['id', 'name', 'is_enabled'])
      .execute();
    if (flows.length > 0) {
      throw invalid(
        { connector: ['This connector is used by process flows. Change those first.'] },
        { code: 'connector_in_use', flows },
      );
    }
    await transaction.deleteFrom('connectors').where('id', '=', connector.id).execute();
  });
}

/** By how many flows each of these instances is used. */
export async function flowCounts(
  { database }: PatchworksServices,
  connectorIds: readonly number[],
): Promise<ReadonlyMap<number, number>> {
  if (connectorIds.length === 0) return new Map();
  const rows = await database
    .selectFrom('flow_steps')
    .where('connector_id', 'in', connectorIds)
    .groupBy('connector_id')
    .select(['connector_id', ({ fn }) => fn.count<number>('flow_id').distinct().as('flows')])
    .execute();
  return new Map(rows.flatMap(({ connector_id, flows }) => (connector_id === null ? [] : [[connector_id, flows]])));
}
