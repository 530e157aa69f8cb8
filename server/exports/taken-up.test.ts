import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test, vi } from 'vitest';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { createAdjustableClock } from '#server/platform/clock.ts';
import type { JackfieldDatabase } from '#server/platform/database/schema.ts';
import { createLogger } from '#server/platform/logger.ts';
import { lifeOf, openMortalTables } from '#server/testing/mortal-database.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { createExports, type Exports } from './exports.ts';
import { readFile } from './read-file.ts';
import { readCsv } from './testing/read-csv.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;
const clock = createAdjustableClock();
const entries = 520;

beforeAll(async () => {
  opened = await openTestTables();
  await createAuditLog(opened.tables, clock).appendAll(
    Array.from({ length: entries }, (_, place) => ({
      action: 'instance.rename' as const,
      outcome: 'done' as const,
      personId: null,
      detail: `entry ${place}`,
    })),
  );
});
afterAll(() => opened.close());

const exportsOver = (database: JackfieldDatabase): Exports =>
  createExports({
    database,
    audit: createAuditLog(database, clock),
    clock,
    logger: createLogger('silent'),
    hasUpgradeHook: false,
  });

async function anAdmin() {
  const name = 'An admin';
  const { id } = await opened.tables
    .insertInto('people')
    .values({ demo_key: randomUUID(), name, role: 'admin', account_id: null, view_only: false, featured: false })
    .returning('id')
    .executeTakeFirstOrThrow();
  return { id, name, role: 'admin' as const, viewOnly: false, account: null };
}

const rowOf = (id: string) =>
  opened.tables.selectFrom('exports').where('id', '=', id).selectAll().executeTakeFirstOrThrow();

async function expectWhole(id: string): Promise<void> {
  const { bytes, rows_done: done, rows_all: all } = await rowOf(id);
  const file = await new Response(readFile(opened.tables, id, bytes ?? 0)).bytes();
  expect(file.length).toBe(bytes);
  const [header, ...records] = readCsv(new TextDecoder().decode(file));
  const details = records.map((record) => record[header?.indexOf('Detail') ?? -1]).toSorted();
  expect(details).toEqual(Array.from({ length: entries }, (_, place) => `entry ${place}`).toSorted());
  expect([done, all]).toEqual([entries, entries]);
}

/** Has a process write the file that dies after so many steps. Answers what it left, and whether it died. */
async function writeAndDie(id: string, steps: number) {
  const life = lifeOf(steps);
  const { tables, bury } = openMortalTables(opened.url, life, opened.tables);
  const doomed = exportsOver(tables);
  doomed.start();
  await vi.waitFor(
    async () => {
      if (!life.isOver && (await rowOf(id)).state === 'running') throw new Error('it lives and writes');
    },
    { timeout: 10_000, interval: 2 },
  );
  await doomed.stop();
  await bury();
  return { left: await rowOf(id), hasDied: life.isOver };
}

test('a server that is killed at any step leaves no half file, and another writes the whole of it', async () => {
  const person = await anAdmin();
  const rescuer = exportsOver(opened.tables);
  let kills = 0;
  // Every third step, so that queries die before they are sent as well as before they are answered.
  for (let steps = 1, lives = false; !lives; steps += 3) {
    const asked = { kind: 'audit' as const, filter: { actions: ['instance.rename'] }, key: randomUUID() };
    // oxlint-disable-next-line no-await-in-loop -- one life after the other
    const { id } = await rescuer.begin(person, asked, randomUUID());
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { left, hasDied } = await writeAndDie(id, steps);
    expect(left.kept_until !== null).toBe(left.state === 'succeeded');
    rescuer.start();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expect.poll(async () => (await rowOf(id)).state, { timeout: 10_000, interval: 2 }).toBe('succeeded');
    // oxlint-disable-next-line no-await-in-loop -- as above
    await rescuer.stop();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await expectWhole(id);
    lives = !hasDied;
    if (hasDied) kills += 1;
  }
  expect(kills).toBeGreaterThan(8);
});
