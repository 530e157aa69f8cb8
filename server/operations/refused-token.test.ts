import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import {
  hasEnded,
  isCreated,
  type OperationsBed,
  prepareBed,
  startOperationsServer,
} from '../gateway/testing/operations-bed.ts';
import type { TestServer } from '../testing/test-server.ts';

let server: TestServer;
let bed: OperationsBed;

beforeAll(async () => {
  server = await startOperationsServer();
});
afterAll(() => server.close());

beforeEach(async () => {
  bed = await prepareBed(server);
});

test('a create that was done and then refused with 401 is found, not sent again', async () => {
  const { driver, tray, templateId, fault } = bed;
  // The account's token is in use already, so that a refusal may mean that it has run out.
  await tray.create('Made before');
  await bed.rowNamed('Made before');
  await fault('createSolutionInstance', '401', { times: 1, after: true });
  const { id } = await driver.begin(templateId, 'Only once');
  await driver.watch(id, isCreated);
  expect((await tray.instances()).map(({ name }) => name).toSorted()).toEqual(['Made before', 'Only once']);
});

test.each([true, false])('a change that meets 401 is done once, also when the work came first (%s)', async (after) => {
  const { enabledInstance, mutate, enabledAtTray, fault } = bed;
  const { id, vendorId } = await enabledInstance('Changed');
  await fault('updateSolutionInstance', '401', { times: 1, after });
  const answer = await mutate('disableInstance', id);
  expect(answer.errors).toBeUndefined();
  expect(answer.data?.['disableInstance']?.operation.state).toMatch(/^(running|succeeded)$/);
  await bed.driver.watch(answer.data?.['disableInstance']?.operation.id ?? '', hasEnded);
  expect(await enabledAtTray(vendorId)).toBe(false);
});

test('a token that is refused although it is new ends the change, and nothing was changed', async () => {
  const { enabledInstance, mutate, enabledAtTray, fault } = bed;
  const { id, vendorId } = await enabledInstance('Kept');
  await fault('updateSolutionInstance', '401');
  const answer = await mutate('disableInstance', id);
  const running = answer.data?.['disableInstance']?.operation.id;
  if (running !== undefined) await bed.driver.watch(running, hasEnded);
  expect(await enabledAtTray(vendorId)).toBe(true);
  expect((await bed.rowNamed('Kept')).operation).toMatchObject({ kind: 'disable', state: 'failed' });
});
