import type { InstanceRow, VersionRow } from '../database/tables.ts';
import { refusal } from '../prismatic-errors.ts';
import { changeInstance, createInstance, deployInstance, type GivenFlow } from '../store/instance-writes.ts';
import type { GivenVariable } from '../store/variables.ts';
import { deployableVersion } from '../store/versions.ts';
import { type PrismaticContext, requireConfigurer } from './context.ts';
import { checkName, givenLabels, payload, requireCustomer, requireInstance, type With } from './payloads.ts';
import { visibleVersion } from './queries.ts';

interface InstanceFields {
  name?: string | null;
  description?: string | null;
  labels?: readonly (string | null)[] | null;
  configVariables?: readonly (GivenVariable | null)[] | null;
  flowConfigs?: readonly (GivenFlow | null)[] | null;
}

interface CreateInput extends InstanceFields {
  customer: string;
  integration: string;
  name: string;
}

interface UpdateInput extends InstanceFields {
  id?: string | null;
  enabled?: boolean | null;
  integration?: string | null;
  globalDebug?: boolean | null;
  preserveDeployState?: boolean | null;
  starred?: boolean | null;
}

interface ConfigureInput {
  id?: string | null;
  configVariables?: readonly (GivenVariable | null)[] | null;
}

/** The life of an instance. Everything is refused to marketplace users, and shown only within the caller's customer. */
export const instanceMutations = {
  createInstance: (args: With<CreateInput>, context: PrismaticContext) =>
    payload(args, async () => {
      requireConfigurer(context);
      const { input } = args;
      checkName(input.name);
      const customer = await requireCustomer(input.customer, context, 'customer');
      const version = await requireVersion(input.integration, context);
      const instance = await createInstance(
        context.services,
        version,
        {
          customerId: customer.id,
          name: input.name,
          description: input.description ?? '',
          labels: givenLabels(input.labels) ?? [],
        },
        { variables: present(input.configVariables) ?? [], flows: present(input.flowConfigs) ?? [] },
      );
      return { instance };
    }),

  updateInstance: (args: With<UpdateInput>, context: PrismaticContext) =>
    payload(args, async () => {
      requireConfigurer(context);
      const { input } = args;
      checkName(input.name);
      const before = await requireInstance(input.id, context);
      const labels = givenLabels(input.labels);
      const instance = await changeInstance(context.services, before, {
        row: {
          ...(typeof input.name === 'string' ? { name: input.name } : {}),
          ...(typeof input.description === 'string' ? { description: input.description } : {}),
          ...(typeof input.enabled === 'boolean' ? { enabled: input.enabled } : {}),
          ...(typeof input.globalDebug === 'boolean' ? { global_debug: input.globalDebug } : {}),
          ...(typeof input.starred === 'boolean' ? { starred: input.starred } : {}),
          ...(labels ? { labels } : {}),
        },
        version: input.integration
          ? await requireVersion(input.integration, context)
          : await versionOf(before, context),
        variables: present(input.configVariables),
        replaceVariables: true,
        flows: present(input.flowConfigs) ?? [],
        preserveDeployState: input.preserveDeployState === true,
      });
      return { instance };
    }),

  updateInstanceConfigVariables: (args: With<ConfigureInput>, context: PrismaticContext) =>
    payload(args, async () => {
      requireConfigurer(context);
      const before = await requireInstance(args.input.id, context);
      const instance = await changeInstance(context.services, before, {
        row: {},
        version: await versionOf(before, context),
        variables: present(args.input.configVariables) ?? [],
        replaceVariables: false,
        flows: [],
        preserveDeployState: false,
      });
      return { instance };
    }),

  deployInstance: (args: With<{ id?: string | null; force?: boolean | null }>, context: PrismaticContext) =>
    payload(args, async () => {
      requireConfigurer(context);
      const before = await requireInstance(args.input.id, context);
      const version = await versionOf(before, context);
      return { instance: await deployInstance(context.services, before, version, args.input.force === true) };
    }),

  deleteInstance: (args: With<{ id?: string | null }>, context: PrismaticContext) =>
    payload(args, async () => {
      requireConfigurer(context);
      const instance = await requireInstance(args.input.id, context);
      await context.services.database.deleteFrom('instances').where('id', '=', instance.id).execute();
      return { instance };
    }),
};

/** The version that an id means for this caller: to customers only what the marketplace lets them deploy or they have. */
async function requireVersion(id: string, context: PrismaticContext): Promise<VersionRow> {
  const version = (await visibleVersion(id, context))
    ? await deployableVersion(context.services.database, id)
    : undefined;
  if (!version) throw refusal('integration', 'There is no such published integration version.');
  if (!version.is_available) throw refusal('integration', 'This version is not available.');
  if (context.caller.kind === 'customer' && version.marketplace !== 'AVAILABLE_AND_DEPLOYABLE') {
    throw refusal('integration', 'This integration cannot be deployed from the marketplace.');
  }
  return version;
}

function versionOf(row: InstanceRow, context: PrismaticContext): Promise<VersionRow> {
  return context.version(row.version_id);
}

function present<Item>(items: readonly (Item | null)[] | null | undefined): Item[] | undefined {
  return items?.filter((item) => item !== null);
}
