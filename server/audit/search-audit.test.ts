import type { AuditFilter } from '#contract/audit-filter.ts';
import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { createAdjustableClock } from '#server/platform/clock.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { findAuditedAccounts, findAuditedActions, findAuditedPeople } from './audit-choices.ts';
import { type AuditEntry, createAuditLog } from './audit-log.ts';
import { type AuditedEntry, countAudited, searchAudit } from './search-audit.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;
const clock = createAdjustableClock();
const ids = {
  northwind: randomUUID(),
  fabrikam: randomUUID(),
  maya: randomUUID(),
  tomas: randomUUID(),
  orders: randomUUID(),
};
const gone = randomUUID();
const request = randomUUID();

beforeAll(async () => {
  opened = await openTestTables();
  const { tables } = opened;
  await tables
    .insertInto('accounts')
    .values([
      { id: ids.northwind, external_id: 'northwind', name: 'Northwind', created_at: clock.now() },
      { id: ids.fabrikam, external_id: 'fab-7', name: 'Fabrikam', created_at: clock.now() },
    ])
    .execute();
  const person = { role: 'user', view_only: false, featured: false } as const;
  await tables
    .insertInto('people')
    .values([
      { ...person, id: ids.maya, demo_key: 'maya', name: 'Maya Lindqvist', account_id: ids.northwind },
      { ...person, id: ids.tomas, demo_key: 'tomas', name: 'Tomás Rey', account_id: ids.fabrikam },
    ])
    .execute();
  await tables
    .insertInto('instances')
    .values({
      id: ids.orders,
      vendor: 'tray',
      vendor_id: 'tray-orders',
      account_id: ids.northwind,
      name: 'Orders 100%',
      template_id: 't',
      template_name: 'T',
      rest_status: 'enabled',
      update_kind: 'none',
      fingerprint: '',
      checked_at: clock.now(),
    })
    .execute();
});
afterAll(() => opened.close());

const written: (AuditEntry & { at: Date })[] = [];

async function append(...entries: AuditEntry[]): Promise<void> {
  const at = clock.now();
  await createAuditLog(opened.tables, { now: () => at }).appendAll(entries);
  written.push(...entries.map((one) => ({ ...one, at })));
}

const find = (filter: AuditFilter, limit = 100) => searchAudit(opened.tables, { filter, limit, after: null });

describe('the log', () => {
  const rename: AuditEntry = {
    action: 'instance.rename',
    outcome: 'done',
    personId: ids.maya,
    accountId: ids.northwind,
    instanceId: ids.orders,
    detail: 'Orders again_now',
    requestId: request,
  };

  beforeAll(async () => {
    await append(rename, { action: 'session.start', outcome: 'done', personId: ids.tomas, accountId: ids.fabrikam });
    clock.advance(60_000);
    await append({
      action: 'request.refuse',
      outcome: 'refused',
      personId: ids.tomas,
      accountId: ids.fabrikam,
      instanceId: gone,
      problemCode: 'not_found',
      detail: `instance ${gone}`,
    });
  });

  const found = async (filter: AuditFilter) => (await find(filter)).map(({ action }) => action);

  test.each<[string, () => AuditFilter, string[]]>([
    ['nothing', () => ({}), ['request.refuse', 'session.start', 'instance.rename']],
    ['who', () => ({ search: 'LINDQVIST' }), ['instance.rename']],
    ['who, with an accent', () => ({ search: 'tomás' }), ['request.refuse', 'session.start']],
    ['for whom', () => ({ search: 'fabri' }), ['request.refuse', 'session.start']],
    ['for whom, as the company knows them', () => ({ search: 'fab-7' }), ['request.refuse', 'session.start']],
    ['what', () => ({ search: 'session.start' }), ['session.start']],
    ['the instance', () => ({ search: '100%' }), ['instance.rename']],
    ['the detail', () => ({ search: 'again_now' }), ['instance.rename']],
    ['a sign of patterns as it is', () => ({ search: 'again%now' }), []],
    ['the problem', () => ({ search: 'not_found' }), ['request.refuse']],
    ['the request', () => ({ search: request }), ['instance.rename']],
    ['the request by its beginning', () => ({ search: request.slice(0, 8) }), ['instance.rename']],
    ['a person’s id', () => ({ search: ids.maya }), ['instance.rename']],
    ['an instance’s id', () => ({ search: gone.toUpperCase() }), ['request.refuse']],
    ['words that each stand somewhere', () => ({ search: '  tomás   start ' }), ['session.start']],
    ['words of which one stands nowhere', () => ({ search: 'tomás rename' }), []],
    ['actions', () => ({ actions: ['session.start', 'instance.rename'] }), ['session.start', 'instance.rename']],
    ['results', () => ({ outcomes: ['refused'] }), ['request.refuse']],
    ['a person', () => ({ personId: ids.maya }), ['instance.rename']],
    ['an account', () => ({ accountId: ids.fabrikam }), ['request.refuse', 'session.start']],
    ['an instance', () => ({ instanceId: ids.orders }), ['instance.rename']],
    ['what is no id', () => ({ personId: "' or true --" }), []],
  ])('is narrowed to %s', async (_what, filter, actions) => {
    expect((await found(filter())).toSorted()).toEqual(actions.toSorted());
    expect(await countAudited(opened.tables, filter())).toBe(actions.length);
  });

  test('names whom it can, and says of an instance that is not there that it is gone', async () => {
    expect(await find({ actions: ['instance.rename'] })).toMatchObject([
      {
        person: { id: ids.maya, name: 'Maya Lindqvist' },
        account: { externalId: 'northwind' },
        instance: { id: ids.orders, name: 'Orders 100%', isRemoved: false },
        requestId: request,
      },
    ]);
    expect(await find({ outcomes: ['refused'] })).toMatchObject([
      { instance: { id: gone, name: null, isRemoved: true }, problemCode: 'not_found' },
    ]);
  });

  test('finds somebody by the name that they had', async () => {
    await opened.tables.updateTable('accounts').set({ name: 'Contoso' }).where('id', '=', ids.fabrikam).execute();
    expect(await found({ search: 'fabrikam' })).toHaveLength(2);
    expect((await find({ search: 'fabrikam' }))[0]?.account?.name).toBe('Contoso');
    await opened.tables.updateTable('accounts').set({ name: 'Fabrikam' }).where('id', '=', ids.fabrikam).execute();
  });

  test('offers the actions that it has, and people and accounts by part of their names', async () => {
    expect(await findAuditedActions(opened.tables)).toEqual(['instance.rename', 'request.refuse', 'session.start']);
    expect((await findAuditedPeople(opened.tables, 'rey')).map(({ name }) => name)).toEqual(['Tomás Rey']);
    expect((await findAuditedPeople(opened.tables, 'northw')).map(({ name }) => name)).toEqual(['Maya Lindqvist']);
    expect((await findAuditedAccounts(opened.tables, 'FAB-')).map(({ name }) => name)).toEqual(['Fabrikam']);
    expect(await findAuditedAccounts(opened.tables, '%')).toEqual([]);
  });
});

test('pages follow each other without a gap or a repetition, also when entries come in between', async () => {
  const account = ids.northwind;
  const entries = Array.from({ length: 25 }, (_, place): AuditEntry => {
    return { action: 'debug.view', outcome: 'done', personId: null, accountId: account, detail: `look ${place}` };
  });
  // Many of one moment, as a reading writes them.
  await append(...entries.slice(0, 15));
  clock.advance(1_000);
  await append(...entries.slice(15));
  const filter = { actions: ['debug.view'] };
  const pages: AuditedEntry[] = [];
  while (pages.length <= entries.length) {
    const last = pages.at(-1);
    // oxlint-disable-next-line no-await-in-loop -- a page begins where the one before ended
    const page = await searchAudit(opened.tables, {
      filter,
      limit: 7,
      after: last ? { at: last.at, id: Number(last.id) } : null,
    });
    if (page.length === 0) break;
    pages.push(...page);
    clock.advance(10);
    // oxlint-disable-next-line no-await-in-loop -- written between two pages
    await append({ action: 'debug.view', outcome: 'done', personId: null, detail: 'written meanwhile' });
  }
  expect(pages.map(({ detail }) => detail)).toEqual(entries.map(({ detail }) => detail).toReversed());
});

test('finds what a naive reading of all entries finds', async () => {
  const anyWord = fc.constantFrom('look', 'maya', 'north', 'start', 'a', 'or', '7', 'nothing', 'Tomás', '100%');
  const anyFilter = fc.record(
    {
      search: fc.array(anyWord, { maxLength: 3 }).map((words) => words.join(' ')),
      actions: fc.array(fc.constantFrom('debug.view', 'session.start', 'instance.rename', 'no.such'), { maxLength: 2 }),
      outcomes: fc.array(fc.constantFrom('done' as const, 'refused' as const, 'failed' as const), { maxLength: 2 }),
      personId: fc.constantFrom(ids.maya, ids.tomas),
      accountId: fc.constantFrom(ids.northwind, ids.fabrikam),
      from: fc.constantFrom(...written.map(({ at }) => at.toISOString())),
      to: fc.constantFrom(...written.map(({ at }) => at.toISOString())),
    },
    { requiredKeys: [] },
  );
  const names: Record<string, string> = {
    [ids.maya]: 'maya lindqvist',
    [ids.tomas]: 'tomás rey',
    [ids.northwind]: 'northwind northwind',
    [ids.fabrikam]: 'fabrikam fab-7',
    [ids.orders]: 'orders 100%',
  };
  const wordsOf = (one: AuditEntry) =>
    [
      ...[one.personId, one.accountId, one.instanceId].map((id) => names[id ?? ''] ?? ''),
      one.action,
      one.problemCode ?? '',
      one.detail ?? '',
    ]
      .join(' ')
      .toLowerCase();
  const isLeft = (filter: AuditFilter) => (one: AuditEntry & { at: Date }) =>
    (filter.search?.split(' ').filter(Boolean) ?? []).every((word) => wordsOf(one).includes(word.toLowerCase())) &&
    (!filter.actions?.length || filter.actions.includes(one.action)) &&
    (!filter.outcomes?.length || filter.outcomes.includes(one.outcome)) &&
    (filter.personId === undefined || one.personId === filter.personId) &&
    (filter.accountId === undefined || one.accountId === filter.accountId) &&
    (filter.from === undefined || one.at >= new Date(filter.from)) &&
    (filter.to === undefined || one.at < new Date(filter.to));
  await fc.assert(
    fc.asyncProperty(anyFilter, async (filter) => {
      const found = await find(filter);
      const wanted = written.filter(isLeft(filter));
      const tell = (one: { at: Date; action: string; detail?: string | null }) =>
        `${one.at.toISOString()} ${one.action} ${one.detail ?? ''}`;
      expect(found.map(tell).toSorted()).toEqual(wanted.map(tell).toSorted());
      expect(found.map(({ at }) => +at)).toEqual(found.map(({ at }) => +at).toSorted((one, other) => other - one));
    }),
    { numRuns: 150 },
  );
});
