import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import type { TestServer } from '#server/testing/test-server.ts';
import {
  codeOf,
  hasEnded,
  isCreated,
  type OperationsBed,
  prepareBed,
  startOperationsServer,
} from '../testing/operations-bed.ts';

let server: TestServer;
let bed: OperationsBed;

beforeAll(async () => {
  server = await startOperationsServer();
});
afterAll(() => server.close());

beforeEach(async () => {
  bed = await prepareBed(server);
});

describe('finishing a set-up', () => {
  test('enables when every value is there', async () => {
    const { driver, tray, templateId, rowNamed, mutate, enabledAtTray } = bed;
    const begun = await driver.begin(templateId, 'Finished');
    await driver.watch(begun.id, isCreated);
    const [made] = await tray.instances();
    await tray.fill(made?.id ?? '');
    const row = await rowNamed('Finished');
    const answer = await mutate('finishSetUp', row.id);
    expect(codeOf(answer)).toBeUndefined();
    const ended = await driver.watch(begun.id, hasEnded);
    expect(ended.steps.map(({ step }) => step)).toEqual(['creating', 'configuring', 'checking', 'enabling', 'done']);
    expect(await enabledAtTray(made?.id ?? '')).toBe(true);
    expect(codeOf(await mutate('finishSetUp', row.id))).toBe('too_late');
  });

  test('is refused when values are missing, and the set-up waits on', async () => {
    const { driver, tray, templateId, rowNamed, mutate } = bed;
    const begun = await driver.begin(templateId, 'Lacking');
    await driver.watch(begun.id, isCreated);
    const row = await rowNamed('Lacking');
    expect(codeOf(await mutate('finishSetUp', row.id))).toBe('missing_values');
    const after = await driver.watch(begun.id, () => true);
    expect(after).toMatchObject({ state: 'waiting_for_person', problem: { code: 'missing_values' } });
    expect(await rowNamed('Lacking')).toMatchObject({ status: 'unfinished' });
    expect(await tray.instances()).toMatchObject([{ enabled: false }]);
  });

  test('of an instance that was made elsewhere is a new activation', async () => {
    const { driver, tray, list, rowNamed, mutate, enabledAtTray } = bed;
    const { id } = await tray.create('Elsewhere');
    const row = await rowNamed('Elsewhere');
    await tray.fill(id);
    expect(codeOf(await mutate('finishSetUp', row.id))).toBeUndefined();
    const [operation] = (await list()).operations;
    expect(await driver.watch(operation?.id ?? '', hasEnded)).toMatchObject({ kind: 'activate', state: 'succeeded' });
    expect(await enabledAtTray(id)).toBe(true);
  });

  test('is the owner’s alone', async () => {
    const { tray, rowNamed, mutate } = bed;
    await tray.create('Owner’s');
    const row = await rowNamed('Owner’s');
    const priya = await server.signIn('priya');
    expect(codeOf(await mutate('finishSetUp', row.id, priya))).toBe('owner_only');
    expect(codeOf(await mutate('discardInstance', row.id, priya))).toBe('owner_only');
  });
});

describe('discarding', () => {
  test('removes an unfinished instance and ends its set-up', async () => {
    const { driver, tray, templateId, rowNamed, mutate } = bed;
    const begun = await driver.begin(templateId, 'Discarded');
    await driver.watch(begun.id, isCreated);
    const row = await rowNamed('Discarded');
    expect(codeOf(await mutate('discardInstance', row.id))).toBeUndefined();
    expect(await tray.instances()).toEqual([]);
    expect(await driver.watch(begun.id, () => true)).toMatchObject({ state: 'stopped' });
    const [entry] = await server.services.audit.ofInstance(row.id, 10);
    expect(entry).toMatchObject({ action: 'instance.discard', outcome: 'done' });
  });

  test('is refused for a finished one, and for one that is enabled at the vendor by now', async () => {
    const { tray, rowNamed, mutate, enabledInstance } = bed;
    const finished = await enabledInstance('Works');
    expect(codeOf(await mutate('discardInstance', finished.id))).toBe('too_late');
    const { id } = await tray.create('Enabled behind our back');
    server.clock.advance(31_000);
    const row = await rowNamed('Enabled behind our back');
    expect(row.status).toBe('unfinished');
    await tray.fill(id);
    await tray.update(id, { enabled: true });
    expect(codeOf(await mutate('discardInstance', row.id))).toBe('too_late');
    expect((await tray.instances()).map(({ name }) => name).toSorted()).toEqual(['Enabled behind our back', 'Works']);
    expect(await rowNamed('Enabled behind our back')).toMatchObject({ status: 'enabled' });
  });
});
