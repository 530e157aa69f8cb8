import { randomUUID } from 'node:crypto';

import type { MarketplaceConfiguration, PrismaticDatabase, VersionRow } from '../database/tables.ts';
import { refusal } from '../prismatic-errors.ts';
import { changeInstance, deployInstance } from '../store/instance-writes.ts';
import { newestAvailable } from '../store/versions.ts';
import { type PrismaticContext, requireOrganisation } from './context.ts';
import { checkName, givenLabels, payload, requireCustomer, type With } from './payloads.ts';
import { queries } from './queries.ts';

interface CustomerInput {
  id?: string | null;
  name?: string | null;
  description?: string | null;
  externalId?: string | null;
  labels?: readonly (string | null)[] | null;
  allowEmbeddedDesigner?: boolean | null;
  allowWorkflowCopilot?: boolean | null;
  concurrentExecutionLimit?: number | null;
  starred?: boolean | null;
}

interface MarketplaceInput {
  id?: string | null;
  marketplaceConfiguration?: string | null;
  allowMultipleMarketplaceInstances?: boolean | null;
  overview?: string | null;
}

const marketplaceConfigurations: readonly MarketplaceConfiguration[] = [
  'AVAILABLE_AND_DEPLOYABLE',
  'AVAILABLE_NOT_DEPLOYABLE',
  'NOT_AVAILABLE_IN_MARKETPLACE',
];

/** What only the organisation may do. */
export const organisationMutations = {
  createCustomer: (args: With<CustomerInput>, context: PrismaticContext) =>
    payload(args, async () => {
      requireOrganisation(context);
      const { database, clock } = context.services;
      const now = clock.now();
      const fields = await customerFields(args.input, database);
      const customer = await database
        .insertInto('customers')
        .values({
          id: randomUUID(),
          name: args.input.name ?? '',
          description: '',
          external_id: null,
          labels: [],
          allow_embedded_designer: false,
          allow_workflow_copilot: false,
          concurrent_execution_limit: null,
          created_at: now,
          updated_at: now,
          ...fields,
        })
        .returningAll()
        .executeTakeFirstOrThrow();
      return { customer };
    }),

  updateCustomer: (args: With<CustomerInput>, context: PrismaticContext) =>
    payload(args, async () => {
      requireOrganisation(context);
      const { database, clock } = context.services;
      const before = await requireCustomer(args.input.id, context);
      const customer = await database
        .updateTable('customers')
        .set({ ...(await customerFields(args.input, database, before.id)), updated_at: clock.now() })
        .where('id', '=', before.id)
        .returningAll()
        .executeTakeFirstOrThrow();
      return { customer };
    }),

  deleteCustomer: (args: With<{ id?: string | null }>, context: PrismaticContext) =>
    payload(args, async () => {
      requireOrganisation(context);
      const customer = await requireCustomer(args.input.id, context);
      await context.services.database.deleteFrom('customers').where('id', '=', customer.id).execute();
      return { customer };
    }),

  publishIntegration: (args: With<{ id?: string | null; comment?: string | null }>, context: PrismaticContext) =>
    payload(args, async () => {
      const head = await requireIntegration(args.input.id, context);
      if (!head.is_head) throw refusal('id', 'A published version cannot be published again.');
      const { database, clock } = context.services;
      const now = clock.now();
      const { position: _position, ...copied } = head;
      const integration = await database.transaction().execute(async (transaction) => {
        const number = head.number + 1;
        await transaction.updateTable('versions').set({ number, updated_at: now }).where('id', '=', head.id).execute();
        return transaction
          .insertInto('versions')
          .values({
            ...copied,
            id: randomUUID(),
            is_head: false,
            number,
            is_available: true,
            comment: args.input.comment ?? null,
            published_at: now,
            published_by: context.caller.user.id,
            definition: JSON.stringify(head.definition),
            created_at: now,
            updated_at: now,
          })
          .returningAll()
          .executeTakeFirstOrThrow();
      });
      return { integration };
    }),

  updateIntegrationVersionAvailability: (
    args: With<{ id?: string | null; available: boolean }>,
    context: PrismaticContext,
  ) =>
    payload(args, async () => {
      const version = await requireIntegration(args.input.id, context);
      if (version.is_head) throw refusal('id', 'Only a published version can be available.');
      return { integration: await changeVersion(version, { is_available: args.input.available }, context) };
    }),

  updateIntegrationMarketplaceConfiguration: (args: With<MarketplaceInput>, context: PrismaticContext) =>
    payload(args, async () => {
      const { input } = args;
      const version = await requireIntegration(input.id, context);
      const marketplace = marketplaceConfigurations.find(
        (known) => known === input.marketplaceConfiguration?.toUpperCase(),
      );
      if (typeof input.marketplaceConfiguration === 'string' && !marketplace) {
        throw refusal('marketplaceConfiguration', 'This is not a marketplace configuration.');
      }
      const changed = await changeVersion(
        version,
        {
          ...(marketplace ? { marketplace } : {}),
          ...(typeof input.overview === 'string' ? { overview: input.overview } : {}),
          ...(typeof input.allowMultipleMarketplaceInstances === 'boolean'
            ? { allow_multiple: input.allowMultipleMarketplaceInstances }
            : {}),
        },
        context,
      );
      return { integration: changed };
    }),

  bulkUpdateInstancesToLatestIntegrationVersion: (args: With<{ id?: string | null }>, context: PrismaticContext) =>
    payload(args, async () => {
      const integration = await requireIntegration(args.input.id, context);
      const { database } = context.services;
      const newest = await newestAvailable(database, integration.sequence_id);
      if (!newest) throw refusal('id', 'The integration has no published version.');
      const outdated = await database
        .selectFrom('instances')
        .innerJoin('versions', 'versions.id', 'instances.version_id')
        .where('versions.sequence_id', '=', integration.sequence_id)
        .where('instances.version_id', '!=', newest.id)
        .selectAll('instances')
        .execute();
      for (const before of outdated) {
        const change = {
          row: {},
          version: newest,
          variables: undefined,
          replaceVariables: false,
          flows: [],
          preserveDeployState: false,
        };
        // oxlint-disable-next-line no-await-in-loop -- one instance after the other, as single calls would do it
        const moved = await changeInstance(context.services, before, change);
        // oxlint-disable-next-line no-await-in-loop -- as above
        if (before.last_deployed_at) await deployInstance(context.services, moved, newest, true);
      }
      return { integration };
    }),
};

async function customerFields(input: CustomerInput, database: PrismaticDatabase, ownId?: string) {
  checkName(input.name);
  if (input.externalId) {
    const holder = await database
      .selectFrom('customers')
      .where('external_id', '=', input.externalId)
      .select('id')
      .executeTakeFirst();
    if (holder && holder.id !== ownId) throw refusal('externalId', 'A customer with this external ID already exists.');
  }
  const labels = givenLabels(input.labels);
  return {
    ...(typeof input.name === 'string' ? { name: input.name } : {}),
    ...(typeof input.description === 'string' ? { description: input.description } : {}),
    ...(typeof input.externalId === 'string' ? { external_id: input.externalId === '' ? null : input.externalId } : {}),
    ...(labels ? { labels } : {}),
    ...(typeof input.allowEmbeddedDesigner === 'boolean'
      ? { allow_embedded_designer: input.allowEmbeddedDesigner }
      : {}),
    ...(typeof input.allowWorkflowCopilot === 'boolean' ? { allow_workflow_copilot: input.allowWorkflowCopilot } : {}),
    ...(typeof input.concurrentExecutionLimit === 'number'
      ? { concurrent_execution_limit: input.concurrentExecutionLimit }
      : {}),
    ...(typeof input.starred === 'boolean' ? { starred: input.starred } : {}),
  };
}

async function requireIntegration(id: string | null | undefined, context: PrismaticContext): Promise<VersionRow> {
  requireOrganisation(context);
  const row = id ? await queries.integration({ id }, context) : null;
  if (!row) throw refusal('id', 'There is no such integration.');
  return row;
}

/** The integration itself means its newest published version too, as everywhere. */
async function changeVersion(
  version: VersionRow,
  set: Partial<Pick<VersionRow, 'is_available' | 'marketplace' | 'overview' | 'allow_multiple'>>,
  { services }: PrismaticContext,
): Promise<VersionRow> {
  const { database, clock } = services;
  const ids = [version.id];
  if (version.is_head) {
    const newest = await newestAvailable(database, version.sequence_id);
    if (newest) ids.push(newest.id);
  }
  await database
    .updateTable('versions')
    .set({ ...set, updated_at: clock.now() })
    .where('id', 'in', ids)
    .execute();
  return database.selectFrom('versions').where('id', '=', version.id).selectAll().executeTakeFirstOrThrow();
}
