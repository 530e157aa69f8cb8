import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { z } from 'zod';

import {
  type InstabaseBed,
  type ListedRun,
  type ListedSolution,
  root,
  startInstabaseBed,
  tokens,
} from '../testing/instabase-bed.ts';

let bed: InstabaseBed;
beforeAll(async () => {
  bed = await startInstabaseBed();
});
afterAll(() => bed.stop());

const { admin, northwind, fabrikam, archive } = tokens;
const input = 'northwind/claims/fs/Instabase Drive/in';

/** What each sorting compares. All of Fabrikam's runs were started by one user. */
const sortings = new Map<string, (job: ListedRun, solution: ListedSolution | undefined) => string | bigint | undefined>(
  [
    ['startTimeNs', (job) => BigInt(job.startTimeNs)],
    ['name', (_, solution) => solution?.name],
    ['version', (_, solution) => solution?.version],
    ['username', () => 'fabrikam'],
    ['timeTakenNs', (job) => BigInt(job.timeTakenNs ?? '0')],
    ['state', (job) => job.state],
  ],
);

function runByName(token: string, body: Record<string, unknown>) {
  return bed.begin(token, 'POST', `${root}/run`, { input_dir: input, settings: {}, ...body });
}

const detail = z.object({
  status: z.string(),
  finish_timestamp: z.number().nullable(),
  curProgress: z.number(),
  review_state: z.string(),
});

async function flow(token: string, job: string) {
  const answer = await bed.status(token, job, 'flow');
  return { ...answer, detail: detail.parse(JSON.parse(answer.cur_status ?? '')) };
}

async function jobOf(token: string, id: string) {
  const [job] = await bed.jobs(token, `job_id=${encodeURIComponent(id)}`);
  if (!job) throw new Error(`${id} is not listed`);
  return job;
}

describe('a run', () => {
  it('is RUNNING, then COMPLETE, in exact nanoseconds', async () => {
    const { id } = await bed.only(northwind, 'name=Delivery+notes');
    const job = await bed.begin(northwind, 'POST', `${root}/${id}/run`, { input_dir: input, settings: {} });
    const running = await flow(northwind, job);
    expect(running).toMatchObject({ state: 'PENDING', detail: { status: 'RUNNING', finish_timestamp: null } });
    expect(running.results).toBeUndefined();
    expect(await jobOf(northwind, job)).toMatchObject({ state: 'RUNNING', completionTimeNs: '0' });
    await bed.restart();
    bed.clock.advance(10_000);
    const done = await flow(northwind, job);
    expect(done).toMatchObject({
      state: 'COMPLETE',
      results: [{ status: 'OK', output_folder: `${input}/out` }],
      detail: { status: 'COMPLETE', curProgress: 1 },
    });
    const listed = await jobOf(northwind, job);
    expect(listed).toMatchObject({ state: 'COMPLETE', deployedSolutionId: id, outputFolder: `${input}/out` });
    expect(BigInt(listed.startTimeNs)).toBeGreaterThan(2n ** 53n);
    expect(BigInt(listed.completionTimeNs ?? '') - BigInt(listed.lastStartTimeNs)).toBe(
      BigInt(listed.timeTakenNs ?? ''),
    );
    expect(String(done.detail.finish_timestamp)).toBe(listed.completionTimeNs?.slice(0, 10));
  });

  it.each([
    ['in-failed', 'FAILED', 'ERROR'],
    ['in-checkpoint', 'STOPPED_AT_CHECKPOINT', 'OK'],
    ['in-cancelled', 'CANCELLED', 'ERROR'],
  ])('from %s ends as %s', async (folder, state, status) => {
    const job = await runByName(northwind, {
      name: 'Delivery notes',
      owner: 'northwind',
      input_dir: `${input}/${folder}`,
    });
    bed.clock.advance(10_000);
    expect(await flow(northwind, job)).toMatchObject({
      state: 'DONE',
      results: [{ status }],
      detail: { status: state },
    });
    expect(await jobOf(northwind, job)).toMatchObject({ state });
  });

  it('by name means the public one, and of its versions the one deployed last', async () => {
    const shared = await jobOf(northwind, await runByName(northwind, { name: 'Identity documents' }));
    expect(shared.deployedSolutionId).toBe((await bed.list(northwind, 'name=Identity+documents')).solutions[0]?.id);
    const withoutOwner = { name: 'Claims intake', input_dir: input, settings: {} };
    expect((await bed.send(northwind, 'POST', `${root}/run`, withoutOwner)).status).toBe(404);
    const own = await jobOf(northwind, await runByName(northwind, { name: 'Claims intake', owner: 'northwind' }));
    const versions = (await bed.list(northwind, 'name=Claims+intake&owner=northwind')).solutions;
    expect(versions.find(({ id }) => id === own.deployedSolutionId)?.version).toBe('1.0.1');
    const named = await jobOf(
      northwind,
      await runByName(northwind, { name: 'Claims intake', owner: 'northwind', version: '1.1.0' }),
    );
    expect(versions.find(({ id }) => id === named.deployedSolutionId)?.version).toBe('1.1.0');
    const others = { name: 'Loan applications', owner: 'fabrikam', input_dir: input, settings: {} };
    expect((await bed.send(northwind, 'POST', `${root}/run`, others)).status).toBe(404);
  });

  it('takes the caller’s id once, and an output folder', async () => {
    const order = { name: 'Delivery notes', owner: 'northwind', job_id: 'J'.repeat(50) };
    const settings = { output_has_run_id: true };
    const output = 'northwind/finance/fs/Instabase Drive/results';
    expect(await runByName(northwind, { ...order, output_dir: output, settings })).toBe(order.job_id);
    expect(await jobOf(northwind, order.job_id)).toMatchObject({ outputFolder: `${output}/${order.job_id}` });
    const again = await bed.send(northwind, 'POST', `${root}/run`, { ...order, input_dir: input, settings: {} });
    expect(again.status).toBe(409);
  });

  it.each([
    [{ input_dir: undefined }, 400],
    [{ input_dir: 5 }, 400],
    [{ settings: undefined }, 400],
    [{ settings: [] }, 400],
    [{ settings: 'none' }, 400],
    [{ job_id: 'J'.repeat(51) }, 400],
    [{ name: undefined }, 400],
    [{ input_dir: 'fabrikam/claims/in' }, 403],
    [{ output_dir: 'fabrikam/claims/out' }, 403],
    [{ input_dir: 'northwind/../fabrikam/in' }, 400],
    [{ name: 'Customs papers' }, 409],
  ])('with %j is a %i', async (change, status) => {
    const body = { name: 'Delivery notes', owner: 'northwind', input_dir: input, settings: {}, ...change };
    expect(await bed.send(northwind, 'POST', `${root}/run`, body)).toEqual({
      status,
      body: { message: expect.any(String) },
    });
  });
});

describe('the lists of runs', () => {
  it('show the spaces the caller owns, and others only when named', async () => {
    const { id } = await bed.only(admin, 'name=Loan+applications');
    const own = await bed.jobs(fabrikam, `solution_id=${id}`);
    expect(own).toHaveLength(3);
    expect(await bed.jobs(admin, `solution_id=${id}`)).toEqual([]);
    expect(await bed.jobs(admin, `solution_id=${id}&output_repo=fabrikam/claims`)).toEqual(own);
    expect(await bed.jobs(northwind, 'output_repo=fabrikam/claims')).toEqual([]);
  });

  it('want the owner of 901 spaces to name some', async () => {
    expect(await bed.send(archive, 'GET', `${root}/jobs`)).toEqual({
      status: 400,
      body: { message: expect.stringContaining('output_repo') },
    });
    const { id } = await bed.only(archive, 'name=Box+index');
    expect((await bed.send(archive, 'GET', `${root}/${id}/jobs`)).status).toBe(400);
    expect((await bed.jobs(archive, 'output_repo=archive/box-001')).length).toBeGreaterThan(0);
  });

  it('take repeated filters', async () => {
    const states = async (query: string) =>
      new Set((await bed.jobs(fabrikam, `limit=100&${query}`)).map(({ state }) => state));
    expect(await states('state=FAILED&state=STOPPED_AT_CHECKPOINT')).toEqual(
      new Set(['FAILED', 'STOPPED_AT_CHECKPOINT']),
    );
    expect(await bed.jobs(fabrikam, 'name=Payslip+check&name=Loan+applications&owner=fabrikam&limit=100')).toHaveLength(
      9,
    );
    expect(await bed.jobs(fabrikam, 'user=northwind')).toEqual([]);
    expect(await bed.jobs(fabrikam, 'solution_id=not-a-uuid')).toEqual([]);
    expect((await bed.send(fabrikam, 'GET', `${root}/jobs?state=FAILED,COMPLETE`)).status).toBe(400);
    expect((await bed.send(fabrikam, 'GET', `${root}/jobs?sort_by=id`)).status).toBe(400);
    expect((await bed.send(fabrikam, 'GET', `${root}/jobs?order=up`)).status).toBe(400);
  });

  it.each([...sortings.keys()])('sort by %s both ways', async (sort) => {
    const listed = (order: string) => bed.jobs(fabrikam, `limit=100&sort_by=${sort}&order=${order}`);
    const ascending = await listed('ASCENDING');
    expect(ascending.length).toBeGreaterThan(5);
    expect(await listed('DESCENDING')).toEqual(ascending.toReversed());
    const solutions = (await bed.list(fabrikam, 'limit=100')).solutions;
    const keys = ascending.map((job) =>
      sortings.get(sort)?.(
        job,
        solutions.find(({ id }) => id === job.deployedSolutionId),
      ),
    );
    expect(keys).toEqual(keys.toSorted((one, other) => ((one ?? '') < (other ?? '') ? -1 : 1)));
  });

  it('page through 10,000 runs without a total, each once', async () => {
    const { id } = await bed.only(northwind, 'name=Delivery+notes');
    await bed.control('POST', '/runs', { solution: id, runs: 10_000 });
    const seen = new Set<string>();
    for (let offset = 0, size = 1000; size === 1000; offset += size) {
      // oxlint-disable-next-line no-await-in-loop -- the size of one page says whether there is another
      const page = await bed.jobs(northwind, `solution_id=${id}&limit=1000&offset=${offset}&sort_by=timeTakenNs`);
      for (const job of page) seen.add(job.id);
      size = page.length;
    }
    expect(seen.size).toBeGreaterThanOrEqual(10_000);
    expect(await bed.jobs(northwind, '')).toHaveLength(20);
  });
});
