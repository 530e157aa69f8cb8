import { afterEach, expect, test, vi } from 'vitest';
import { getOperation } from '#contract/endpoints/operations.ts';
import { postActivation } from '#contract/endpoints/activations.ts';
import { send } from './http.ts';

afterEach(() => {
  vi.unstubAllGlobals();
});

const cutOff = () => new Response('{"operation": {"id"', { status: 200 });
const activation = { vendor: 'tray', templateId: 't', name: 'n', key: crypto.randomUUID() } as const;

test('an answer that was cut off counts as not reached, so that it is asked for again', async () => {
  vi.stubGlobal('fetch', async () => cutOff());
  await expect(send(getOperation, { params: { id: 'o' } })).rejects.toMatchObject({
    problem: { code: 'unreachable', changed: 'nothing' },
  });
  await expect(send(postActivation, { body: activation })).rejects.toMatchObject({
    problem: { code: 'unreachable', changed: 'unknown' },
  });
});

test.each([
  [502, 'unreachable'],
  [500, 'internal'],
  [404, 'not_found'],
])('status %d without a problem of ours is %s', async (status, code) => {
  vi.stubGlobal('fetch', async () => new Response('<h1>no</h1>', { status }));
  await expect(send(getOperation, { params: { id: 'o' } })).rejects.toMatchObject({ problem: { code } });
});
