import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { type AuditLog, createAuditLog } from '#server/audit/audit-log.ts';
import type { JackfieldDatabase } from '#server/platform/database/schema.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { listAccounts } from './list-accounts.ts';

let tables: JackfieldDatabase;
let close: () => Promise<void>;
/** Stands still between two acts, so that a moment can be told by name. */
let now = Date.parse('2026-01-02T03:04:05Z');
const clock = { now: () => new Date(now) };
const advance = () => {
  now += 1_000;
};
let audit: AuditLog;
beforeAll(async () => {
  ({ tables, close } = await openTestTables());
});
afterAll(() => close());
beforeEach(() => {
  audit = createAuditLog(tables, clock);
});

async function addAccount(name: string): Promise<{ accountId: string; personId: string }> {
  const account = { external_id: crypto.randomUUID(), name, created_at: clock.now() };
  const added = await tables.insertInto('accounts').values(account).returning('id').executeTakeFirstOrThrow();
  return { accountId: added.id, personId: await addPerson(added.id) };
}

async function addPerson(accountId: string | null): Promise<string> {
  const role = accountId === null ? ('admin' as const) : ('user' as const);
  const person = {
    account_id: accountId,
    demo_key: crypto.randomUUID(),
    name: 'Grace',
    role,
    view_only: false,
    featured: false,
  };
  return (await tables.insertInto('people').values(person).returning('id').executeTakeFirstOrThrow()).id;
}

const did = (personId: string, accountId: string) =>
  audit.append({ action: 'session.start', outcome: 'done', personId, accountId });

async function listed(search: string) {
  const question = { search, sort: { field: 'activity', descending: true }, limit: 10, offset: 0 } as const;
  const { accounts } = await listAccounts(tables, question);
  return accounts.map(({ account, lastActivityAt }) => [account.name, lastActivityAt?.getTime() ?? null]);
}

test('what an account’s people did last is kept, and sorts; what an administrator does for it is none of it', async () => {
  const one = await addAccount('kept one');
  const other = await addAccount('kept other');
  await addAccount('kept quiet');
  await did(one.personId, one.accountId);
  const first = now;
  advance();
  await did(other.personId, other.accountId);
  const second = now;
  advance();
  await did(await addPerson(null), one.accountId);
  expect(await listed('kept')).toEqual([
    ['kept other', second],
    ['kept one', first],
    ['kept quiet', null],
  ]);
  advance();
  await did(one.personId, one.accountId);
  expect((await listed('kept'))[0]).toEqual(['kept one', now]);
});

test('several entries of one statement, of which the newest counts, and an older one that comes late', async () => {
  const { accountId, personId } = await addAccount('late one');
  const colleague = await addPerson(accountId);
  const entry = { action: 'session.start', outcome: 'done', accountId } as const;
  await audit.appendAll([
    { ...entry, personId },
    { ...entry, personId: colleague },
  ]);
  const at = now;
  const old = { action: 'session.start', outcome: 'done' as const, person_id: personId, account_id: accountId };
  await tables
    .insertInto('audit_entries')
    .values({ ...old, at: new Date(at - 60_000) })
    .execute();
  expect(await listed('late one')).toEqual([['late one', at]]);
});

test('an entry waits for nobody who holds the account’s row', async () => {
  const { accountId, personId } = await addAccount('held one');
  await tables.transaction().execute(async (transaction) => {
    await transaction.updateTable('accounts').set({ name: 'held two' }).where('id', '=', accountId).execute();
    await did(personId, accountId);
  });
  expect(await listed('held two')).toEqual([['held two', null]]);
  await did(personId, accountId);
  expect(await listed('held two')).toEqual([['held two', now]]);
});
