import type { AccountReference } from '#contract/people.ts';
import { sql } from 'kysely';
import { containsPattern } from '../platform/database/contains-pattern.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';

const mostNames = 20;

export interface PersonChoice {
  id: string;
  name: string;
  /** Null for administrators. */
  account: AccountReference | null;
}

/** The actions that the log has, in the order of the alphabet. Each is one step along an index, however long the log is. */
export async function findAuditedActions(database: JackfieldDatabase): Promise<string[]> {
  const { rows } = await sql<{ action: string }>`
    with recursive actions as (
      (select action from audit_entries order by action limit 1)
      union all
      select (select action from audit_entries where action > actions.action order by action limit 1)
      from actions where actions.action is not null
    )
    select action from actions where action is not null`.execute(database);
  return rows.map(({ action }) => action);
}

/** People whose names contain the text, or whose account's name does. */
export async function findAuditedPeople(database: JackfieldDatabase, search: string): Promise<PersonChoice[]> {
  const pattern = containsPattern(search);
  const rows = await database
    .selectFrom('people')
    .leftJoin('accounts', 'accounts.id', 'people.account_id')
    .where((row) =>
      row.or([row(sql`lower(people.name)`, 'like', pattern), row(sql`lower(accounts.name)`, 'like', pattern)]),
    )
    .orderBy(sql`lower(people.name)`)
    .orderBy('people.id')
    .limit(mostNames)
    .select([
      'people.id',
      'people.name',
      'accounts.id as accountId',
      'accounts.external_id',
      'accounts.name as account',
    ])
    .execute();
  return rows.map(({ id, name, accountId, external_id: externalId, account }) => ({
    id,
    name,
    account:
      accountId === null || externalId === null || account === null
        ? null
        : { id: accountId, externalId, name: account },
  }));
}

/** Accounts whose names or external ids contain the text. */
export async function findAuditedAccounts(database: JackfieldDatabase, search: string): Promise<AccountReference[]> {
  const pattern = containsPattern(search);
  return database
    .selectFrom('accounts')
    .where((row) =>
      row.or([row(sql`lower(accounts.name)`, 'like', pattern), row(sql`lower(accounts.external_id)`, 'like', pattern)]),
    )
    .orderBy(sql`lower(accounts.name)`)
    .orderBy('accounts.id')
    .limit(mostNames)
    .select(['id', 'external_id as externalId', 'name'])
    .execute();
}
