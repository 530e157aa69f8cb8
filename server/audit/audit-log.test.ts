import { randomUUID } from 'node:crypto';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAdjustableClock } from '#server/platform/clock.ts';
import { openTablesOfPlainUser, openTestTables } from '#server/testing/tables.ts';
import { type AuditLog, createAuditLog } from './audit-log.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;
let audit: AuditLog;
const clock = createAdjustableClock();

beforeAll(async () => {
  opened = await openTestTables();
  audit = createAuditLog(opened.tables, clock);
});
afterAll(() => opened.close());

const entry = (instanceId: string, detail: string) =>
  ({ action: 'instance.rename', outcome: 'done', personId: null, instanceId, detail }) as const;

describe('the audit log', () => {
  test.each([
    ['changed', sql`update audit_entries set detail = 'x'`],
    ['taken away', sql`delete from audit_entries`],
    ['emptied', sql`truncate audit_entries`],
  ])('cannot be %s', async (_how, statement) => {
    const instanceId = randomUUID();
    await audit.append(entry(instanceId, 'kept'));
    await expect(statement.execute(opened.tables)).rejects.toThrow('append-only');
    expect(await audit.ofInstance(instanceId, 10)).toMatchObject([{ detail: 'kept', personName: null }]);
  });

  test.each([
    ['changed', sql`update audit_entries set detail = 'x'`],
    ['taken away', sql`delete from audit_entries`],
    ['emptied', sql`truncate audit_entries`],
  ])('cannot be %s by the user that made it, who lacks the right', async (_how, statement) => {
    const { tables, close } = await openTablesOfPlainUser();
    try {
      const instanceId = randomUUID();
      const itsLog = createAuditLog(tables, clock);
      await itsLog.append(entry(instanceId, 'kept'));
      await expect(statement.execute(tables)).rejects.toThrow('permission denied');
      expect(await itsLog.ofInstance(instanceId, 10)).toMatchObject([{ detail: 'kept' }]);
    } finally {
      await close();
    }
  });

  test('notes one look of a person, wherever it is at, within a time', async () => {
    const personId = randomUUID();
    const look = { action: 'audit.view', outcome: 'done', personId } as const;
    const looks = async () =>
      (await opened.tables.selectFrom('audit_entries').where('person_id', '=', personId).select('id').execute()).length;
    await audit.appendOnceWithin(60_000, look);
    await audit.appendOnceWithin(60_000, look);
    expect(await looks()).toBe(1);
    await audit.appendOnceWithin(60_000, { ...look, instanceId: randomUUID() });
    expect(await looks()).toBe(2);
    clock.advance(61_000);
    await audit.appendOnceWithin(60_000, look);
    expect(await looks()).toBe(3);
  });

  test('tells an instance’s newest entries first, by our clock, and no more than asked for', async () => {
    const instanceId = randomUUID();
    await audit.append(entry(instanceId, 'first'));
    await audit.append(entry(randomUUID(), 'of another'));
    clock.advance(60_000);
    await audit.append(entry(instanceId, 'second'));
    await audit.append(entry(instanceId, 'third'));
    const entries = await audit.ofInstance(instanceId, 2);
    expect(entries.map(({ detail }) => detail)).toEqual(['third', 'second']);
    expect(Math.abs(Number(entries[0]?.at) - clock.now().getTime())).toBeLessThan(5_000);
  });

  test('falls with the transaction that it was written in', async () => {
    const instanceId = randomUUID();
    const failing = opened.tables.transaction().execute(async (transaction) => {
      await audit.append(entry(instanceId, 'never'), transaction);
      throw new Error('the action failed');
    });
    await expect(failing).rejects.toThrow('the action failed');
    expect(await audit.ofInstance(instanceId, 10)).toEqual([]);
  });

  test('takes text as text', async () => {
    const instanceId = randomUUID();
    const detail = '\'); drop table audit_entries; -- \u202e\n{"action":"x"}';
    await audit.append(entry(instanceId, detail));
    expect(await audit.ofInstance(instanceId, 10)).toMatchObject([{ detail }]);
  });
});
