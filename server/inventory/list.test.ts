import { randomUUID } from 'node:crypto';
import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { instanceStatuses, type InstanceStatus, updateKinds } from '#contract/statuses.ts';
import { type InstanceQuery, type InstanceSortField, listInstances } from './list.ts';
import { openTestTables } from '#server/testing/tables.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;
let accounts: { id: string; name: string }[];

beforeAll(async () => {
  opened = await openTestTables();
  accounts = await opened.tables
    .insertInto('accounts')
    .values(['beta', 'Alpha', 'gamma'].map((name) => ({ external_id: name, name, created_at: new Date() })))
    .returning(['id', 'name'])
    .execute();
});
afterAll(() => opened.close());

/** Few letters, so that things match and tie; the signs that `like` knows; letters that only folding makes equal. */
const text = fc.string({
  unit: fc.constantFrom('a', 'A', 'b', 'É', 'é', '%', '_', '\\', ' ', "'", '🎫'),
  maxLength: 5,
});

const restStatuses = ['unfinished', 'enabled', 'disabled', 'unknown'] as const;
const updateOrder = ['none', 'automatic', 'needs_system', 'needs_both', 'needs_user'];
const statusOrder = ['enabled', 'disabled', 'working', 'unknown', 'unfinished'];
const fields = ['name', 'template', 'status', 'update', 'created', 'account'] as const satisfies InstanceSortField[];

type Drawn<Source> = Source extends fc.Arbitrary<infer Value> ? Value : never;

const row = fc.record({
  id: fc.uuid(),
  vendor: fc.constantFrom('tray', 'prismatic'),
  vendor_id: fc.uuid(),
  owner: fc.nat(2),
  name: text,
  template_id: fc.constantFrom('one', 'two'),
  template_name: text,
  rest_status: fc.constantFrom(...restStatuses),
  update_kind: fc.constantFrom(...updateKinds),
  created_at: fc.option(fc.integer({ min: 0, max: 3 }).map((day) => new Date(day * 86_400_000))),
  removed_at: fc.option(fc.constant(new Date(0)), { freq: 6 }),
  working: fc.boolean(),
  awaiting_set_up: fc.boolean(),
});
type Row = Drawn<typeof row>;

const question = fc.record({
  owner: fc.option(fc.nat(2)),
  filterOwner: fc.option(fc.nat(2), { freq: 3 }),
  search: fc.option(
    text.filter((some) => some.trim() !== ''),
    { freq: 2 },
  ),
  vendor: fc.option(fc.constantFrom('tray', 'prismatic', 'patchworks'), { freq: 3 }),
  statuses: fc.subarray([...instanceStatuses]),
  templateId: fc.option(fc.constantFrom('one', 'three'), { freq: 3 }),
  field: fc.constantFrom(...fields),
  descending: fc.boolean(),
  limit: fc.integer({ min: 1, max: 8 }),
  offset: fc.nat(8),
});
type Question = Drawn<typeof question>;

function statusOf(one: Row): InstanceStatus {
  if (one.working) return 'working';
  return one.awaiting_set_up && one.rest_status === 'disabled' ? 'unfinished' : one.rest_status;
}

function sortKey(one: Row, field: InstanceSortField): string | number | null {
  switch (field) {
    case 'name':
      return one.name.toLowerCase();
    case 'template':
      return one.template_name.toLowerCase();
    case 'status':
      return statusOrder.indexOf(statusOf(one));
    case 'update':
      return updateOrder.indexOf(one.update_kind);
    case 'created':
      return one.created_at?.getTime() ?? null;
    case 'account':
      return accounts[one.owner]?.name.toLowerCase() ?? '';
  }
}

/** By code point, as the database compares: JavaScript's own `<` goes by UTF-16 unit. */
function compare(one: string | number, other: string | number): number {
  if (typeof one === 'string' && typeof other === 'string') return Buffer.compare(Buffer.from(one), Buffer.from(other));
  return Number(one) - Number(other);
}

function naiveList(rows: Row[], asked: Question) {
  const scope = rows.filter((one) => one.removed_at === null && (asked.owner === null || one.owner === asked.owner));
  const search = asked.search?.trim().toLowerCase();
  const filtered = scope
    .filter((one) => asked.vendor === null || one.vendor === asked.vendor)
    .filter((one) => asked.filterOwner === null || one.owner === asked.filterOwner)
    .filter((one) => asked.templateId === null || one.template_id === asked.templateId)
    .filter(
      (one) =>
        search === undefined || [one.name, one.template_name].some((some) => some.toLowerCase().includes(search)),
    );
  const direction = asked.descending ? -1 : 1;
  const matching = filtered
    .filter((one) => asked.statuses.length === 0 || asked.statuses.includes(statusOf(one)))
    .toSorted((one, other) => {
      const [key, otherKey] = [sortKey(one, asked.field), sortKey(other, asked.field)];
      if (key === null || otherKey === null)
        return Number(key === null) - Number(otherKey === null) || direction * compare(one.id, other.id);
      return direction * (compare(key, otherKey) || compare(one.id, other.id));
    });
  return {
    ids: matching.slice(asked.offset, asked.offset + asked.limit).map(({ id }) => id),
    totalCount: matching.length,
    unfiltered: scope.length,
    statusCounts: instanceStatuses.map((status) => ({
      status,
      count: filtered.filter((one) => statusOf(one) === status).length,
    })),
  };
}

function toQuery(asked: Question): InstanceQuery {
  const idOf = (owner: number) => accounts[owner]?.id ?? '';
  return {
    scope: asked.owner === null ? 'everybody' : { accountId: idOf(asked.owner) },
    accountId: asked.filterOwner === null ? null : idOf(asked.filterOwner),
    search: asked.search,
    vendor: asked.vendor,
    statuses: asked.statuses,
    templateId: asked.templateId,
    needsPerson: false,
    hasUpgradeHook: false,
    sort: { field: asked.field, descending: asked.descending },
    limit: asked.limit,
    offset: asked.offset,
  };
}

async function fill(rows: Row[]): Promise<void> {
  await opened.tables.deleteFrom('instances').execute();
  if (rows.length === 0) return;
  await opened.tables
    .insertInto('instances')
    .values(
      rows.map(({ owner, ...one }) => ({
        ...one,
        account_id: accounts[owner]?.id ?? '',
        fingerprint: '',
        checked_at: new Date(0),
      })),
    )
    .execute();
}

const anything: Question = {
  owner: null,
  filterOwner: null,
  search: null,
  vendor: null,
  statuses: [],
  templateId: null,
  field: 'name',
  descending: false,
  limit: 100,
  offset: 0,
};

function rowNamed(name: string): Row {
  return {
    id: randomUUID(),
    vendor: 'tray',
    vendor_id: randomUUID(),
    owner: 0,
    name,
    template_id: 'one',
    template_name: 'A template',
    rest_status: 'enabled',
    update_kind: 'none',
    created_at: null,
    removed_at: null,
    working: false,
    awaiting_set_up: false,
  };
}

async function namesFound(search: string): Promise<string[]> {
  const { rows } = await listInstances(opened.tables, toQuery({ ...anything, search }));
  return rows.map(({ name }) => name);
}

describe('the list', () => {
  test('holds, in order, and counts what a naive one would, whoever owns what', async () => {
    const sample = fc.tuple(
      fc.uniqueArray(row, { maxLength: 20, selector: ({ id }) => id }),
      fc.array(question, { minLength: 10, maxLength: 10 }),
    );
    await fc.assert(
      fc.asyncProperty(sample, async ([rows, questions]) => {
        await fill(rows);
        const lists = await Promise.all(questions.map((asked) => listInstances(opened.tables, toQuery(asked))));
        const found = lists.map((list) => ({
          ids: list.rows.map(({ id }) => id),
          totalCount: list.totalCount,
          unfiltered: [...list.unfilteredCounts.values()].reduce((sum, count) => sum + count, 0),
          statusCounts: list.statusCounts,
        }));
        expect(found).toEqual(questions.map((asked) => naiveList(rows, asked)));
      }),
      { numRuns: 40 },
    );
  }, 60_000);

  test('takes the signs of patterns literally', async () => {
    const names = ['100 % sure', '100 x sure', 'snake_case', 'snakeXcase', String.raw`back\slash`, "quote's", 'plain'];
    await fill(names.map(rowNamed));
    const searches = ['%', '_', '\\', "'", '100 % s', '%%', 'e_c'];
    expect(await Promise.all(searches.map(namesFound))).toEqual([
      ['100 % sure'],
      ['snake_case'],
      [String.raw`back\slash`],
      ["quote's"],
      ['100 % sure'],
      [],
      ['snake_case'],
    ]);
  });

  test.each([
    ['ÜNÏCODE', 'Ünïcode'],
    ['ΟΔΟΣ', 'ΟΔΟΣ'],
    ['οδοσ', 'ΟΔΟΣ'],
    ['دعم', 'تذاكر الدعم'],
    ['🎫', 'Tickets 🎫'],
    ['  alerts ', 'Order alerts'],
  ])('finds by %j the name %j, whatever the case', async (search, name) => {
    await fill([rowNamed(name), rowNamed('something else')]);
    expect(await namesFound(search)).toEqual([name]);
  });

  test('finds an instance by either of its whole ids, and by no part of one', async () => {
    const one = rowNamed('wanted');
    await fill([one, rowNamed('other')]);
    const searches = [
      one.id,
      one.id.toUpperCase(),
      one.vendor_id,
      ` ${one.vendor_id.toUpperCase()} `,
      one.id.slice(0, 8),
    ];
    expect(await Promise.all(searches.map(namesFound))).toEqual([['wanted'], ['wanted'], ['wanted'], ['wanted'], []]);
  });

  test('matches nothing by an account filter that is no id', async () => {
    await fill([rowNamed('one')]);
    const lists = await Promise.all(
      ['x', "' or true --", ''].map((accountId) => listInstances(opened.tables, { ...toQuery(anything), accountId })),
    );
    expect(lists.map(({ totalCount }) => totalCount)).toEqual([0, 0, 0]);
  });
});
