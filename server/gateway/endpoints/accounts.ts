import {
  deleteAccountLink,
  deleteAccountSessions,
  postAccount,
  postAccountLink,
  postAccountLinkCheck,
  putAccountLink,
} from '#contract/endpoints/accounts.ts';
import type { AuditAction } from '#contract/audit-actions.ts';
import type { AccountReference, Person } from '#contract/people.ts';
import type { ProblemCode } from '#contract/problems.ts';
import { vendors } from '#contract/vendors.ts';
import type { Context, Hono } from 'hono';
import type { Kysely } from 'kysely';
import { findOrMakeAccount, linkAtEach } from '../../accounts/add-account.ts';
import { enterLink } from '../../accounts/enter-link.ts';
import { checkLink, findLink, removeLink } from '../../accounts/keep-link.ts';
import { LinkRefusal } from '../../accounts/link-refusal.ts';
import { findAccount } from '../../accounts/people.ts';
import type { Tables } from '../../platform/database/schema.ts';
import type { VendorAdapter } from '../../vendors/adapter.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { demandOperator } from '../admins-only.ts';
import { ProblemError } from '../problem-error.ts';
import { isUuid } from '../reach-instance.ts';
import { readBody } from '../read-body.ts';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';

type Asked = Context<GatewayEnvironment>;

/** Adding accounts, saying who they are at each vendor, and ending their people's sessions. For admins; to others none of it exists. */
export function addAccountEndpoints(app: Hono<GatewayEnvironment>, services: Services): void {
  const { accountLinks, adapters, sessions } = services;

  app.post(postAccount.path, async (context) => {
    const admin = await demandOperator(services, context, 'accounts');
    const { account, isKnown } = await findOrMakeAccount(accountLinks, await readBody(context, postAccount));
    await record(services, context, admin, { action: 'account.add', account, detail: isKnown ? 'known' : 'new' });
    const links = await linkAtEach(accountLinks, [...adapters.values()], account);
    return context.json({ account, isKnown, links }, isKnown ? 200 : 201);
  });

  app.post(postAccountLink.path, async (context) => {
    const { admin, account, adapter } = await demandLink(services, context);
    const link = await findLink(accountLinks, adapter, account);
    await record(services, context, admin, {
      action: 'link.find',
      account,
      detail: `${adapter.vendor}: ${link.state}`,
      problemCode: link.problemCode,
    });
    if (link.state === 'linked') await readAnew(services, adapter, account);
    return context.json({ link });
  });

  app.put(putAccountLink.path, async (context) => {
    const { admin, account, adapter } = await demandLink(services, context);
    const entered = await readBody(context, putAccountLink);
    const told = { action: 'link.enter', account, detail: adapter.vendor } as const;
    const vendorAccountId = await unlessRefused(services, context, admin, told, () =>
      enterLink(accountLinks, adapter, { account, entered, personId: admin.id }, (transaction) =>
        record(services, context, admin, told, transaction),
      ),
    );
    await readAnew(services, adapter, account);
    return context.json({ vendorAccountId });
  });

  app.post(postAccountLinkCheck.path, async (context) => {
    const { admin, account, adapter } = await demandLink(services, context);
    const told = { action: 'link.check', account, detail: adapter.vendor } as const;
    const problemCode = await unlessRefused(services, context, admin, told, () =>
      checkLink(accountLinks, adapter, account.id),
    );
    await record(services, context, admin, { ...told, detail: `${adapter.vendor}: ${problemCode ?? 'good'}` });
    return context.json({ problemCode });
  });

  app.delete(deleteAccountLink.path, async (context) => {
    const { admin, account, adapter } = await demandLink(services, context);
    const told = { action: 'link.remove', account, detail: adapter.vendor } as const;
    const instances = await unlessRefused(services, context, admin, told, () =>
      removeLink(accountLinks, adapter, account, (transaction, taken) =>
        record(services, context, admin, { ...told, detail: `${adapter.vendor}: ${taken}` }, transaction),
      ),
    );
    return context.json({ instances });
  });

  app.delete(deleteAccountSessions.path, async (context) => {
    const { admin, account } = await demandAccount(services, context);
    const ended = await sessions.endAllOfAccount(account.id);
    await record(services, context, admin, { action: 'session.end_all', account, detail: `everybody: ${ended}` });
    return context.json({ ended });
  });
}

async function demandAccount(
  services: Services,
  context: Asked,
): Promise<{ admin: Person; account: AccountReference }> {
  const id = context.req.param('id') ?? '';
  const admin = await demandOperator(services, context, `account ${isUuid(id) ? id : ''}`);
  const account = isUuid(id) ? await findAccount(services.database, id) : null;
  if (!account) throw new ProblemError('not_found');
  return { admin, account };
}

async function demandLink(
  services: Services,
  context: Asked,
): Promise<{ admin: Person; account: AccountReference; adapter: VendorAdapter }> {
  const { admin, account } = await demandAccount(services, context);
  const vendor = vendors.find((known) => known === context.req.param('vendor'));
  const adapter = vendor && services.adapters.get(vendor);
  if (!adapter) throw new ProblemError('not_found');
  return { admin, account, adapter };
}

interface Told {
  action: AuditAction;
  account: AccountReference;
  /** Never a credential. */
  detail: string;
  /** Why it failed; null or left out: it was done. */
  problemCode?: ProblemCode | null;
}

async function record(
  { audit }: Services,
  context: Asked,
  admin: Person,
  told: Told,
  transaction?: Kysely<Tables>,
): Promise<void> {
  const entry = {
    action: told.action,
    outcome: told.problemCode == null ? ('done' as const) : ('failed' as const),
    personId: admin.id,
    accountId: told.account.id,
    problemCode: told.problemCode ?? null,
    detail: told.detail,
    requestId: context.get('requestId'),
  };
  await audit.append(entry, transaction);
}

/** Does it; what is refused, and what a vendor's trouble prevents, is audited as well. */
async function unlessRefused<Result>(
  services: Services,
  context: Asked,
  admin: Person,
  told: Told,
  work: () => Promise<Result>,
): Promise<Result> {
  try {
    return await work();
  } catch (error) {
    const isRefusal = error instanceof LinkRefusal;
    if (!isRefusal && !(error instanceof VendorError)) throw error;
    await services.audit.append({
      action: told.action,
      outcome: isRefusal ? 'refused' : 'failed',
      personId: admin.id,
      accountId: told.account.id,
      problemCode: error.code,
      detail: told.detail,
      requestId: context.get('requestId'),
    });
    if (!isRefusal) throw error;
    const { code, fields, vendor, vendorMessage } = error;
    throw new ProblemError(code, {
      ...(code === 'not_found' ? {} : { vendor }),
      ...(Object.keys(fields).length === 0 ? {} : { fields }),
      ...(vendorMessage === null ? {} : { vendorMessage }),
    });
  }
}

/** The account's rows are read as if its page were opened; nobody waits for it. */
async function readAnew({ sync }: Services, { vendor }: VendorAdapter, account: AccountReference): Promise<void> {
  await sync.refreshAccount(vendor, account.id);
}
