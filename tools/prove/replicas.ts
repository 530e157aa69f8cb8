import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { signIn, until } from '../../e2e/support/api-client.ts';
import { type CrashBed, type Replica, startCrashBed } from '../../e2e/support/crash-bed.ts';
import type { Moment } from '../../e2e/support/cut-in-proxy.ts';

/** How two servers over one database did. */
export interface ReplicasResult {
  /** Creates that each of the two sent, of work that was all given to the first. */
  shares: [number, number];
  /** From the death of the one to the operation's end in the other. */
  takenOverMs: number[];
}

const sharedActivations = 24;
const createTakesMs = 400;
const takenOverWithinMs = 6_000;
const takeOvers: Moment[] = ['after', 'answered', 'after', 'answered', 'after', 'answered'];

/** Gives one of two replicas more than it can do at once, and kills one in the middle of its work. */
export async function proveReplicas(blocks: [number, number]): Promise<ReplicasResult> {
  const bed = await startCrashBed(blocks[0]);
  let other: Replica | null = null;
  try {
    other = await bed.addReplica(blocks[1]);
    const shares = await shareWork(bed, other);
    const takenOverMs: number[] = [];
    for (const moment of takeOvers) {
      // oxlint-disable-next-line no-await-in-loop -- one death after the other
      takenOverMs.push(await takeOver(bed, other, moment));
    }
    return { shares, takenOverMs };
  } finally {
    await other?.stop();
    await bed.stop();
  }
}

async function shareWork(bed: CrashBed, other: Replica): Promise<[number, number]> {
  for (const { proxy } of [bed, other]) {
    proxy.watch(async (call, moment) => {
      // Long enough that the first server has its hands full.
      if (call.operation === 'CreateSolutionInstance' && moment === 'before') await wait(createTakesMs);
      return 'pass';
    });
  }
  const subjects = await Promise.all(Array.from({ length: sharedActivations }, () => bed.newSubject()));
  const begun = await Promise.all(
    subjects.map(async ({ client, tray }) => {
      const [solution] = await tray.solutions();
      return client.activate({ templateId: solution?.id ?? '', name: 'Shared work', key: randomUUID() });
    }),
  );
  for (const [index, { client, tray }] of subjects.entries()) {
    // oxlint-disable-next-line no-await-in-loop -- all of them are under way already
    await until(
      () => client.operation(begun[index]?.id ?? ''),
      ({ state }) => state === 'waiting_for_person',
      30_000,
      'shared work is done',
    );
    // oxlint-disable-next-line no-await-in-loop -- as above
    const { length } = await tray.instances();
    if (length !== 1) throw new Error(`an activation that two servers could have worked on has ${length} instances`);
  }
  const shares: [number, number] = [createsOf(bed), createsOf(other)];
  if (shares[0] + shares[1] !== sharedActivations) throw new Error(`${shares.join(' + ')} creates were sent`);
  if (shares.includes(0)) throw new Error(`one of two servers did all the work: ${shares.join(' and ')}`);
  bed.proxy.watch();
  other.proxy.watch();
  return shares;
}

function createsOf({ proxy }: Pick<Replica, 'proxy'>): number {
  return proxy.calls().filter(({ operation }) => operation === 'CreateSolutionInstance').length;
}

/** Kills the first server in the middle of a create, and waits until the second has the person's instance ready. */
async function takeOver(bed: CrashBed, other: Replica, moment: Moment): Promise<number> {
  const { client, tray, demo } = await bed.newSubject();
  const atOther = await signIn(other.server.origin, demo);
  const [solution] = await tray.solutions();
  let killedAt: number | null = null;
  bed.proxy.watch(async (call, now) => {
    if (call.operation !== 'CreateSolutionInstance' || now !== moment || killedAt !== null) return 'pass';
    killedAt = performance.now();
    await bed.server.kill('SIGKILL');
    return 'drop';
  });
  const begun = await client.activate({ templateId: solution?.id ?? '', name: 'Taken over', key: randomUUID() });
  await until(
    () => atOther.operation(begun.id),
    ({ state }) => state === 'waiting_for_person' && killedAt !== null,
    30_000,
    'the other server takes the operation over',
  );
  const took = performance.now() - (killedAt ?? 0);
  const { length } = await tray.instances();
  if (length !== 1) throw new Error(`an activation that was taken over has ${length} instances`);
  if (took > takenOverWithinMs) throw new Error(`an operation was taken over only after ${Math.round(took)} ms`);
  bed.proxy.watch();
  await bed.server.restart();
  return took;
}
