import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { bulkActions } from '#contract/bulks.ts';
import { findPerson } from '#server/accounts/people.ts';
import { createAdjustableClock } from '#server/platform/clock.ts';
import { lifeOf } from '#server/testing/mortal-database.ts';
import { openTestTables } from '#server/testing/tables.ts';
import type { BulkRow } from './bulk-context.ts';
import { findBulk } from './bulk-views.ts';
import { createBulks } from './bulks.ts';
import { sizeOf } from './counting.ts';
import { untruths } from './testing/account-for.ts';
import { type Answer, answers, createMemoryVendor, type KeptInstance } from './testing/memory-vendor.ts';
import { beginProcess, contextOf, type World } from './testing/mortal-process.ts';

/** `npm run prove` asks for more of them, and with its own seed. */
const runs = Number(process.env.JACKFIELD_BULK_RUNS ?? 18);
const seed = Number(process.env.JACKFIELD_BULK_SEED ?? Math.floor(Math.random() * 2 ** 31));

let opened: Awaited<ReturnType<typeof openTestTables>>;
beforeAll(async () => {
  opened = await openTestTables();
});
afterAll(() => opened.close());

const drawnItem = fc.record({
  isEnabledInIndex: fc.boolean(),
  atVendor: fc.constantFrom('the same', 'the same', 'the same', 'the opposite', 'gone'),
  answers: fc.array(fc.constantFrom<Answer>(...answers), { maxLength: 3 }),
  failingReads: fc.nat(2),
});

const drawn = fc.record({
  action: fc.constantFrom(...bulkActions.filter((action) => action !== 'upgrade')),
  items: fc.array(drawnItem, { minLength: 1, maxLength: 8 }),
  /** How many steps each process lives that dies; the one after them lives to the end. */
  lives: fc.array(fc.integer({ min: 1, max: 250 }), { maxLength: 3 }),
  /** After which part somebody stops it, and after which the vendor is down for a while. */
  stopAfter: fc.option(fc.nat(6)),
  downAfter: fc.option(fc.nat(4)),
});

type Drawn = typeof drawn extends fc.Arbitrary<infer Value> ? Value : never;

/** An account of its own with these instances, as the index has them and as the vendor does, and an administrator. */
async function layOut({ items }: Drawn) {
  const { tables, url } = opened;
  const clock = createAdjustableClock();
  const account = { external_id: randomUUID(), name: 'An account', created_at: clock.now() };
  const { id: accountId } = await tables
    .insertInto('accounts')
    .values(account)
    .returning('id')
    .executeTakeFirstOrThrow();
  const owner = { vendorAccountId: randomUUID() };
  await tables
    .insertInto('vendor_links')
    .values({ account_id: accountId, vendor: 'tray', vendor_account_id: owner.vendorAccountId })
    .execute();
  const { id: personId } = await tables
    .insertInto('people')
    .values({
      demo_key: randomUUID(),
      name: 'An admin',
      role: 'admin',
      account_id: null,
      view_only: false,
      featured: false,
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const vendor = createMemoryVendor(owner, clock);
  const rows = items.map((item) => ({ item, vendorId: randomUUID() }));
  for (const { item, vendorId } of rows) {
    vendor.instances.set(vendorId, {
      name: `as the vendor has it ${vendorId}`,
      isEnabled: item.isEnabledInIndex !== (item.atVendor === 'the opposite'),
      isThere: item.atVendor !== 'gone',
      answers: [...item.answers],
      failingReads: item.failingReads,
    });
  }
  const ids = await tables
    .insertInto('instances')
    .values(
      rows.map(({ item, vendorId }) => ({
        vendor: 'tray' as const,
        vendor_id: vendorId,
        account_id: accountId,
        name: vendorId,
        template_id: 't',
        template_name: 'Template',
        rest_status: item.isEnabledInIndex ? ('enabled' as const) : ('disabled' as const),
        update_kind: 'none' as const,
        fingerprint: 'f',
        checked_at: new Date(0),
      })),
    )
    .returning('id')
    .execute();
  const world: World = { url, tables, clock, vendor };
  const person = await findPerson(tables, personId);
  if (!person) throw new Error('the administrator is not there');
  // Never started: what people ask for is noted here, and done by the processes that die.
  const bulks = createBulks(contextOf(world, tables, lifeOf(Infinity)));
  return { world, clock, bulks, person, ids: ids.map(({ id }) => id) };
}

type Bed = Awaited<ReturnType<typeof layOut>>;

const asking = ({ person }: Bed) => ({ person, requestId: randomUUID() });

async function look({ world }: Bed, id: string, size: number): Promise<BulkRow> {
  const bulk = await findBulk(world.tables, id);
  if (!bulk) throw new Error('the bulk is not there');
  if (sizeOf(bulk.counts) !== size) throw new Error(`of ${size} it says ${JSON.stringify(bulk.counts)}`);
  return bulk;
}

/** Starts what was planned and has it done, process after process. Answers what is not accounted for. */
async function runToEnd(bed: Bed, planned: BulkRow, how: Pick<Drawn, 'lives' | 'stopAfter' | 'downAfter'>) {
  const { world, bulks } = bed;
  const size = sizeOf(planned.counts);
  world.vendor.sent.clear();
  const before = new Map<string, KeptInstance>();
  for (const [id, instance] of world.vendor.instances) before.set(id, { ...instance });
  if (planned.counts.waiting === 0) return [];
  await bulks.confirm(planned, asking(bed));
  const lives = [...how.lives];
  let process = beginProcess(world, lives.shift() ?? Infinity);
  try {
    for (let part = 0; part < 400; part += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one part after the other
      const dueAt = await process.work(planned.id);
      if (process.isDead) {
        // oxlint-disable-next-line no-await-in-loop -- as above
        await process.end();
        process = beginProcess(world, lives.shift() ?? Infinity);
      }
      // oxlint-disable-next-line no-await-in-loop -- as above
      const bulk = await look(bed, planned.id, size);
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (bulk.ended_at !== null) return await untruths(world, bulk, { before, size });
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (part === how.stopAfter) await bulks.end(bulk, asking(bed));
      // oxlint-disable-next-line no-await-in-loop -- as above
      if (part === how.downAfter) await pause(bed);
      // oxlint-disable-next-line no-await-in-loop -- as above
      await passTime(bed, planned.id, dueAt);
    }
    return ['it does not end'];
  } finally {
    await process.end();
  }
}

async function pause({ world: { tables, vendor }, clock }: Bed): Promise<void> {
  const now = clock.now();
  const until = new Date(now.getTime() + 20_000);
  vendor.pausedUntil = until;
  const state = { open_until: until, failed_since: now };
  await tables
    .insertInto('vendor_states')
    .values({ vendor: 'tray', tokens: 0, filled_at: now, ...state })
    .onConflict((conflict) => conflict.column('vendor').doUpdateSet(state))
    .execute();
}

/** To the next moment at which something is due. */
async function passTime({ world, clock }: Bed, bulkId: string, dueAt: Date | null): Promise<void> {
  const next = await world.tables
    .selectFrom('operations')
    .where('bulk_id', '=', bulkId)
    .where('state', '=', 'running')
    .select((row) => row.fn.min('due_at').as('at'))
    .executeTakeFirst();
  const at = next?.at ?? dueAt;
  if (at) clock.advance(Math.max(0, at.getTime() - clock.now().getTime()) + 1);
}

/** The same for what failed, at a vendor that is well again: everything that it has is done, and nothing is given up. */
async function tryFailedAgain(bed: Bed, id: string): Promise<string[]> {
  const { world, bulks } = bed;
  const first = await findBulk(world.tables, id);
  if (!first || first.counts.failed === 0) return [];
  for (const instance of world.vendor.instances.values()) Object.assign(instance, { answers: [], failingReads: 0 });
  const planned = await bulks.retry(first, { ...asking(bed), key: randomUUID() });
  if (sizeOf(planned.counts) !== first.counts.failed) return [`of ${first.counts.failed} that failed it plans others`];
  const wrong = await runToEnd(bed, planned, { lives: [], stopAfter: null, downAfter: null });
  const left = await world.tables
    .selectFrom('bulk_items')
    .where('bulk_id', '=', planned.id)
    .where('outcome', '=', 'failed')
    .where('problem_code', '!=', 'gone')
    .select(['name', 'problem_code'])
    .execute();
  return [...wrong, ...left.map(({ name, problem_code: code }) => `${name} fails again: ${code}`)];
}

test(`whatever a vendor answers and whenever the server dies, each instance is accounted for (seed ${seed})`, async () => {
  await fc.assert(
    fc.asyncProperty(drawn, async (one) => {
      await opened.tables.deleteFrom('vendor_states').execute();
      const bed = await layOut(one);
      const input = { key: randomUUID(), action: one.action, selection: { ids: bed.ids } };
      const planned = await bed.bulks.plan(input, asking(bed));
      expect(sizeOf(planned.counts)).toBe(one.items.length);
      expect(await runToEnd(bed, planned, one)).toEqual([]);
      expect(await tryFailedAgain(bed, planned.id)).toEqual([]);
    }),
    { numRuns: runs, seed },
  );
}, 1_800_000);
