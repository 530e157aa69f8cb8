import type { Operation } from '#contract/operations.ts';
import { randomUUID } from 'node:crypto';
import { expect } from '@playwright/test';
import { until } from './api-client.ts';
import { type CrashBed, type Cut, type Subject, type Trial, withCut } from './crash-bed.ts';
import { type Moment, moments, type VendorCall } from './cut-in-proxy.ts';

const withinMs = 40_000;
const solutionTitle = 'Slack alerts for new orders';

/** Follows an operation until it runs no more. Waiting is the sandbox's clock's business, not ours. */
async function settled(bed: CrashBed, { client }: Subject, id: string): Promise<Operation> {
  let advancedAt = 0;
  return until(
    async () => {
      const operation = await client.operation(id);
      // It waits for its next try, or for the vendor's two seconds after a creation.
      if (operation.nextAttemptAt !== null && performance.now() - advancedAt > 200) {
        advancedAt = performance.now();
        await bed.sandbox.advance(10_000);
      }
      return operation;
    },
    (operation) => operation.state !== 'running',
    withinMs,
    'the operation comes to rest',
  );
}

/** A whole activation as the page and the owner do it, each request repeated until the server is there to answer. */
async function activateThroughout(bed: CrashBed, subject: Subject, name: string): Promise<Operation> {
  const { client, tray } = subject;
  const template = (await tray.solutions()).find(({ title }) => title === solutionTitle);
  const input = { templateId: template?.id ?? '', name, key: randomUUID() };
  const begun = await until(
    () => client.activate(input),
    () => true,
    withinMs,
    'the activation is taken on',
  );
  const created = await settled(bed, subject, begun.id);
  expect(created).toMatchObject({ state: 'waiting_for_person', problem: null });
  const opened = await until(
    () => client.openWizard(created.instanceId ?? ''),
    () => true,
    withinMs,
    'the wizard opens',
  );
  for (const instance of await tray.instances()) await tray.fill(instance.id);
  // Tray wants two seconds between a creation and the enabling; the server hears of the leap with the vendor's next answer.
  await bed.sandbox.advance(5_000);
  await until(
    () => client.look(opened.id, 'finish'),
    ({ state }) => state === 'configured',
    withinMs,
    'the wizard is seen to be finished',
  );
  return settled(bed, subject, begun.id);
}

const stepsOfAnActivation = ['creating', 'configuring', 'checking', 'enabling', 'done'];

/** One activation with the server killed at the cut, and everything that must hold afterwards. */
export async function tryActivation(bed: CrashBed, cut: Cut | null): Promise<Trial> {
  const subject = await bed.newSubject();
  const { client, tray } = subject;
  let operation: Operation | null = null;
  const trial = await withCut(bed, cut, async () => {
    operation = await activateThroughout(bed, subject, 'Killed and come back');
  });
  expect(operation).toMatchObject({ state: 'succeeded', problem: null });
  // A create that has to be found out about adds steps, and a second create repeats one; none may be missing.
  const steps = new Set((operation as Operation | null)?.steps.map(({ step }) => step));
  expect([...steps].filter((step) => step !== 'settling')).toEqual(stepsOfAnActivation);

  const instances = await tray.instances();
  expect(instances).toMatchObject([{ name: 'Killed and come back', enabled: true }]);
  const rows = await client.rows();
  expect(rows).toMatchObject([{ vendorId: instances[0]?.id, name: 'Killed and come back', status: 'enabled' }]);
  expect(await doneInAudit(subject, rows[0]?.id ?? '')).toEqual(['instance.activate']);
  expect(writesThatReached(trial)).toEqual(['CreateSolutionInstance', 'UpdateSolutionInstance']);
  expectNoBlindSecond(trial);
  return trial;
}

/** The changes of one call each, by the field of our schema. */
export const changes = ['enable', 'disable', 'rename', 'upgrade', 'remove'] as const;

export type ChangeName = (typeof changes)[number];

const mutations: Record<ChangeName, string> = {
  enable: 'mutation ($id: ID!) { enableInstance(input: { id: $id }) { operation { id } } }',
  disable: 'mutation ($id: ID!) { disableInstance(input: { id: $id }) { operation { id } } }',
  rename: 'mutation ($id: ID!) { renameInstance(input: { id: $id, name: "Another name" }) { operation { id } } }',
  upgrade: 'mutation ($id: ID!) { upgradeInstance(input: { id: $id }) { operation { id } } }',
  remove: 'mutation ($id: ID!) { removeInstance(input: { id: $id, confirmation: "A name" }) { operation { id } } }',
};

const writeOf: Record<ChangeName, string> = {
  enable: 'UpdateSolutionInstance',
  disable: 'UpdateSolutionInstance',
  rename: 'UpdateSolutionInstance',
  upgrade: 'UpgradeSolutionInstance',
  remove: 'RemoveSolutionInstance',
};

/** One change of an instance that was made at the vendor itself, with the server killed at the cut. */
export async function tryChange(bed: CrashBed, change: ChangeName, cut: Cut | null): Promise<Trial> {
  const subject = await bed.newSubject();
  const { client, tray } = subject;
  const made = await tray.create('A name', { solutionTitle });
  await tray.fill(made.id);
  if (change === 'disable') await tray.update(made.id, { enabled: true });
  if (change === 'upgrade') await bed.sandbox.publishVersion(made.solution.id, []);
  const [row] = await until(
    () => client.rows(),
    (rows) => rows.length === 1,
    withinMs,
    'the instance is in the list',
  );
  if (row === undefined) throw new Error('The list lost its row.');

  const trial = await withCut(bed, cut, async () => {
    // Whoever asked is told nothing when the server dies; what was asked stands in the journal all the same.
    const answered = client.graph(mutations[change], { id: row.id }).catch(() => null);
    await answered;
    await until(
      async () => ({ rows: await client.rows(), seen: await tray.instances() }),
      ({ rows }) => rows.every(({ status }) => status !== 'working'),
      withinMs,
      'the change comes to rest',
    );
  });
  const instances = await tray.instances();
  const rows = await client.rows();
  expect(instances).toMatchObject(vendorAfter(change));
  expect(rows.map(({ name, status }) => ({ name, enabled: status === 'enabled' }))).toEqual(
    instances.map(({ name, enabled }) => ({ name, enabled })),
  );
  if (change !== 'remove') {
    expect(rows[0]?.update).toBe('none');
    expect(await doneInAudit(subject, row.id)).toEqual([`instance.${change}`]);
  }
  expect(writesThatReached(trial)).toEqual([writeOf[change]]);
  return trial;
}

function vendorAfter(change: ChangeName) {
  switch (change) {
    case 'enable':
      return [{ name: 'A name', enabled: true }];
    case 'rename':
      return [{ name: 'Another name', enabled: false }];
    case 'remove':
      return [];
    default:
      return [{ name: 'A name', enabled: false, solutionVersionFlags: { hasNewerVersion: false } }];
  }
}

/**
 * Tries once undisturbed, which tells how many calls there are, and then with the server killed at these moments of each
 * of them. Answers how many times it was killed.
 */
export async function killAtEveryCall(
  tryOnce: (cut: Cut | null) => Promise<Trial>,
  momentsOf: (call: VendorCall) => readonly Moment[] = () => moments,
): Promise<number> {
  const { calls } = await tryOnce(null);
  expect(calls.length).toBeGreaterThan(0);
  let kills = 0;
  for (const [index, call] of calls.entries()) {
    for (const moment of momentsOf(call)) {
      const cut = { call: index + 1, moment };
      try {
        const { wasKilled } = await tryOnce(cut);
        expect(wasKilled).toBe(true);
      } catch (error) {
        const where = `killed ${moment} call ${cut.call} of ${calls.length} (${call.operation})`;
        throw new Error(`${where}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
      }
      kills += 1;
    }
  }
  return kills;
}

async function doneInAudit({ client }: Subject, instanceId: string): Promise<string[]> {
  const timeline = await client.timeline(instanceId);
  return timeline
    .filter(({ action, outcome }) => outcome === 'done' && action !== 'wizard.open')
    .map(({ action }) => action);
}

/** The changes that the vendor got, in their order. */
function writesThatReached({ calls }: Trial): string[] {
  return calls.filter((call) => call.isWrite && call.reachedVendor).map(({ operation }) => operation);
}

/** A second create may follow only on one that the vendor never got. */
function expectNoBlindSecond({ calls }: Trial): void {
  const creates = calls.filter(({ operation }) => operation === 'CreateSolutionInstance');
  expect(creates.slice(0, -1).filter(({ reachedVendor }) => reachedVendor)).toEqual([]);
}
