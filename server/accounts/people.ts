import type { AccountReference, Person } from '#contract/people.ts';
import type { DemoPerson } from '#contract/endpoints/deployment.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

/** The person with this id, with the account; null when there is none. */
export async function findPerson(database: JackfieldDatabase, personId: string): Promise<Person | null> {
  const row = await selectPeople(database).where('people.id', '=', personId).executeTakeFirst();
  return row ? toPerson(row) : null;
}

/** When the account was made here; null when there is none. */
export async function accountCreatedAt(database: JackfieldDatabase, accountId: string): Promise<Date | null> {
  const row = await database.selectFrom('accounts').where('id', '=', accountId).select('created_at').executeTakeFirst();
  return row?.created_at ?? null;
}

/** The person whom the demo sign-in knows by this key; null when there is none. */
export async function findDemoPerson(database: JackfieldDatabase, key: string): Promise<Person | null> {
  const row = await selectPeople(database).where('people.demo_key', '=', key).executeTakeFirst();
  return row ? toPerson(row) : null;
}

/** The people whom the sign-in page offers, in the order in which they were introduced. */
export async function listFeaturedPeople(database: JackfieldDatabase): Promise<DemoPerson[]> {
  const rows = await selectPeople(database).where('people.featured', '=', true).execute();
  const order: string[] = demoPeople.map((person) => person.key);
  return rows
    .toSorted((one, other) => order.indexOf(one.demo_key ?? '') - order.indexOf(other.demo_key ?? ''))
    .map((row) => ({
      key: row.demo_key ?? '',
      name: row.name,
      accountName: row.account_name,
      role: row.role,
      viewOnly: row.view_only,
    }));
}

/** The account with this id; null when there is none. */
export async function findAccount(database: JackfieldDatabase, accountId: string): Promise<AccountReference | null> {
  const row = await database
    .selectFrom('accounts')
    .where('id', '=', accountId)
    .select(['id', 'external_id as externalId', 'name'])
    .executeTakeFirst();
  return row ?? null;
}

/** Who signs in for an account, by name. */
export async function listPeopleOf(
  database: JackfieldDatabase,
  accountId: string,
): Promise<{ id: string; name: string; viewOnly: boolean }[]> {
  const rows = await database
    .selectFrom('people')
    .where('account_id', '=', accountId)
    .orderBy('name')
    .orderBy('id')
    .select(['id', 'name', 'view_only'])
    .execute();
  return rows.map(({ id, name, view_only: viewOnly }) => ({ id, name, viewOnly }));
}

/** The accounts and people that the sandbox begins with. */
export const demoAccounts = [
  { externalId: 'northwind', name: 'Northwind' },
  { externalId: 'fabrikam', name: 'Fabrikam' },
] as const;

export const demoPeople = [
  { key: 'maya', name: 'Maya Lindqvist', account: 'northwind', role: 'user', viewOnly: false },
  { key: 'jonas', name: 'Jonas Weber', account: 'northwind', role: 'user', viewOnly: true },
  { key: 'tomas', name: 'Tomás Rey', account: 'fabrikam', role: 'user', viewOnly: false },
  { key: 'priya', name: 'Priya Nair', account: null, role: 'admin', viewOnly: false },
] as const;

function selectPeople(database: JackfieldDatabase) {
  return database
    .selectFrom('people')
    .leftJoin('accounts', 'accounts.id', 'people.account_id')
    .select([
      'people.id',
      'people.name',
      'people.role',
      'people.view_only',
      'people.demo_key',
      'accounts.id as account_id',
      'accounts.external_id as account_external_id',
      'accounts.name as account_name',
    ]);
}

interface PersonRow {
  id: string;
  name: string;
  role: 'user' | 'admin';
  view_only: boolean;
  account_id: string | null;
  account_external_id: string | null;
  account_name: string | null;
}

function toPerson(row: PersonRow): Person {
  const account =
    row.account_id !== null && row.account_external_id !== null && row.account_name !== null
      ? { id: row.account_id, externalId: row.account_external_id, name: row.account_name }
      : null;
  return { id: row.id, name: row.name, role: row.role, viewOnly: row.view_only, account };
}
