import { request as httpRequest } from 'node:http';

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import { master, startTrayBed, type TrayBed } from './tray/testing/tray-bed.ts';

let bed: TrayBed;
beforeAll(async () => {
  bed = await startTrayBed();
});
afterAll(() => bed.stop());

const counted = z.object({ viewer: z.object({ solutionInstances: z.object({ totalCount: z.number() }) }) });
const count = '{ viewer { solutionInstances(first: 1) { totalCount } } }';

/** `fetch` does not let a test set the origin of its choice. */
function statusFrom(origin: string): Promise<number | undefined> {
  return new Promise((resolve, reject) => {
    const request = httpRequest(`${bed.origin}/_sandbox/faults`, { headers: { origin } }, (response) => {
      response.resume();
      resolve(response.statusCode);
    });
    request.on('error', reject);
    request.end();
  });
}

describe('controls', () => {
  it('refuse foreign origins, other content types and what they do not know', async () => {
    const json = { 'content-type': 'application/json' };
    expect(await statusFrom('http://localhost:4100')).toBe(403);
    expect(await statusFrom('null')).toBe(403);
    expect(await statusFrom(bed.origin)).toBe(200);
    const bodies: [RequestInit, number][] = [
      [{ method: 'PUT', body: '[]', headers: { 'content-type': 'text/plain' } }, 415],
      [{ method: 'PUT', body: '[{"match":"users","fault":"unheard-of"}]', headers: json }, 400],
      [{ method: 'PUT', body: '[{"match":"users","fault":"500","tmies":1}]', headers: json }, 400],
      [{ method: 'PUT', body: '[{"match":"what is this","fault":"500"}]', headers: json }, 400],
      [{ method: 'PUT', body: 'nonsense', headers: json }, 400],
    ];
    const answers = await Promise.all(bodies.map(([init]) => bed.request('/_sandbox/faults', init)));
    expect(answers.map(({ status }) => status)).toEqual(bodies.map(([, status]) => status));
  });

  it('move the clock', async () => {
    const before = bed.clock.now().getTime();
    await bed.control('POST', '/clock', { advanceMs: 3_600_000 });
    expect(bed.clock.now().getTime()).toBeGreaterThanOrEqual(before + 3_600_000);
  });

  it('set, lift and restore the rate limit', async () => {
    const flood = async () =>
      (await Promise.all(Array.from({ length: 70 }, () => bed.ask(master, '{ viewer { details { name } } }')))).filter(
        ({ errors }) => errors?.[0]?.message === 'Rate limit exceeded',
      ).length;
    expect(await flood()).toBe(0);
    await bed.control('PUT', '/limits', { rate: { bucket: 10, refillPerSecond: 1 } });
    expect(await flood()).toBeGreaterThanOrEqual(55);
    bed.clock.advance(60_000);
    expect((await bed.ask(master, '{ viewer { details { name } } }')).errors).toBeUndefined();
    expect(await bed.control('DELETE', '/limits')).toEqual({ rate: { bucket: 50, refillPerSecond: 30 } });
    await bed.control('PUT', '/limits', { rate: null });
    expect(await flood()).toBe(0);
  });

  it('add instances in accounts of their own, more than once', async () => {
    const total = async () => counted.parse((await bed.ask(master, count)).data).viewer.solutionInstances.totalCount;
    const before = await total();
    await bed.control('POST', '/seed', { instances: 2000, accounts: 50 });
    await bed.control('POST', '/seed', { instances: 100, accounts: 5 });
    expect(await total()).toBe(before + 2100);
    const token = await bed.userToken('bulk-30');
    const own = await bed.instances(token);
    expect(own).toHaveLength(40);
    expect(own.some(({ authValues }) => authValues.length > 0)).toBe(true);
    expect(own.some(({ solutionVersionFlags }) => solutionVersionFlags.hasNewerVersion)).toBe(true);
  });

  it('add instances to one account, whether the vendor knew it or not', async () => {
    const known = await bed.newUser('one-large-account');
    await bed.control('POST', '/seed', { instances: 60, account: 'one-large-account' });
    await bed.control('POST', '/seed', { instances: 20, account: 'one-large-account' });
    await bed.control('POST', '/seed', { instances: 5, account: 'never-seen' });
    expect(await bed.instances(known.token)).toHaveLength(80);
    expect(await bed.instances(await bed.userToken('never-seen'))).toHaveLength(5);
    const both = await bed.request('/_sandbox/seed', {
      method: 'POST',
      body: JSON.stringify({ instances: 1, accounts: 1, account: 'never-seen' }),
      headers: { 'content-type': 'application/json' },
    });
    expect(both.status).toBe(400);
  });

  it('page a long list by cursor without losing or repeating a row', async () => {
    const page = z.object({
      viewer: z.object({
        solutionInstances: z.object({
          edges: z.array(z.object({ cursor: z.string() })),
          pageInfo: z.object({ hasNextPage: z.boolean() }),
        }),
      }),
    });
    const seen = new Set<string>();
    let after: string | undefined;
    for (let more = true; more;) {
      // oxlint-disable-next-line no-await-in-loop -- each page starts where the last one ended
      const answer = await bed.ask(
        master,
        'query ($a: String) { viewer { solutionInstances(first: 100, after: $a) { edges { cursor } pageInfo { hasNextPage } } } }',
        { a: after },
      );
      const { edges, pageInfo } = page.parse(answer.data).viewer.solutionInstances;
      for (const { cursor } of edges) seen.add(cursor);
      after = edges.at(-1)?.cursor;
      more = pageInfo.hasNextPage;
    }
    expect(seen.size).toBe(counted.parse((await bed.ask(master, count)).data).viewer.solutionInstances.totalCount);
  });
});
