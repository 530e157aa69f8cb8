import { describe, expect, test } from 'vitest';
import type { RunOrder } from '../deployments.ts';
import { owner, run, runId, solutionId } from './fixtures/answers.ts';
import { failureOf, operatorToken, ownerToken, startStubbedAdapter } from './testing/stubbed-adapter.ts';

const root = '/api/v2/solutions/deployed';
const newest: RunOrder = { sortBy: 'started', direction: 'descending', offset: 0, limit: 2 };

describe('runs', () => {
  test('are narrowed by repeated parameters, sorted and paged in the vendor’s words', async () => {
    const { deployments, seen } = await startStubbedAdapter(() => ({ json: { jobs: [run()] } }));
    const { reader } = deployments;
    const filter = {
      users: ['maya', 'jonas'],
      runIds: ['a,b'],
      states: ['needs_person', 'failed'] as const,
      spaces: ['maya/receipts'],
    };
    const order = { sortBy: 'duration', direction: 'ascending', offset: 40, limit: 20 } as const;
    const across = {
      ...filter,
      states: [...filter.states],
      deploymentIds: ['x', 'y'],
      owners: ['maya'],
      names: ['Receipts'],
    };
    await reader.listRunsOf(owner, solutionId, across, order);
    await reader.listRuns('operator', across, order);

    const common =
      'user=maya&user=jonas&job_id=a%2Cb&state=STOPPED_AT_CHECKPOINT&state=FAILED&output_repo=maya%2Freceipts';
    const paged = 'sort_by=timeTakenNs&order=ASCENDING&limit=20&offset=40';
    expect(seen.map(({ path, query, token }) => [path, query.toString(), token])).toEqual([
      [`${root}/${solutionId}/jobs`, `${common}&${paged}`, ownerToken],
      [`${root}/jobs`, `${common}&solution_id=x&solution_id=y&owner=maya&name=Receipts&${paged}`, operatorToken],
    ]);
  });

  test('may go on behind a full page, and only there', async () => {
    let jobs: unknown[] = [run({ id: 'a' }), run({ id: 'b' })];
    const { deployments } = await startStubbedAdapter(() => ({ json: { jobs } }));
    const list = () => deployments.reader.listRuns(owner, {}, newest);
    expect(await list()).toMatchObject({ mayHaveMore: true, unreadableCount: 0 });
    jobs = [run({ id: 'a' }), null];
    expect(await list()).toMatchObject({ mayHaveMore: true, unreadableCount: 1, runs: [{ runId: 'a' }] });
    jobs = [run({ id: 'a' })];
    expect(await list()).toMatchObject({ mayHaveMore: false });
    jobs = [];
    expect(await list()).toEqual({ runs: [], mayHaveMore: false, unreadableCount: 0 });
    jobs = [null, { id: null }];
    expect(await failureOf(list())).toMatchObject({ code: 'vendor_garbled' });
  });

  test('a list that is no list is a failure', async () => {
    for (const json of [{}, { jobs: null }, [], { jobs: { a: 1 } }]) {
      // oxlint-disable-next-line no-await-in-loop -- each has a stub of its own
      const { deployments } = await startStubbedAdapter(() => ({ json }));
      // oxlint-disable-next-line no-await-in-loop -- as above
      expect(await failureOf(deployments.reader.listRuns(owner, {}, newest))).toMatchObject({ code: 'vendor_garbled' });
    }
  });

  test('of somebody with too many spaces ask for spaces; with spaces named, a refusal is a refusal', async () => {
    const message = 'output_repo is required';
    const { deployments } = await startStubbedAdapter(() => ({ status: 400, json: { message } }));
    const list = (spaces: string[]) => failureOf(deployments.reader.listRuns(owner, { spaces }, newest));
    expect(await list([])).toMatchObject({ code: 'bad_input', fields: { spaces: 'required' }, vendorMessage: message });
    expect(await list(['maya/receipts'])).toMatchObject({ code: 'refused', fields: null });
  });

  test('one is looked for by its id, in the spaces named', async () => {
    const { deployments, seen } = await startStubbedAdapter(() => ({ json: { jobs: [run()] } }));
    expect((await deployments.reader.readRun(owner, runId, ['maya/receipts']))?.runId).toBe(runId);
    expect(await deployments.reader.readRun(owner, 'another', [])).toBeNull();
    expect(seen[0]?.query.getAll('job_id')).toEqual([runId]);
    expect(seen[0]?.query.getAll('output_repo')).toEqual(['maya/receipts']);
  });
});
