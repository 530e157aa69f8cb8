import type { ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import { ownerOrLink } from '../accounts/vendor-links.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';
import { asBackground } from '../vendors/urgency.ts';
import { ForeignRowsError, VendorError, VendorPausedError } from '../vendors/vendor-error.ts';
import { replaceCatalogue } from './catalogue.ts';
import { refreshFailedRuns } from './failed-runs.ts';
import { auditForeignRows } from './foreign-rows.ts';
import { type EverybodyResult, everybodyReaders, OwnersHiddenError, type ReadEnd } from './read-everybody.ts';
import { accountsOfEverybody } from './deployments/public-solutions.ts';
import {
  deploymentPages,
  hasDeployments,
  publicScope,
  settleVisibility,
  type WithDeployments,
} from './deployments/read-deployments.ts';
import { ClaimLostError, claimRead, endRead, failRead, leaveRead, type ReadClaim } from './sync-state.ts';
import { type ReadContext, ReadStoppedError, sweep, walk } from './walk.ts';
import { purgeRemoved } from './write-through.ts';

/** Reads vendors into the index. A read that another replica or request is doing already is not done twice. */
export interface Sync {
  /** Everybody's instances of every vendor, as its adapter says they are to be read, and the catalogue where there is one. */
  readEverything(): Promise<void>;
  /**
   * Begins to read one account's instances at one vendor, with its own credential, unless they were read in the last
   * 30 s. Resolves as soon as the read is claimed; `finished` resolves when it is over, and is null
   * when nothing is read.
   */
  refreshAccount(vendor: Vendor, accountId: string): Promise<{ finished: Promise<void> | null }>;
  /** The same for the catalogue of one vendor; one from whose templates nothing is activated has none. */
  refreshCatalogue(vendor: Vendor): Promise<{ finished: Promise<void> | null }>;
  /** Lets reads that are under way end at their next page, so that the process may end; another goes on with them. */
  stop(): void;
}

export interface SyncOptions {
  database: JackfieldDatabase;
  adapters: Map<Vendor, VendorAdapter>;
  clock: Clock;
  audit: AuditLog;
  logger: Logger;
}

/** Data younger than this is not read again because a page opened. */
export const freshMs = 30_000;

export const everything = 'everything';
export const catalogueScope = 'catalogue';

type Work = (claim: ReadClaim) => Promise<EverybodyResult>;

export function createSync(options: SyncOptions): Sync {
  const { database, adapters, clock, audit, logger } = options;
  let isStopped = false;
  const context: ReadContext = {
    database,
    audit,
    logger,
    clock,
    demandGoing: () => {
      if (isStopped) throw new ReadStoppedError();
    },
  };

  /** Begins one read in its scope, one at a time, and records how it went. It never rejects: the outcome is data. */
  async function begin(
    vendor: Vendor,
    scope: string,
    olderThanMs: number,
    work: Work,
  ): Promise<{ end: Promise<ReadEnd> | null }> {
    const claim = isStopped ? null : await claimRead(database, { vendor, scope, now: clock.now(), olderThanMs });
    return { end: claim ? read(claim, work) : null };
  }

  async function read(claim: ReadClaim, work: Work): Promise<ReadEnd> {
    try {
      const result = await asBackground(() => work(claim));
      await endRead(database, claim, result);
      if (result.missing > 0) {
        logger.warn({ vendor: claim.vendor, scope: claim.scope, missing: result.missing }, 'read in part');
      }
      return { state: 'read', found: result.found };
    } catch (error) {
      return recordFailure(claim, error).catch((failure: unknown) => {
        logger.error(
          { err: failure, vendor: claim.vendor, scope: claim.scope },
          'the outcome of a read could not be recorded',
        );
        return { state: 'failed', code: 'internal', retryAfterMs: null };
      });
    }
  }

  async function recordFailure(claim: ReadClaim, error: unknown): Promise<ReadEnd> {
    const { vendor, scope } = claim;
    if (error instanceof ReadStoppedError || error instanceof ClaimLostError) {
      await leaveRead(database, claim);
      return { state: 'stopped' };
    }
    const code = codeOf(error);
    if (error instanceof OwnersHiddenError) {
      logger.error(
        { vendor, scope, problem: code },
        'the operator’s credential is not shown the instances that their owners see, and nothing was taken for gone; ' +
          'have them read with each owner’s own credential (Tray: TRAY_READS_EVERYBODY=per-user)',
      );
    } else {
      const message = error instanceof Error ? error.message : String(error);
      logger.warn({ vendor, scope, problem: code, error: message }, 'read failed');
    }
    await failRead(database, claim, { now: clock.now(), code, retryAfterMs: pauseAskedFor(error) });
    return { state: 'failed', code, retryAfterMs: error instanceof VendorError ? error.retryAfterMs : null };
  }

  function beginCatalogue(adapter: VendorAdapter, olderThanMs: number) {
    return begin(adapter.vendor, catalogueScope, olderThanMs, async (claim) => {
      const templates = await adapter.reader.listTemplates();
      await replaceCatalogue(database, adapter.vendor, templates);
      return { checkedAt: claim.startedAt, found: templates.length, missing: 0 };
    });
  }

  function beginAccount(adapter: VendorAdapter, accountId: string, olderThanMs: number) {
    return begin(adapter.vendor, accountId, olderThanMs, async (claim) => {
      const result = await readAccount(context, adapter, accountId, claim);
      await noteFailedRuns(adapter, accountId);
      if (hasDeployments(adapter)) {
        // A scope of its own, so that many accounts are served by one reading, and its failure is nobody's.
        const everybodys = await begin(adapter.vendor, publicScope, freshMs, (shared) =>
          readPublic(context, adapter, accountId, shared),
        );
        await everybodys.end;
      }
      return result;
    });
  }

  /** What failed is told besides; that it cannot be asked for says nothing of the account's instances. */
  async function noteFailedRuns(adapter: VendorAdapter, accountId: string): Promise<void> {
    const { vendor, connectors } = adapter;
    if (!connectors) return;
    await refreshFailedRuns({ database, clock }, { vendor, connectors }, accountId).catch((error: unknown) => {
      const problem = codeOf(error);
      logger.warn({ vendor, accountId, problem, err: error }, 'failed runs could not be asked for');
    });
  }

  async function readAllOf(adapter: VendorAdapter): Promise<void> {
    if (adapter.capabilities.activate) {
      const catalogue = await beginCatalogue(adapter, 0);
      await catalogue.end;
    }
    const instances = await begin(adapter.vendor, everything, 0, (claim) =>
      everybodyReaders[adapter.everybodyReads]({
        context,
        adapter,
        claim,
        readAccount: async (accountId) => (await beginAccount(adapter, accountId, 0)).end,
      }),
    );
    await instances.end;
  }

  return {
    readEverything: async () => {
      await Promise.all([...adapters.values()].map(readAllOf));
      await purgeRemoved(database, clock);
    },
    refreshAccount: async (vendor, accountId) => {
      const adapter = adapters.get(vendor);
      return adapter ? toRefresh(await beginAccount(adapter, accountId, freshMs)) : { finished: null };
    },
    refreshCatalogue: async (vendor) => {
      const adapter = adapters.get(vendor);
      return adapter?.capabilities.activate ? toRefresh(await beginCatalogue(adapter, freshMs)) : { finished: null };
    },
    stop: () => {
      isStopped = true;
    },
  };
}

function toRefresh({ end }: { end: Promise<ReadEnd> | null }): { finished: Promise<void> | null } {
  return { finished: end === null ? null : end.then(() => {}) };
}

/** How long the vendor asked this read to wait. While it is left alone altogether, its own state says until when. */
function pauseAskedFor(error: unknown): number | null {
  return error instanceof VendorError && !(error instanceof VendorPausedError) ? error.retryAfterMs : null;
}

function codeOf(error: unknown): ProblemCode {
  if (error instanceof VendorError) return error.code;
  return error instanceof OwnersHiddenError ? 'owners_hidden' : 'internal';
}

/** One account's instances, with its own credential. Somebody else's row among them makes the whole read worthless. */
async function readAccount(
  context: ReadContext,
  adapter: VendorAdapter,
  accountId: string,
  claim: ReadClaim,
): Promise<EverybodyResult> {
  const owner = await ownerOrLink(context.database, adapter, accountId);
  const own = hasDeployments(adapter)
    ? deploymentPages(adapter, claim, { as: owner, filter: { owner: owner.vendorAccountId } })
    : { nextPage: (after: string | null) => adapter.reader.listOwnInstances(owner, after) };
  try {
    const result = await walk(context, adapter, claim, {
      ...own,
      nextPage: async (after) => {
        const page = await own.nextPage(after);
        const isForeign = page.records.some((record) => record.vendorAccountId !== owner.vendorAccountId);
        if (isForeign) throw new ForeignRowsError(adapter.vendor);
        return page;
      },
      accountId,
      isFirstRead: claim.checkedAt === null && !(await wasReadWithAll(context.database, adapter.vendor, accountId)),
    });
    await sweep(context, claim, accountId, result);
    if (hasDeployments(adapter)) {
      await settleVisibility(context, adapter, claim, { as: owner, owner: owner.vendorAccountId });
    }
    return { checkedAt: claim.startedAt, found: result.found, missing: result.missing };
  } catch (error) {
    await auditForeignRows(context.audit, error, accountId);
    throw error;
  }
}

/** What is everybody's, as this account is shown it. */
async function readPublic(
  context: ReadContext,
  adapter: WithDeployments,
  accountId: string,
  claim: ReadClaim,
): Promise<EverybodyResult> {
  const owner = await ownerOrLink(context.database, adapter, accountId);
  const result = await walk(context, adapter, claim, {
    ...deploymentPages(adapter, claim, { as: owner, filter: { visibility: 'public' } }),
    accountId: null,
    isFirstRead: claim.checkedAt === null,
  });
  for (const everybody of await accountsOfEverybody(context.database, adapter.vendor)) {
    // oxlint-disable-next-line no-await-in-loop -- there is one such account, or none
    await sweep(context, claim, everybody, result);
  }
  return { checkedAt: claim.startedAt, found: result.found, missing: result.missing };
}

/** Whether a read of everybody's that began after the account was made has told what it has. */
async function wasReadWithAll(database: JackfieldDatabase, vendor: Vendor, accountId: string): Promise<boolean> {
  const row = await database
    .selectFrom('sync_states')
    .innerJoin('accounts', (join) => join.onRef('accounts.created_at', '<=', 'sync_states.checked_at'))
    .where('sync_states.vendor', '=', vendor)
    .where('sync_states.scope', '=', everything)
    .where('accounts.id', '=', accountId)
    .select('scope')
    .executeTakeFirst();
  return row !== undefined;
}
