import { sql } from 'kysely';

import { mayConfigure } from '../auth/callers.ts';
import type { FlowConfigRow, InstanceRow, VariableDefinition, VariableRow, VersionRow } from '../database/tables.ts';
import { globalId } from '../global-ids.ts';
import type { PrismaticServices } from '../prismatic-services.ts';
import { signedAddress } from '../signed-addresses.ts';
import { flowFailing } from '../store/definitions.ts';
import { connection, type ListArguments, type Sql, sourceOf } from '../store/lists.ts';
import { obstaclesAmong } from '../store/variables.ts';
import type { PrismaticContext } from './context.ts';
import * as lists from './lists.ts';

/** A variable of an instance, with the version that asks for it. */
export type InstanceVariable = VariableRow & { definition: VariableDefinition; version: VersionRow };

interface VariableArguments extends ListArguments {
  status?: string | null;
  status_In?: readonly (string | null)[] | null;
}

const configurable = (_row: unknown, _args: unknown, { caller }: PrismaticContext) => mayConfigure(caller);

const deployable = async (row: InstanceRow, _args: unknown, context: PrismaticContext) =>
  (await context.version(row.version_id)).marketplace === 'AVAILABLE_AND_DEPLOYABLE';

export const instanceResolvers = {
  Instance: {
    id: (row: InstanceRow) => globalId('Instance', row.id),
    customer: (row: InstanceRow, _args: unknown, context: PrismaticContext) => context.customer(row.customer_id),
    integration: (row: InstanceRow, _args: unknown, context: PrismaticContext) => context.version(row.version_id),
    configState: async (row: InstanceRow, _args: unknown, context: PrismaticContext) => {
      const { definition } = await context.version(row.version_id);
      const obstacles = obstaclesAmong((await context.variables(row.id)) ?? [], definition);
      return obstacles.length === 0 ? 'FULLY_CONFIGURED' : 'NEEDS_INSTANCE_CONFIGURATION';
    },
    inFailedState: async (row: InstanceRow, _args: unknown, context: PrismaticContext) =>
      (await context.isFailing(row.id)) ?? false,
    instanceType: () => 'INTEGRATION',
    designedBy: () => 'ORG',
    isCustomerDeployable: deployable,
    isCustomerUpgradeable: deployable,
    allowDeploy: configurable,
    allowRemove: configurable,
    allowUpdate: configurable,
    allowUpdateConfigVariables: configurable,
    configVariables: async (row: InstanceRow, args: VariableArguments, context: PrismaticContext) => {
      const wanted = [...(args.status_In ?? []), args.status].flatMap((status) => status?.toUpperCase() ?? []);
      const variables = await variablesOf(row, context);
      const matching = variables.filter(({ status }) => wanted.length === 0 || wanted.includes(status ?? ''));
      return connection(sourceOf(matching), args, (variable) => variable);
    },
    flowConfigs: (row: InstanceRow, args: ListArguments, context: PrismaticContext) =>
      lists.flowConfigs(context, args, [sql`f.instance_id = ${row.id}`]),
    executionResults: (row: InstanceRow, args: ListArguments, context: PrismaticContext) =>
      lists.executions(context, args, [sql`e.instance_id = ${row.id}`]),
    logs: (row: InstanceRow, args: ListArguments, context: PrismaticContext) =>
      lists.logs(context, args, [sql`l.instance_id = ${row.id}`]),
  },
  InstanceConfigVariable: {
    id: (row: InstanceVariable) => globalId('InstanceConfigVariable', row.id),
    instance: (row: InstanceVariable, _args: unknown, context: PrismaticContext) => context.instance(row.instance_id),
    requiredConfigVariable: ({ definition, version }: InstanceVariable) => ({ definition, version }),
    inputs: (row: InstanceVariable, args: ListArguments) => {
      if (!row.definition.connection) return null;
      const source = sourceOf(row.definition.connection.inputs.filter(({ shown }) => shown));
      return connection(source, args, (input) => {
        const stored = row.inputs.find(({ name }) => name === input.key)?.value ?? '';
        return {
          id: globalId('Expression', `${row.id}:${input.key}`),
          name: input.key,
          type: 'VALUE',
          // What is secret is stored and never told.
          value: input.type === 'PASSWORD' ? '' : stored,
          hasValue: stored !== '',
        };
      });
    },
    authorizeUrl: (row: InstanceVariable, _args: unknown, { services }: PrismaticContext) =>
      row.definition.connection?.oauth2Type === 'AUTHORIZATION_CODE'
        ? signedAddress(services, `/connect/${row.id}`)
        : null,
    lastSuccessfulRefreshAt: (row: InstanceVariable) => row.refreshed_at,
    allowUpdate: configurable,
    // A variable goes with its instance or its version, never by itself.
    allowRemove: () => false,
  },
  InstanceFlowConfig: {
    id: (row: FlowConfigRow) => globalId('InstanceFlowConfig', row.id),
    instance: (row: FlowConfigRow, _args: unknown, context: PrismaticContext) => context.instance(row.instance_id),
    flow: async (row: FlowConfigRow, _args: unknown, context: PrismaticContext) => {
      const { definition } = await context.version((await context.instance(row.instance_id)).version_id);
      return definition.flows.find(({ id }) => id === row.flow_id);
    },
    webhookUrl: (row: FlowConfigRow, _args: unknown, { services }: PrismaticContext) =>
      `${services.origin()}/trigger/${row.webhook_key}`,
    inFailedState: (row: FlowConfigRow, _args: unknown, { services }: PrismaticContext) =>
      ask(services, flowFailing(sql`${row.id}::uuid`, services.clock.now())),
    executionResults: (row: FlowConfigRow, args: ListArguments, context: PrismaticContext) =>
      lists.executions(context, args, [sql`e.flow_config_id = ${row.id}`]),
    logs: (row: FlowConfigRow, args: ListArguments, context: PrismaticContext) =>
      lists.logs(context, args, [sql`l.flow_config_id = ${row.id}`]),
  },
};

/** The variables of an instance in the order of its version; a customer's user does not see the organisation's own. */
async function variablesOf(row: InstanceRow, context: PrismaticContext): Promise<InstanceVariable[]> {
  const { caller } = context;
  const asking = await context.version(row.version_id);
  const stored = (await context.variables(row.id)) ?? [];
  return asking.definition.variables.flatMap((definition) => {
    const variable = stored.find(({ key }) => key === definition.key);
    const hidden = definition.orgOnly && caller.kind === 'customer';
    return variable && !hidden ? [{ ...variable, definition, version: asking }] : [];
  });
}

/** One variable with its definition, wherever the caller found it. */
export async function instanceVariable(
  id: string,
  context: PrismaticContext,
): Promise<{ variable: InstanceVariable; instance: InstanceRow } | undefined> {
  const row = await context.services.database
    .selectFrom('instance_variables')
    .where('id', '=', id)
    .select('instance_id')
    .executeTakeFirst();
  if (!row) return undefined;
  const instance = await context.instance(row.instance_id);
  const variable = (await variablesOf(instance, context)).find((candidate) => candidate.id === id);
  return variable && { variable, instance };
}

async function ask({ database }: PrismaticServices, condition: Sql): Promise<boolean> {
  const answer = await sql<{ holds: boolean }>`select ${condition} as holds`.execute(database);
  return answer.rows[0]?.holds ?? false;
}
