import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';

import { type InstabaseBed, root, startInstabaseBed, tokens } from '../testing/instabase-bed.ts';

let bed: InstabaseBed;
beforeAll(async () => {
  bed = await startInstabaseBed();
});
afterEach(() => bed.control('DELETE', '/faults'));
afterAll(() => bed.stop());

const { admin, northwind, fabrikam } = tokens;
const status = '/api/v1/jobs/status';

function setFaults(...faults: Record<string, unknown>[]): Promise<unknown> {
  return bed.control('PUT', '/faults', faults);
}

async function statusOf(token: string | null, method: string, path: string, body?: unknown): Promise<number> {
  return (await bed.send(token, method, path, body)).status;
}

describe('every request', () => {
  it('needs a known token', async () => {
    expect(await bed.send(null, 'GET', root)).toEqual({ status: 401, body: { message: expect.any(String) } });
    expect(await statusOf('sandbox-instabase-nobody', 'GET', root)).toBe(401);
    expect(await statusOf(admin, 'GET', '/api/v2/solutions')).toBe(404);
  });

  it('is JSON whatever its content type says, and may carry a context', async () => {
    const { id } = await bed.only(northwind, 'name=Delivery+notes');
    const response = await bed.raw(`${root}/${id}/run`, {
      method: 'POST',
      headers: { authorization: `Bearer ${northwind}`, 'content-type': 'text/html', 'ib-context': 'somebody' },
      body: JSON.stringify({ input_dir: 'northwind/claims/in', settings: {} }),
    });
    expect(response.status).toBe(200);
    expect(response.headers.get('x-sandbox-clock')).not.toBeNull();
    expect(response.headers.get('access-control-allow-origin')).toBeNull();
  });

  it('counts towards the rate limit', async () => {
    await bed.control('PUT', '/limits', { rate: { bucket: 2, refillPerSecond: 0.001 } });
    const path = `${status}?job_id=x&type=async`;
    expect([await statusOf(admin, 'GET', root), await statusOf(admin, 'GET', root)]).toEqual([200, 200]);
    expect(await statusOf(admin, 'GET', root)).toBe(429);
    expect(await bed.send(admin, 'GET', path)).toEqual({
      status: 200,
      body: { status: 'ERROR', msg: 'Too many requests' },
    });
    expect(await bed.control('DELETE', '/limits')).toEqual({ rate: { bucket: 200, refillPerSecond: 100 } });
    await bed.control('PUT', '/limits', { rate: null });
  });
});

describe('faults', () => {
  it.each([
    ['401', 401],
    ['403', 403],
    ['500', 500],
    ['429', 429],
    ['rate-limit', 429],
    ['too-early', 409],
  ])('%s', async (fault, expected) => {
    await setFaults({ match: `GET ${root}`, fault, times: 1 });
    expect(await bed.send(admin, 'GET', root)).toEqual({ status: expected, body: { message: expect.any(String) } });
    expect(await statusOf(admin, 'GET', root)).toBe(200);
  });

  it('are worded in the old dialect at the Job API', async () => {
    await setFaults({ match: `GET ${status}`, fault: '500' });
    expect(await bed.send(admin, 'GET', `${status}?job_id=x&type=async`)).toEqual({
      status: 200,
      body: { status: 'ERROR', msg: 'Internal server error' },
    });
  });

  it('html, reset and latency', async () => {
    await setFaults({ match: `GET ${root}`, fault: 'html', times: 1 });
    await expect(bed.send(admin, 'GET', root)).rejects.toThrow('JSON');
    await setFaults({ match: `GET ${root}`, fault: 'reset', times: 1 });
    await expect(bed.send(admin, 'GET', root)).rejects.toThrow('fetch failed');
    await setFaults({ match: `GET ${root}`, fault: 'latency', ms: 120, times: 1 });
    const begunAt = performance.now();
    expect(await statusOf(admin, 'GET', root)).toBe(200);
    expect(performance.now() - begunAt).toBeGreaterThanOrEqual(115);
  });

  it('do the work first with `after`', async () => {
    const { id } = await bed.only(northwind, 'name=Delivery+notes');
    await setFaults({ match: `PATCH ${root}`, fault: '500', times: 1, after: true });
    expect(await statusOf(northwind, 'PATCH', `${root}/${id}?state=INACTIVE`)).toBe(500);
    expect(await bed.only(northwind, 'name=Delivery+notes')).toMatchObject({ state: 'INACTIVE' });
  });

  it('strike only whom they name, also when an admin acts for them', async () => {
    await setFaults({ match: `GET ${root}`, fault: '500', who: 'northwind' });
    const { id } = await bed.only(fabrikam, 'name=Loan+applications');
    expect(await statusOf(northwind, 'GET', root)).toBe(500);
    expect(await statusOf(admin, 'GET', root)).toBe(200);
    expect(await statusOf(admin, 'GET', `${root}?owner=northwind`)).toBe(500);
    expect(await statusOf(admin, 'GET', `${root}/jobs?output_repo=northwind/claims`)).toBe(500);
    expect(await statusOf(admin, 'GET', `${root}/${id}`)).toBe(200);
    await setFaults(
      { match: `POST ${root}`, fault: '500', who: 'fabrikam' },
      { match: `GET ${status}`, fault: '500', who: 'northwind' },
    );
    const deploy = (path: string) => bed.send(admin, 'POST', root, { solution_path: path });
    expect((await deploy('fabrikam/claims/fs/a/a.ibsolution')).status).toBe(500);
    const job = (await deploy('northwind/claims/fs/a/a.ibsolution')).body as { job_id: string };
    expect(await bed.status(admin, job.job_id, 'async')).toMatchObject({ status: 'ERROR' });
  });

  it('nulls', async () => {
    await setFaults({ match: `GET ${root}`, fault: 'nulls', times: 1 });
    const { body } = await bed.send(northwind, 'GET', `${root}?limit=3`);
    expect(body).toMatchObject({
      has_more: [null],
      solutions: [null, { id: null, name: null }, { id: expect.any(String) }],
    });
  });

  it('stale-reads show the world of half a minute ago', async () => {
    bed.clock.advance(60_000);
    const { id, state } = await bed.only(northwind, 'name=Invoice+reader&limit=1');
    await bed.send(northwind, 'PATCH', `${root}/${id}?state=${state === 'ACTIVE' ? 'INACTIVE' : 'ACTIVE'}`);
    const doomed = await bed.only(fabrikam, 'name=Loan+applications');
    await bed.send(fabrikam, 'DELETE', `${root}/${doomed.id}`);
    bed.clock.advance(10_000);
    expect(await statusOf(fabrikam, 'GET', `${root}/${doomed.id}`)).toBe(404);
    await setFaults({ match: `GET ${root}`, fault: 'stale-reads' });
    expect((await bed.list(northwind, 'name=Invoice+reader&limit=1')).solutions).toMatchObject([{ id, state }]);
    expect(await statusOf(fabrikam, 'GET', `${root}/${doomed.id}`)).toBe(200);
    bed.clock.advance(60_000);
    expect((await bed.list(northwind, 'name=Invoice+reader&limit=1')).solutions[0]?.state).not.toBe(state);
    expect(await statusOf(fabrikam, 'GET', `${root}/${doomed.id}`)).toBe(404);
  });

  it('slow-to-settle makes a job take nearly all of its ten seconds', async () => {
    await setFaults({ match: `POST ${root}`, fault: 'slow-to-settle', times: 1 });
    const path = 'northwind/claims/fs/Instabase Drive/slow-1.0.0.ibsolution';
    const job = await bed.begin(northwind, 'POST', root, { solution_path: path });
    bed.clock.advance(8_000);
    expect(await bed.status(northwind, job, 'async')).toMatchObject({ state: 'PENDING' });
    bed.clock.advance(2_000);
    expect(await bed.status(northwind, job, 'async')).toMatchObject({ state: 'DONE' });
  });
});
