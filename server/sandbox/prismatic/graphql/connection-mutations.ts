import type { VariableRow } from '../database/tables.ts';
import { refusal } from '../prismatic-errors.ts';
import { later } from '../prismatic-services.ts';
import { type PrismaticContext, requireConfigurer } from './context.ts';
import { type InstanceVariable, instanceVariable } from './instance-resolvers.ts';
import { payload, requireInstance, requireUuid, type With } from './payloads.ts';
import { queries } from './queries.ts';
import { globalId } from '../global-ids.ts';

interface TokenInput {
  id?: string | null;
  accessToken?: string | null;
  refreshToken?: string | null;
  tokenType?: string | null;
  expiresIn?: number | null;
  refreshAt?: Date | null;
  status?: string | null;
}

const statuses = ['ACTIVE', 'ERROR', 'FAILED', 'PENDING'] as const;

/** What changes a connection, and what a page of the wizard offers. */
export const connectionMutations = {
  disconnectConnection: (args: With<{ id?: string | null }>, context: PrismaticContext) =>
    payload(args, async () => {
      requireConfigurer(context);
      const before = await requireConnection(args.input.id, context);
      return change(before, { status: 'PENDING', refresh_at: null, refreshed_at: null, meta: null }, context);
    }),

  updateOAuth2Connection: (args: With<TokenInput>, context: PrismaticContext) =>
    payload(args, async () => {
      requireConfigurer(context);
      const { input } = args;
      const before = await requireConnection(input.id, context);
      const now = context.services.clock.now();
      const status = statuses.find((known) => known === input.status?.toUpperCase());
      if (typeof input.status === 'string' && !status) throw refusal('status', 'This is not a status.');
      const expires = typeof input.expiresIn === 'number' ? later(now, input.expiresIn * 1000) : null;
      const token = {
        access_token: input.accessToken ?? undefined,
        refresh_token: input.refreshToken ?? undefined,
        token_type: input.tokenType ?? undefined,
      };
      return change(
        before,
        {
          status: status ?? before.status,
          refresh_at: input.refreshAt ?? expires ?? before.refresh_at,
          ...(input.accessToken ? { refreshed_at: now, meta: JSON.stringify({ token }) } : {}),
        },
        context,
      );
    }),

  fetchConfigWizardPageContent: (
    args: With<{ id?: string | null; pageName?: string | null }>,
    context: PrismaticContext,
  ) =>
    payload(args, async () => {
      const instance = await requireInstance(args.input.id, context);
      const { definition } = await context.version(instance.version_id);
      const page = definition.pages.find(({ name }) => name === args.input.pageName);
      if (!page) throw refusal('pageName', 'The integration has no such page.');
      const lists = definition.variables.filter(({ key, pickList }) => page.keys.includes(key) && pickList !== null);
      const content = Object.fromEntries(
        lists.map(({ key, pickList }) => [key, (pickList ?? []).map((item) => ({ key: item, label: item }))]),
      );
      return { fetchConfigWizardPageContentResult: { content, instance, pageName: page.name } };
    }),
};

async function requireConnection(id: string | null | undefined, context: PrismaticContext): Promise<InstanceVariable> {
  const found = await instanceVariable(requireUuid('InstanceConfigVariable', id), context);
  const visible = found && (await queries.instance({ id: globalId('Instance', found.instance.id) }, context));
  if (!visible || !found.variable.definition.connection) throw refusal('id', 'There is no such connection.');
  return found.variable;
}

async function change(
  before: InstanceVariable,
  set: Partial<Pick<VariableRow, 'status' | 'refresh_at' | 'refreshed_at' | 'meta'>>,
  { services }: PrismaticContext,
) {
  await services.database.updateTable('instance_variables').set(set).where('id', '=', before.id).execute();
  return { instanceConfigVariable: { ...before, ...set } };
}
