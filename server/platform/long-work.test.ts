import { afterAll, beforeAll, expect, test } from 'vitest';
import { DeadError, lifeOf, openMortalTables } from '#server/testing/mortal-database.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { createAdjustableClock } from './clock.ts';
import type { JackfieldDatabase } from './database/schema.ts';
import { createLogger } from './logger.ts';
import { createLongWork } from './long-work.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;
const clock = createAdjustableClock();
beforeAll(async () => {
  opened = await openTestTables();
});
afterAll(() => opened.close());

/** Work of so many parts on one piece, of which each part says who did it. */
function workOver(database: JackfieldDatabase, name: string, parts: string[], size: number, part: () => Promise<void>) {
  return createLongWork({
    database,
    clock,
    logger: createLogger('silent'),
    name: 'test',
    atOnce: 2,
    due: async () => (parts.length < size ? ['a piece'] : []),
    advance: async () => {
      await part();
      parts.push(name);
      return parts.length < size ? clock.now() : null;
    },
  });
}

test('a piece is one’s at a time, and goes on with the other when the one dies', async () => {
  const parts: string[] = [];
  let atWork = 0;
  const alone = async () => {
    atWork += 1;
    expect(atWork).toBe(1);
    await new Promise((resolve) => setTimeout(resolve, 1));
    atWork -= 1;
  };
  const life = lifeOf(60);
  const { tables, bury } = openMortalTables(opened.url, life, opened.tables);
  const doomed = workOver(tables, 'doomed', parts, 60, async () => {
    await alone();
    if (parts.length === 20) {
      while (!life.isOver) expectDeath(() => life.step());
      throw new DeadError('in the middle of a part');
    }
  });
  const heir = workOver(opened.tables, 'heir', parts, 60, alone);
  doomed.start();
  await expect.poll(() => parts.length).toBeGreaterThan(0);
  heir.start();
  await expect.poll(() => life.isOver).toBe(true);
  await doomed.stop();
  await bury();
  await expect.poll(() => parts.length, { timeout: 10_000 }).toBe(60);
  await heir.stop();
  expect(parts.indexOf('heir')).toBe(20);
  expect(parts.lastIndexOf('doomed')).toBe(19);
});

function expectDeath(step: () => void): void {
  try {
    step();
  } catch (error) {
    if (!(error instanceof DeadError)) throw error;
  }
}
