import { findPerson } from '../accounts/people.ts';
import { operatorRefusal } from '../accounts/ownership.ts';
import type { BulkContext, BulkRow } from './bulk-context.ts';
import { findBulk } from './bulk-views.ts';
import { countItems, toColumns } from './counting.ts';
import { planNext } from './planning.ts';
import { readNext } from './reading.ts';
import { leaveRest, runOperations } from './running.ts';

/** While it runs its items are counted this often at most; with every change of its state they are counted as well. */
const countAgainMs = 1_000;

/**
 * Does the next part of a bulk and records it, so that another process can go on from there. Answers when it is to go on; null when there
 * is nothing to be done until somebody acts.
 */
export async function advanceBulk(context: BulkContext, id: string): Promise<Date | null> {
  const { database, clock } = context;
  const bulk = await findBulk(database, id);
  switch (bulk?.state) {
    case 'planning': {
      const isPlanned = await database.transaction().execute((transaction) => planNext(context, transaction, bulk));
      return isPlanned ? null : clock.now();
    }
    case 'planned':
      if (bulk.due_at <= clock.now()) await forget(context, bulk);
      return null;
    case 'held':
      return begin(context, bulk);
    case 'running':
    case 'stopping':
      return goOn(context, bulk);
    default:
      return null;
  }
}

/** Nobody started it within its time. */
async function forget({ database }: BulkContext, { id }: BulkRow): Promise<void> {
  await database.deleteFrom('bulks').where('id', '=', id).where('state', '=', 'planned').execute();
}

/** The time in which it could be taken back is over. */
async function begin({ database, clock }: BulkContext, bulk: BulkRow): Promise<Date | null> {
  const now = clock.now();
  if (bulk.begins_at !== null && bulk.begins_at > now) return bulk.begins_at;
  const begun = await database
    .updateTable('bulks')
    .set({ state: 'running', started_at: now, due_at: now })
    .where('id', '=', bulk.id)
    .where('state', '=', 'held')
    .returning('id')
    .executeTakeFirst();
  return begun ? now : null;
}

async function goOn(context: BulkContext, bulk: BulkRow): Promise<Date | null> {
  const dueAt = await doPart(context, bulk);
  const now = context.clock.now();
  const mayHaveEnded = await hasNothingOpen(context, bulk);
  if (!mayHaveEnded && now.getTime() - bulk.counted_at.getTime() < countAgainMs) return dueAt;
  const counted = await countItems(context.database, bulk, now);
  const hasEnded = counted.counts.waiting + counted.counts.running === 0;
  await context.database
    .updateTable('bulks')
    .set({
      ...toColumns(counted),
      due_at: dueAt,
      ...(hasEnded ? { state: bulk.state === 'stopping' ? 'stopped' : 'finished', ended_at: now } : {}),
    })
    .where('id', '=', bulk.id)
    // Somebody stops it at this very moment: the next look does what that takes.
    .where('state', '=', bulk.state)
    .execute();
  return hasEnded ? null : dueAt;
}

async function doPart(context: BulkContext, bulk: BulkRow): Promise<Date> {
  if (bulk.state === 'stopping') return leaveRest(context, bulk);
  const person = await findPerson(context.database, bulk.person_id);
  if (!person || operatorRefusal(person) !== null) {
    // Who started it may do so no longer: nothing more is done in their name.
    await context.database
      .updateTable('bulks')
      .set({ state: 'stopping' })
      .where('id', '=', bulk.id)
      .where('state', '=', 'running')
      .execute();
    return context.clock.now();
  }
  const { action } = bulk;
  return action === 'resync' ? readNext(context, bulk) : runOperations(context, { ...bulk, action });
}

async function hasNothingOpen({ database }: BulkContext, bulk: BulkRow): Promise<boolean> {
  const open = await database
    .selectFrom('bulk_items')
    .where('bulk_id', '=', bulk.id)
    .where('outcome', 'in', ['waiting', 'running'])
    .select('id')
    .limit(1)
    .executeTakeFirst();
  return open === undefined;
}
