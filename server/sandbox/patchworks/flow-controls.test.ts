import { afterAll, beforeAll, expect, test } from 'vitest';
import { type PatchworksBed, startPatchworksBed } from './testing/patchworks-bed.ts';
import { actAtPatchworks } from './testing/patchworks-owner.ts';

let bed: PatchworksBed;
beforeAll(async () => {
  bed = await startPatchworksBed();
});
afterAll(() => bed.stop());

test('a flow is made with its steps and runs, and uses its instances until it lets go of them', async () => {
  const company = await actAtPatchworks(bed.origin, 'with-flows');
  const [one, other] = [await company.create('One'), await company.create('Other')];
  const flow = await company.createFlow('Orders', [one.id, one.id], {
    isEnabled: false,
    runs: [
      { outcome: 'failure', minutes_ago: 2, message: 'Step 1: gone' },
      { outcome: 'success', minutes_ago: 60 },
    ],
  });
  expect(await company.flowsOf(one.id)).toEqual([flow]);
  expect(flow.steps.map(({ name }) => name)).toEqual(['Step 1', 'Step 2']);
  expect(await company.flowsOf(other.id)).toEqual([]);
  expect((await company.instances()).map(({ name, flowsCount }) => [name, flowsCount])).toEqual([
    ['One', 1],
    ['Other', 0],
  ]);
  const runs = await company.call('GET', `/flow-runs?filter[flow_id]=${flow.id}&sort=-started_at`);
  expect(runs.body['data']).toMatchObject([{ message: 'Step 1: gone' }, { message: null }]);
  await company.enableFlow(flow.id, true);
  expect(await company.flowsOf(one.id)).toMatchObject([{ isEnabled: true }]);
  await expect(company.remove(one.id)).rejects.toThrow('connector_in_use');
});

test('an instance of another company, or none at all, makes no flow', async () => {
  const [company, stranger] = [
    await actAtPatchworks(bed.origin, 'has-none'),
    await actAtPatchworks(bed.origin, 'stranger'),
  ];
  const foreign = await stranger.create('Theirs');
  await expect(company.createFlow('Orders', [foreign.id])).rejects.toThrow('404');
  await expect(company.createFlow('Orders', [999_999])).rejects.toThrow('404');
  expect(await stranger.flowsOf(foreign.id)).toEqual([]);
});
