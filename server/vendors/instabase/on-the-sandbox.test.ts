import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import type { ActsAs, DeploymentPort, JobKind, JobReport, RunOrder, WantedRun } from '../deployments.ts';
import { failureOf } from './testing/stubbed-adapter.ts';
import { createInstabaseSandboxHarness, type InstabaseHarness } from './testing/sandbox-harness.ts';
import type { OpenedAccount } from './testing/sandbox-site.ts';

let harness: InstabaseHarness;
let port: DeploymentPort;

beforeAll(async () => {
  harness = await createInstabaseSandboxHarness();
  const { deployments } = harness.adapter;
  if (deployments === null) throw new Error('The adapter has no deployments');
  port = deployments;
  return () => harness.stop();
}, 60_000);

const newest: RunOrder = { sortBy: 'started', direction: 'descending', offset: 0, limit: 20 };

async function newAccount(spaces?: number) {
  const account = await harness.link(`deployments-${randomUUID()}`, undefined, spaces);
  return { account, owner: { vendorAccountId: account.username } };
}

function pathOf({ username }: OpenedAccount, rest: string): string {
  return `${username}/claims/fs/Instabase Drive/${rest}`;
}

function wantedRun(account: OpenedAccount, folder: string, more: Partial<WantedRun> = {}): WantedRun {
  return {
    inputFolder: pathOf(account, folder),
    outputFolder: null,
    runId: null,
    settings: { clearsOutputFolder: null, addsRunIdToFolder: null, notifiedEmails: [], more: {} },
    ...more,
  };
}

/** Asks until the job is over, as a worker does, with the vendor's time moving between two questions. */
async function endOf(as: ActsAs, jobId: string, kind: JobKind): Promise<JobReport> {
  for (let polls = 0; polls < 20; polls += 1) {
    // oxlint-disable-next-line no-await-in-loop -- one question after the other
    const report = await port.reader.readJob(as, { jobId, kind });
    if (report.isOver) return report;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await harness.pass(2_000);
  }
  throw new Error('The job does not end');
}

async function deployed(account: OpenedAccount, file: string): Promise<string> {
  const owner = { vendorAccountId: account.username };
  const { jobId } = await port.writer.deploy(owner, pathOf(account, file));
  const { deploymentId, problems } = await endOf(owner, jobId, 'deployment');
  if (deploymentId === null) throw new Error(`It was not deployed: ${problems.join()}`);
  return deploymentId;
}

test('a deployment is followed to its end and found; one of a broken package fails with the cause', async () => {
  const { account, owner } = await newAccount();
  const { jobId } = await port.writer.deploy(owner, pathOf(account, 'claims-2.1.0.ibsolution'));
  expect(await port.reader.readJob(owner, { jobId, kind: 'deployment' })).toMatchObject({
    isOver: false,
    outcome: 'pending',
  });
  const end = await endOf(owner, jobId, 'deployment');
  expect(end).toMatchObject({ outcome: 'succeeded', progress: 1, problems: [] });
  expect(await port.reader.readDeployment(owner, end.deploymentId ?? '')).toMatchObject({
    deployment: { name: 'claims', version: '2.1.0', vendorAccountId: account.username, state: 'active' },
    metadata: { kind: 'json', value: { solution_type: 'ibflowbin' } },
  });

  const broken = await port.writer.deploy(owner, pathOf(account, 'broken.ibsolution'));
  expect(await endOf(owner, broken.jobId, 'deployment')).toMatchObject({
    isOver: true,
    outcome: 'failed',
    deploymentId: null,
    problems: [expect.stringContaining('cannot be read')],
  });
  const again = await port.writer.deploy(owner, pathOf(account, 'claims-2.1.0.ibsolution'));
  expect(await endOf(owner, again.jobId, 'deployment')).toMatchObject({ outcome: 'failed' });
});

test('lists are narrowed, and versions of one name stand together', async () => {
  const { account, owner } = await newAccount();
  const one = await deployed(account, 'claims-1.0.0.ibsolution');
  const two = await deployed(account, 'claims-1.0.1.ibsolution');
  await deployed(account, 'other-1.0.0.ibsolution');
  await port.writer.setState(owner, one, 'inactive');
  const ids = async (filter: Parameters<typeof port.reader.listDeployments>[1]) =>
    (await port.reader.listDeployments(owner, { owner: account.username, ...filter }, null)).deployments.map(
      ({ vendorId }) => vendorId,
    );
  expect(await ids({ state: 'inactive' })).toEqual([one]);
  expect(await ids({ name: 'claims', state: 'active' })).toEqual([two]);
  expect(await ids({ author: account.username, visibility: 'private' })).toHaveLength(3);
  expect(await ids({ visibility: 'public' })).toEqual([]);
  const versions = await port.reader.listVersions(owner, { name: 'claims', owner: account.username });
  expect(versions.map(({ version }) => version)).toEqual(['1.0.1', '1.0.0']);
  const shown = (await port.reader.listDeployments(owner, {}, null)).deployments;
  expect(new Set(shown.map(({ vendorAccountId }) => vendorAccountId))).toEqual(
    new Set(['IB_DEPLOYED', account.username]),
  );
});

test('an owner’s wish to publish is a review; the operator’s makes it everybody’s, and nobody’s to change', async () => {
  const { account, owner } = await newAccount();
  const id = await deployed(account, `published ${randomUUID()}.ibsolution`);
  const before = await port.reader.readDeployment(owner, id);
  if (before === null) throw new Error('It is not there');
  expect(await port.reader.readVisibility(owner, before.deployment)).toBe('private');
  const { deployment } = await port.writer.setVisibility(owner, id, 'public');
  expect(deployment).toMatchObject({ isPublic: false, visibility: 'unknown' });
  expect(await port.reader.readVisibility(owner, deployment)).toBe('pending_review');
  const published = await port.writer.setVisibility('operator', id, 'public');
  expect(published.deployment).toMatchObject({ isPublic: true, visibility: 'public' });
  expect(await failureOf(port.writer.setState(owner, id, 'inactive'))).toMatchObject({
    code: 'vendor_forbidden',
    wasDone: 'no',
  });
});

test('of somebody else nothing is to be seen, and a run by name without an owner means the public one', async () => {
  const { account } = await newAccount();
  const { account: strangers, owner: stranger } = await newAccount();
  const name = `private ${randomUUID()}`;
  const id = await deployed(account, `${name}.ibsolution`);
  expect(await port.reader.readDeployment(stranger, id)).toBeNull();
  expect(await failureOf(port.writer.remove(stranger, id))).toMatchObject({ code: 'gone', wasDone: 'no' });
  expect(await failureOf(port.reader.listRunsOf(stranger, id, {}, newest))).toMatchObject({ code: 'gone' });
  const owner = { vendorAccountId: account.username };
  const named = { name, version: null, owner: null };
  expect(await failureOf(port.writer.runByName(owner, named, wantedRun(account, 'in')))).toMatchObject({
    code: 'refused',
    wasDone: 'no',
  });
  const inTheirs = wantedRun(strangers, 'in');
  expect(await failureOf(port.writer.run(owner, id, inTheirs))).toMatchObject({ code: 'vendor_forbidden' });
});

describe('a run', () => {
  test.each([
    ['documents', 'succeeded', 'complete'],
    ['fail here', 'failed', 'failed'],
    ['cancel here', 'cancelled', 'cancelled'],
    ['checkpoint here', 'needs_person', 'needs_person'],
  ])('over %j ends as %s, in the Job API and in the list', async (folder, outcome, state) => {
    const { account, owner } = await newAccount();
    const id = await deployed(account, 'claims-1.0.0.ibsolution');
    const runId = `own-${randomUUID()}`;
    const wanted = wantedRun(account, folder, {
      runId,
      settings: { clearsOutputFolder: true, addsRunIdToFolder: true, notifiedEmails: [], more: { tags: ['x'] } },
    });
    expect(await port.writer.run(owner, id, wanted)).toEqual({ jobId: runId });
    expect(await port.reader.readJob(owner, { jobId: runId, kind: 'run' })).toMatchObject({
      outcome: 'pending',
      runState: 'running',
    });
    expect(await port.reader.readRun(owner, runId, [])).toMatchObject({ state: 'running', finishedAt: null });
    expect(await endOf(owner, runId, 'run')).toMatchObject({ outcome, runState: state });
    const found = await port.reader.readRun(owner, runId, []);
    expect(found).toMatchObject({
      state,
      deploymentId: id,
      outputFolder: expect.stringMatching(new RegExp(`${folder}/out/${runId}$`)),
    });
    // An id is taken for good, so a run whose answer was lost can be looked for before it is sent again.
    expect(await failureOf(port.writer.run(owner, id, wanted))).toMatchObject({ code: 'refused', wasDone: 'no' });
  });

  test('by name without a version takes the one deployed last', async () => {
    const { account, owner } = await newAccount();
    await deployed(account, 'claims-2.0.0.ibsolution');
    const last = await deployed(account, 'claims-1.0.0.ibsolution');
    const named = { name: 'claims', version: null, owner: account.username };
    const { jobId } = await port.writer.runByName(owner, named, wantedRun(account, 'in'));
    expect(await port.reader.readRun(owner, jobId, [])).toMatchObject({ deploymentId: last });
  });

  test('of a solution that is switched off is refused', async () => {
    const { account, owner } = await newAccount();
    const id = await deployed(account, 'claims-1.0.0.ibsolution');
    await port.writer.setState(owner, id, 'inactive');
    expect(await failureOf(port.writer.run(owner, id, wantedRun(account, 'in')))).toMatchObject({
      code: 'refused',
      wasDone: 'no',
    });
  });
});

test('many runs are paged to their end, each once, in the order asked for, to the nanosecond', async () => {
  const { account, owner } = await newAccount();
  const id = await deployed(account, 'claims-1.0.0.ibsolution');
  await harness.site.control('POST', 'runs', { solution: id, runs: 95 });
  const read = async (order: Partial<RunOrder>) => {
    const seen: { runId: string; nanoseconds: bigint; duration: bigint }[] = [];
    for (let offset = 0; ; offset += 20) {
      // oxlint-disable-next-line no-await-in-loop -- only a full page says that there may be another
      const page = await port.reader.listRunsOf(owner, id, {}, { ...newest, ...order, offset });
      for (const { runId, startedAt, durationNanoseconds } of page.runs) {
        const duration = BigInt(durationNanoseconds ?? 0);
        seen.push({ runId, nanoseconds: BigInt(startedAt?.nanoseconds ?? 0), duration });
      }
      if (!page.mayHaveMore) return seen;
    }
  };
  const byStart = await read({});
  expect(new Set(byStart.map(({ runId }) => runId)).size).toBe(95);
  expect(byStart.every((run, place) => place === 0 || run.nanoseconds <= (byStart[place - 1]?.nanoseconds ?? 0n))).toBe(
    true,
  );
  const byDuration = await read({ sortBy: 'duration', direction: 'ascending' });
  expect(byDuration.every((run, place) => place === 0 || run.duration >= (byDuration[place - 1]?.duration ?? 0n))).toBe(
    true,
  );
  const failed = await port.reader.listRuns(owner, { deploymentIds: [id], states: ['failed', 'needs_person'] }, newest);
  expect(new Set(failed.runs.map(({ state }) => state))).toEqual(new Set(['failed', 'needs_person']));
});

test('an owner of 901 spaces must name those to look through', async () => {
  const { account, owner } = await newAccount(901);
  expect(await failureOf(port.reader.listRuns(owner, {}, newest))).toMatchObject({
    code: 'bad_input',
    fields: { spaces: 'required' },
  });
  const named = await port.reader.listRuns(owner, { spaces: [`${account.username}/claims`] }, newest);
  expect(named).toEqual({ runs: [], mayHaveMore: false, unreadableCount: 0 });
});

test('a removal is one job however often it is asked for, and the solution stays until it is over', async () => {
  const { account, owner } = await newAccount();
  const id = await deployed(account, 'claims-1.0.0.ibsolution');
  const first = await port.writer.remove(owner, id);
  expect(await port.writer.remove(owner, id)).toEqual(first);
  expect(await port.reader.readDeployment(owner, id)).not.toBeNull();
  expect(await endOf(owner, first.jobId, 'removal')).toMatchObject({ outcome: 'succeeded' });
  expect(await port.reader.readDeployment(owner, id)).toBeNull();
  expect(await failureOf(port.writer.remove(owner, id))).toMatchObject({ code: 'gone', wasDone: 'no' });
});

test('a job that the vendor cannot tell of is a failure, whatever the reason', async () => {
  const { owner } = await newAccount();
  const read = () => port.reader.readJob(owner, { jobId: randomUUID(), kind: 'deployment' });
  expect(await failureOf(read())).toMatchObject({ code: 'refused', wasDone: 'no' });
  await harness.site.control('PUT', 'faults', [{ match: 'GET /api/v1/jobs', fault: '500' }]);
  expect(await failureOf(read())).toMatchObject({ code: 'refused', vendorMessage: 'Internal server error' });
  await harness.site.control('PUT', 'faults', [{ match: 'GET /api/v1/jobs', fault: 'html' }]);
  expect(await failureOf(read())).toMatchObject({ code: 'vendor_garbled' });
  await harness.setTrouble(null);
});

test('reads from an older state are answers, and become true with time', async () => {
  const { account, owner } = await newAccount();
  const id = await deployed(account, 'claims-1.0.0.ibsolution');
  await harness.pass(31_000);
  await harness.adapter.writer.disableInstance(owner, id);
  await harness.setTrouble({ kind: 'stale' });
  const isEnabled = async () => (await harness.adapter.reader.readInstance(owner, id))?.record.enabled;
  expect(await isEnabled()).toBe(true);
  await harness.pass(31_000);
  expect(await isEnabled()).toBe(false);
  await harness.setTrouble(null);
});
