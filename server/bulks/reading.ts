import { findPerson } from '../accounts/people.ts';
import { ownerFor } from '../accounts/vendor-links.ts';
import { readAgain } from '../inventory/read-again.ts';
import { problemOf } from '../operations/retrying.ts';
import { adapterOf } from '../operations/work-context.ts';
import { isTemporary, VendorError, VendorPausedError } from '../vendors/vendor-error.ts';
import type { BulkContext, BulkItemRow, BulkRow } from './bulk-context.ts';
import { type ItemChange, writeItems } from './item-outcomes.ts';
import { type Candidate, judge, loadCandidates } from './judge.ts';
import { rulesOf } from './planning.ts';
import { pickWaiting, readPauses } from './running.ts';

/** So many are read at once. */
const atOnce = 8;
/** So often one is read in vain before it has failed. */
const mostAttempts = 3;
const pauseMs = 1_000;

/** Reads the next of a set again. To read one twice does no harm, so nothing is journalled. Answers when to go on. */
export async function readNext(context: BulkContext, bulk: BulkRow): Promise<Date> {
  const { database, clock } = context;
  const now = clock.now();
  const pauses = await readPauses(context, now);
  // What was begun by a process that died comes first.
  const begun = await database
    .selectFrom('bulk_items')
    .where('bulk_id', '=', bulk.id)
    .where('outcome', '=', 'running')
    .$if(pauses.size > 0, (query) => query.where('vendor', 'not in', [...pauses.keys()]))
    .limit(atOnce)
    .selectAll()
    .execute();
  const items = begun.length > 0 ? begun : await pickWaiting(database, bulk, [...pauses.keys()], atOnce);
  if (items.length === 0) return new Date(now.getTime() + pauseMs);
  await writeItems(
    database,
    items.map(({ id }) => ({ id, outcome: 'running' as const })),
  );
  const person = await findPerson(database, bulk.person_id);
  const candidates = await loadCandidates(
    database,
    items.map((item) => item.instance_id),
  );
  const changes = await Promise.all(
    items.map((item) =>
      readOne(context, item, candidates.get(item.instance_id) ?? null, { role: person?.role ?? 'user' }),
    ),
  );
  await writeItems(database, changes);
  return clock.now();
}

async function readOne(
  context: BulkContext,
  item: BulkItemRow,
  candidate: Candidate | null,
  person: Parameters<typeof ownerFor>[3],
): Promise<ItemChange> {
  const { database, clock } = context;
  const verdict = judge('resync', candidate, item.account_id, rulesOf(context));
  const ended = { id: item.id, endedAt: clock.now() };
  if (verdict.outcome !== 'waiting' || !candidate) return { ...ended, outcome: 'failed', code: verdict.code };
  try {
    const owner = await ownerFor(database, candidate.vendor, candidate.accountId, person);
    const { reader } = adapterOf(context, candidate.vendor);
    const found = await readAgain(context, { ...candidate, owner, reader });
    if (found === 'too_early') throw new VendorError(candidate.vendor, 'vendor_garbled', { wasDone: 'no' });
    return found === 'found' ? { ...ended, outcome: 'done' } : { ...ended, outcome: 'failed', code: 'gone' };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (error instanceof VendorPausedError) return { id: item.id, outcome: 'waiting' };
    if (isTemporary(error) && item.attempts + 1 < mostAttempts) {
      return { id: item.id, outcome: 'waiting', isTriedInVain: true };
    }
    const { code, vendorMessage = null } = problemOf(error, 'nothing');
    return { ...ended, outcome: 'failed', code, vendorMessage };
  }
}
