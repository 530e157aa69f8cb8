import { afterAll, beforeAll, beforeEach, describe, expect, test, vi } from 'vitest';
import type { TestServer } from '#server/testing/test-server.ts';
import {
  hasEnded,
  type Listing,
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

describe('undoing a disable', () => {
  test('is offered for ten seconds on the row and the operation, by our clock, and enables again', async () => {
    const { driver, act, list, rowNamed, disabled, enabledAtTray } = bed;
    const { instance, operationId } = await disabled('Undone');
    expect(await enabledAtTray(instance.vendorId)).toBe(false);
    const { operations } = await list();
    const [disable] = operations;
    expect(disable).toMatchObject({ id: operationId, kind: 'disable', state: 'succeeded', may: ['undo'] });
    expect(Date.parse(disable?.undoUntil ?? '') - Date.parse(disable?.endedAt ?? '')).toBe(10_000);
    expect((await rowNamed('Undone')).operation).toMatchObject({ id: operationId, undoUntil: disable?.undoUntil });

    const { status, operation } = await act('undo', operationId);
    expect([status, operation?.kind]).toEqual([202, 'enable']);
    await driver.watch(operation?.id ?? '', hasEnded);
    expect(await enabledAtTray(instance.vendorId)).toBe(true);
    expect(await rowNamed('Undone')).toMatchObject({ status: 'enabled', operation: null });
  });

  test('is done once, however often it is asked for, and told apart in the log', async () => {
    const { driver, act, disabled } = bed;
    const { instance, operationId } = await disabled('Undone twice');
    const answers = await Promise.all([act('undo', operationId), act('undo', operationId), act('undo', operationId)]);
    const started = new Set(answers.flatMap(({ operation }) => operation?.id ?? []));
    expect(started.size).toBe(1);
    await driver.watch([...started][0] ?? '', hasEnded);
    expect(await act('undo', operationId)).toMatchObject({ status: 409, code: 'too_late' });
    const timeline = await server.services.audit.ofInstance(instance.id, 10);
    expect(timeline.map(({ action }) => action)).toEqual(['instance.undo_disable', 'instance.disable']);
  });

  test('is refused after ten seconds, and no longer offered', async () => {
    const { act, list, rowNamed, disabled, enabledAtTray } = bed;
    const { instance, operationId } = await disabled('Too late');
    server.clock.advance(10_000);
    expect(await act('undo', operationId)).toMatchObject({ status: 409, code: 'too_late' });
    expect((await list()).operations[0]).toMatchObject({ may: [], undoUntil: null });
    expect((await rowNamed('Too late')).operation).toBeNull();
    expect(await enabledAtTray(instance.vendorId)).toBe(false);
  });

  test('is refused after another change', async () => {
    const { act, mutate, disabled, enabledAtTray } = bed;
    const { instance, operationId } = await disabled('Changed since');
    await mutate('enableInstance', instance.id);
    await mutate('disableInstance', instance.id);
    expect(await act('undo', operationId)).toMatchObject({ status: 409, code: 'too_late' });
    expect(await enabledAtTray(instance.vendorId)).toBe(false);
  });

  test('is refused while another change is under way', async () => {
    const { fault, noFaults, act, rowNamed, rename, disabled } = bed;
    const { instance, operationId } = await disabled('Busy');
    await fault('updateSolutionInstance', 'latency', { ms: 800 });
    const renaming = rename(instance.id, 'Busy still');
    await vi.waitFor(async () => expect((await rowNamed('Busy')).status).toBe('working'));
    expect(await act('undo', operationId)).toMatchObject({ status: 409, code: 'busy' });
    await renaming;
    await noFaults();
  });

  test('outlives a restart', async () => {
    const { driver, act, disabled, enabledAtTray } = bed;
    const { instance, operationId } = await disabled('Restarted');
    await server.services.worker.stop();
    const restarted = server.anotherReplica();
    restarted.worker.start();
    const { operation } = await act('undo', operationId);
    await driver.watch(operation?.id ?? '', hasEnded);
    expect(await enabledAtTray(instance.vendorId)).toBe(true);
    await restarted.worker.stop();
    server.services.worker.start();
  });

  test('is nobody else’s', async () => {
    const { act, disabled } = bed;
    const { operationId } = await disabled('Not yours');
    const other = await server.freshAccount();
    expect(await act('undo', operationId, other)).toMatchObject({ status: 404, code: 'not_found' });
    expect(await act('undo', 'x')).toMatchObject({ status: 404 });
  });
});

describe('the list', () => {
  test('is the account’s own, newest first, page by page without losing or repeating any', async () => {
    const { person, list, enabledInstance } = bed;
    const instance = await enabledInstance('Busy one');
    const { database, clock } = server.services;
    const account = await database
      .selectFrom('people')
      .innerJoin('accounts', 'accounts.id', 'people.account_id')
      .where('accounts.external_id', '=', person.account)
      .select(['accounts.id', 'people.id as personId'])
      .executeTakeFirstOrThrow();
    // Many of one moment, which only their ids tell apart.
    const startedAt = clock.now();
    await database
      .insertInto('operations')
      .values(
        Array.from({ length: 120 }, (_, index) => ({
          kind: 'rename' as const,
          state: index < 20 ? ('failed' as const) : ('succeeded' as const),
          step: 'done' as const,
          vendor: 'tray' as const,
          account_id: account.id,
          person_id: account.personId,
          request_key: null,
          request_id: 'test',
          instance_id: instance.id,
          template_id: null,
          name: `Number ${index}`,
          data: '{}',
          due_at: startedAt,
          started_at: startedAt,
          ended_at: startedAt,
        })),
      )
      .execute();
    const seen: string[] = [];
    let next: string | null = '';
    while (next !== null) {
      // oxlint-disable-next-line no-await-in-loop -- a page names the one after it
      const page: Listing = await list(next === '' ? '' : `?after=${encodeURIComponent(next)}`);
      expect(page.counts).toEqual({ open: 0, failed: 20, over: 100 });
      seen.push(...page.operations.map(({ id }) => id));
      next = page.next;
    }
    expect([seen.length, new Set(seen).size]).toEqual([120, 120]);
    expect((await list('?group=failed')).operations).toHaveLength(20);
    expect((await list('?group=failed')).next).toBeNull();
  });

  test('is everybody’s for an admin, with whose it is and who did it; nobody else’s for others', async () => {
    const { person, list, disabled } = bed;
    const { operationId } = await disabled('Seen by an admin');
    const priya = await server.signIn('priya');
    const mine = (await list('', priya)).operations.find(({ id }) => id === operationId);
    expect(mine).toMatchObject({
      account: { externalId: person.account },
      personName: expect.any(String),
      may: ['undo'],
      name: 'Seen by an admin',
    });
    const other = await server.freshAccount();
    expect(await list('', other)).toEqual({ operations: [], counts: { open: 0, failed: 0, over: 0 }, next: null });
  });

  test.each(['?group=none', '?after=x', `?after=${Buffer.from('2026 x').toString('base64url')}`])(
    'refuses %s',
    async (query) => {
      const { person } = bed;
      expect((await person.request('GET', `/api/operations${query}`)).status).toBe(400);
    },
  );
});
