import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { expect, type PlaywrightWorkerArgs, test } from '@playwright/test';
import { until } from './support/api-client.ts';
import { type CrashBed, startCrashBed } from './support/crash-bed.ts';
import type { Moment, VendorCall } from './support/cut-in-proxy.ts';
import { headersOf } from './support/test.ts';

/** Behind those of the other crash trials. */
const firstBlock = 34;
const withinMs = 60_000;
const solutionsPath = '/solutions/deployed';
const deploying = `POST ${solutionsPath}`;
const running = `POST ${solutionsPath}/:id/run`;
const removing = `DELETE ${solutionsPath}/:id`;
const writes = [deploying, running, removing];
const following = 'GET /jobs/status';

const removal = `mutation ($id: ID!, $name: String!) {
  removeInstance(input: { id: $id, confirmation: $name }) { operation { id } } }`;

/** What the server is killed at: as soon as all three pieces of work have come so far, each held there. */
interface Cut {
  /** Whether this call is one of those that are waited for. */
  isMet: (call: VendorCall, met: readonly string[]) => boolean;
  moment: Moment;
}

const isOtherWrite: Cut['isMet'] = ({ operation }, met) => writes.includes(operation) && !met.includes(operation);

const cuts: [name: string, cut: Cut][] = [
  ['before the vendor has the calls', { isMet: isOtherWrite, moment: 'before' }],
  ['when the vendor has done them and nobody knows it', { isMet: isOtherWrite, moment: 'after' }],
  // Each piece of work asks for its own job, and for nothing more while it has no answer.
  ['while all three are followed', { isMet: ({ operation }) => operation === following, moment: 'after' }],
];

/**
 * Kills the server when all three have come to the cut, lets the vendor go on meanwhile, and starts it again. Answers what
 * waits for the restart.
 */
function killAt({ server, instabaseProxy, sandbox }: CrashBed, { isMet, moment: wanted }: Cut): () => Promise<void> {
  const met: string[] = [];
  const events = new EventEmitter();
  const dead = once(events, 'dead');
  const restarted = once(events, 'restarted');
  const restart = async () => {
    await server.kill('SIGKILL');
    events.emit('dead');
    await sandbox.advance(10_000);
    await server.restart();
    events.emit('restarted');
  };
  instabaseProxy.watch(async (call, moment) => {
    if (moment !== wanted || met.length === writes.length || !isMet(call, met)) return 'pass';
    met.push(call.operation);
    if (met.length === writes.length) restart().catch((error: unknown) => events.emit('error', error));
    await dead;
    return 'drop';
  });
  return async () => void (await restarted);
}

test('kill -9 with a deployment, a run and a removal in flight: each is done once, and told after the restart', async ({
  playwright,
}, { parallelIndex }) => {
  test.setTimeout(240_000);
  const bed = await startCrashBed(firstBlock + parallelIndex);
  try {
    for (const [name, cut] of cuts) {
      // oxlint-disable-next-line no-await-in-loop -- one server, which is killed again and again
      await test.step(name, () => tryCut(bed, cut, playwright));
    }
  } finally {
    await bed.stop();
  }
});

async function tryCut(bed: CrashBed, cut: Cut, playwright: PlaywrightWorkerArgs['playwright']): Promise<void> {
  const { server, sandbox, instabaseProxy } = bed;
  const subject = await bed.newSubject();
  const owner = subject.instabase;
  const folder = `${owner.spaces[0] ?? ''}/fs/Instabase Drive`;
  const packagePath = `${folder}/crash-2.0.0.ibsolution`;
  const admin = await playwright.request.newContext({ extraHTTPHeaders: headersOf(server) });
  expect((await admin.post(`${server.origin}/api/session`, { data: { demo: 'priya' } })).status()).toBe(200);
  const person = await playwright.request.newContext({ extraHTTPHeaders: headersOf(server) });
  expect((await person.post(`${server.origin}/api/session`, { data: { demo: subject.demo } })).status()).toBe(200);

  const toRun = await owner.deploy('To run');
  const toRemove = await owner.deploy('To remove');
  const rows = await until(
    async () => (await subject.client.rows()).filter(({ vendorId }) => [toRun, toRemove].includes(vendorId)),
    (found) => found.length === 2,
    withinMs,
    'both solutions in the index',
  );
  const rowOf = (vendorId: string) => {
    const row = rows.find((one) => one.vendorId === vendorId);
    if (row === undefined) throw new Error('a row lacks');
    return row;
  };

  const restarted = killAt(bed, cut);
  const wanted = {
    key: randomUUID(),
    inputFolder: `${folder}/in`,
    outputFolder: null,
    runId: null,
    clearsOutputFolder: null,
    addsRunIdToFolder: null,
    notifiedEmails: [],
    moreSettings: null,
  };
  // Whoever asked may be told nothing when the server dies.
  await Promise.allSettled([
    admin.post(`${server.origin}/api/deployments`, { data: { packagePath, key: randomUUID() } }),
    person.post(`${server.origin}/api/deployments/${rowOf(toRun).id}/runs`, { data: wanted }),
    subject.client.graph(removal, { id: rowOf(toRemove).id, name: rowOf(toRemove).name }),
  ]);
  await restarted();

  const ends = await until(
    async () => {
      await sandbox.advance(3_000);
      const answer = await person.get(`${server.origin}/api/operations`);
      const { operations }: { operations: { kind: string; state: string; endedAt: string | null }[] } =
        await answer.json();
      return operations;
    },
    (found) => found.length === writes.length && found.every(({ endedAt }) => endedAt !== null),
    withinMs,
    'the ends of all three',
  );
  expect(ends.map(({ kind, state }) => `${kind} ${state}`).toSorted()).toEqual([
    'deploy_package succeeded',
    'remove succeeded',
    'run succeeded',
  ]);
  const reached = instabaseProxy.calls().filter((call) => call.reachedVendor);
  expect(writes.map((write) => reached.filter(({ operation }) => operation === write).length)).toEqual([1, 1, 1]);

  const left = await owner.solutions(`owner=${owner.username}`);
  expect(left.map(({ name, version }) => `${name} ${version}`).toSorted()).toEqual(['To run 1.0.0', 'crash 2.0.0']);
  expect(await owner.runs(toRun)).toMatchObject([{ state: 'COMPLETE' }]);
  const shown = (await subject.client.rows()).map(({ vendorId }) => vendorId);
  expect(shown).toEqual(expect.arrayContaining(left.map(({ id }) => id)));
  expect(shown).not.toContain(toRemove);
  await Promise.all([admin.dispose(), person.dispose()]);
}
