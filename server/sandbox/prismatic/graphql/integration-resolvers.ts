import { sql } from 'kysely';

import { nameBasedUuid } from '../../name-based-uuid.ts';
import type {
  ConnectionDefinition,
  FlowDefinition,
  InputDefinition,
  InstanceRow,
  VariableDefinition,
  VersionRow,
} from '../database/tables.ts';
import { globalId, uuidOf } from '../global-ids.ts';
import { connection, type ListArguments, sourceOf } from '../store/lists.ts';
import type { PrismaticContext } from './context.ts';
import * as lists from './lists.ts';

interface RequiredVariable {
  definition: VariableDefinition;
  version: VersionRow;
}

interface RequiredArguments extends ListArguments {
  dataType?: string | null;
  dataType_In?: readonly (string | null)[] | null;
  key?: string | null;
  key_In?: readonly (string | null)[] | null;
  orgOnly?: boolean | null;
}

interface VersionArguments {
  id?: string | null;
  latestAvailable?: boolean | null;
  versionNumber?: number | null;
}

const ofSequence = (row: VersionRow) => sql`v.sequence_id = ${row.sequence_id}`;

/** The caller's instances of an integration, whichever version: all of them for the organisation. */
const instancesOf = (row: VersionRow, context: PrismaticContext): Promise<InstanceRow[]> =>
  lists.instances(context, { first: 2, orderBy: { field: 'CREATED_AT', direction: 'ASC' } }, [ofSequence(row)]).nodes();

export const integrationResolvers = {
  Integration: {
    id: (row: VersionRow) => globalId('Integration', row.id),
    versionNumber: (row: VersionRow) => row.number,
    versionIsAvailable: (row: VersionRow) => row.is_available,
    versionIsLatest: async (row: VersionRow, _args: unknown, context: PrismaticContext) =>
      (await context.newest(row.sequence_id))?.id === row.id,
    versionComment: (row: VersionRow) => row.comment,
    versionCreatedAt: (row: VersionRow) => row.published_at,
    versionCreatedBy: (row: VersionRow, _args: unknown, { services }: PrismaticContext) =>
      row.published_by === null
        ? null
        : services.database.selectFrom('users').where('id', '=', row.published_by).selectAll().executeTakeFirst(),
    versionSequenceId: (row: VersionRow) => row.sequence_id,
    versionSequence: (row: VersionRow, args: ListArguments, context: PrismaticContext) =>
      lists.versions(context, args, [ofSequence(row), sql`not v.is_head`]),
    versionAt: async (row: VersionRow, args: VersionArguments, context: PrismaticContext) => {
      if (args.latestAvailable) return context.newest(row.sequence_id);
      const wanted = [
        ...(typeof args.versionNumber === 'number' ? [sql`v.number = ${args.versionNumber}`] : []),
        ...(typeof args.id === 'string' ? [sql`v.id = ${uuidOf('Integration', args.id) ?? null}::uuid`] : []),
      ];
      if (wanted.length === 0) return null;
      const found = lists.versions(context, { first: 1 }, [ofSequence(row), sql`not v.is_head`, ...wanted]);
      return (await found.nodes())[0] ?? null;
    },
    marketplaceConfiguration: (row: VersionRow) => row.marketplace,
    allowMultipleMarketplaceInstances: (row: VersionRow) => row.allow_multiple,
    isCustomerDeployable: (row: VersionRow) => row.marketplace === 'AVAILABLE_AND_DEPLOYABLE',
    // No variable here is left to single users, and no integration belongs to one customer.
    userLevelConfigured: () => false,
    customer: () => null,
    configPages: (row: VersionRow) =>
      row.definition.pages.map(({ name, tagline, keys }) => ({
        name,
        tagline,
        elements: keys.map((key) => ({ type: 'configVar', value: key })),
      })),
    requiredConfigVariables: (row: VersionRow, args: RequiredArguments, { caller }: PrismaticContext) => {
      const types = [...(args.dataType_In ?? []), args.dataType].flatMap((type) => type?.toUpperCase() ?? []);
      const keys = [...(args.key_In ?? []), args.key].flatMap((key) => key ?? []);
      const matching = row.definition.variables.filter(
        ({ key, dataType, orgOnly }) =>
          !(orgOnly && caller.kind === 'customer') &&
          (types.length === 0 || types.includes(dataType)) &&
          (keys.length === 0 || keys.includes(key)) &&
          (typeof args.orgOnly !== 'boolean' || orgOnly === args.orgOnly),
      );
      const backwards = [args.orderBy, ...(args.sortBy ?? [])].some((order) => order?.direction === 'DESC');
      const ordered = backwards ? matching.toReversed() : matching;
      return connection(sourceOf(ordered), args, (definition) => ({ definition, version: row }));
    },
    flows: (row: VersionRow, args: ListArguments) => connection(sourceOf(row.definition.flows), args, (flow) => flow),
    instances: (row: VersionRow, args: ListArguments, context: PrismaticContext) =>
      lists.instances(context, args, [ofSequence(row)]),
    firstDeployedInstance: async (row: VersionRow, _args: unknown, context: PrismaticContext) => {
      const deployed = [ofSequence(row), sql`i.last_deployed_at is not null`];
      const found = lists.instances(
        context,
        { first: 1, orderBy: { field: 'CREATED_AT', direction: 'ASC' } },
        deployed,
      );
      return (await found.nodes())[0] ?? null;
    },
    deployedInstances: async (row: VersionRow, _args: unknown, context: PrismaticContext) => {
      const count = (await instancesOf(row, context)).length;
      return count === 0 ? 'ZERO' : count === 1 ? 'ONE' : 'MULTIPLE';
    },
    deploymentStatus: async (row: VersionRow, _args: unknown, context: PrismaticContext) => {
      const [instance] = await instancesOf(row, context);
      if (!instance) return null;
      if (instance.last_deployed_at === null) return 'UNCONFIGURED';
      return instance.enabled ? 'ACTIVATED' : 'PAUSED';
    },
    lastExecutedAt: async (row: VersionRow, _args: unknown, context: PrismaticContext) => {
      const executed = [ofSequence(row), sql`i.last_executed_at is not null`];
      const latest = lists.instances(
        context,
        { first: 1, orderBy: { field: 'LAST_EXECUTED_AT', direction: 'DESC' } },
        executed,
      );
      return (await latest.nodes())[0]?.last_executed_at ?? null;
    },
    hasUnpublishedChanges: async (row: VersionRow, _args: unknown, context: PrismaticContext) => {
      const newest = await context.newest(row.sequence_id);
      return row.is_head && JSON.stringify(newest?.definition) !== JSON.stringify(row.definition);
    },
  },
  IntegrationFlow: {
    id: (flow: FlowDefinition) => globalId('IntegrationFlow', flow.id),
    lastExecutedAt: async (flow: FlowDefinition, _args: unknown, context: PrismaticContext) => {
      const runs = lists.executions(context, { first: 1, orderBy: { field: 'STARTED_AT', direction: 'DESC' } }, [
        sql`e.flow_id = ${flow.id}`,
      ]);
      return (await runs.nodes())[0]?.started_at ?? null;
    },
  },
  RequiredConfigVariable: {
    id: ({ definition, version }: RequiredVariable) =>
      globalId('RequiredConfigVariable', nameBasedUuid(`${version.id}:${definition.key}`)),
    integration: ({ version }: RequiredVariable) => version,
    sortOrder: ({ definition, version }: RequiredVariable) =>
      version.definition.variables.findIndex(({ key }) => key === definition.key),
    stableKey: ({ definition }: RequiredVariable) => definition.key,
    scheduleType: ({ definition }: RequiredVariable) => (definition.dataType === 'SCHEDULE' ? 'CUSTOM' : null),
    timeZone: () => null,
    userLevelConfigured: () => false,
    ...fromDefinition('key', 'description', 'header', 'dataType', 'collectionType', 'codeLanguage', 'pickList'),
    ...fromDefinition('defaultValue', 'orgOnly', 'connection'),
  },
  Connection: {
    id: ({ key, component }: ConnectionDefinition) =>
      globalId('Connection', nameBasedUuid(`connection:${component.key}:${key}`)),
    inputs: (source: ConnectionDefinition, args: ListArguments & { shown?: boolean | null; key?: string | null }) => {
      const matching = source.inputs.filter(
        ({ shown, key }) =>
          (typeof args.shown !== 'boolean' || shown === args.shown) &&
          (typeof args.key !== 'string' || key === args.key),
      );
      return connection(sourceOf(matching), args, (input) => input);
    },
  },
  Component: {
    id: ({ key }: { key: string }) => globalId('Component', nameBasedUuid(`component:${key}`)),
  },
  InputField: {
    id: (input: InputDefinition) => globalId('InputField', nameBasedUuid(`input:${input.label}:${input.key}`)),
  },
};

/** Fields of a required variable that its definition holds under the same name. */
function fromDefinition(...names: readonly (keyof VariableDefinition)[]) {
  return Object.fromEntries(names.map((name) => [name, ({ definition }: RequiredVariable) => definition[name]]));
}
