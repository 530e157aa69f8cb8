import { randomUUID } from 'node:crypto';

import type { Kysely } from 'kysely';

import type { Solution } from '../solution.ts';
import type {
  AuthValues,
  ConfigValues,
  InstanceRow,
  InstanceSnapshot,
  TrayTables,
  WorkflowInstance,
} from '../database/tables.ts';
import { TrayError } from '../tray-errors.ts';
import { isUuid, later, type TrayServices } from '../tray-services.ts';
import { settleMs, snapshotOf, staleMs } from './instance-reads.ts';

/** Asked at the moment of writing: whether a fault keeps reads from seeing this change for a while. */
export interface WriteLateness {
  stale(): boolean;
  enabledStale(): boolean;
}

/** Reads see every change at once. */
export const promptly: WriteLateness = { stale: () => false, enabledStale: () => false };

/** A cursor may still name a removed row, so rows are kept this long after removal. */
const removedRowLifeMs = 3_600_000;

/** Makes an instance of a Solution's newest version, disabled. */
export async function createInstance(
  { database, clock }: TrayServices,
  ownerId: string,
  solution: Solution,
  values: { name: string; authValues: AuthValues; configValues: ConfigValues },
  lateness: WriteLateness,
): Promise<InstanceRow> {
  const now = clock.now();
  const newest = solution.newest.number;
  return database
    .insertInto('instances')
    .values({
      id: randomUUID(),
      name: values.name,
      owner_id: ownerId,
      solution_id: solution.id,
      enabled: false,
      created_at: now,
      version: newest,
      user_version: newest,
      system_version: newest,
      auth_values: JSON.stringify(values.authValues),
      config_values: JSON.stringify(values.configValues),
      workflows: JSON.stringify(workflowsOf(solution)),
      removed_at: null,
      hidden_until: lateness.stale() ? later(now, staleMs) : null,
      shown_until: null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
}

/** Changes one of the owner's instances, keeping what it was for late reads. Throws a TrayError for any other id. */
export async function changeInstance(
  services: TrayServices,
  ownerId: string,
  id: string,
  change: (row: InstanceRow) => InstanceSnapshot,
  lateness: WriteLateness,
): Promise<InstanceRow> {
  const now = services.clock.now();
  return services.database.transaction().execute(async (transaction) => {
    const row = await lockInstance(transaction, ownerId, id, now);
    const next = change(row);
    await transaction
      .deleteFrom('instance_changes')
      .where('changed_at', '<', later(now, -2 * staleMs))
      .execute();
    await transaction
      .insertInto('instance_changes')
      .values({
        instance_id: row.id,
        changed_at: now,
        before: JSON.stringify(snapshotOf(row)),
        stale_until: lateness.stale() ? later(now, staleMs) : null,
        enabled_stale_until: next.enabled !== row.enabled && lateness.enabledStale() ? later(now, settleMs) : null,
      })
      .execute();
    return transaction
      .updateTable('instances')
      .set({
        ...next,
        auth_values: JSON.stringify(next.auth_values),
        config_values: JSON.stringify(next.config_values),
      })
      .where('id', '=', row.id)
      .returningAll()
      .executeTakeFirstOrThrow();
  });
}

/** Removes one of the owner's instances. Throws a TrayError for any other id. */
export async function removeInstance(
  services: TrayServices,
  ownerId: string,
  id: string,
  lateness: WriteLateness,
): Promise<void> {
  const now = services.clock.now();
  await services.database.transaction().execute(async (transaction) => {
    const row = await lockInstance(transaction, ownerId, id, now);
    await transaction.deleteFrom('instances').where('removed_at', '<', later(now, -removedRowLifeMs)).execute();
    await transaction
      .updateTable('instances')
      .set({ removed_at: now, shown_until: lateness.stale() ? later(now, staleMs) : null })
      .where('id', '=', row.id)
      .execute();
  });
}

/** One of the owner's instances as it is now. Throws a TrayError for any other id. */
export async function requireInstance(services: TrayServices, ownerId: string, id: string): Promise<InstanceRow> {
  const row = isUuid(id)
    ? await services.database
        .selectFrom('instances')
        .selectAll()
        .where('id', '=', id)
        .where('owner_id', '=', ownerId)
        .where('removed_at', 'is', null)
        .executeTakeFirst()
    : undefined;
  if (!row) throw new TrayError('notFound', 'Solution instance not found', services.clock.now());
  return row;
}

async function lockInstance(
  transaction: Kysely<TrayTables>,
  ownerId: string,
  id: string,
  now: Date,
): Promise<InstanceRow> {
  const row = isUuid(id)
    ? await transaction
        .selectFrom('instances')
        .selectAll()
        .where('id', '=', id)
        .where('owner_id', '=', ownerId)
        .where('removed_at', 'is', null)
        .forUpdate()
        .executeTakeFirst()
    : undefined;
  if (!row) throw new TrayError('notFound', 'Solution instance not found', now);
  return row;
}

function workflowsOf(solution: Solution): WorkflowInstance[] {
  return solution.newest.definition.workflows.map((workflow) => ({
    id: randomUUID(),
    sourceWorkflowId: workflow.id,
    sourceWorkflowName: workflow.name,
    triggerUrl: workflow.webhook ? `https://${randomUUID()}.trayapp.io` : null,
  }));
}
