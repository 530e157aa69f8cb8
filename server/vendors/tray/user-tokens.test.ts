import { expect, test } from 'vitest';
import { instance, instanceId, instancesAnswer, owner, writtenAnswer } from './fixtures/answers.ts';
import { failureOf, masterToken, startStubbedAdapter } from './testing/stubbed-adapter.ts';
import type { SeenRequest } from './testing/stub-server.ts';

function callsOf(seen: SeenRequest[]): string[] {
  return seen.map((request) => `${request.operationName} ${request.token}`);
}

test('the owner is asked for with the user token, the whole organisation with the master token', async () => {
  const { adapter, seen } = await startStubbedAdapter(() => instancesAnswer([instance()]));
  await adapter.reader.listOwnInstances(owner, null);
  await adapter.reader.listOwnInstances(owner, null);
  await adapter.reader.listAllInstances(null);

  expect(callsOf(seen)).toEqual([
    `Authorize ${masterToken}`,
    'SolutionInstances user-token-1',
    'SolutionInstances user-token-1',
    `SolutionInstances ${masterToken}`,
  ]);
  expect(seen[0]?.variables).toEqual({ input: { userId: owner.vendorAccountId } });
  expect(seen[1]?.variables).toEqual({ first: 100 });
});

test('a token lives for two days from now', async () => {
  const made: Date[] = [];
  const { adapter } = await startStubbedAdapter(() => instancesAnswer([]), {
    clock: { now: () => new Date('2026-01-01T00:00:00Z') },
    tokens: {
      withToken: async (_, make) => {
        const { token, expiresAt } = await make();
        made.push(expiresAt);
        return token;
      },
      forget: () => Promise.resolve(),
    },
  });
  await adapter.reader.listOwnInstances(owner, null);
  expect(made).toEqual([new Date('2026-01-03T00:00:00Z')]);
});

test.each(['read', 'write'] as const)('a refused user token is renewed once for a %s', async (kind) => {
  const { adapter, seen } = await startStubbedAdapter((request) =>
    request.token === 'user-token-1'
      ? { status: 401, json: { message: 'Unauthorized' } }
      : kind === 'read'
        ? instancesAnswer([instance()])
        : writtenAnswer('updateSolutionInstance', { enabled: true }),
  );
  await (kind === 'read'
    ? adapter.reader.listOwnInstances(owner, null)
    : adapter.writer.enableInstance(owner, instanceId));

  const operation = kind === 'read' ? 'SolutionInstances' : 'UpdateSolutionInstance';
  expect(callsOf(seen)).toEqual([
    `Authorize ${masterToken}`,
    `${operation} user-token-1`,
    `Authorize ${masterToken}`,
    `${operation} user-token-2`,
  ]);
});

test('a token that is refused again is not renewed for ever, nor any other failure retried', async () => {
  const refused = await startStubbedAdapter(() => ({ status: 401, json: { message: 'Unauthorized' } }));
  const denied = await startStubbedAdapter(() => ({ status: 500, json: { message: 'Internal server error' } }));

  expect(await failureOf(refused.adapter.writer.disableInstance(owner, instanceId))).toMatchObject({
    code: 'vendor_unauthorized',
    wasDone: 'no',
  });
  expect(refused.seen).toHaveLength(4);
  expect(await failureOf(denied.adapter.writer.disableInstance(owner, instanceId))).toMatchObject({
    code: 'vendor_unavailable',
    wasDone: 'unknown',
  });
  expect(denied.seen).toHaveLength(2);
});
