import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { type CrashBed, startCrashBed } from '../../e2e/support/crash-bed.ts';
import { type Actor, createActor } from './actor.ts';
import { check, openTables, type Findings, type Tables } from './invariants.ts';
import type { Random } from './random.ts';

/** What is killed in a round. */
export type Victim = 'server' | 'PostgreSQL';

/** The sum of all rounds with one victim. */
export interface RoundsResult extends Findings {
  victim: Victim;
  rounds: number;
  /** From the kill to the first answer, in each round. */
  backMs: number[];
}

const actorCount = 6;
const settleWithinMs = 60_000;
const warmUpMs = 5_000;
const shortestLoadMs = 200;
const longestLoadMs = 2_200;
const templateTitles = ['Slack alerts for new orders', 'Daily sales digest', 'Webhook health check'];

/** Kills the victim again and again under load, and compares afterwards what was acknowledged with what is there. */
export async function runRounds(options: {
  victim: Victim;
  rounds: number;
  block: number;
  random: Random;
  say: (line: string) => void;
}): Promise<RoundsResult> {
  const { victim, rounds, random, say } = options;
  const result: RoundsResult = { victim, rounds, acknowledged: 0, recovered: 0, duplicates: [], lost: [], backMs: [] };
  const bed = await startCrashBed(options.block, { hasOwnDatabase: true });
  let tables: Tables | null = null;
  try {
    tables = openTables(await databaseOf(bed));
    const actors = await hireActors(bed, random);
    await actUntilKilled(bed, actors, () => wait(warmUpMs));
    for (let round = 1; round <= rounds; round += 1) {
      // oxlint-disable-next-line no-await-in-loop -- one round after the other
      await runRound({ bed, tables, actors, victim, random, result });
      const wrong = [...result.duplicates, ...result.lost];
      if (wrong.length > 0) {
        throw new Error(`round ${round} of ${victim}: ${wrong.join('; ')}\n${bed.server.log().slice(-4_000)}`);
      }
      if (round % 10 === 0 || round === rounds) say(`${victim}: ${round} of ${rounds} rounds`);
    }
  } finally {
    await tables?.close();
    await bed.stop();
  }
  return result;
}

async function hireActors(bed: CrashBed, random: Random): Promise<Actor[]> {
  return Promise.all(
    Array.from({ length: actorCount }, async (_, index) => {
      const subject = await bed.newSubject();
      const solutions = await subject.tray.solutions();
      const chosen = solutions.filter(({ title }) => templateTitles.includes(title));
      const ids = (chosen.length > 0 ? chosen : solutions.slice(0, 1)).map(({ id }) => id);
      return createActor(subject, `Actor ${index + 1}`, ids, random);
    }),
  );
}

async function runRound(round: {
  bed: CrashBed;
  tables: Tables;
  actors: Actor[];
  victim: Victim;
  random: Random;
  result: RoundsResult;
}): Promise<void> {
  const { bed, tables, actors, victim, random, result } = round;
  let killedAt = 0;
  await actUntilKilled(bed, actors, async () => {
    await wait(shortestLoadMs + random.below(longestLoadMs - shortestLoadMs));
    killedAt = performance.now();
    if (victim === 'server') await bed.server.kill('SIGKILL');
    else process.kill(await postmasterOf(bed), 'SIGKILL');
  });
  if (victim === 'server') await bed.server.restart();
  else await untilDatabaseAnswers(bed, tables);
  result.backMs.push(performance.now() - killedAt);
  result.recovered += (await tables.running()).length;
  await Promise.all(actors.map((actor) => actor.askAgain()));
  await untilNothingRuns(bed, tables);
  for (const actor of actors) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other reads better in a failure
    const { duplicates, lost } = await check(actor, tables);
    result.duplicates.push(...duplicates);
    result.lost.push(...lost);
    result.acknowledged += actor.acknowledged.length + actor.takenOn;
    actor.takenOn = 0;
    // What was found right once is not looked at again: later rounds change it.
    actor.acknowledged = [];
  }
  bed.proxy.watch();
}

/** Has everybody act at once until `kill` is over. The vendor's time runs faster meanwhile, or most of the load would wait. */
async function actUntilKilled(bed: CrashBed, actors: Actor[], kill: () => Promise<void>): Promise<void> {
  let isOver = false;
  const acting = Promise.all(actors.map((actor) => actor.act(() => isOver)));
  const hurrying = setInterval(() => void bed.sandbox.advance(1_000), 500);
  try {
    await kill();
  } finally {
    isOver = true;
    clearInterval(hurrying);
  }
  await acting;
}

/** Time is the vendor's to move: whoever waits for it is not waited for. */
async function untilNothingRuns(bed: CrashBed, tables: Tables): Promise<void> {
  const deadline = performance.now() + settleWithinMs;
  for (let looked = 0; ; looked += 1) {
    // oxlint-disable-next-line no-await-in-loop -- waiting is the purpose
    const running = await tables.running();
    if (running.length === 0) return;
    if (performance.now() > deadline) throw new Error(`operations run for ever: ${running.join(', ')}`);
    // oxlint-disable-next-line no-await-in-loop -- as above
    if (looked % 10 === 9) await bed.sandbox.advance(10_000);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await wait(50);
  }
}

async function untilDatabaseAnswers(bed: CrashBed, tables: Tables): Promise<void> {
  const deadline = performance.now() + settleWithinMs;
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- waiting is the purpose
    const status = await fetch(`${bed.server.origin}/api/health/ready`).then(
      (answer) => answer.status,
      (error: unknown) => String(error),
    );
    // oxlint-disable-next-line no-await-in-loop -- as above
    const isThere = status === 200 && (await tables.running().catch(() => null)) !== null;
    if (isThere) return;
    if (performance.now() > deadline) {
      throw new Error(`after the death of PostgreSQL the server answers ${status}:\n${bed.server.log().slice(-4_000)}`);
    }
    // oxlint-disable-next-line no-await-in-loop -- as above
    await wait(25);
  }
}

interface Secrets {
  port: number;
  password: string;
  dataFolder: string;
}

async function secretsOf(bed: CrashBed): Promise<Secrets> {
  const secrets: Secrets = JSON.parse(await readFile(join(bed.server.dataFolder, 'postgres.json'), 'utf8'));
  return secrets;
}

async function databaseOf(bed: CrashBed): Promise<string> {
  const { port, password } = await secretsOf(bed);
  return `postgres://jackfield:${password}@127.0.0.1:${port}/jackfield`;
}

async function postmasterOf(bed: CrashBed): Promise<number> {
  const { dataFolder } = await secretsOf(bed);
  return Number((await readFile(join(dataFolder, 'postmaster.pid'), 'utf8')).split('\n')[0]);
}
