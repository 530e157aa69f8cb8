import type { BulkAction } from '#contract/bulks.ts';
import type { OperationKind, OperationStep } from '#contract/operations.ts';
import type { Vendor } from '#contract/vendors.ts';
import { type Kysely, sql } from 'kysely';
import { stop } from '../operations/answering.ts';
import { InstanceBusyError, OperationMovedError } from '../operations/journal.ts';
import { viewOperation } from '../operations/operation-views.ts';
import { findPerson } from '../accounts/people.ts';
import type { Tables } from '../platform/database/schema.ts';
import { readVendorTrouble } from '../vendors/vendor-states.ts';
import type { BulkContext, BulkItemRow, BulkRow } from './bulk-context.ts';
import { type ItemChange, writeItems } from './item-outcomes.ts';
import { type Candidate, judge, loadCandidates } from './judge.ts';
import { rulesOf } from './planning.ts';

/** So many operations of one bulk are due at once: the worker never runs dry, and a stop waits for few. */
const mostDue = 40;
/** So many have been begun and not ended, those included that wait for another try. */
const mostBegun = 200;
/** How soon it is looked for what has ended. */
const lookAgainMs = 200;
/** While vendors are left alone it is looked this often whether they still are. */
const longestPauseMs = 5_000;

const beginnings: Record<Exclude<BulkAction, 'resync'>, { kind: OperationKind; step: OperationStep }> = {
  enable: { kind: 'enable', step: 'enabling' },
  disable: { kind: 'disable', step: 'changing' },
  upgrade: { kind: 'upgrade', step: 'changing' },
  remove: { kind: 'remove', step: 'changing' },
};

/** Does the next part: notes what has ended and begins the next. Answers when to look again. */
export async function runOperations(
  context: BulkContext,
  bulk: BulkRow & { action: Exclude<BulkAction, 'resync'> },
): Promise<Date> {
  const now = context.clock.now();
  await noteEnds(context.database, bulk, now);
  const underWay = await countUnderWay(context.database, bulk, now);
  const room = Math.min(mostDue - underWay.due, mostBegun - underWay.begun);
  const pauses = await readPauses(context, now);
  const items = room > 0 ? await pickWaiting(context.database, bulk, [...pauses.keys()], room) : [];
  await begin(context, bulk, items);
  if (items.length > 0 && items.length === room) return context.clock.now();
  const isOnlyPaused = items.length === 0 && underWay.begun === 0 && pauses.size > 0;
  const again = new Date(now.getTime() + (isOnlyPaused ? longestPauseMs : lookAgainMs));
  return isOnlyPaused ? earliest([again, ...pauses.values()]) : again;
}

function earliest(dates: Date[]): Date {
  return new Date(Math.min(...dates.map((date) => date.getTime())));
}

/** Vendors that are left alone, and until when. */
export async function readPauses(
  { database, adapters }: Pick<BulkContext, 'database' | 'adapters'>,
  now: Date,
): Promise<Map<Vendor, Date>> {
  const troubles = await Promise.all(
    [...adapters.keys()].map(async (vendor) => [vendor, await readVendorTrouble(database, vendor, now)] as const),
  );
  return new Map(troubles.flatMap(([vendor, { retryAt }]) => (retryAt === null ? [] : [[vendor, retryAt] as const])));
}

/** The next that wait, those first that were tried least often. */
export function pickWaiting(
  database: Kysely<Tables>,
  bulk: Pick<BulkRow, 'id'>,
  pausedVendors: Vendor[],
  limit: number,
): Promise<BulkItemRow[]> {
  return database
    .selectFrom('bulk_items')
    .where('bulk_id', '=', bulk.id)
    .where('outcome', '=', 'waiting')
    .$if(pausedVendors.length > 0, (query) => query.where('vendor', 'not in', pausedVendors))
    .orderBy('attempts')
    .orderBy('position')
    .limit(limit)
    .selectAll()
    .execute();
}

/**
 * The end of each operation becomes the outcome of its item. One that was given up while nobody could tell what came of it has failed;
 * one that waits for a person has done what could be done without one.
 */
export async function noteEnds(database: Kysely<Tables>, bulk: Pick<BulkRow, 'id'>, now: Date): Promise<void> {
  await sql`
    update bulk_items as item
    set outcome = ended.outcome,
      problem_code = case ended.outcome when 'failed' then ended.code end,
      vendor_message = case ended.outcome when 'failed' then ended.problem ->> 'vendorMessage' end,
      ended_at = case ended.outcome when 'left' then null else coalesce(ended.ended_at, ${now}::timestamptz) end
    from (
      select operation.id, operation.problem, operation.ended_at,
        case operation.state
          when 'succeeded' then 'done'
          when 'stopped' then case when mark.is_unknown then 'failed' else 'left' end
          else 'failed' end as outcome,
        case operation.state
          when 'stopped' then 'outcome_unknown'
          when 'waiting_for_person' then 'missing_values'
          else coalesce(operation.problem ->> 'code', 'internal') end as code
      from bulk_items as own
      join operations as operation on operation.id = own.operation_id,
      lateral (
        select operation.problem ->> 'changed' = 'unknown' or coalesce((operation.data ->> 'sent')::boolean, false)
          or coalesce((operation.data ->> 'acknowledged')::boolean, false) as is_unknown
      ) as mark
      where own.bulk_id = ${bulk.id} and own.outcome = 'running' and operation.state <> 'running'
    ) as ended
    where item.bulk_id = ${bulk.id} and item.outcome = 'running' and item.operation_id = ended.id`.execute(database);
}

async function countUnderWay(
  database: Kysely<Tables>,
  bulk: BulkRow,
  now: Date,
): Promise<{ begun: number; due: number }> {
  return database
    .selectFrom('bulk_items')
    .innerJoin('operations', 'operations.id', 'bulk_items.operation_id')
    .where('bulk_items.bulk_id', '=', bulk.id)
    .where('bulk_items.outcome', '=', 'running')
    .select((row) => [
      row.fn.countAll<number>().as('begun'),
      row.fn.countAll<number>().filterWhere('operations.due_at', '<=', now).as('due'),
    ])
    .executeTakeFirstOrThrow();
}

/** Begins them, after asking once more whether that still can and need be done. */
async function begin(
  context: BulkContext,
  bulk: BulkRow & { action: Exclude<BulkAction, 'resync'> },
  items: BulkItemRow[],
): Promise<void> {
  if (items.length === 0) return;
  const begun = await findBegun(context.database, items);
  const candidates = await loadCandidates(
    context.database,
    items.map((item) => item.instance_id),
  );
  const rules = rulesOf(context);
  const changes: ItemChange[] = [];
  for (const item of items) {
    const operationId = begun.get(item.id);
    const candidate = candidates.get(item.instance_id) ?? null;
    if (operationId !== undefined) {
      changes.push({ id: item.id, outcome: 'running', operationId });
      continue;
    }
    const verdict = judge(bulk.action, candidate, item.account_id, rules);
    changes.push(
      verdict.outcome === 'waiting' && candidate
        ? // oxlint-disable-next-line no-await-in-loop -- one transaction after the other leaves connections to requests
          await beginOne(context, bulk, item, candidate)
        : {
            id: item.id,
            outcome: verdict.outcome === 'needless' ? 'needless' : 'failed',
            code: verdict.code,
            endedAt: context.clock.now(),
          },
    );
  }
  await writeItems(context.database, changes);
  for (const { operationId } of changes) if (operationId !== undefined) context.worker.wake(operationId);
}

/**
 * What was begun already by a process that died before it could write so: the item's id is the key of its operation. Asked before the
 * instance is looked at, which by now may be as it should be because of that very operation.
 */
async function findBegun(database: Kysely<Tables>, items: BulkItemRow[]): Promise<Map<string, string>> {
  const { rows } = await sql<{ item_id: string; operation_id: string }>`
    select item.id as item_id, operations.id as operation_id
    from unnest(${items.map(({ id }) => id)}::uuid[], ${items.map((item) => item.account_id)}::uuid[])
      as item (id, account_id)
    join operations on operations.account_id = item.account_id and operations.request_key = item.id`.execute(database);
  return new Map(rows.map((row) => [row.item_id, row.operation_id]));
}

async function beginOne(
  context: BulkContext,
  bulk: BulkRow & { action: Exclude<BulkAction, 'resync'> },
  item: BulkItemRow,
  candidate: Candidate,
): Promise<ItemChange> {
  try {
    const operation = await context.journal.start({
      ...beginnings[bulk.action],
      state: 'running',
      vendor: candidate.vendor,
      accountId: candidate.accountId,
      personId: bulk.person_id,
      requestId: bulk.request_id,
      requestKey: item.id,
      instanceId: candidate.instanceId,
      templateId: candidate.templateId,
      name: candidate.name,
      bulkId: bulk.id,
    });
    return { id: item.id, outcome: 'running', operationId: operation.id };
  } catch (error) {
    if (!(error instanceof InstanceBusyError)) throw error;
    return { id: item.id, outcome: 'failed', code: 'busy', endedAt: context.clock.now() };
  }
}

/**
 * Ends a bulk before its time: what was not begun is left, what waits for another try is given up, what a vendor is being asked comes to
 * its end. Answers when to look again.
 */
export async function leaveRest(context: BulkContext, bulk: BulkRow): Promise<Date> {
  const { database, clock } = context;
  // What a process that died had begun is not left: its operation goes on.
  await sql`
    update bulk_items as item set outcome = 'running', operation_id = operations.id
    from operations
    where item.bulk_id = ${bulk.id} and item.outcome = 'waiting'
      and operations.account_id = item.account_id and operations.request_key = item.id`.execute(database);
  await database
    .updateTable('bulk_items')
    .set({ outcome: 'left' })
    .where('bulk_id', '=', bulk.id)
    .where((row) =>
      row.or([
        row('outcome', '=', 'waiting'),
        // Being read again, by a process that is no more.
        row.and([row('outcome', '=', 'running'), row('operation_id', 'is', null)]),
      ]),
    )
    .execute();
  await giveUpRetries(context, bulk);
  await noteEnds(database, bulk, clock.now());
  return new Date(clock.now().getTime() + lookAgainMs);
}

async function giveUpRetries(context: BulkContext, bulk: BulkRow): Promise<void> {
  const person = await findPerson(context.database, bulk.stopped_by ?? bulk.person_id);
  if (!person) return;
  const waiting = await context.database
    .selectFrom('bulk_items')
    .innerJoin('operations', 'operations.id', 'bulk_items.operation_id')
    .where('bulk_items.bulk_id', '=', bulk.id)
    .where('bulk_items.outcome', '=', 'running')
    .where('operations.state', '=', 'running')
    .where('operations.step', '!=', 'following')
    .where('operations.problem', 'is not', null)
    .select('operations.id')
    .execute();
  for (const { id } of waiting) {
    // oxlint-disable-next-line no-await-in-loop -- each looks at its vendor once
    await giveUp(context, id, { person, requestId: bulk.request_id });
  }
}

async function giveUp(context: BulkContext, operationId: string, asking: Parameters<typeof stop>[2]): Promise<void> {
  const view = await viewOperation(context.database, operationId);
  if (view?.row.state !== 'running') return;
  try {
    await stop(context, view, asking);
  } catch (error) {
    // It has gone on meanwhile, and will end by itself.
    if (!(error instanceof OperationMovedError)) throw error;
  }
}
