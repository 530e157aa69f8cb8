import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vendors } from '#contract/vendors.ts';
import { everythingIn } from '#server/testing/stored-text.ts';
import { type Caller, startTestServer, type TestServer } from '#server/testing/test-server.ts';

let server: TestServer;
let priya: Caller;
beforeAll(async () => {
  server = await startTestServer({ vendors: [...vendors], timeoutMs: 10_000 });
  await server.services.sync.readEverything();
  priya = await server.signIn('priya');
});
afterAll(() => server.close());

interface Told {
  problemCode: string | null;
  answers: { request: string; status: number | null; tookMs: number; text: string | null; isShortened: boolean }[];
}

const question = `query ($id: ID!) { debugAnswers(id: $id) {
  problemCode answers { request status tookMs text isShortened } } }`;

async function ask(id: string, caller = priya): Promise<Told | null> {
  const { data } = await caller.graph<{ debugAnswers: Told | null }>(question, { id });
  return data.debugAnswers;
}

async function anyOf(vendor: string): Promise<{ id: string; vendorId: string }> {
  const list = `query ($vendor: Vendor) { instances(filter: { vendor: $vendor }, first: 1) { nodes { id vendorId } } }`;
  const maya = await server.signIn('maya');
  const { data } = await maya.graph<{ instances: { nodes: { id: string; vendorId: string }[] } }>(list, { vendor });
  const [row] = data.instances.nodes;
  if (!row) throw new Error(`Maya has nothing at ${vendor}.`);
  return row;
}

describe.each(vendors)('%s', (vendor) => {
  test('what it answers about an instance is told as it came', async () => {
    const { id, vendorId } = await anyOf(vendor);
    const told = await ask(id);
    expect(told?.problemCode).toBeNull();
    expect(told?.answers.length).toBeGreaterThan(0);
    expect(told?.answers.map(({ status }) => status)).not.toContain(null);
    const texts = (told?.answers ?? []).map(({ text }) => text ?? '');
    expect(texts.some((text) => text.includes(vendorId))).toBe(true);
    for (const text of texts) expect(() => JSON.parse(text) as unknown).not.toThrow();
  });

  test('none of the vendor’s own tokens are in it', async () => {
    const { id } = await anyOf(vendor);
    const told = JSON.stringify(await ask(id));
    expect(told).not.toMatch(/sandbox-(master|prismatic|instabase|patchworks)|eyJ/);
  });

  test('to everybody else there is none, and nothing is asked', async () => {
    const { id } = await anyOf(vendor);
    for (const name of ['maya', 'jonas', 'tomas']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      expect(await ask(id, await server.signIn(name))).toBeNull();
    }
  });
});

test('a vendor that answers with nothing to read, or not at all, says so, with what came', async () => {
  const { id } = await anyOf('instabase');
  await server.instabase('PUT', 'faults', [{ match: 'GET /', fault: 'html', times: 3 }]);
  const broken = await ask(id);
  await server.instabase('DELETE', 'faults');
  expect(broken?.problemCode).toBe('vendor_garbled');
  expect(broken?.answers[0]).toMatchObject({ status: 200, text: null });
});

test('looking is on record once in a while, and nothing of the answer is kept', async () => {
  const { id, vendorId } = await anyOf('tray');
  const told = await ask(id);
  await ask(id);
  const entries = await server.services.audit.ofInstance(id, 100);
  expect(entries.filter(({ action }) => action === 'debug.view_raw')).toHaveLength(1);
  const stored = await everythingIn(server.services.database);
  const [answer] = (told?.answers ?? []).filter(({ text }) => text?.includes(vendorId));
  expect(stored).not.toContain(answer?.text ?? '');
});
