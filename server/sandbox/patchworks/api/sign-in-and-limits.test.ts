import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import {
  fabrikamKey,
  northwindKey,
  type PatchworksBed,
  rowsOf,
  startPatchworksBed,
} from '../testing/patchworks-bed.ts';

let bed: PatchworksBed;
beforeAll(async () => {
  bed = await startPatchworksBed();
});
afterEach(async () => {
  await bed.control('DELETE', '/faults');
  await bed.control('PUT', '/limits', { rate: null });
});
afterAll(() => bed.stop());

async function status(authorization: string, method = 'GET', path = '/connectors', body?: unknown): Promise<number> {
  return (await bed.call(authorization, method, path, body)).status;
}

describe('who calls', () => {
  it('is told by a key alone or by a token after Bearer, never the other way round', async () => {
    expect(await status(northwindKey)).toBe(200);
    expect(await status(`Bearer ${northwindKey}`)).toBe(401);
    const token = await bed.login('manager@northwind.example');
    expect(await status(token)).toBe(200);
    expect(await status(token.replace('Bearer ', ''))).toBe(401);
    bed.clock.advance(86_400_001);
    expect(await status(token)).toBe(401);
    expect((await bed.call('unheard-of', 'GET', '/connectors')).body).toEqual({ message: 'Unauthenticated.' });
  });

  it('signs in by username or by the older email, and says no to a wrong password', async () => {
    const login = async (path: string, body: unknown) => {
      const response = await bed.request(path, {
        method: 'POST',
        headers: { 'content-type': 'application/json', accept: 'application/json' },
        body: JSON.stringify(body),
      });
      return { status: response.status, body: await response.json() };
    };
    const person = { email: 'user@fabrikam.example', password: 'sandbox-password' };
    expect(await login('/api/v1/login', person)).toMatchObject({ status: 200, body: { expires_in: 86_400 } });
    expect((await login('/fabric/api/login', { ...person, password: 'no' })).status).toBe(401);
    expect(await login('/fabric/api/login', {})).toMatchObject({
      status: 422,
      body: { errors: { username: ['The username field is required.'] } },
    });
  });

  it('lets lower roles look, but neither see settings nor change', async () => {
    for (const role of ['user', 'read-only']) {
      // oxlint-disable-next-line no-await-in-loop -- one role after the other
      const token = await bed.login(`${role}@northwind.example`);
      const one = Number(rowsOf(await bed.call(northwindKey, 'GET', '/connectors'))[0]?.['id']);
      const asked: [string, string, unknown?][] = [
        ['GET', '/connectors?include=variables'],
        ['GET', `/connectors/${one}`],
        ['PATCH', `/connectors/${one}`, { name: 'Never' }],
        ['DELETE', `/connectors/${one}`],
        ['POST', '/connectors/test', { connector_id: one }],
        ['POST', '/patchworks/system-templates/8/install'],
        ['POST', '/connection-pools', { name: 'P', limit: 1, timeout: 1 }],
      ];
      // oxlint-disable-next-line no-await-in-loop -- one role after the other
      const answers = await Promise.all(asked.map(([method, path, body]) => status(token, method, path, body)));
      expect(answers).toEqual(asked.map(() => 403));
      // oxlint-disable-next-line no-await-in-loop -- one role after the other
      expect(await status(token)).toBe(200);
    }
  });

  it('sees its own company alone: what is another’s is not there', async () => {
    const theirs = Number(rowsOf(await bed.call(fabrikamKey, 'GET', '/connectors'))[0]?.['id']);
    const flow = Number(rowsOf(await bed.call(fabrikamKey, 'GET', '/flows'))[0]?.['id']);
    const asked: [string, string, unknown?][] = [
      ['GET', `/connectors/${theirs}`],
      ['PATCH', `/connectors/${theirs}`, { name: 'Mine' }],
      ['DELETE', `/connectors/${theirs}`],
      ['GET', `/connectors/${theirs}/flows`],
      ['POST', '/connectors/test', { connector_id: theirs }],
      ['PATCH', `/flows/${flow}`, { is_enabled: false }],
      ['GET', '/connectors/not-a-number'],
      ['GET', '/connectors/99999999999999999999'],
    ];
    const answers = await Promise.all(asked.map(([method, path, body]) => status(northwindKey, method, path, body)));
    expect(answers).toEqual(asked.map(() => 404));
    const names = JSON.stringify((await bed.call(northwindKey, 'GET', '/connectors?per_page=100')).body);
    expect(names).not.toContain('Fabrikam');
  });
});

describe('the limit of 240 calls a minute', () => {
  it('is each company’s own and answers 429 with Retry-After', async () => {
    await bed.control('DELETE', '/limits');
    const flood = async (key: string) =>
      Promise.all(
        Array.from({ length: 320 }, () =>
          bed.request('/api/v1/systems', { headers: { authorization: key, accept: 'application/json' } }),
        ),
      );
    const refused = (await flood(northwindKey)).filter((answer) => answer.status === 429);
    expect(refused.length).toBeGreaterThan(0);
    expect(refused[0]?.headers.get('retry-after')).toBe('1');
    expect(await refused[0]?.json()).toEqual({ message: 'Too Many Attempts.' });
    expect(await status(fabrikamKey)).toBe(200);
    bed.clock.advance(60_000);
    expect(await status(northwindKey)).toBe(200);
  });
});

describe('faults', () => {
  it('strike one company’s calls of one path, in the vendor’s words', async () => {
    const key = await bed.newCompany('faulty');
    const cases: [string, number][] = [
      ['500', 500],
      ['401', 401],
      ['403', 403],
      ['rate-limit', 429],
      ['429', 429],
    ];
    for (const [fault, expected] of cases) {
      /* oxlint-disable no-await-in-loop -- one fault after the other */
      await bed.control('PUT', '/faults', [{ match: 'GET /api/v1/connectors', fault, who: 'faulty' }]);
      expect(await status(key)).toBe(expected);
      expect(await status(key, 'GET', '/flows')).toBe(200);
      expect(await status(northwindKey)).toBe(200);
      /* oxlint-enable no-await-in-loop */
    }
  });

  it('do the work first with `after`', async () => {
    const key = await bed.newCompany('afterwards');
    await bed.control('PUT', '/faults', [
      { match: 'POST /api/v1/connection-pools', fault: '500', who: 'afterwards', after: true, times: 1 },
    ]);
    expect(await status(key, 'POST', '/connection-pools', { name: 'Made', limit: 1, timeout: 1 })).toBe(500);
    expect(rowsOf(await bed.call(key, 'GET', '/connection-pools'))).toMatchObject([{ name: 'Made' }]);
    await bed.control('PUT', '/faults', [{ match: 'GET /api/v1/connection-pools', fault: 'reset', who: 'afterwards' }]);
    await expect(bed.call(key, 'GET', '/connection-pools')).rejects.toThrow('fetch failed');
  });
});
