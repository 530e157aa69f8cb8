import { afterAll, beforeAll, describe, expect, it } from 'vitest';

import { type InstabaseBed, root, startInstabaseBed, tokens } from '../testing/instabase-bed.ts';

let bed: InstabaseBed;
beforeAll(async () => {
  bed = await startInstabaseBed();
});
afterAll(() => bed.stop());

const { admin, northwind, fabrikam } = tokens;
const folder = 'northwind/claims/fs/Instabase Drive/packages';

function deploy(token: string, path: string): Promise<string> {
  return bed.begin(token, 'POST', root, { solution_path: path });
}

async function resultOf(token: string, path: string) {
  const job = await deploy(token, path);
  bed.clock.advance(10_000);
  return (await bed.status(token, job, 'async')).results?.[0];
}

describe('deploying', () => {
  it('is PENDING without results, then DONE with the new id, also over a restart', async () => {
    const job = await deploy(northwind, `${folder}/contract-review-1.0.0.ibsolution`);
    const pending = await bed.status(northwind, job, 'async');
    expect(pending).toMatchObject({ status: 'OK', state: 'PENDING' });
    expect(pending.results).toBeUndefined();
    expect(JSON.parse(pending.cur_status ?? '')).toMatchObject({ curProgress: expect.any(Number) });
    expect((await bed.list(northwind, 'name=Contract+review')).solutions).toEqual([]);
    await bed.restart();
    bed.clock.advance(10_000);
    const done = await bed.status(northwind, job, 'async');
    const { id } = await bed.only(northwind, 'name=Contract+review');
    expect(done).toMatchObject({ state: 'DONE', results: [{ status: 'OK', deployed_solution_id: id }] });
    expect((await bed.list(northwind, 'name=Contract+review&visibility=PRIVATE')).solutions).toHaveLength(1);
  });

  it.each([
    ['no package', `${folder}/readme.txt`],
    ['a broken package', `${folder}/broken-1.0.0.ibsolution`],
    ['a package.json without version', `${folder}/half-a-package-0.1.0.ibsolution`],
    ['what is deployed already', 'northwind/finance/fs/Instabase Drive/Delivery notes-1.0.0.ibsolution'],
  ])('%s is DONE, and yet an ERROR', async (_, path) => {
    expect(await resultOf(northwind, path)).toEqual({ status: 'ERROR', msg: expect.stringMatching(/\w/) });
  });

  it('lets one of two at once win', async () => {
    const path = `${folder}/contract-review-1.1.0.ibsolution`;
    const jobs = await Promise.all([deploy(northwind, path), deploy(northwind, path)]);
    bed.clock.advance(10_000);
    const ends = await Promise.all(
      jobs.map(async (job) => (await bed.status(northwind, job, 'async')).results?.[0]?.['status']),
    );
    expect(new Set(ends)).toEqual(new Set(['ERROR', 'OK']));
  });

  it('makes a package up from a file name nobody stored, for the owner of the space', async () => {
    await resultOf(admin, 'fabrikam/finance/fs/Instabase Drive/receipts-7.0.1.ibsolution');
    expect(await bed.only(fabrikam, 'name=receipts')).toMatchObject({
      version: '7.0.1',
      owner: 'fabrikam',
      author: 'jackfield-ops',
    });
  });

  it('has a package that wants to be PUBLIC reviewed unless an admin deploys it', async () => {
    await resultOf(northwind, `${folder}/expense-claims-2.0.0.ibsolution`);
    expect(await bed.only(northwind, 'name=Expense+claims&visibility=PENDING_REVIEW')).toMatchObject({
      owner: 'northwind',
    });
    await resultOf(admin, 'jackfield-ops/releases/fs/Instabase Drive/packages/passport-reader-3.0.0.ibsolution');
    expect(await bed.only(fabrikam, 'name=Passport+reader')).toMatchObject({ owner: 'IB_DEPLOYED' });
  });

  it('refuses what has no path and a path of somebody else', async () => {
    expect((await bed.send(northwind, 'POST', root, {})).status).toBe(400);
    expect((await bed.send(northwind, 'POST', root, 'nonsense')).status).toBe(400);
    expect((await bed.send(fabrikam, 'POST', root, { solution_path: `${folder}/x.ibsolution` })).status).toBe(403);
    expect((await bed.send(northwind, 'POST', root, { solution_path: 'x'.repeat(1024 * 1024 + 1) })).status).toBe(413);
  });
});

describe('deleting', () => {
  it('keeps the row until the job is done, and is one job however often it is asked for', async () => {
    const { id } = await bed.only(northwind, 'name=Supplier+onboarding');
    const jobs = await Promise.all([1, 2, 3].map(() => bed.begin(northwind, 'DELETE', `${root}/${id}`)));
    expect(new Set(jobs).size).toBe(1);
    expect(await bed.begin(admin, 'DELETE', `${root}/${id}`)).toBe(jobs[0]);
    expect((await bed.send(northwind, 'GET', `${root}/${id}`)).status).toBe(200);
    expect(await bed.status(northwind, jobs[0] ?? '', 'async')).toMatchObject({ state: 'PENDING' });
    await bed.restart();
    bed.clock.advance(10_000);
    expect((await bed.send(northwind, 'GET', `${root}/${id}`)).status).toBe(404);
    expect(await bed.status(northwind, jobs[0] ?? '', 'async')).toMatchObject({
      state: 'DONE',
      results: [{ status: 'OK' }],
    });
    expect((await bed.send(northwind, 'DELETE', `${root}/${id}`)).status).toBe(404);
  });
});

describe('the Job API', () => {
  const errorOf = (token: string | null, query: string) => bed.send(token, 'GET', `/api/v1/jobs/status?${query}`);

  it('answers every failure with 200 and status ERROR', async () => {
    const others = await deploy(
      fabrikam,
      'fabrikam/claims/fs/Instabase Drive/packages/contract-review-1.0.0.ibsolution',
    );
    const answers = await Promise.all([
      errorOf(null, 'job_id=x&type=async'),
      errorOf('unheard-of', 'job_id=x&type=async'),
      errorOf(northwind, 'job_id=x'),
      errorOf(northwind, 'type=async'),
      errorOf(northwind, 'job_id=x&type=other'),
      errorOf(northwind, 'job_id=x&type=async'),
      errorOf(northwind, `job_id=${others}&type=async`),
      errorOf(fabrikam, `job_id=${others}&type=flow`),
    ]);
    for (const answer of answers) {
      expect(answer).toEqual({ status: 200, body: { status: 'ERROR', msg: expect.stringMatching(/\w/) } });
    }
    expect(await bed.status(admin, others, 'async')).toMatchObject({ status: 'OK' });
  });
});
