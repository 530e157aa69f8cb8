import { selectIndexed, toIndexed, type IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { RunFilter as VendorRunFilter, RunReader, RunRecord } from '../../vendors/runs.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { GraphContext } from '../graphql/context.ts';
import { readPage } from '../graphql/paging.ts';
import type { ResolversTypes, RunFilter, VendorOutcome } from '../graphql/schema.generated.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { askRuns, type RunScope, runScope } from './ask-runs.ts';
import { readRunCursor, type RunCursor, writeRunCursor } from './run-cursor.ts';

type ShownRun = Awaited<ResolversTypes['Run']>;

/** A page of runs, as the schema has it. Throws `ProblemError` for a filter or a page that is none. */
export async function listRuns(
  context: GraphContext,
  input: { filter: RunFilter; first: number | null; after: string | null },
): Promise<Awaited<ResolversTypes['RunConnection']>> {
  const { limit } = readPage({ first: input.first });
  const cursor = input.after === null ? null : readRunCursor(input.after);
  const scope = await runScope(context, input.filter.instanceId ?? null);
  if (scope === null)
    return { nodes: [], pageInfo: { endCursor: null, hasNextPage: false }, totalCount: null, outcomes: [] };
  const filter = readFilter(input.filter, scope, cursor);
  const { answer, outcome } = await askRuns(
    context,
    scope,
    (runs, owner) => readPageOfRuns(runs, owner, scope, { filter, limit, cursor }),
    ({ records, next, unreadableCount }) =>
      records.length === 0 && unreadableCount === 0 && next === null && cursor === null,
  );
  const { records, next, totalCount, unreadableCount } = answer ?? noPage;
  const nodes = await withRows(context.services, scope, records);
  const endCursor = next === null ? null : writeRunCursor(next);
  return {
    nodes,
    pageInfo: { endCursor, hasNextPage: next !== null },
    totalCount,
    outcomes: [counting(outcome, unreadableCount)],
  };
}

const noPage = { records: [], next: null, totalCount: null, unreadableCount: 0 };

/** What came with a page that lacks runs says how many. */
function counting(outcome: VendorOutcome, missingCount: number): VendorOutcome {
  return missingCount === 0 ? outcome : { ...outcome, state: 'failed', code: 'incomplete', missingCount };
}

function readFilter(filter: RunFilter, scope: RunScope, cursor: RunCursor | null): VendorRunFilter {
  const { flowId, state, isUnmended, from, to } = filter;
  if (state != null && state !== 'succeeded' && state !== 'failed') {
    throw new ProblemError('bad_input', { fields: { state: 'unknown_value' } });
  }
  if (flowId != null && flowId.length > 500) throw new ProblemError('bad_input', { fields: { flowId: 'too_long' } });
  const until = cursor === null ? (to ?? null) : earlier(to ?? null, cursor.until);
  return {
    ...(scope.vendorId === null ? {} : { vendorId: scope.vendorId }),
    ...(flowId == null ? {} : { flowId }),
    ...(state == null ? {} : { state }),
    ...(isUnmended === true ? { isUnmended } : {}),
    ...(from == null ? {} : { from }),
    ...(until === null ? {} : { to: until }),
  };
}

function earlier(one: Date | null, other: Date): Date {
  return one !== null && one < other ? one : other;
}

/** Vendors' pages have a length of their own, so one of theirs may be several of ours. */
async function readPageOfRuns(
  runs: RunReader,
  owner: VendorOwner | null,
  { vendor, vendorId }: RunScope,
  { filter, limit, cursor }: { filter: VendorRunFilter; limit: number; cursor: RunCursor | null },
) {
  const skip = cursor?.skip ?? 0;
  const reference = cursor?.reference ?? null;
  const page = await runs.listRuns(owner, filter, reference);
  if (vendorId !== null && page.runs.some((run) => run.vendorId !== vendorId)) {
    throw new VendorError(vendor, 'vendor_garbled', { wasDone: 'no' });
  }
  const records = page.runs.slice(skip, skip + limit);
  const until = cursor?.until ?? filter.to ?? page.runs[0]?.startedAt ?? null;
  const isPageDone = skip + limit >= page.runs.length;
  const following = isPageDone ? { reference: page.next, skip: 0 } : { reference, skip: skip + limit };
  const hasNext = until !== null && (!isPageDone || page.next !== null);
  const { totalCount, unreadableCount } = page;
  return { records, totalCount, unreadableCount, next: hasNext ? { until, ...following } : null };
}

/** Runs with their instances' rows, which one query finds. A run of an instance that is another account's is not shown. */
async function withRows({ database }: Services, scope: RunScope, records: RunRecord[]): Promise<ShownRun[]> {
  const vendorIds = [...new Set(records.map(({ vendorId }) => vendorId))];
  if (vendorIds.length === 0) return [];
  const found = await selectIndexed(database)
    .where('instances.vendor', '=', scope.vendor)
    .where('instances.vendor_id', 'in', vendorIds)
    .where('instances.removed_at', 'is', null)
    .execute();
  const rows = new Map(found.map((row) => [row.vendor_id, toIndexed(row)]));
  const isForeign = (row: IndexedInstance | null) =>
    row !== null && scope.accountId !== null && row.account.id !== scope.accountId;
  return records
    .map((record) => shownRun(record, rows.get(record.vendorId) ?? null))
    .filter(({ row }) => !isForeign(row ?? null));
}

/** A run as pages show it. */
export function shownRun(
  { runId, retries, ...run }: RunRecord,
  row: IndexedInstance | null,
): ShownRun & { row: IndexedInstance | null } {
  return { ...run, id: runId, row, retryCount: retries?.count ?? null, mostRetries: retries?.most ?? null };
}
