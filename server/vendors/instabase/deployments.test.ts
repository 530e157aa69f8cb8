import { inspect } from 'node:util';
import { describe, expect, test } from 'vitest';
import type { RunOrder, WantedRun } from '../deployments.ts';
import { pollDelayMs } from '../deployments.ts';
import { jobStatus, owner, runId, solution, solutionId, solutionList, wholeSolution } from './fixtures/answers.ts';
import { failureOf, operatorToken, ownerToken, startStubbedAdapter } from './testing/stubbed-adapter.ts';

const root = '/api/v2/solutions/deployed';
const newest: RunOrder = { sortBy: 'started', direction: 'descending', offset: 0, limit: 2 };
const wanted: WantedRun = {
  inputFolder: 'maya/receipts/in',
  outputFolder: null,
  runId: null,
  settings: { clearsOutputFolder: null, addsRunIdToFolder: null, notifiedEmails: [], more: {} },
};

describe('solutions', () => {
  test('are narrowed by what is asked, in the vendor’s words; an empty text narrows nothing', async () => {
    const { deployments, seen } = await startStubbedAdapter(() => solutionList([solution()]));
    const filter = {
      state: 'inactive',
      name: 'A & B',
      author: '',
      owner: 'maya',
      visibility: 'pending_review',
    } as const;
    const page = await deployments.reader.listDeployments('operator', filter, null);
    expect(page.deployments.map(({ visibility }) => visibility)).toEqual(['pending_review']);
    expect(seen[0]?.token).toBe(operatorToken);
    expect(seen[0]?.query.toString()).toBe(
      'state=INACTIVE&name=A+%26+B&owner=maya&visibility=PENDING_REVIEW&limit=100&offset=0',
    );
  });

  test('of others are shown to nobody, also where an owner’s token is shown them', async () => {
    const foreign = wholeSolution({ id: 'x', owner: 'tomas' });
    const shared = solution({ id: 'y', owner: 'IB_DEPLOYED' });
    const { deployments } = await startStubbedAdapter(({ path }) =>
      path === root ? solutionList([foreign, solution(), shared]) : { json: { solution: foreign } },
    );
    const { reader } = deployments;
    const ids = async (as: typeof owner | 'operator') =>
      (await reader.listDeployments(as, {}, null)).deployments.map(({ vendorId }) => vendorId);
    expect(await ids(owner)).toEqual([solutionId, 'y']);
    const { instances } = await reader.listDeployments(owner, {}, null);
    expect(instances.map(({ vendorId }) => vendorId)).toEqual([solutionId, 'y']);
    expect(await ids('operator')).toEqual(['x', solutionId, 'y']);
    expect(await reader.readDeployment(owner, 'x')).toBeNull();
    expect((await reader.readDeployment('operator', 'x'))?.deployment.vendorAccountId).toBe('tomas');
  });

  test('have versions: those of exactly this name and owner, over all pages', async () => {
    const { deployments } = await startStubbedAdapter(({ query }) =>
      query.get('offset') === '0'
        ? solutionList([solution({ id: 'a' }), solution({ id: 'b', name: 'Receipts, old' })], {
            has_more: [true],
            next_offset: [50],
          })
        : solutionList([solution({ id: 'c', version: '2.0.0' }), solution({ id: 'd', owner: 'IB_DEPLOYED' })]),
    );
    const versions = await deployments.reader.listVersions(owner, { name: 'Receipts', owner: 'maya' });
    expect(versions.map(({ vendorId, version }) => [vendorId, version])).toEqual([
      ['a', '1.4.2'],
      ['c', '2.0.0'],
    ]);
  });

  test('have a visibility that is found by asking for each', async () => {
    const { deployments, seen } = await startStubbedAdapter(({ query }) =>
      solutionList(query.get('visibility') === 'PENDING_REVIEW' ? [solution()] : [solution({ id: 'another' })]),
    );
    const page = await deployments.reader.listDeployments(owner, {}, null);
    const [deployment] = page.deployments;
    if (deployment === undefined) throw new Error('There is no solution');
    expect(await deployments.reader.readVisibility(owner, { ...deployment, vendorId: solutionId })).toBe(
      'pending_review',
    );
    expect(seen.slice(1).map(({ query }) => query.get('visibility'))).toEqual(['PRIVATE', 'PENDING_REVIEW']);
    expect(await deployments.reader.readVisibility(owner, { ...deployment, vendorId: 'nowhere' })).toBe('unknown');
    const asked = seen.length;
    expect(await deployments.reader.readVisibility(owner, { ...deployment, visibility: 'public' })).toBe('public');
    expect(seen).toHaveLength(asked);
  });

  test('are changed in the query string, without a body', async () => {
    const { adapter, deployments, seen } = await startStubbedAdapter(({ query }) => ({
      json: { solution: wholeSolution({ state: query.get('state') ?? 'ACTIVE' }) },
    }));
    expect((await adapter.writer.disableInstance(owner, solutionId)).enabled).toBe(false);
    expect((await adapter.writer.enableInstance(owner, solutionId)).enabled).toBe(true);
    const { writer } = deployments;
    expect((await writer.setState('operator', solutionId, 'inactive')).deployment.state).toBe('inactive');
    expect((await writer.setVisibility(owner, solutionId, 'private')).deployment.visibility).toBe('private');
    // Who may not publish gets a review instead, and is not told.
    expect((await writer.setVisibility(owner, solutionId, 'public')).deployment.visibility).toBe('unknown');
    expect(seen.map(({ method, path, query, body }) => [method, path, query.toString(), body])).toEqual(
      ['state=INACTIVE', 'state=ACTIVE', 'state=INACTIVE', 'visibility=PRIVATE', 'visibility=PUBLIC'].map((query) => [
        'PATCH',
        `${root}/${solutionId}`,
        query,
        undefined,
      ]),
    );
  });

  test('that are published belong to nobody; an answer about another one tells nothing', async () => {
    let answer = wholeSolution({ owner: 'IB_DEPLOYED' });
    const { deployments } = await startStubbedAdapter(() => ({ json: { solution: answer } }));
    expect((await deployments.writer.setVisibility(owner, solutionId, 'public')).deployment).toMatchObject({
      isPublic: true,
      visibility: 'public',
    });
    for (const wrong of [wholeSolution({ id: 'another' }), wholeSolution({ owner: 'tomas' }), { id: solutionId }]) {
      answer = wrong;
      // oxlint-disable-next-line no-await-in-loop -- one answer after the other
      expect(await failureOf(deployments.writer.setState(owner, solutionId, 'active'))).toMatchObject({
        code: 'vendor_garbled',
        wasDone: 'unknown',
      });
    }
  });

  test.each(['run', 'jobs', '..', ''])('an id such as %j changes and runs nothing', async (vendorId) => {
    const { adapter, deployments, seen } = await startStubbedAdapter(() => ({ json: { job_id: 'a job' } }));
    const attempts = [
      adapter.writer.enableInstance(owner, vendorId),
      adapter.writer.removeInstance(owner, vendorId),
      deployments.writer.run(owner, vendorId, wanted),
      deployments.reader.listRunsOf(owner, vendorId, {}, newest),
    ];
    const failures = await Promise.all(attempts.map(failureOf));
    expect(failures.map(({ code, wasDone }) => [code, wasDone])).toEqual(attempts.map(() => ['gone', 'no']));
    expect(seen).toEqual([]);
  });
});

describe('jobs', () => {
  test('are begun with exactly what was asked for', async () => {
    const { deployments, seen } = await startStubbedAdapter(({ body }) => ({
      json: { job_id: JSON.stringify(body ?? '').includes('own-id') ? 'own-id' : 'a job' },
    }));
    const { writer } = deployments;
    const settings = {
      clearsOutputFolder: true,
      addsRunIdToFolder: false,
      notifiedEmails: ['maya@northwind.example'],
      more: { tags: ['monthly'], delete_out_dir: 'no' },
    };
    const full = { inputFolder: 'in', outputFolder: 'out', runId: 'own-id', settings };
    expect(await writer.deploy('operator', 'maya/p.ibsolution')).toEqual({ jobId: 'a job' });
    expect(await writer.remove(owner, solutionId)).toEqual({ jobId: 'a job' });
    expect(await writer.run(owner, solutionId, full)).toEqual({ jobId: 'own-id' });
    await writer.runByName(owner, { name: 'Receipts', version: null, owner: null }, wanted);
    await writer.runByName(owner, { name: 'Receipts', version: '1.4.2', owner: 'maya' }, wanted);

    expect(seen.map(({ method, path, token, body }) => [method, path, token, body])).toEqual([
      ['POST', root, operatorToken, { solution_path: 'maya/p.ibsolution' }],
      ['DELETE', `${root}/${solutionId}`, ownerToken, undefined],
      [
        'POST',
        `${root}/${solutionId}/run`,
        ownerToken,
        {
          input_dir: 'in',
          output_dir: 'out',
          job_id: 'own-id',
          settings: {
            tags: ['monthly'],
            delete_out_dir: true,
            output_has_run_id: false,
            notification_emails: ['maya@northwind.example'],
          },
        },
      ],
      ['POST', `${root}/run`, ownerToken, { name: 'Receipts', input_dir: 'maya/receipts/in', settings: {} }],
      [
        'POST',
        `${root}/run`,
        ownerToken,
        { name: 'Receipts', version: '1.4.2', owner: 'maya', input_dir: 'maya/receipts/in', settings: {} },
      ],
    ]);
  });

  test('of an id too long or empty are never sent', async () => {
    const { deployments, seen } = await startStubbedAdapter(() => ({ json: { job_id: 'a job' } }));
    const refused = (id: string) => failureOf(deployments.writer.run(owner, solutionId, { ...wanted, runId: id }));
    expect(await refused('x'.repeat(51))).toMatchObject({
      code: 'bad_input',
      wasDone: 'no',
      fields: { runId: 'too_long' },
    });
    expect(await refused('')).toMatchObject({ code: 'bad_input', wasDone: 'no', fields: { runId: 'required' } });
    expect(seen).toEqual([]);
  });

  test('whose id does not come back as asked, or not at all, may have begun', async () => {
    const { deployments } = await startStubbedAdapter(({ method }) => ({
      json: method === 'DELETE' ? { job_id: null } : { job_id: 'another' },
    }));
    const { writer } = deployments;
    const unknown = { code: 'vendor_garbled', wasDone: 'unknown' };
    expect(await failureOf(writer.run(owner, solutionId, { ...wanted, runId: 'mine' }))).toMatchObject(unknown);
    expect(await failureOf(writer.remove(owner, solutionId))).toMatchObject(unknown);
  });

  test('about a name or file that is not there are refused; about a solution that is gone say so', async () => {
    const { deployments } = await startStubbedAdapter(() => ({ status: 404, json: { message: 'Nothing there' } }));
    const { writer } = deployments;
    const named = { name: 'Receipts', version: null, owner: null };
    const refused = { code: 'refused', wasDone: 'no', vendorMessage: 'Nothing there' };
    expect(await failureOf(writer.deploy(owner, 'maya/p.ibsolution'))).toMatchObject(refused);
    expect(await failureOf(writer.runByName(owner, named, wanted))).toMatchObject(refused);
    expect(await failureOf(writer.run(owner, solutionId, wanted))).toMatchObject({ code: 'gone', wasDone: 'no' });
  });

  test('an error quotes no secret of the settings', async () => {
    const { deployments } = await startStubbedAdapter(({ body, token }) => ({
      status: 400,
      json: { message: `Not understood: ${JSON.stringify(body)} from ${token}` },
    }));
    const more = { webhook_config: { headers: [{ 'X-Key': 'canary-of-the-webhook' }] }, step_timeout: 5 };
    const error = await failureOf(
      deployments.writer.run(owner, solutionId, { ...wanted, settings: { ...wanted.settings, more } }),
    );
    const told = inspect(error, { depth: 10 });
    expect(told).toContain('Not understood');
    expect(['canary-of-the-webhook', ownerToken].filter((secret) => told.includes(secret))).toEqual([]);
  });

  test('are asked for by their kind, and judged by their results', async () => {
    const { deployments, seen } = await startStubbedAdapter(({ query }) => ({
      json:
        query.get('type') === 'flow'
          ? jobStatus({ results: [{ status: 'OK' }] }, { status: 'COMPLETE' })
          : jobStatus({ results: [{ status: 'ERROR', msg: 'The package cannot be read' }] }),
    }));
    const { reader } = deployments;
    expect(await reader.readJob(owner, { jobId: runId, kind: 'run' })).toMatchObject({ outcome: 'succeeded' });
    for (const kind of ['deployment', 'removal'] as const) {
      // oxlint-disable-next-line no-await-in-loop -- in this order
      expect(await reader.readJob('operator', { jobId: runId, kind })).toMatchObject({
        isOver: true,
        outcome: 'failed',
        problems: ['The package cannot be read'],
      });
    }
    expect(seen.map(({ path, query, token }) => [path, query.toString(), token])).toEqual([
      ['/api/v1/jobs/status', `job_id=${runId}&type=flow`, ownerToken],
      ['/api/v1/jobs/status', `job_id=${runId}&type=async`, operatorToken],
      ['/api/v1/jobs/status', `job_id=${runId}&type=async`, operatorToken],
    ]);
  });

  test('that cannot be told of are a failure, for all that the status is 200; so is another job', async () => {
    let answer: unknown = { status: 'ERROR', msg: `No job for ${ownerToken}` };
    const { deployments } = await startStubbedAdapter(() => ({ json: answer }));
    const read = () => failureOf(deployments.reader.readJob(owner, { jobId: runId, kind: 'deployment' }));
    expect(await read()).toMatchObject({ code: 'refused', wasDone: 'no', vendorMessage: 'No job for [redacted]' });
    answer = jobStatus({ job_id: 'another' });
    expect(await read()).toMatchObject({ code: 'vendor_garbled' });
    answer = jobStatus({ results: [null] });
    expect(await read()).toMatchObject({ code: 'vendor_garbled' });
  });

  test('are asked for every second at first, and every five later', () => {
    expect([0, 1, 2, 3, 4, 50].map(pollDelayMs)).toEqual([1_000, 1_500, 2_250, 3_375, 5_000, 5_000]);
  });
});

test('pages of the vendor’s own are told where an address for them is configured', async () => {
  const { adapter, deployments } = await startStubbedAdapter(() => solutionList([]), {
    debugUrlTemplate: 'https://ib.example/{owner}/{vendorId}',
    reviewUrlTemplate: 'https://ib.example/review?run={runId}',
  });
  expect(adapter.debugUrl({ vendorId: 'a', vendorAccountId: 'maya' })).toBe('https://ib.example/maya/a');
  expect(deployments.reviewUrl({ runId: 'a&b' })).toBe('https://ib.example/review?run=a%26b');
  const plain = await startStubbedAdapter(() => solutionList([]));
  expect(plain.adapter.debugUrl({ vendorId: 'a', vendorAccountId: 'maya' })).toBeNull();
  expect(plain.deployments.reviewUrl({ runId: 'a' })).toBeNull();
});
