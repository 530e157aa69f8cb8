import type { Bulk, BulkItem, BulkOutcome } from '#contract/bulks.ts';
import type { Person } from '#contract/people.ts';
import { type Kysely, sql } from 'kysely';
import type { Tables } from '../platform/database/schema.ts';
import type { BulkContext, BulkRow } from './bulk-context.ts';
import { readPauses } from './running.ts';
import { stepsOf } from './steps.ts';

/** One bulk; null when there is none. */
export async function findBulk(database: Kysely<Tables>, id: string): Promise<BulkRow | null> {
  return (await database.selectFrom('bulks').where('id', '=', id).selectAll().executeTakeFirst()) ?? null;
}

/** The last bulk of the page before. */
export interface BulkCursor {
  plannedAt: Date;
  id: string;
}

/** Those that were started, the newest first. */
export function listBulks(database: Kysely<Tables>, after: BulkCursor | null, limit: number): Promise<BulkRow[]> {
  return database
    .selectFrom('bulks')
    .where('state', 'not in', ['planning', 'planned'])
    .$if(after !== null, (query) =>
      query.where((row) =>
        row(row.refTuple('planned_at', 'id'), '<', row.tuple(after?.plannedAt ?? new Date(0), after?.id ?? '')),
      ),
    )
    .orderBy('planned_at', 'desc')
    .orderBy('id', 'desc')
    .limit(limit)
    .selectAll()
    .execute();
}

const sampleSize = 6;

/** Bulks as they leave the server, for whoever asks. */
export async function formatBulks(context: BulkContext, bulks: BulkRow[], person: Person): Promise<Bulk[]> {
  const { database, clock } = context;
  if (bulks.length === 0) return [];
  const now = clock.now();
  const names = await database
    .selectFrom('people')
    .where('id', 'in', [...new Set(bulks.map((bulk) => bulk.person_id))])
    .select(['id', 'name'])
    .execute();
  const nameOf = new Map(names.map(({ id, name }) => [id, name]));
  const samples = await readSamples(database, bulks);
  const waits = await readWaits(context, bulks, now);
  return bulks.map((bulk) => ({
    id: bulk.id,
    action: bulk.action,
    state: bulk.state,
    personName: nameOf.get(bulk.person_id) ?? '',
    counts: bulk.counts,
    refusals: bulk.refusals,
    sample: samples.get(bulk.id) ?? [],
    plannedAt: bulk.planned_at.toISOString(),
    beginsAt: bulk.begins_at?.toISOString() ?? null,
    startedAt: bulk.started_at?.toISOString() ?? null,
    endedAt: bulk.ended_at?.toISOString() ?? null,
    ...rateOf(bulk),
    waitsFor: waits.get(bulk.id) ?? [],
    repeats: bulk.repeats,
    may: stepsOf(bulk, person, now),
  }));
}

function rateOf({ state, per_minute, counts }: BulkRow): Pick<Bulk, 'perMinute' | 'secondsLeft'> {
  if (state !== 'running' || per_minute === null) return { perMinute: null, secondsLeft: null };
  const left = counts.waiting + counts.running;
  return { perMinute: per_minute, secondsLeft: per_minute === 0 ? null : Math.ceil((left / per_minute) * 60) };
}

/** Of a plan some that would be changed, else some of the whole set. */
async function readSamples(database: Kysely<Tables>, bulks: BulkRow[]): Promise<Map<string, Bulk['sample']>> {
  const isPlan = ({ state }: BulkRow) => state === 'planning' || state === 'planned' || state === 'held';
  const read = (ids: string[], condition: ReturnType<typeof sql>) =>
    ids.length === 0
      ? []
      : sql<Bulk['sample'][number] & { bulkId: string }>`
          select named.id as "bulkId", item.instance_id as "instanceId", item.name, item.vendor,
            accounts.name as "accountName"
          from unnest(${ids}::uuid[]) as named (id)
          cross join lateral (
            select * from bulk_items where bulk_id = named.id and ${condition} order by position limit ${sampleSize}
          ) as item
          join accounts on accounts.id = item.account_id
          order by item.position`
          .execute(database)
          .then(({ rows }) => rows);
  const idsOf = (wanted: BulkRow[]) => wanted.map(({ id }) => id);
  const rows = [
    ...(await read(idsOf(bulks.filter(isPlan)), sql`outcome = 'waiting'`)),
    ...(await read(idsOf(bulks.filter((bulk) => !isPlan(bulk))), sql`position <= ${sampleSize}`)),
  ];
  const samples = new Map<string, Bulk['sample']>();
  for (const { bulkId, ...item } of rows) samples.set(bulkId, [...(samples.get(bulkId) ?? []), item]);
  return samples;
}

/** For which vendors that are left alone something of a running bulk waits. */
async function readWaits(context: BulkContext, bulks: BulkRow[], now: Date): Promise<Map<string, Bulk['waitsFor']>> {
  const running = bulks.filter(({ state }) => state === 'running' || state === 'stopping').map(({ id }) => id);
  const pauses = running.length === 0 ? new Map() : await readPauses(context, now);
  const waits = new Map<string, Bulk['waitsFor']>();
  for (const [vendor, until] of pauses) {
    // oxlint-disable-next-line no-await-in-loop -- hardly ever more than one vendor is in trouble
    const rows = await context.database
      .selectFrom('bulk_items')
      .where('bulk_id', 'in', running)
      .where('outcome', 'in', ['waiting', 'running'])
      .where('vendor', '=', vendor)
      .distinct()
      .select('bulk_id as id')
      .execute();
    for (const { id } of rows) waits.set(id, [...(waits.get(id) ?? []), { vendor, until: until.toISOString() }]);
  }
  return waits;
}

/** A page of what became of each instance of a set, in the order of the set. `next`: the position to go on after; null at the end. */
export async function listItems(
  database: Kysely<Tables>,
  bulkId: string,
  query: { outcome: BulkOutcome | null; after: number; limit: number },
): Promise<{ items: BulkItem[]; next: number | null }> {
  const rows = await database
    .selectFrom('bulk_items')
    .innerJoin('accounts', 'accounts.id', 'bulk_items.account_id')
    .where('bulk_id', '=', bulkId)
    .where('position', '>', query.after)
    .$if(query.outcome !== null, (select) => select.where('outcome', '=', query.outcome ?? 'done'))
    .orderBy('position')
    .limit(query.limit + 1)
    .select([
      'position',
      'instance_id as instanceId',
      'bulk_items.name',
      'vendor',
      'accounts.name as accountName',
      'outcome',
      'problem_code as problemCode',
      'vendor_message as vendorMessage',
      'operation_id as operationId',
    ])
    .execute();
  const page = rows.slice(0, query.limit);
  return {
    items: page.map(({ position: _position, ...item }) => item),
    next: rows.length > query.limit ? (page.at(-1)?.position ?? null) : null,
  };
}
