import { type RawBuilder, sql } from 'kysely';

import type { SeedSize } from '../../controls.ts';
import type { InstabaseDatabase } from '../database/tables.ts';
import { openAccount } from '../store/users.ts';
import { drive } from './packages.ts';
import { insertRuns } from './seed-runs.ts';

/**
 * Adds accounts `bulk-1`, `bulk-2`, … and spreads solutions over them, or gives them all to the account of an external id,
 * which is made when there is none. Each solution has one run. The database makes the rows itself.
 */
export async function seedMany(database: InstabaseDatabase, size: SeedSize, now: Date): Promise<void> {
  await database.transaction().execute(async (transaction) => {
    const username =
      'account' in size
        ? sql`${(await openAccount(transaction, size.account, 2)).username}::text`
        : await addAccounts(transaction, size.accounts);
    const { last } = await transaction
      .selectFrom('solutions')
      .select(sql<number>`coalesce(max(position), 0)`.as('last'))
      .executeTakeFirstOrThrow();
    await insertSolutions(username, { last, count: size.instances }, now).execute(transaction);
    await insertRuns(sql`solutions.position > ${last}::bigint`, 1, now).execute(transaction);
  });
  await sql`analyze users, spaces, solutions, runs`.execute(database);
}

/** Answers the username that the row of number `n` belongs to. */
async function addAccounts(transaction: InstabaseDatabase, count: number): Promise<RawBuilder<unknown>> {
  const { first } = await transaction
    .selectFrom('users')
    .select(sql<number>`coalesce(max(substring(username from '^bulk-([0-9]+)$')::bigint), 0) + 1`.as('first'))
    .executeTakeFirstOrThrow();
  const numbers = sql`generate_series(${first}::bigint, ${first + count - 1}::bigint) as n`;
  await sql`
    insert into users (account_id, username, external_id, token, is_admin)
    select gen_random_uuid(), 'bulk-' || n, 'bulk-' || n, 'sandbox-instabase-bulk-' || n, false from ${numbers}
  `.execute(transaction);
  await sql`
    insert into spaces (owner, name)
    select 'bulk-' || n, name from ${numbers} cross join (values ('claims'), ('finance')) as names (name)
  `.execute(transaction);
  return sql`'bulk-' || (${first}::bigint + (n % ${count}::bigint))`;
}

function insertSolutions(
  username: RawBuilder<unknown>,
  { last, count }: { last: number; count: number },
  now: Date,
): RawBuilder<unknown> {
  const name = sql`(array['Claims', 'Invoices', 'Loan files', 'Waybills', 'Contracts'])[1 + n % 5] || ' ' ||
    (${last}::bigint + n + 1)`;
  const createdAt = sql`${now}::timestamptz - interval '450 days' + n * interval '1 second'`;
  return sql`
    insert into solutions (id, name, version, owner, author, summary, description, metadata, state, visibility,
      solution_path, created_at, updated_at)
    select gen_random_uuid(), ${name}, '1.' || n % 4 || '.0', ${username}, ${username}, ${name} || ' of the bulk', '',
      '{"authors":[]}', case when n % 4 = 3 then 'INACTIVE' else 'ACTIVE' end, 'PRIVATE',
      ${username} || ${`/claims/${drive}/packages/`}::text || ${name} || '.ibsolution', ${createdAt}, ${createdAt}
    from generate_series(0::bigint, ${count - 1}::bigint) as n
  `;
}
