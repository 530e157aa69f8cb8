import fc from 'fast-check';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { healths } from '#contract/row-cause.ts';
import { instanceStatuses, updateKinds } from '#contract/statuses.ts';
import { vendors } from '#contract/vendors.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { countFacets } from './facets.ts';
import { instanceCondition } from './list-filter.ts';
import { type InstanceQuery, listInstances } from './list.ts';
import { drawnRow, type DrawnRow, fillAccounts, fillIndex, ownerNames, rowWith, text } from './testing/drawn-rows.ts';
import {
  keyOf,
  naiveFacets,
  naiveOrder,
  naiveRows,
  type Question,
  statusOf,
  tally,
  waitsForPerson,
} from './testing/naive-list.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;
let accounts: Awaited<ReturnType<typeof fillAccounts>>;

beforeAll(async () => {
  opened = await openTestTables();
  accounts = await fillAccounts(opened.tables);
});
afterAll(() => opened.close());

/** Those whose rows have an order of their own among equals; the others keep rows of one sort beside each other. */
const fieldsOfRows = ['name', 'created', 'account', 'checked'] as const;
const fieldsOfKinds = ['template', 'status', 'update', 'vendor', 'health'] as const;

const searchedWords = fc.oneof(
  { weight: 4, arbitrary: text.filter((some) => some.trim() !== '') },
  { weight: 1, arbitrary: fc.constantFrom('alpha', 'MM', 'refused', 'vendor_f', 'template') },
);

const question: fc.Arbitrary<Question> = fc.record({
  owner: fc.option(fc.nat(2)),
  filterOwner: fc.option(fc.nat(2), { freq: 3 }),
  filter: fc.record(
    {
      search: searchedWords,
      vendors: fc.subarray([...vendors]),
      statuses: fc.subarray([...instanceStatuses]),
      healths: fc.subarray([...healths]),
      updates: fc.subarray([...updateKinds]),
      needsPerson: fc.boolean(),
      templateId: fc.constantFrom('one', 'two', 'none'),
    },
    { requiredKeys: [] },
  ),
  hasUpgradeHook: fc.boolean(),
  sort: fc.record({ field: fc.constantFrom(...fieldsOfRows, ...fieldsOfKinds), descending: fc.boolean() }),
});

const everything: Question = {
  owner: null,
  filterOwner: null,
  filter: {},
  hasUpgradeHook: false,
  sort: { field: 'name', descending: false },
};

function toQuery(asked: Question): Omit<InstanceQuery, 'limit' | 'offset'> {
  const { hasUpgradeHook, sort } = asked;
  const idOf = (owner: number) => accounts.accountIds[owner] ?? '';
  return {
    scope: asked.owner === null ? 'everybody' : { accountId: idOf(asked.owner) },
    filter: { ...asked.filter, ...(asked.filterOwner === null ? {} : { accountId: idOf(asked.filterOwner) }) },
    hasUpgradeHook,
    sort,
  };
}

const fill = (rows: readonly DrawnRow[]) => fillIndex(opened.tables, accounts, rows);

/** What was found, and what a naive list says. */
interface Compared {
  found: unknown;
  expected: unknown;
}

/** The whole list, page after page of so many. */
async function walk(asked: Question, limit: number): Promise<string[]> {
  const ids: string[] = [];
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- page after page
    const { rows } = await listInstances(opened.tables, { ...toQuery(asked), limit, offset: ids.length });
    ids.push(...rows.map(({ id }) => id));
    if (rows.length < limit) return ids;
  }
}

async function compareCounts(rows: readonly DrawnRow[], asked: Question): Promise<Compared> {
  const { scope, matching, without } = naiveRows(rows, asked);
  const { rows: page, ...found } = await listInstances(opened.tables, { ...toQuery(asked), limit: 100, offset: 0 });
  const ages = vendors.flatMap((vendor) => {
    const times = scope.filter((row) => row.vendor === vendor).map(({ checkedAt }) => checkedAt.getTime());
    if (times.length === 0) return [];
    const [newestCheckedAt, oldestCheckedAt] = [new Date(Math.max(...times)), new Date(Math.min(...times))];
    return [{ vendor, count: times.length, newestCheckedAt, oldestCheckedAt }];
  });
  const statusCounts = tally(without('statuses'), instanceStatuses, statusOf);
  return {
    found: { ...found, onPage: page.length },
    expected: {
      totalCount: matching.length,
      onPage: matching.length,
      statusCounts: statusCounts.map(({ choice: status, count }) => ({ status, count })),
      needsPersonCount: without('needsPerson').filter((row) => waitsForPerson(row, asked)).length,
      ages,
    },
  };
}

/** Among equals rows have the order of their ids; where the column is one of kinds, they need only have one. */
async function compareOrder(rows: readonly DrawnRow[], asked: Question, limit: number): Promise<Compared> {
  const ids = await walk(asked, limit);
  const expected = naiveOrder(naiveRows(rows, asked).matching, asked.sort);
  const byId = new Map(rows.map((row) => [row.id, row]));
  const keysOf = (list: readonly (DrawnRow | undefined)[]) => list.map((row) => row && keyOf(row, asked.sort.field));
  const expectedIds = expected.map(({ id }) => id);
  const isOfRows = fieldsOfRows.some((field) => field === asked.sort.field);
  return {
    found: { keys: keysOf(ids.map((id) => byId.get(id))), ids: isOfRows ? ids : ids.toSorted() },
    expected: { keys: keysOf(expected), ids: isOfRows ? expectedIds : expectedIds.toSorted() },
  };
}

async function compareFacets(rows: readonly DrawnRow[], asked: Question, words: string): Promise<Compared> {
  const { without } = naiveRows(rows, asked);
  const has = (name: string) => name.toLowerCase().includes(words.trim().toLowerCase());
  const isCounted = ({ count }: { count: number }) => count > 0;
  const owners = without('account').filter(({ owner }) => has(ownerNames[owner] ?? ''));
  const byAccount = tally(owners, [0, 1, 2], ({ owner }) => owner)
    .filter(isCounted)
    .map(({ choice, count }) => ({
      id: accounts.accountIds[choice],
      name: ownerNames[choice] ?? '',
      vendor: null,
      count,
    }))
    .toSorted((one, other) => other.count - one.count || (one.name.toLowerCase() < other.name.toLowerCase() ? -1 : 1));
  const left = without('template');
  const named = left.filter(({ templateName }) => has(templateName));
  const byTemplate = tally(left, ['one', 'two', 'three'], ({ templateId }) => templateId).filter(({ choice }) =>
    named.some(({ templateId }) => templateId === choice),
  );
  const { templates, ...found } = await countFacets(opened.tables, {
    ...toQuery(asked),
    accountSearch: words,
    templateSearch: words,
  });
  const isNameOf = (id: string, name: string) =>
    left.some(({ templateId, templateName }) => templateId === id && templateName === name);
  return {
    found: {
      ...found,
      templates: new Map(templates.nodes.map(({ id, count }) => [id, count])),
      templateCount: templates.totalCount,
      misnamed: templates.nodes.filter(({ id, name }) => !isNameOf(id, name)),
    },
    expected: {
      ...naiveFacets(rows, asked),
      accounts: { nodes: byAccount, totalCount: byAccount.length },
      templates: new Map(byTemplate.map(({ choice, count }) => [choice, count])),
      templateCount: byTemplate.length,
      misnamed: [],
    },
  };
}

/** What exports and work on many at once take for the same. */
async function compareCondition(rows: readonly DrawnRow[], asked: Question): Promise<Compared> {
  const { filter, scope, hasUpgradeHook } = toQuery(asked);
  const found = await opened.tables
    .selectFrom('instances')
    .where(instanceCondition(filter, scope, hasUpgradeHook))
    .select('instances.id')
    .execute();
  const { matching } = naiveRows(rows, asked);
  return { found: found.map(({ id }) => id).toSorted(), expected: matching.map(({ id }) => id).toSorted() };
}

async function namesFound(words: string): Promise<string[]> {
  const asked = { ...everything, filter: { search: words } };
  const { rows } = await listInstances(opened.tables, { ...toQuery(asked), limit: 100, offset: 0 });
  return rows.map(({ name }) => name);
}

const rowNamed = (name: string) => rowWith({ name });

describe('the list', () => {
  test('holds, in order, and counts what a naive one would, whoever owns what', async () => {
    const sample = fc.tuple(
      fc.uniqueArray(drawnRow, { maxLength: 20, selector: ({ id }) => id }),
      fc.array(question, { minLength: 8, maxLength: 8 }),
      fc.integer({ min: 1, max: 8 }),
      fc.oneof(fc.constant(''), text),
    );
    await fc.assert(
      fc.asyncProperty(sample, async ([rows, questions, limit, words]) => {
        await fill(rows);
        const compared = await Promise.all(
          questions.flatMap((asked) => [
            compareCounts(rows, asked),
            compareOrder(rows, asked, limit),
            compareFacets(rows, asked, words),
            compareCondition(rows, asked),
          ]),
        );
        expect(compared.map(({ found }) => found)).toEqual(compared.map(({ expected }) => expected));
      }),
      { numRuns: 40 },
    );
  }, 240_000);

  test('has one row in the counts for each row of the list, whatever was summed up when', async () => {
    await fill(['one', 'two', 'three'].map(rowNamed));
    await sql`select sum_instance_counts()`.execute(opened.tables);
    const counts = await opened.tables.selectFrom('instance_counts').select(['vendor', 'count']).execute();
    expect(counts).toEqual([{ vendor: 'tray', count: 3 }]);
  });

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
      one.vendorId,
      ` ${one.vendorId.toUpperCase()} `,
      one.id.slice(0, 8),
    ];
    expect(await Promise.all(searches.map(namesFound))).toEqual([['wanted'], ['wanted'], ['wanted'], ['wanted'], []]);
  });

  test('matches nothing by an account filter that is no id', async () => {
    await fill([rowNamed('one')]);
    const lists = await Promise.all(
      ['x', "' or true --", ''].map((accountId) =>
        listInstances(opened.tables, { ...toQuery(everything), filter: { accountId }, limit: 10, offset: 0 }),
      ),
    );
    expect(lists.map(({ totalCount }) => totalCount)).toEqual([0, 0, 0]);
  });
});

test('what a search finds is counted anew as soon as the list has changed', async () => {
  const rows = [0, 1, 2].map((place) => rowWith({ name: `remembered ${place}` }));
  await fill(rows);
  const count = async () =>
    (
      await listInstances(opened.tables, {
        ...toQuery({ ...everything, filter: { search: 'remembered' } }),
        limit: 1,
        offset: 0,
      })
    ).totalCount;
  expect(await count()).toBe(3);
  expect(await count()).toBe(3);
  await opened.tables
    .updateTable('instances')
    .set({ name: 'another' })
    .where('id', '=', rows[0]?.id ?? '')
    .execute();
  expect(await count()).toBe(2);
  await opened.tables.deleteFrom('instances').execute();
  expect(await count()).toBe(0);
});
