import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';
import { askGraph, outcomeOf } from '../testing/answers.ts';
import { type ConnectorBed, layOutConnectors, madeBy } from '../testing/connectors-bed.ts';

/** What a person is told of each kind of trouble, when it strikes before the work. */
const kinds = {
  '500': 'vendor_unavailable',
  reset: 'vendor_unavailable',
  timeout: 'vendor_unavailable',
  html: 'vendor_garbled',
  '429': 'rate_limited',
  'rate-limit': 'rate_limited',
  '401': 'vendor_unauthorized',
  '403': 'vendor_forbidden',
} as const;

const faults = Object.entries(kinds).flatMap(([fault, code]) =>
  [false, true].map((after) => ({ fault, code, after, when: after ? 'after the work' : 'before it' })),
);

let server: TestServer;
let bed: ConnectorBed;
beforeAll(async () => {
  server = await startTestServer({ vendors: ['patchworks'], isGuarded: false, timeoutMs: 400 });
  bed = await layOutConnectors(server);
});
afterEach(() => server.patchworks('DELETE', 'faults'));
afterAll(() => server.close());

async function strike(match: string, { fault, after }: { fault: string; after: boolean }, times = 1) {
  await server.patchworks('PUT', 'faults', [{ match, fault, after, times, who: bed.account, retryAfter: 0 }]);
}

let count = 0;
async function made(): Promise<{ id: string; name: string }> {
  const name = `Shop ${(count += 1)}`;
  return { name, id: await madeBy(await bed.make(await bed.filledDraft(name))) };
}

async function named(name: string) {
  return (await bed.owner.instances()).filter((instance) => instance.name === name);
}

describe.each(faults)('$fault $when', (cell) => {
  test('while an instance is made: the truth, and at most one', async () => {
    const name = `Made ${(count += 1)}`;
    const draft = await bed.filledDraft(name);
    await strike('POST /api/v1/connectors', cell);
    const { said } = await outcomeOf(await bed.make(draft));
    expect(said).toBe(cell.after ? 'ok' : cell.code);
    expect(await named(name)).toHaveLength(cell.after ? 1 : 0);
    // What nobody can tell is looked for a minute.
    server.clock.advance(60_000);
    await madeBy(await bed.make(draft));
    expect(await named(name)).toHaveLength(1);
  });

  test('while details are saved: the truth', async () => {
    const { id, name } = await made();
    const [before] = await named(name);
    const previous = {
      name,
      timeZone: before?.timezone,
      dateFormat: before?.dateFormat,
      rateLimitAmount: before?.rateLimitAmount,
      rateLimitUnit: before?.rateLimitUnit,
      poolId: null,
    };
    await strike('PATCH /api/v1/connectors', cell);
    const mutation =
      'mutation ($input: UpdateConnectorInstanceInput!) { updateConnectorInstance(input: $input) { instance { id } } }';
    const input = { id, previous, details: { ...previous, dateFormat: 'U' } };
    const { said } = await askGraph(bed.caller, mutation, { input });
    expect(said).toBe(cell.after ? 'ok' : cell.code);
    expect((await named(name))[0]?.dateFormat).toBe(cell.after ? 'U' : before?.dateFormat);
  });

  test('while a connector is removed: the truth', async () => {
    const { id } = await bed.owner.install('HubSpot');
    await strike('DELETE /api/v1/systems', cell);
    const mutation = 'mutation ($input: RemoveConnectorInput!) { removeConnector(input: $input) { id } }';
    const { said } = await askGraph(bed.caller, mutation, { input: { id: String(id), confirmation: 'confirm' } });
    expect(said).toBe(cell.after ? 'ok' : cell.code);
    const left = (await bed.owner.connectors()).filter(({ label }) => label === 'HubSpot');
    expect(left).toHaveLength(cell.after ? 0 : 1);
  });

  test('while an instance and the list are read: why, and the rows that are known', async () => {
    const { id, name } = await made();
    await strike('GET /', cell, 100);
    const page = await bed.caller.graph(
      'query ($id: ID!) { instance(id: $id) { row { name } ... on PatchworksInstance { problemCode detail { connectorId } } } }',
      { id },
    );
    expect(page.data).toEqual({ instance: { row: { name }, problemCode: cell.code, detail: null } });
    const list = await bed.caller.graph<{ connectors: { nodes: unknown[] } }>(
      '{ connectors { outcome { state code } nodes { name instances { row { name } } } } }',
    );
    expect(list.data).toMatchObject({ connectors: { outcome: { state: 'failed', code: cell.code } } });
    expect(JSON.stringify(list.data.connectors.nodes)).toContain(name);
  });
});
