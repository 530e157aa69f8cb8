import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import type { RunState } from '#contract/deployments.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { findDeployment } from './list-deployments.ts';
import { keepNewestJob, spaceOf, spacesOfNewestJob } from './newest-job.ts';

let opened: Awaited<ReturnType<typeof openTestTables>>;
let instanceId: string;
let one: string;
let other: string;

const at = (minute: number) => new Date(Date.UTC(2026, 2, 1, 12, minute));
const job = (runId: string, minute: number | null, state: RunState = 'complete', space: string | null = null) => ({
  runId,
  state,
  startedAt: minute === null ? null : at(minute),
  space,
});

beforeAll(async () => {
  opened = await openTestTables();
});
afterAll(() => opened.close());
beforeEach(async () => {
  const addAccount = async () => {
    const account = { external_id: randomUUID(), name: 'An account', created_at: at(0) };
    return (await opened.tables.insertInto('accounts').values(account).returning('id').executeTakeFirstOrThrow()).id;
  };
  [one, other] = [await addAccount(), await addAccount()];
  instanceId = await addSolution(await addAccount(), true);
});

async function addSolution(accountId: string, isPublic: boolean): Promise<string> {
  const { id } = await opened.tables
    .insertInto('instances')
    .values({
      vendor: 'instabase',
      vendor_id: randomUUID(),
      account_id: accountId,
      name: 'Invoices 1.0.0',
      template_id: 'Invoices',
      template_name: 'Invoices',
      rest_status: 'enabled',
      update_kind: 'none',
      fingerprint: 'f',
      created_at: at(0),
      checked_at: at(0),
    })
    .returning('id')
    .executeTakeFirstOrThrow();
  const names = { name: 'Invoices', version: '1.0.0', owner: 'somebody', author: null, summary: null };
  await opened.tables
    .insertInto('deployments')
    .values({ instance_id: id, ...names, state: 'active', visibility: 'unknown', is_public: isPublic })
    .execute();
  return id;
}

const keep = (accountId: string, run: Parameters<typeof keepNewestJob>[2], id = instanceId) =>
  keepNewestJob(opened.tables, { instanceId: id, accountId }, run);

async function newest(scope: Parameters<typeof findDeployment>[1], id = instanceId) {
  const found = await findDeployment(opened.tables, scope, id);
  return found && [found.newestJobId, found.newestJobState];
}

test('of what is everybody’s each account has its own, and administrators see the newest of all', async () => {
  await keep(one, job('first', 1));
  await keep(other, job('second', 2, 'failed'));
  expect(await newest({ accountId: one })).toEqual(['first', 'complete']);
  expect(await newest({ accountId: other })).toEqual(['second', 'failed']);
  expect(await newest('everybody')).toEqual(['second', 'failed']);
  const { account_id: holder } = await opened.tables
    .selectFrom('instances')
    .where('id', '=', instanceId)
    .select('account_id')
    .executeTakeFirstOrThrow();
  expect(await newest({ accountId: holder })).toEqual([null, null]);
});

test('a newer one stands against an older one and against none, and the same one goes on', async () => {
  const own = await addSolution(one, false);
  for (const id of [instanceId, own]) {
    /* oxlint-disable no-await-in-loop -- one after the other */
    await keep(one, null, id);
    expect(await newest({ accountId: one }, id)).toEqual([null, null]);
    await keep(one, job('b', 2, 'running'), id);
    await keep(one, job('a', 1), id);
    await keep(one, null, id);
    await keep(one, job('untold', null), id);
    expect(await newest({ accountId: one }, id)).toEqual(['b', 'running']);
    await keep(one, job('b', null, 'failed'), id);
    expect(await newest({ accountId: one }, id)).toEqual(['b', 'failed']);
    /* oxlint-enable no-await-in-loop */
  }
  expect(await opened.tables.selectFrom('newest_jobs').where('instance_id', '=', own).selectAll().execute()).toEqual(
    [],
  );
});

test('where a job writes is known to the account whose it is and to administrators', async () => {
  await keep(one, job('a', 1, 'complete', 'maya/claims'));
  const spaces = (accountId: string | null) => spacesOfNewestJob(opened.tables, { instanceId, runId: 'a', accountId });
  expect([await spaces(one), await spaces(null), await spaces(other)]).toEqual([['maya/claims'], ['maya/claims'], []]);
});

test.each([
  ['maya/claims/fs/Instabase Drive/out', 'maya/claims'],
  ['maya/claims', 'maya/claims'],
  ['maya', null],
  ['', null],
  [null, null],
])('%j lies in the space %j', (folder, space) => expect(spaceOf(folder)).toBe(space));
