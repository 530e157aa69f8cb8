import { afterEach, expect, test, vi } from 'vitest';
import { getOperation } from '#contract/endpoints/operations.ts';
import { postActivation } from '#contract/endpoints/activations.ts';
import { putConnectorDraft } from '#contract/endpoints/connectors.ts';
import { connectorDraft } from '#src/testing/connector-fixtures.ts';
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

test('what has to outlive the page does so, unless the browser would refuse to send so much', async () => {
  const requests: (RequestInit | undefined)[] = [];
  vi.stubGlobal('fetch', async (_path: string, request?: RequestInit) => {
    requests.push(request);
    return new Response('{}', { status: 200 });
  });
  const { details, methodId } = connectorDraft();
  const write = async (address: string, outlivesPage: boolean) =>
    send(putConnectorDraft, {
      params: { id: 'd' },
      body: { details, methodId, values: { address } },
      outlivesPage,
    });
  await write('shop.example', true);
  await write('shop.example', false);
  // In bytes, of which this letter has three.
  await write('店'.repeat(11_000), true);
  expect(requests.map((request) => request?.keepalive ?? false)).toEqual([true, false, false]);
});
