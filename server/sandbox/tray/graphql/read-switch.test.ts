import { afterAll, beforeAll, expect, it } from 'vitest';

import { master, startTrayBed, type TrayBed } from '../testing/tray-bed.ts';

let bed: TrayBed;
beforeAll(async () => {
  bed = await startTrayBed();
});
afterAll(() => bed.stop());

const list = '{ viewer { solutionInstances(first: 1) { totalCount edges { node { id } } pageInfo { hasNextPage } } } }';
const none = { totalCount: 0, edges: [], pageInfo: { hasNextPage: false } };
const seenBy = async (token: string) => (await bed.ask(token, list)).data?.['viewer'];

it('keeps the end users’ instances from the master token, and from nobody else, until it is taken back', async () => {
  const northwind = await bed.userToken('northwind');
  const seen = await seenBy(master);
  expect(seen).not.toEqual({ solutionInstances: none });

  await bed.control('PUT', '/reads', { everybody: 'own' });
  expect(await seenBy(master)).toEqual({ solutionInstances: none });
  expect(await seenBy(northwind)).not.toEqual({ solutionInstances: none });

  await bed.control('DELETE', '/reads');
  expect(await seenBy(master)).toEqual(seen);
});

it('refuses anything else', async () => {
  const answer = await bed.request('/_sandbox/reads', {
    method: 'PUT',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ everybody: 'nobody' }),
  });
  expect(answer.status).toBe(400);
});
