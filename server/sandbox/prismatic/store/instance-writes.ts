import { randomBytes, randomUUID } from 'node:crypto';

import pg from 'pg';

import type { InstanceRow, PrismaticDatabase, VersionRow } from '../database/tables.ts';
import { uuidOf } from '../global-ids.ts';
import { refusal } from '../prismatic-errors.ts';
import type { PrismaticServices } from '../prismatic-services.ts';
import { severityOf } from '../severities.ts';
import { findObstacles, type GivenVariable, writeVariables } from './variables.ts';

/** What may be set for one flow of an instance. */
export interface GivenFlow {
  flowId: string;
  apiKeys?: readonly (string | null)[] | null;
  testPayload?: string | null;
  testHeaders?: string | null;
  testContentType?: string | null;
}

/** Makes an instance that is not deployed yet, with its flows and their webhook addresses. */
export async function createInstance(
  { database, clock }: PrismaticServices,
  version: VersionRow,
  fields: { customerId: string; name: string; description: string; labels: string[] },
  given: { variables: readonly GivenVariable[]; flows: readonly GivenFlow[] },
): Promise<InstanceRow> {
  const now = clock.now();
  return settleName(() =>
    database.transaction().execute(async (transaction) => {
      const row = await transaction
        .insertInto('instances')
        .values({
          id: randomUUID(),
          customer_id: fields.customerId,
          version_id: version.id,
          name: fields.name,
          description: fields.description,
          labels: fields.labels,
          enabled: false,
          deployed_version: 0,
          needs_deploy: true,
          global_debug: false,
          starred: false,
          is_system: false,
          system_suspended: false,
          created_at: now,
          updated_at: now,
          last_deployed_at: null,
          last_executed_at: null,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      await alignFlows(transaction, row.id, version);
      await writeVariables(transaction, row.id, version.definition, given.variables, true);
      await writeFlows(transaction, row.id, given.flows);
      return row;
    }),
  );
}

/** What may change about an instance; what is undefined stays. */
export interface InstanceChange {
  row: Partial<Pick<InstanceRow, 'name' | 'description' | 'labels' | 'enabled' | 'global_debug' | 'starred'>>;
  version: VersionRow;
  variables: readonly GivenVariable[] | undefined;
  replaceVariables: boolean;
  flows: readonly GivenFlow[];
  /** Leaves the mark that a deployment is needed as it is. */
  preserveDeployState: boolean;
}

export async function changeInstance(
  { database, clock }: PrismaticServices,
  before: InstanceRow,
  change: InstanceChange,
): Promise<InstanceRow> {
  const { version } = change;
  const moves = version.id !== before.version_id;
  const touches = moves || change.variables !== undefined;
  return settleName(() =>
    database.transaction().execute(async (transaction) => {
      if (moves) await alignFlows(transaction, before.id, version);
      if (touches) {
        const replaces = change.replaceVariables && change.variables !== undefined;
        await writeVariables(transaction, before.id, version.definition, change.variables ?? [], replaces);
      }
      await writeFlows(transaction, before.id, change.flows);
      return transaction
        .updateTable('instances')
        .set({
          ...change.row,
          version_id: version.id,
          ...(touches && !change.preserveDeployState ? { needs_deploy: true } : {}),
          updated_at: clock.now(),
        })
        .where('id', '=', before.id)
        .returningAll()
        .executeTakeFirstOrThrow();
    }),
  );
}

/** Puts an instance to work with what is configured now. `force` does so although values are missing. */
export async function deployInstance(
  { database, clock }: PrismaticServices,
  before: InstanceRow,
  version: VersionRow,
  force: boolean,
): Promise<InstanceRow> {
  const obstacles = force ? [] : await findObstacles(database, before.id, version.definition);
  if (obstacles.length > 0) throw refusal('__all__', obstacles.join(' '));
  const now = clock.now();
  const row = await database
    .updateTable('instances')
    .set({
      enabled: true,
      needs_deploy: false,
      deployed_version: version.number,
      last_deployed_at: now,
      updated_at: now,
    })
    .where('id', '=', before.id)
    .returningAll()
    .executeTakeFirstOrThrow();
  await database
    .insertInto('logs')
    .values({
      id: randomUUID(),
      instance_id: row.id,
      execution_id: null,
      flow_config_id: null,
      step_name: null,
      logged_at: now,
      severity: severityOf('INFO'),
      log_type: 'MANAGEMENT',
      message: `Deployed version ${version.number} of ${version.name}`,
    })
    .execute();
  return row;
}

/** Gives an instance the flows of its version; a flow that stays keeps its webhook address. */
async function alignFlows(database: PrismaticDatabase, instanceId: string, version: VersionRow): Promise<void> {
  const { flows } = version.definition;
  const keys = flows.map(({ stableKey }) => stableKey);
  let gone = database.deleteFrom('flow_configs').where('instance_id', '=', instanceId);
  if (keys.length > 0) gone = gone.where('flow_key', 'not in', keys);
  await gone.execute();
  if (flows.length === 0) return;
  await database
    .insertInto('flow_configs')
    .values(
      flows.map((flow) => ({
        id: randomUUID(),
        instance_id: instanceId,
        flow_id: flow.id,
        flow_key: flow.stableKey,
        flow_name: flow.name,
        webhook_key: randomBytes(24).toString('base64url'),
        api_keys: [],
        test_payload: null,
        test_headers: null,
        test_content_type: null,
        last_executed_at: null,
      })),
    )
    .onConflict((conflict) =>
      conflict.columns(['instance_id', 'flow_key']).doUpdateSet((row) => ({
        flow_id: row.ref('excluded.flow_id'),
        flow_name: row.ref('excluded.flow_name'),
      })),
    )
    .execute();
}

async function writeFlows(database: PrismaticDatabase, instanceId: string, given: readonly GivenFlow[]): Promise<void> {
  for (const flow of given) {
    const set = {
      ...(flow.apiKeys ? { api_keys: flow.apiKeys.filter((key) => key !== null) } : {}),
      ...(typeof flow.testPayload === 'string' ? { test_payload: flow.testPayload } : {}),
      ...(typeof flow.testHeaders === 'string' ? { test_headers: flow.testHeaders } : {}),
      ...(typeof flow.testContentType === 'string' ? { test_content_type: flow.testContentType } : {}),
    };
    const flowId = uuidOf('IntegrationFlow', flow.flowId);
    // oxlint-disable-next-line no-await-in-loop -- one connection, one statement at a time
    const changed = await database
      .updateTable('flow_configs')
      .set((row) => ({ flow_name: row.ref('flow_name'), ...set }))
      .where('instance_id', '=', instanceId)
      .where('flow_id', '=', flowId ?? null)
      .executeTakeFirst();
    if (changed.numUpdatedRows === 0n) throw refusal('flowConfigs', 'The integration has no such flow.');
  }
}

/** A second instance of this name at one customer is refused as a whole. */
async function settleName<Result>(work: () => Promise<Result>): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.constraint === 'instances_customer_id_name_key') {
      throw refusal('__all__', 'An instance with this name already exists for this customer.');
    }
    throw error;
  }
}
