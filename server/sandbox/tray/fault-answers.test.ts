import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { seedSolutions } from './seeds/solutions.ts';
import { master, startTrayBed, type TrayBed } from './testing/tray-bed.ts';

let bed: TrayBed;
let token: string;
let instanceId: string;
beforeAll(async () => {
  bed = await startTrayBed();
  ({ token } = await bed.newUser('faulty'));
  instanceId = await bed.createInstance(token, seedSolutions.healthCheck.id);
  bed.clock.advance(60_000);
});
afterEach(() => bed.control('DELETE', '/faults'));
afterAll(() => bed.stop());

const list = '{ viewer { mine: solutionInstances { edges { cursor node { id enabled } } totalCount } } }';
const update =
  'mutation ($i: UpdateSolutionInstanceInput!) { updateSolutionInstance(input: $i) { solutionInstance { id } } }';

function setFaults(...faults: Record<string, unknown>[]): Promise<unknown> {
  return bed.control('PUT', '/faults', faults);
}

async function isEnabled(): Promise<boolean | undefined> {
  return (await bed.instances(token)).find(({ id }) => id === instanceId)?.enabled;
}

async function setEnabled(enabled: boolean) {
  return bed.ask(token, update, { i: { solutionInstanceId: instanceId, enabled } });
}

describe('faults that take the answer’s place', () => {
  it.each([
    ['500', 500, { message: 'Internal server error' }],
    ['401', 401, { message: 'Unauthorized' }],
    ['403', 403, { message: 'User is not authorized to access this resource with an explicit deny' }],
    ['429', 429, { message: 'Too Many Requests' }],
  ])('%s', async (fault, status, body) => {
    await setFaults({ match: 'solutionInstances', fault, times: 1, retryAfter: 7 });
    const answer = await bed.post(token, list);
    expect(answer.status).toBe(status);
    expect(await answer.json()).toEqual(body);
    expect(answer.headers.get('retry-after')).toBe(fault === '429' ? '7' : null);
    expect(answer.headers.get('x-sandbox-clock')).not.toBeNull();
    expect((await bed.post(token, list)).status).toBe(200);
    expect(await bed.control('GET', '/faults')).toEqual([]);
  });

  it('rate-limit, in the vendor’s own words', async () => {
    await setFaults({ match: 'users', fault: 'rate-limit' });
    const answer = await bed.ask(master, '{ users { edges { node { id } } } }');
    expect(answer).toMatchObject({
      data: null,
      errors: [
        {
          message: 'Rate limit exceeded',
          path: ['users'],
          extensions: { name: 'PreconditionError', code: 'access_not_allowed' },
        },
      ],
    });
  });

  it('graphql-errors', async () => {
    await setFaults({ match: 'solutionInstances', fault: 'graphql-errors' });
    const answer = await bed.ask(token, list);
    expect(answer.data).toBeNull();
    expect(answer.errors).toHaveLength(1);
  });

  it('html', async () => {
    await setFaults({ match: 'POST /graphql', fault: 'html' });
    const answer = await bed.post(token, list);
    expect(answer.status).toBe(200);
    expect(answer.headers.get('content-type')).toContain('text/html');
  });

  it('reset', async () => {
    await setFaults({ match: 'solutionInstances', fault: 'reset', times: 1 });
    await expect(bed.post(token, list)).rejects.toThrow('fetch failed');
  });

  it('timeout, until the caller gives up', async () => {
    await setFaults({ match: 'solutionInstances', fault: 'timeout', times: 1 });
    const hung = bed.request('/graphql', {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ query: list }),
      signal: AbortSignal.timeout(150),
    });
    await expect(hung).rejects.toThrow('timeout');
    expect((await bed.post(token, list)).status).toBe(200);
  });

  it('latency, before the true answer', async () => {
    await setFaults({ match: 'solutionInstances', fault: 'latency', ms: 120, times: 1 });
    const begunAt = performance.now();
    expect((await bed.post(token, list)).status).toBe(200);
    expect(performance.now() - begunAt).toBeGreaterThanOrEqual(115);
  });

  it('does the work first with `after`', async () => {
    await setFaults({ match: 'updateSolutionInstance', fault: '500', times: 1, after: true });
    const answer = await bed.post(token, update, { i: { solutionInstanceId: instanceId, instanceName: 'Renamed' } });
    expect(answer.status).toBe(500);
    expect((await bed.instances(token))[0]?.name).toBe('Renamed');
  });

  it('does not do the work without `after`', async () => {
    await setFaults({ match: 'updateSolutionInstance', fault: 'reset', times: 1 });
    await bed.post(token, update, { i: { solutionInstanceId: instanceId, instanceName: 'Never' } }).catch(() => {});
    expect((await bed.instances(token))[0]?.name).not.toBe('Never');
  });
});

describe('faults that bend the data', () => {
  it('nulls, also under an alias', async () => {
    await setFaults({ match: 'solutionInstances', fault: 'nulls', times: 1 });
    const answer = await bed.post(master, list);
    const { data, errors } = await answer.json();
    expect(errors).toBeUndefined();
    expect(data.viewer.mine.edges.slice(0, 3)).toEqual([
      null,
      { cursor: expect.any(String), node: null },
      { cursor: expect.any(String), node: { id: null, enabled: null } },
    ]);
  });

  it('nulls in a mutation’s payload', async () => {
    await setFaults({ match: 'updateSolutionInstance', fault: 'nulls', times: 1 });
    const answer = await bed.post(token, update, { i: { solutionInstanceId: instanceId } });
    expect(await answer.json()).toEqual({ data: { updateSolutionInstance: { solutionInstance: null } } });
  });

  it.each(['solutionInstances', 'updateSolutionInstance'])('stale-reads matched by %s', async (match) => {
    const before = await isEnabled();
    await setFaults({ match, fault: 'stale-reads' });
    await setEnabled(!before);
    bed.clock.advance(29_000);
    expect(await isEnabled()).toBe(before);
    bed.clock.advance(1500);
    expect(await isEnabled()).toBe(!before);
  });

  it('stale-reads hides what was created and shows what was removed', async () => {
    const { token: own } = await bed.newUser('stale');
    const removed = await bed.createInstance(own, seedSolutions.healthCheck.id);
    bed.clock.advance(31_000);
    await setFaults({ match: 'solutionInstances', fault: 'stale-reads' });
    const created = await bed.createInstance(own, seedSolutions.healthCheck.id);
    await bed.ask(
      own,
      'mutation ($i: ID!) { removeSolutionInstance(input: {solutionInstanceId: $i}) { clientMutationId } }',
      {
        i: removed,
      },
    );
    expect((await bed.instances(own)).map(({ id }) => id)).toEqual([removed]);
    bed.clock.advance(30_500);
    expect((await bed.instances(own)).map(({ id }) => id)).toEqual([created]);
  });

  it('slow-to-settle shows the old `enabled` for 5 seconds', async () => {
    const before = await isEnabled();
    await setFaults({ match: 'updateSolutionInstance', fault: 'slow-to-settle', times: 1 });
    await setEnabled(!before);
    expect(await isEnabled()).toBe(before);
    bed.clock.advance(5500);
    expect(await isEnabled()).toBe(!before);
  });

  it('too-early refuses within 2 seconds of creation', async () => {
    const { token: own } = await bed.newUser('hasty');
    const id = await bed.createInstance(own, seedSolutions.healthCheck.id);
    await setFaults({ match: 'updateSolutionInstance', fault: 'too-early' });
    const variables = { i: { solutionInstanceId: id, enabled: true } };
    expect((await bed.ask(own, update, variables)).errors?.[0]?.extensions.code).toBe('not_ready');
    bed.clock.advance(2100);
    expect((await bed.ask(own, update, variables)).errors).toBeUndefined();
  });

  it('too-early with `times` refuses that many enables whatever their age', async () => {
    await setEnabled(false);
    await setFaults({ match: 'updateSolutionInstance', fault: 'too-early', times: 1 });
    expect((await setEnabled(false)).errors).toBeUndefined();
    expect((await setEnabled(true)).errors?.[0]?.extensions.code).toBe('not_ready');
    expect((await setEnabled(true)).errors).toBeUndefined();
  });
});

describe('whom a fault concerns', () => {
  it('strikes only calls of, or about, the account named', async () => {
    const other = await bed.newUser('spared');
    await setFaults({ match: 'POST /graphql', fault: '500', who: 'faulty' });
    const status = async (who: string, query: string, variables?: Record<string, unknown>) =>
      (await bed.post(who, query, variables)).status;
    const users = 'query ($c: UserSearchCriteria) { users(criteria: $c) { edges { node { id } } } }';
    const instances =
      'query ($o: String) { viewer { solutionInstances(criteria: {owner: $o}, first: 1) { totalCount } } }';
    expect(await status(token, list)).toBe(500);
    expect(await status(other.token, list)).toBe(200);
    expect(await status(master, list)).toBe(200);
    expect(await status(master, users, { c: { externalUserId: 'faulty' } })).toBe(500);
    expect(await status(master, users, { c: { externalUserId: 'spared' } })).toBe(200);
    expect(await status(master, instances, { o: other.userId })).toBe(200);
    await bed.control('DELETE', '/faults');
    const { userId } = await bed.newUser('faulty-too');
    await setFaults({ match: 'POST /graphql', fault: '500', who: 'faulty-too' });
    const authorize = 'mutation ($u: ID!) { authorize(input: {userId: $u}) { accessToken } }';
    expect(await status(master, instances, { o: userId })).toBe(500);
    expect(await status(master, authorize, { u: userId })).toBe(500);
    expect(await status(master, authorize, { u: other.userId })).toBe(200);
  });
});
