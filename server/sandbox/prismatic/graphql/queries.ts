import { sql } from 'kysely';

import { type GlobalType, globalId, uuidOf } from '../global-ids.ts';
import { nameBasedUuid } from '../../name-based-uuid.ts';
import { later, organisation } from '../prismatic-services.ts';
import { severities } from '../severities.ts';
import type { ListArguments, Sql } from '../store/lists.ts';
import { hasActive, ownInstances, type PrismaticContext, requireRunAccess } from './context.ts';
import * as lists from './lists.ts';
import { executionSections } from './run-resolvers.ts';

interface ById {
  id: string;
}

interface EventArguments extends ListArguments {
  timestampGte?: Date | null;
  timestampLte?: Date | null;
}

interface MarketplaceArguments extends ListArguments {
  activated?: boolean | null;
  includeActiveIntegrations?: boolean | null;
}

type VersionArguments = ListArguments & { allVersions?: boolean | null };

/** Without both bounds, the newer way to read log lines looks at this much. */
const eventWindowMs = 2 * 3_600_000;

const inMarketplace = sql`v.marketplace like 'AVAILABLE%'`;

/** The newest version of an integration that the marketplace shows. */
const newestShown = sql`not v.is_head and v.is_available and not exists (
  select 1 from versions newer where newer.sequence_id = v.sequence_id and not newer.is_head and newer.is_available
    and newer.number > v.number)`;

export const queries = {
  authenticatedUser: (_args: unknown, { caller }: PrismaticContext) => caller.user,
  customers: (args: ListArguments, context: PrismaticContext) => lists.customers(context, args),
  customer: ({ id }: ById, context: PrismaticContext) =>
    first(lists.customers(context, {}, [is('c.id', 'Customer', id)])),
  customerLabels: (_args: unknown, context: PrismaticContext) =>
    labels(context, sql`select distinct unnest(labels) as name from customers c`),
  instances: (args: ListArguments, context: PrismaticContext) => lists.instances(context, args),
  instance: ({ id }: ById, context: PrismaticContext) =>
    first(lists.instances(context, {}, [is('i.id', 'Instance', id)])),
  instanceLabels: (_args: unknown, context: PrismaticContext) => {
    const seen = sql.join([...ownInstances(context), sql`true`], sql` and `);
    return labels(context, sql`select distinct unnest(labels) as name from instances i where ${seen}`);
  },
  instanceFlowConfigs: (args: ListArguments, context: PrismaticContext) => lists.flowConfigs(context, args),
  instanceFlowConfig: ({ id }: ById, context: PrismaticContext) =>
    first(lists.flowConfigs(context, {}, [is('f.id', 'InstanceFlowConfig', id)])),

  integrations: (args: VersionArguments, context: PrismaticContext) =>
    lists.versions(context, args, [args.allVersions ? sql`not v.is_head` : sql`v.is_head`]),
  integration: ({ id }: ById, context: PrismaticContext) =>
    first(lists.versions(context, {}, [is('v.id', 'Integration', id)])),
  marketplaceIntegrations: (args: MarketplaceArguments, context: PrismaticContext) => {
    const active = activeFor(context);
    const shown = args.includeActiveIntegrations ? sql`(${inMarketplace} or ${active})` : inMarketplace;
    const activated = typeof args.activated === 'boolean' ? [sql`${active} = ${args.activated}`] : [];
    return lists.versions(context, args, [newestShown, shown, ...activated]);
  },
  marketplaceIntegration: ({ id }: ById, context: PrismaticContext) =>
    first(
      lists.versions(context, {}, [is('v.id', 'Integration', id), sql`(${inMarketplace} or ${activeFor(context)})`]),
    ),

  executionResults: (args: ListArguments, context: PrismaticContext) => lists.executions(context, args),
  executionResult: ({ id }: ById, context: PrismaticContext) =>
    first(lists.executions(context, {}, [is('e.id', 'InstanceExecutionResult', id)])),
  stepResults: (args: ListArguments, context: PrismaticContext) => lists.stepResults(context, args),
  logs: (args: ListArguments, context: PrismaticContext) => lists.logs(context, args),
  log: ({ id }: ById, context: PrismaticContext) => first(lists.logs(context, {}, [is('l.id', 'Log', id)])),
  events: (args: EventArguments, context: PrismaticContext) => {
    requireRunAccess(context);
    const bounded = args.timestampGte && args.timestampLte;
    const until = args.timestampLte ?? context.services.clock.now();
    const since = sql`l.logged_at >= ${later(until, -eventWindowMs)}`;
    return lists.logs(context, args, bounded || args.timestampGte ? untilWindow(args) : [since]);
  },
  executionSections,
  logSeverityLevels: () => severities.map((name, id) => ({ id, name })),
  listUserTenants: (_args: unknown, { services }: PrismaticContext) => ({
    nodes: [
      {
        tenantId: organisation.uuid,
        url: services.origin(),
        orgName: organisation.name,
        awsRegion: 'sandbox',
        isCurrentStack: true,
      },
    ],
  }),
};

/** With the lower bound alone, the window begins there. */
function untilWindow({ timestampGte, timestampLte }: EventArguments): Sql[] {
  return timestampGte && !timestampLte ? [sql`l.logged_at <= ${later(timestampGte, eventWindowMs)}`] : [];
}

function activeFor({ caller }: PrismaticContext): Sql {
  if (caller.kind === 'customer') return hasActive(caller.customer.id);
  return sql`exists (select 1 from instances active join versions activated on activated.id = active.version_id
    where activated.sequence_id = v.sequence_id)`;
}

function is(column: string, type: GlobalType, id: string): Sql {
  return sql`${sql.ref(column)} = ${uuidOf(type, id) ?? null}::uuid`;
}

async function first<Row>(list: { nodes: () => Promise<Row[]> }): Promise<Row | null> {
  return (await list.nodes())[0] ?? null;
}

async function labels(context: PrismaticContext, query: Sql) {
  const found = await sql<{ name: string }>`${query} order by name`.execute(context.services.database);
  return found.rows.map(({ name }) => ({ id: globalId('Label', nameBasedUuid(`label:${name}`)), name }));
}

/** Whether the caller may see this version at all. */
export function visibleVersion(id: string, context: PrismaticContext) {
  return first(lists.versions(context, {}, [is('v.id', 'Integration', id)]));
}
