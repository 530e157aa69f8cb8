import type { Vendor } from '#contract/vendors.ts';
import { ownerAt } from '../accounts/vendor-links.ts';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';
import type { ConnectorPort } from '../vendors/connectors.ts';

/** An account's failed runs are asked for this often at most. */
const askAgainMs = 15 * 60_000;
/** Of each account so many are kept, the newest: more tell nothing new. */
const mostPerAccount = 50;

/**
 * Keeps which runs of an account's flows have failed, as long as the vendor still has a record of them. One call, and only when the last
 * is long enough ago; over all replicas one asks. Throws `VendorError`.
 */
export async function refreshFailedRuns(
  context: { database: JackfieldDatabase; clock: Clock },
  adapter: Pick<VendorAdapter, 'vendor'> & { connectors: Pick<ConnectorPort, 'reader' | 'runRetention'> },
  accountId: string,
): Promise<void> {
  const { database, clock } = context;
  const { vendor, connectors } = adapter;
  const now = clock.now();
  const { numUpdatedRows } = await database
    .updateTable('vendor_links')
    .set({ runs_checked_at: now })
    .where('vendor', '=', vendor)
    .where('account_id', '=', accountId)
    .where((link) =>
      link.or([
        link('runs_checked_at', 'is', null),
        link('runs_checked_at', '<', new Date(now.getTime() - askAgainMs)),
      ]),
    )
    .executeTakeFirst();
  if (numUpdatedRows === 0n) return;
  const owner = await ownerAt(database, vendor, accountId);
  const since = new Date(now.getTime() - connectors.runRetention.logsMs);
  const runs = await connectors.reader.listFailedRuns(owner, since, mostPerAccount);
  const rows = runs.flatMap(({ runId, flowId, startedAt }) =>
    startedAt === null ? [] : [{ vendor, account_id: accountId, run_id: runId, flow_id: flowId, failed_at: startedAt }],
  );
  await database.transaction().execute(async (transaction) => {
    await transaction
      .deleteFrom('failed_runs')
      .where('vendor', '=', vendor)
      .where('account_id', '=', accountId)
      .execute();
    if (rows.length > 0) {
      await transaction
        .insertInto('failed_runs')
        .values(rows)
        // A vendor may repeat one.
        .onConflict((conflict) => conflict.doNothing())
        .execute();
    }
  });
}

/** A failed run whose records its vendor is about to forget. */
export interface LapsingRun {
  vendor: Vendor;
  accountId: string;
  accountExternalId: string;
  accountName: string;
  vendorAccountId: string;
  runId: string;
  flowId: string;
  failedAt: Date;
}

/** Those whose records a vendor forgets between these moments, as far as one knows them by when they failed; the oldest first. */
export async function listFailedRuns(
  database: JackfieldDatabase,
  wanted: { vendor: Vendor; failedAfter: Date; failedBefore: Date; limit: number },
): Promise<LapsingRun[]> {
  return database
    .selectFrom('failed_runs')
    .innerJoin('accounts', 'accounts.id', 'failed_runs.account_id')
    .innerJoin('vendor_links', (join) =>
      join
        .onRef('vendor_links.account_id', '=', 'failed_runs.account_id')
        .onRef('vendor_links.vendor', '=', 'failed_runs.vendor'),
    )
    .where('failed_runs.vendor', '=', wanted.vendor)
    .where('failed_at', '>', wanted.failedAfter)
    .where('failed_at', '<=', wanted.failedBefore)
    .orderBy('failed_at')
    .orderBy('run_id')
    .limit(wanted.limit)
    .select([
      'failed_runs.vendor',
      'failed_runs.account_id as accountId',
      'accounts.external_id as accountExternalId',
      'accounts.name as accountName',
      'vendor_links.vendor_account_id as vendorAccountId',
      'run_id as runId',
      'flow_id as flowId',
      'failed_at as failedAt',
    ])
    .execute();
}
