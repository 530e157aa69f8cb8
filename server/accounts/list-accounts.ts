import type { AccountReference } from '#contract/people.ts';
import type { Vendor } from '#contract/vendors.ts';
import { expressionBuilder, type RawBuilder, sql } from 'kysely';
import { containsPattern } from '../platform/database/contains-pattern.ts';
import type { JackfieldDatabase, Tables } from '../platform/database/schema.ts';

export type AccountSortField = 'name' | 'created' | 'people' | 'instances' | 'activity';

export interface AccountQuestion {
  /** Part of a name or an id; null: all accounts. */
  search: string | null;
  sort: { field: AccountSortField; descending: boolean };
  limit: number;
  offset: number;
}

/** An account of the list, without what the index says of it. */
export interface ListedAccount {
  account: AccountReference;
  createdAt: Date;
  peopleCount: number;
  linkedVendors: Vendor[];
  /** When one of its people did something last. */
  lastActivityAt: Date | null;
}

const peopleCount = sql<number>`(select count(*)::integer from people where people.account_id = accounts.id)`;

const instanceCount = sql<number>`(
  select count(*) from listed_instances where listed_instances.account_id = accounts.id)`;

const linkedVendors = sql<Vendor[]>`array(
  select vendor from vendor_links where vendor_links.account_id = accounts.id order by vendor)`;

const sortedBy: Record<AccountSortField, RawBuilder<unknown>> = {
  name: sql`lower(accounts.name)`,
  created: sql`accounts.created_at`,
  people: peopleCount,
  instances: instanceCount,
  activity: sql`accounts.last_activity_at`,
};

const row = expressionBuilder<Tables, 'accounts'>();

function matches(search: string) {
  const pattern = containsPattern(search);
  const contains = (column: string) => sql<boolean>`lower(${sql.ref(column)}) like ${pattern}`;
  return row.or([
    contains('accounts.name'),
    contains('accounts.external_id'),
    sql<boolean>`accounts.id::text = lower(${search})`,
    row.exists(
      row
        .selectFrom('vendor_links')
        .whereRef('vendor_links.account_id', '=', 'accounts.id')
        .where('vendor_account_id', '=', search)
        .select('vendor'),
    ),
    row.exists(
      row
        .selectFrom('people')
        .whereRef('people.account_id', '=', 'accounts.id')
        .where(contains('people.name'))
        .select('people.id'),
    ),
  ]);
}

/** A page of the accounts, with exact counts. */
export async function listAccounts(
  database: JackfieldDatabase,
  { search, sort, limit, offset }: AccountQuestion,
): Promise<{ accounts: ListedAccount[]; totalCount: number; unfilteredCount: number }> {
  const counted = (query: string | null) =>
    database
      .selectFrom('accounts')
      .$if(query !== null, (of) => of.where(matches(query ?? '')))
      .select((of) => of.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow();
  const direction = sort.descending ? sql`desc nulls last` : sql`asc nulls first`;
  const [page, total, unfiltered] = await Promise.all([
    database
      .selectFrom('accounts')
      .$if(search !== null, (of) => of.where(matches(search ?? '')))
      .select('accounts.id')
      .orderBy(sql`${sortedBy[sort.field]} ${direction}`)
      .orderBy(sql`lower(accounts.name)`)
      .orderBy('accounts.id')
      .limit(limit)
      .offset(offset)
      .execute(),
    counted(search),
    search === null ? null : counted(null),
  ]);
  const ids = page.map(({ id }) => id);
  const accounts = await readAccounts(database, ids);
  const totalCount = total.count;
  return {
    accounts: ids.flatMap((id) => accounts.get(id) ?? []),
    totalCount,
    unfilteredCount: unfiltered === null ? totalCount : unfiltered.count,
  };
}

/** These accounts, by their ids. */
export async function readAccounts(
  database: JackfieldDatabase,
  ids: readonly string[],
): Promise<Map<string, ListedAccount>> {
  if (ids.length === 0) return new Map();
  const rows = await database
    .selectFrom('accounts')
    .where('accounts.id', 'in', ids)
    .select([
      'accounts.id',
      'accounts.external_id as externalId',
      'accounts.name',
      'accounts.created_at as createdAt',
      peopleCount.as('peopleCount'),
      linkedVendors.as('linkedVendors'),
      'accounts.last_activity_at as lastActivityAt',
    ])
    .execute();
  return new Map(
    rows.map(({ id, externalId, name, ...told }) => [id, { account: { id, externalId, name }, ...told }] as const),
  );
}
