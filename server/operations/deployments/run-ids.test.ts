import { afterAll, beforeAll, beforeEach, expect, test, vi } from 'vitest';
import { z } from 'zod';
import {
  type DeploymentsBed,
  folderOf,
  layOutDeployments,
  wantedRun,
} from '#server/gateway/testing/deployments-bed.ts';
import { everythingIn } from '#server/testing/stored-text.ts';
import { startTestServer, type TestServer } from '#server/testing/test-server.ts';

// What a run must not take for its own, and what must not be kept of it.

let server: TestServer;
let bed: DeploymentsBed;
let instanceId: string;

beforeAll(async () => {
  server = await startTestServer({ vendors: ['instabase'], isGuarded: false });
  await server.services.sync.readEverything();
});
beforeEach(async () => {
  await server.instabase('DELETE', 'faults');
  bed = await layOutDeployments(server);
  instanceId = (await bed.deployed('claims-1.0.0.ibsolution')).instanceId ?? '';
});
afterAll(() => server.close());

const accepted = z.object({ operation: z.object({ id: z.string() }) });
const runList = z.object({ jobs: z.array(z.object({ id: z.string() })) });

async function idOf(answer: Response): Promise<string> {
  const body: unknown = await answer.json();
  return accepted.parse(body).operation.id;
}

/** Another solution of the same account, run under this id to the end. */
async function runAnother(runId: string): Promise<void> {
  const other = (await bed.deployed('invoices-1.0.0.ibsolution')).instanceId ?? '';
  await bed.watch(await idOf(await bed.run(bed.person, other, { runId })), undefined, bed.person);
}

const loseTheCall = () =>
  server.instabase('PUT', 'faults', [{ match: 'POST /api/v2/solutions/deployed', fault: 'timeout', times: 1 }]);

test('a run whose id is another run’s by the time that its answer is lost is refused, and the other one left alone', async () => {
  await runAnother('the-one');
  await loseTheCall();
  const id = await idOf(await bed.run(bed.person, instanceId, { runId: 'the-one' }));
  expect(await bed.watch(id, undefined, bed.person)).toMatchObject({
    state: 'failed',
    runEnd: null,
    problem: { code: 'bad_input', changed: 'nothing', fields: { runId: 'unknown_value' } },
  });
  const { body } = await bed.owner.call('GET', '/api/v2/solutions/deployed/jobs?limit=100');
  expect(runList.parse(body).jobs).toMatchObject([{ id: 'the-one' }]);
});

test('a run by name whose id is another’s is refused too', async () => {
  await runAnother('another-one');
  await loseTheCall();
  const named = { name: 'claims', version: null, owner: bed.owner.username };
  const wanted = { ...wantedRun(bed.owner, { runId: 'another-one' }), ...named };
  const { id } = await bed.begin(bed.person, '/api/runs', wanted);
  expect(await bed.watch(id, undefined, bed.person)).toMatchObject({
    state: 'failed',
    problem: { code: 'bad_input' },
  });
});

test('a run is told without the settings that the vendor quotes', async () => {
  const secret = 'opens every door';
  const moreSettings = JSON.stringify({ webhook_config: { headers: { 'x-door': secret } } });
  const reader = server.services.adapters.get('instabase')?.deployments?.reader;
  if (!reader) throw new Error('there is no Instabase');
  const readJob = reader.readJob.bind(reader);
  const quoting = vi.spyOn(reader, 'readJob').mockImplementation(async (as, job) => {
    const report = await readJob(as, job);
    const message = `The webhook did not take ${secret} as it is`;
    return { ...report, message, problems: report.problems.map(() => message) };
  });
  const id = await idOf(
    await bed.run(bed.admin, instanceId, { inputFolder: folderOf(bed.owner, 'fail'), moreSettings }),
  );
  const operation = await bed.watch(id);
  quoting.mockRestore();
  expect(operation).toMatchObject({
    state: 'failed',
    problem: { vendorMessage: 'The webhook did not take [redacted] as it is' },
    runEnd: { message: 'The webhook did not take [redacted] as it is' },
  });
  expect(await everythingIn(server.services.database)).not.toContain(secret);
});
