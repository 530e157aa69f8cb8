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

test('a refused user token is renewed for a read, which is sent again', async () => {
  const { adapter, seen } = await startStubbedAdapter((request) =>
    request.token === 'user-token-1'
      ? { status: 401, json: { message: 'Unauthorized' } }
      : instancesAnswer([instance()]),
  );
  await adapter.reader.listOwnInstances(owner, null);

  expect(callsOf(seen)).toEqual([
    `Authorize ${masterToken}`,
    'SolutionInstances user-token-1',
    `Authorize ${masterToken}`,
    'SolutionInstances user-token-2',
  ]);
});

test('a write that an old token is refused for is not sent again, and may have been done; the next has a new token', async () => {
  let isRefused = false;
  const { adapter, seen } = await startStubbedAdapter((request) =>
    isRefused && request.token === 'user-token-1'
      ? { status: 401, json: { message: 'Unauthorized' } }
      : request.operationName === 'SolutionInstances'
        ? instancesAnswer([instance()])
        : writtenAnswer('updateSolutionInstance', { enabled: true }),
  );
  await adapter.reader.listOwnInstances(owner, null);
  isRefused = true;
  expect(await failureOf(adapter.writer.enableInstance(owner, instanceId))).toMatchObject({
    code: 'vendor_garbled',
    wasDone: 'unknown',
    vendorMessage: 'Unauthorized',
  });
  await adapter.writer.enableInstance(owner, instanceId);

  expect(callsOf(seen)).toEqual([
    `Authorize ${masterToken}`,
    'SolutionInstances user-token-1',
    'UpdateSolutionInstance user-token-1',
    `Authorize ${masterToken}`,
    'UpdateSolutionInstance user-token-2',
  ]);
});

test('a token that is refused although it is new is said to be, and no other failure is retried', async () => {
  const refused = await startStubbedAdapter(() => ({ status: 401, json: { message: 'Unauthorized' } }));
  const denied = await startStubbedAdapter(() => ({ status: 500, json: { message: 'Internal server error' } }));

  expect(await failureOf(refused.adapter.writer.disableInstance(owner, instanceId))).toMatchObject({
    code: 'vendor_unauthorized',
    wasDone: 'unknown',
  });
  expect(refused.seen).toHaveLength(2);
  expect(await failureOf(refused.adapter.reader.listOwnInstances(owner, null))).toMatchObject({
    code: 'vendor_unauthorized',
    wasDone: 'no',
  });
  expect(refused.seen).toHaveLength(6);
  expect(await failureOf(denied.adapter.writer.disableInstance(owner, instanceId))).toMatchObject({
    code: 'vendor_unavailable',
    wasDone: 'unknown',
  });
  expect(denied.seen).toHaveLength(2);
});
