import type { InstancePage, VendorAdapter } from '../../vendors/adapter.ts';
import type { ActsAs, DeploymentFilter, DeploymentPort, DeploymentRecord } from '../../vendors/deployments.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { ReadClaim } from '../sync-state.ts';
import { pause, type ReadContext, type WalkedList } from '../walk.ts';
import { standingMs } from '../write-through.ts';
import { keepDeployments } from './keep-deployments.ts';

/** A vendor whose instances are solutions that are deployed from a file. */
export type WithDeployments = VendorAdapter & { deployments: DeploymentPort };

/** The scope of what is everybody's: many accounts see it, and one reading serves them all. */
export const publicScope = 'public';

/** A list for `walk` that fills both tables: `onMerged` keeps what the common index has no columns for. */
export function deploymentPages(
  adapter: WithDeployments,
  claim: ReadClaim,
  source: { as: ActsAs; filter: DeploymentFilter },
): Required<Pick<WalkedList, 'nextPage' | 'onMerged'>> {
  const deploymentsOf = new WeakMap<InstancePage, DeploymentRecord[]>();
  return {
    nextPage: async (after) => {
      const read = await adapter.deployments.reader.listDeployments(source.as, source.filter, after);
      const { instances: records, next, unreadableCount } = read;
      const page: InstancePage = { records, totalCount: null, next, unreadableCount };
      deploymentsOf.set(page, read.deployments);
      return page;
    },
    onMerged: (transaction, pages) =>
      keepDeployments(transaction, {
        vendor: adapter.vendor,
        deployments: pages.flatMap((page) => deploymentsOf.get(page) ?? []),
        readStartedAt: claim.startedAt,
      }),
  };
}

export function hasDeployments(adapter: VendorAdapter): adapter is WithDeployments {
  return adapter.deployments !== null;
}

/** No organisation has so many solutions waiting for a review. */
const mostPages = 50;

/**
 * Finds out who sees what is not everybody's, which the vendor never says of a solution: those that wait for a review are
 * listed, and all others are private. `owner` null: of every owner. What cannot be found out stays as it is known.
 */
export async function settleVisibility(
  context: ReadContext,
  adapter: WithDeployments,
  claim: ReadClaim,
  source: { as: ActsAs; owner: string | null },
): Promise<void> {
  try {
    const filter = { visibility: 'pending_review' as const, ...(source.owner === null ? {} : { owner: source.owner }) };
    const pending: string[] = [];
    let after: string | null = null;
    for (let pages = 0; ; pages += 1) {
      // oxlint-disable-next-line no-await-in-loop -- a cursor is known only when its page has come
      const page = await adapter.deployments.reader.listDeployments(source.as, filter, after);
      // What is not in a list that has gaps may be in the gap.
      if (page.unreadableCount > 0 || pages === mostPages) return;
      pending.push(...page.deployments.filter(({ isPublic }) => !isPublic).map(({ vendorId }) => vendorId));
      after = page.next;
      if (after === null) break;
      // oxlint-disable-next-line no-await-in-loop -- as above
      await pause(context, claim);
    }
    await keepVisibility(context, claim, { owner: source.owner, pending });
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    context.logger.warn({ vendor: adapter.vendor, problem: error.code }, 'who sees which solutions was not found out');
  }
}

/** Rows that we wrote a moment ago know better than a read that may come from before. */
async function keepVisibility(
  { database }: ReadContext,
  claim: ReadClaim,
  { owner, pending }: { owner: string | null; pending: string[] },
): Promise<void> {
  const standsUntil = new Date(claim.startedAt.getTime() - standingMs);
  await database
    .updateTable('deployments')
    .from('instances')
    .innerJoin('instance_checks', 'instance_checks.instance_id', 'instances.id')
    .whereRef('instances.id', '=', 'deployments.instance_id')
    .where('instances.vendor', '=', claim.vendor)
    .where('instance_checks.checked_at', '=', claim.startedAt)
    .where((row) => row.or([row('instances.written_at', 'is', null), row('instances.written_at', '<=', standsUntil)]))
    .where('deployments.is_public', '=', false)
    .$if(owner !== null, (query) => query.where('deployments.owner', '=', owner ?? ''))
    .set((row) => ({
      visibility: row
        .case()
        .when('instances.vendor_id', '=', row.fn.any(row.val(pending)))
        .then('pending_review' as const)
        .else('private' as const)
        .end(),
    }))
    .execute();
}
