import type { FlowRow, FlowStepRow } from '../database/tables.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { invalid, notFound } from '../refusal.ts';

/** The company's process flows, oldest first, or those that use one instance. */
export function listFlows(
  { database }: PatchworksServices,
  companyId: number,
  connectorId?: number,
): Promise<FlowRow[]> {
  let query = database.selectFrom('flows').where('company_id', '=', companyId);
  if (connectorId !== undefined) {
    query = query.where('id', 'in', (eb) =>
      eb.selectFrom('flow_steps').where('connector_id', '=', connectorId).select('flow_id'),
    );
  }
  return query.orderBy('id').selectAll().execute();
}

/** One of the company's flows, or a refusal. */
export async function requireFlow({ database }: PatchworksServices, companyId: number, id: number): Promise<FlowRow> {
  const flow = await database
    .selectFrom('flows')
    .where('company_id', '=', companyId)
    .where('id', '=', id)
    .selectAll()
    .executeTakeFirst();
  if (!flow) throw notFound('flow');
  return flow;
}

/** Steps of these flows, in their order. */
export async function stepsOf({ database }: PatchworksServices, flowIds: readonly number[]): Promise<FlowStepRow[]> {
  if (flowIds.length === 0) return [];
  return database.selectFrom('flow_steps').where('flow_id', 'in', flowIds).orderBy('position').selectAll().execute();
}

/** Changes a flow's name or whether it is enabled. */
export async function updateFlow(
  services: PatchworksServices,
  companyId: number,
  id: number,
  changes: { name?: string | undefined; is_enabled?: boolean | undefined },
): Promise<FlowRow> {
  const flow = await requireFlow(services, companyId, id);
  return services.database
    .updateTable('flows')
    .set({ ...changes, updated_at: services.clock.now() })
    .where('id', '=', flow.id)
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Points a step at another instance of the same system; null leaves it without one. */
export async function pointStep(
  services: PatchworksServices,
  companyId: number,
  place: { flowId: number; stepId: number },
  connectorId: number | null,
): Promise<FlowStepRow> {
  const step = await requireStep(services, companyId, place);
  return services.database.transaction().execute(async (transaction) => {
    if (connectorId !== null) {
      const wanted = await transaction
        .selectFrom('connectors')
        .where('company_id', '=', companyId)
        .where('id', '=', connectorId)
        .select('system_id')
        .forKeyShare()
        .executeTakeFirst();
      const present = await transaction
        .selectFrom('connectors')
        .where('id', '=', step.connector_id ?? connectorId)
        .select('system_id')
        .executeTakeFirst();
      if (!wanted) throw invalid({ connector_id: ['The selected connector id is invalid.'] });
      if (present && present.system_id !== wanted.system_id) {
        throw invalid({ connector_id: ['The connector must belong to the same system.'] });
      }
    }
    return transaction
      .updateTable('flow_steps')
      .set({ connector_id: connectorId })
      .where('id', '=', step.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** Takes a step out of its flow. */
export async function removeStep(
  services: PatchworksServices,
  companyId: number,
  place: { flowId: number; stepId: number },
): Promise<void> {
  const step = await requireStep(services, companyId, place);
  await services.database.deleteFrom('flow_steps').where('id', '=', step.id).execute();
}

async function requireStep(
  services: PatchworksServices,
  companyId: number,
  { flowId, stepId }: { flowId: number; stepId: number },
): Promise<FlowStepRow> {
  const flow = await requireFlow(services, companyId, flowId);
  const step = await services.database
    .selectFrom('flow_steps')
    .where('flow_id', '=', flow.id)
    .where('id', '=', stepId)
    .selectAll()
    .executeTakeFirst();
  if (!step) throw notFound('step');
  return step;
}
