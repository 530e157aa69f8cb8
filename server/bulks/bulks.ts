import { type Bulk, type BulkAction, bulkOutcomes } from '#contract/bulks.ts';
import type { AuditAction } from '#contract/audit-actions.ts';
import type { Person } from '#contract/people.ts';
import type { Kysely } from 'kysely';
import { createLongWork, type LongWork } from '../platform/long-work.ts';
import type { Tables } from '../platform/database/schema.ts';
import { advanceBulk } from './advancing.ts';
import { type BulkContext, type BulkRow, holdMs, isHeldFirst } from './bulk-context.ts';
import { findBulk, formatBulks } from './bulk-views.ts';
import { countItems, noCounts, sizeOf, toColumns } from './counting.ts';
import { forgetOld } from './forgetting.ts';
import { freeze, type Selection } from './freeze.ts';
import { planNext, planPart } from './planning.ts';

/** Who asks, and with which request. */
interface Asking {
  person: Person;
  requestId: string;
}

export interface PlanInput {
  key: string;
  action: BulkAction;
  selection: Selection;
  /** The one of which it repeats what failed. */
  repeats?: string;
}

/** Work on many instances: planned, confirmed, done an instance after the other, and accounted for. */
export interface Bulks extends Pick<LongWork, 'start' | 'stop'> {
  /** Freezes a set and begins to find out what would become of it. The same person's same key is the same plan. */
  plan(input: PlanInput, asking: Asking): Promise<BulkRow>;
  /** Each of these answers null when meanwhile it was too late. Who calls has asked `stepRefusal`. */
  confirm(bulk: BulkRow, asking: Asking): Promise<BulkRow | null>;
  undo(bulk: BulkRow, asking: Asking): Promise<BulkRow | null>;
  end(bulk: BulkRow, asking: Asking): Promise<BulkRow | null>;
  /** Plans the same for those that failed, once for one that has not ended. */
  retry(bulk: BulkRow, asking: Asking & { key: string }): Promise<BulkRow>;
  format(bulks: BulkRow[], person: Person): Promise<Bulk[]>;
  /** Forgets some of those that ended long ago. */
  sweep(): Promise<void>;
}

/** How many bulks one process works on at once. */
const atOnce = 4;
/** More than it works on, because another process may have the first of them. */
const mostDue = 20;

export function createBulks(context: BulkContext): Bulks {
  const { database, clock, logger, audit } = context;
  const work = createLongWork<Tables>({
    database,
    clock,
    logger,
    name: 'bulk',
    atOnce,
    due: async (limit) => {
      const rows = await database
        .selectFrom('bulks')
        .where('state', 'in', ['planning', 'planned', 'held', 'running', 'stopping'])
        .where('due_at', '<=', clock.now())
        .orderBy('due_at')
        .limit(Math.max(limit, mostDue))
        .select('id')
        .execute();
      return rows.map(({ id }) => id);
    },
    advance: (id) => advanceBulk(context, id),
  });

  async function plan(input: PlanInput, asking: Asking): Promise<BulkRow> {
    const planned = await database.transaction().execute((transaction) => planIn(transaction, input, asking));
    if (planned.state === 'planning') work.wake(planned.id);
    return planned;
  }

  async function planIn(transaction: Kysely<Tables>, input: PlanInput, asking: Asking): Promise<BulkRow> {
    const now = clock.now();
    const begun = await transaction
      .insertInto('bulks')
      .values({
        action: input.action,
        state: 'planning',
        person_id: asking.person.id,
        request_key: input.key,
        request_id: asking.requestId,
        repeats: input.repeats ?? null,
        planned_at: now,
        due_at: now,
        ...toColumns({ counts: noCounts(), refusals: [], per_minute: null, counted_at: now }),
      })
      .onConflict((conflict) => conflict.columns(['person_id', 'request_key']).doNothing())
      .returningAll()
      .executeTakeFirst();
    if (!begun) {
      return transaction
        .selectFrom('bulks')
        .where('person_id', '=', asking.person.id)
        .where('request_key', '=', input.key)
        .selectAll()
        .executeTakeFirstOrThrow();
    }
    const size = await freeze(transaction, begun.id, input.selection, context.hooks.has('upgradeValues'));
    if (size < planPart) await planNext(context, transaction, begun);
    else {
      const counts = toColumns({
        counts: { ...noCounts(), waiting: size },
        refusals: [],
        per_minute: null,
        counted_at: now,
      });
      await transaction.updateTable('bulks').set(counts).where('id', '=', begun.id).execute();
    }
    return reread(transaction, begun.id);
  }

  /** Moves a bulk on, together with its entry in the audit log; null when it is no longer in the state it has to be in. */
  async function move(
    bulk: BulkRow,
    asking: Asking,
    action: AuditAction,
    change: (transaction: Kysely<Tables>) => Promise<boolean>,
  ): Promise<BulkRow | null> {
    const moved = await database.transaction().execute(async (transaction) => {
      if (!(await change(transaction))) return null;
      const now = clock.now();
      await transaction
        .updateTable('bulks')
        .set(toColumns(await countItems(transaction, await reread(transaction, bulk.id), now)))
        .where('id', '=', bulk.id)
        .execute();
      const after = await reread(transaction, bulk.id);
      await audit.append(
        {
          action,
          outcome: 'done',
          personId: asking.person.id,
          detail: `${after.action}: ${wordCounts(after)}`,
          requestId: asking.requestId,
        },
        transaction,
      );
      return after;
    });
    if (moved) work.wake(bulk.id);
    return moved;
  }

  return {
    start: () => work.start(),
    stop: () => work.stop(),
    plan,
    confirm: (bulk, asking) =>
      move(bulk, asking, 'bulk.start', async (transaction) => {
        const now = clock.now();
        const beginsAt = new Date(now.getTime() + holdMs);
        const begun = await transaction
          .updateTable('bulks')
          .set({
            ...(isHeldFirst(bulk.action)
              ? { state: 'held', begins_at: beginsAt, due_at: beginsAt }
              : { state: 'running', started_at: now, due_at: now }),
            // The operations are audited with the request that confirmed them.
            request_id: asking.requestId,
          })
          .where('id', '=', bulk.id)
          .where('state', '=', 'planned')
          .returning('id')
          .executeTakeFirst();
        return begun !== undefined;
      }),
    undo: (bulk, asking) =>
      move(bulk, asking, 'bulk.undo', async (transaction) => {
        const now = clock.now();
        const undone = await transaction
          .updateTable('bulks')
          .set({ state: 'undone', ended_at: now, due_at: now, stopped_by: asking.person.id })
          .where('id', '=', bulk.id)
          .where('state', '=', 'held')
          .where('begins_at', '>', now)
          .returning('id')
          .executeTakeFirst();
        if (!undone) return false;
        await transaction
          .updateTable('bulk_items')
          .set({ outcome: 'left' })
          .where('bulk_id', '=', bulk.id)
          .where('outcome', '=', 'waiting')
          .execute();
        return true;
      }),
    end: (bulk, asking) =>
      move(bulk, asking, 'bulk.stop', async (transaction) => {
        const stopping = await transaction
          .updateTable('bulks')
          .set({ state: 'stopping', due_at: clock.now(), stopped_by: asking.person.id })
          .where('id', '=', bulk.id)
          .where('state', '=', 'running')
          .returning('id')
          .executeTakeFirst();
        return stopping !== undefined;
      }),
    retry: async (bulk, { key, ...asking }) => {
      const planned = await database.transaction().execute(async (transaction) => {
        // One after the other, so that two presses of the button make one plan.
        await transaction.selectFrom('bulks').where('id', '=', bulk.id).forUpdate().select('id').execute();
        const underWay = await transaction
          .selectFrom('bulks')
          .where('repeats', '=', bulk.id)
          .where('person_id', '=', asking.person.id)
          .where('state', 'not in', ['finished', 'stopped', 'undone'])
          .selectAll()
          .executeTakeFirst();
        const selection = { failedOf: bulk.id };
        return underWay ?? planIn(transaction, { key, action: bulk.action, selection, repeats: bulk.id }, asking);
      });
      if (planned.state === 'planning') work.wake(planned.id);
      return planned;
    },
    format: (bulks, person) => formatBulks(context, bulks, person),
    sweep: () => forgetOld(database, clock.now()),
  };
}

async function reread(database: Kysely<Tables>, id: string): Promise<BulkRow> {
  const bulk = await findBulk(database, id);
  if (!bulk) throw new Error(`the bulk ${id} is not there`);
  return bulk;
}

/** As `38 waiting, 2 refused of 40`. */
function wordCounts({ counts }: BulkRow): string {
  const some = bulkOutcomes.filter((outcome) => counts[outcome] > 0).map((outcome) => `${counts[outcome]} ${outcome}`);
  return `${some.join(', ')} of ${sizeOf(counts)}`;
}
