import { randomUUID } from 'node:crypto';
import { EventEmitter, once } from 'node:events';
import { expect, test } from '@playwright/test';
import { until } from './support/api-client.ts';
import { type CrashBed, startCrashBed } from './support/crash-bed.ts';
import { headersOf } from './support/test.ts';

/** Behind those of the other crash trials. */
const firstBlock = 34;
const withinMs = 60_000;
const solutionsPath = '/solutions/deployed';
const deploying = `POST ${solutionsPath}`;
const running = `POST ${solutionsPath}/:id/run`;
const removing = `DELETE ${solutionsPath}/:id`;
const writes = [deploying, running, removing];

const removal = `mutation ($id: ID!, $name: String!) {
  removeInstance(input: { id: $id, confirmation: $name }) { operation { id } } }`;

/**
 * Lets the vendor do all three and tell nobody: each answer is held until the last has come, and then the server is killed.
 * Meanwhile the vendor ends its work. Answers what waits for the restart.
 */
function killBeforeAnswers({ server, instabaseProxy, sandbox }: CrashBed): () => Promise<void> {
  const held = new Set<string>();
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
  instabaseProxy.watch(async ({ operation }, moment) => {
    if (moment !== 'after' || !writes.includes(operation) || held.has(operation)) return 'pass';
    held.add(operation);
    if (held.size === writes.length) restart().catch((error: unknown) => events.emit('error', error));
    await dead;
    return 'drop';
  });
  return async () => void (await restarted);
}

test('kill -9 with a deployment, a run and a removal in flight: each is done once, and told after the restart', async ({
  playwright,
}, { parallelIndex }) => {
  test.setTimeout(180_000);
  const bed = await startCrashBed(firstBlock + parallelIndex);
  try {
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

    const restarted = killBeforeAnswers(bed);
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
  } finally {
    await bed.stop();
  }
});
