import type { TestServer } from '#server/testing/test-server.ts';

/** The rows of one account as they stand, with what was done to them; apart from when they were last read. */
export async function stateOf(server: TestServer, externalId: string): Promise<unknown> {
  const { database } = server.services;
  const { id } = await database
    .selectFrom('accounts')
    .where('external_id', '=', externalId)
    .select('id')
    .executeTakeFirstOrThrow();
  const instances = await database
    .selectFrom('instances')
    .where('account_id', '=', id)
    .orderBy('id')
    .selectAll()
    .execute();
  const operations = await database
    .selectFrom('operations')
    .where('account_id', '=', id)
    .orderBy('id')
    .selectAll()
    .execute();
  const openings = await database
    .selectFrom('wizard_sessions')
    .where('account_id', '=', id)
    .orderBy('id')
    .selectAll()
    .execute();
  const drafts = await database
    .selectFrom('connector_drafts')
    .where('account_id', '=', id)
    .orderBy('id')
    .selectAll()
    .execute();
  return { drafts, instances: instances.map(({ checked_at: _checkedAt, ...row }) => row), operations, openings };
}
