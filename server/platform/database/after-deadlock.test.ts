import { sql } from 'kysely';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { openTestTables } from '#server/testing/tables.ts';
import { againAfterDeadlock } from './after-deadlock.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;
beforeAll(async () => {
  opened = await openTestTables();
});
afterAll(() => opened.close());

/** Takes two locks; before the second, everybody has their first when it is tried for the first time. */
function takesBoth(
  first: number,
  second: number,
  firstsTaken: () => Promise<void>,
): { work: Promise<void>; tries: () => number } {
  let tries = 0;
  const work = againAfterDeadlock(() =>
    opened.tables.transaction().execute(async (transaction) => {
      tries += 1;
      await sql`select pg_advisory_xact_lock(${first})`.execute(transaction);
      if (tries === 1) await firstsTaken();
      await sql`select pg_advisory_xact_lock(${second})`.execute(transaction);
    }),
  );
  return { work, tries: () => tries };
}

test('two who wait for each other both come to their end, one of them with a second try', async () => {
  let taken = 0;
  let go: () => void = () => {};
  const both = new Promise<void>((resolve) => {
    go = resolve;
  });
  const firstsTaken = () => {
    taken += 1;
    if (taken === 2) go();
    return both;
  };
  const one = takesBoth(1, 2, firstsTaken);
  const other = takesBoth(2, 1, firstsTaken);
  await Promise.all([one.work, other.work]);
  expect(one.tries() + other.tries()).toBe(3);
});

test('what fails for another reason fails at once', async () => {
  let tries = 0;
  const work = againAfterDeadlock(async () => {
    tries += 1;
    await sql`select from nowhere`.execute(opened.tables);
  });
  await expect(work).rejects.toThrow('nowhere');
  expect(tries).toBe(1);
});
