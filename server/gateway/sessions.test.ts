import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { type AdjustableClock, createAdjustableClock } from '#server/platform/clock.ts';
import type { JackfieldDatabase } from '#server/platform/database/schema.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { createSessions, sessionLimits, type Sessions } from './sessions.ts';

const minuteMs = 60_000;
const hourMs = 60 * minuteMs;

let tables: JackfieldDatabase;
let close: () => Promise<void>;
let clock: AdjustableClock;
let live: Sessions;
let sandbox: Sessions;
let personId: string;
beforeAll(async () => {
  ({ tables, close } = await openTestTables());
});
afterAll(() => close());
beforeEach(async () => {
  clock = createAdjustableClock();
  const parts = { database: tables, clock, audit: createAuditLog(tables, clock) };
  live = createSessions(parts, sessionLimits.live);
  sandbox = createSessions(parts, sessionLimits.sandbox);
  await tables.deleteFrom('sessions').execute();
  personId = await addPerson();
});

async function addPerson(): Promise<string> {
  const person = { issuer: 'i', subject: crypto.randomUUID(), name: 'Grace', role: 'admin' as const };
  const { id } = await tables
    .insertInto('people')
    .values({ ...person, view_only: false, featured: false })
    .returning('id')
    .executeTakeFirstOrThrow();
  return id;
}

const countOf = async (...people: string[]) =>
  new Map([...(await live.seenOf(people))].map(([id, { count }]) => [id, count]));

const rows = () => tables.selectFrom('sessions').selectAll().execute();

describe('a live session', () => {
  test('ends an hour after it was last used', async () => {
    const { id } = await live.begin(personId);
    clock.advance(59 * minuteMs);
    expect(await live.find(id)).not.toBeNull();
    clock.advance(59 * minuteMs);
    expect(await live.find(id)).not.toBeNull();
    clock.advance(hourMs);
    expect(await live.find(id)).toBeNull();
    expect(await live.look(id)).toBeNull();
  });

  test('is not prolonged by whoever only looks', async () => {
    const { id } = await live.begin(personId);
    clock.advance(59 * minuteMs);
    expect(await live.look(id)).not.toBeNull();
    clock.advance(minuteMs);
    expect(await live.find(id)).toBeNull();
  });

  test('ends twelve hours after it began, however much it is used', async () => {
    const { id, expiresAt } = await live.begin(personId);
    expect(expiresAt.getTime() - clock.now().getTime()).toBeGreaterThan(12 * hourMs - 1_000);
    for (let hour = 0; hour < 12; hour += 0.5) {
      // oxlint-disable-next-line no-await-in-loop -- time goes on
      expect(await live.find(id)).not.toBeNull();
      clock.advance(hourMs / 2);
    }
    expect(await live.find(id)).toBeNull();
  });

  test('is written to once a minute at most', async () => {
    const { id } = await live.begin(personId);
    const seen = async () => (await rows())[0]?.last_seen_at.getTime() ?? 0;
    const began = await seen();
    clock.advance(59_000);
    await live.find(id);
    expect(await seen()).toBe(began);
    clock.advance(1_500);
    await live.find(id);
    expect(await seen()).toBeGreaterThanOrEqual(began + minuteMs);
  });
});

test('a sandbox session does not end by idling', async () => {
  const { id } = await sandbox.begin(personId);
  clock.advance(11 * hourMs);
  expect(await sandbox.find(id)).not.toBeNull();
  clock.advance(hourMs);
  expect(await sandbox.find(id)).toBeNull();
});

describe('ending', () => {
  test('one leaves no row, and the others', async () => {
    const [one, other] = [await live.begin(personId), await live.begin(personId)];
    await live.end(one.id);
    expect(await live.find(one.id)).toBeNull();
    expect(await live.find(other.id)).not.toBeNull();
    expect(await rows()).toHaveLength(1);
  });

  test('all of a person leaves everybody else’s', async () => {
    const stranger = await addPerson();
    const theirs = await live.begin(stranger);
    await live.begin(personId);
    await live.begin(personId);
    expect(await countOf(personId, stranger)).toEqual(
      new Map([
        [personId, 2],
        [stranger, 1],
      ]),
    );
    expect(await live.endAllOf(personId)).toBe(2);
    expect(await countOf(personId, stranger)).toEqual(new Map([[stranger, 1]]));
    expect(await live.find(theirs.id)).not.toBeNull();
  });

  test('what is over takes its row away, and no other', async () => {
    await live.begin(personId);
    clock.advance(hourMs - minuteMs);
    const { id } = await live.begin(personId);
    clock.advance(minuteMs);
    expect(await rows()).toHaveLength(2);
    expect(await countOf(personId)).toEqual(new Map([[personId, 1]]));
    await live.endOverdue();
    expect(await rows()).toHaveLength(1);
    expect(await live.find(id)).not.toBeNull();
  });
});
