import { startCrashBed } from '../e2e/support/crash-bed.ts';
import { changes, killAtEveryCall, tryActivation, tryChange } from '../e2e/support/crash-trials.ts';
import { proveAccounting } from './prove/accounting.ts';
import { type BulkProof, proveBulk } from './prove/bulk.ts';
import { proveFaults } from './prove/faults.ts';
import { readOptions } from './prove/options.ts';
import { createRandom } from './prove/random.ts';
import { proveReplicas, type ReplicasResult } from './prove/replicas.ts';
import { circumstances, median, seconds, writePart } from './prove/report.ts';
import { runRounds, type RoundsResult } from './prove/rounds.ts';
import { table } from './support/document-part.ts';

/** The long proofs, one after the other. The first that fails ends the run. */
const options = readOptions(process.argv.slice(2));

const block = 24;
const bulkKills = 5;
/** What the page says; a smaller proof is not written there. */
const provenInstances = 10_000;
const { seed } = options;
const random = createRandom(seed);
const say = (line: string) => void process.stdout.write(`${line}\n`);

async function main(): Promise<void> {
  say(`The seed is ${seed}: npm run prove -- --seed ${seed}`);
  const parts = new Map<string, string>();
  if (!options.isRoundsOnly) {
    await proveAccounting(seed);
    say('whatever a vendor answered and whenever a process died, each instance was accounted for');
    const { bulkInstances: instances } = options;
    const bulk = await proveBulk({ instances, kills: bulkKills }, { block: block + 2, random, say });
    parts.set('bulk', bulkTable(instances, bulk));
    say(`${instances} instances were accounted for`);
  }
  if (!options.isRoundsOnly && options.only === null) {
    parts.set('kills', killsTable(await proveEveryCall()));
    const replicas = await proveReplicas([block, block + 1]);
    say(
      `two replicas: ${replicas.shares.join(' + ')} creates, then ${replicas.takenOverMs.length} operations taken over`,
    );
    parts.set('replicas', replicasTable(replicas));
    parts.set('faults', await proveFaults());
    say('every fault on every operation was told truthfully');
  }
  const results: RoundsResult[] = [];
  for (const [victim, rounds] of [
    ['server', options.rounds],
    ['PostgreSQL', options.postgresRounds],
  ] as const) {
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    if (rounds > 0 && options.only === null) results.push(await runRounds({ victim, rounds, block, random, say }));
  }
  if (options.only === null) parts.set('rounds', `Seed ${seed}.\n\n${roundsTable(results)}`);
  if (options.isDry || options.isRoundsOnly || options.bulkInstances < provenInstances) {
    for (const text of parts.values()) say(`\n${text}\n`);
    return say('Everything held. docs/reliability.md was left as it is.');
  }
  for (const [part, text] of parts) {
    // oxlint-disable-next-line no-await-in-loop -- they share one file
    await writePart(part, `${circumstances(new Date())}\n\n${text}`);
  }
  say('Everything held. docs/reliability.md says so.');
}

async function proveEveryCall(): Promise<[string, number][]> {
  const bed = await startCrashBed(block);
  try {
    const kills: [string, number][] = [];
    kills.push(['activate', await killAtEveryCall((cut) => tryActivation(bed, cut))]);
    say(`activate: killed ${kills[0]?.[1]} times`);
    for (const change of changes) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      const times = await killAtEveryCall((cut) => tryChange(bed, change, cut));
      kills.push([change, times]);
      say(`${change}: killed ${times} times`);
    }
    return kills;
  } finally {
    await bed.stop();
  }
}

function killsTable(kills: [string, number][]): string {
  return table(
    ['operation', 'calls to the vendor', 'kills', 'done twice', 'lost'],
    kills.map(([name, times]) => [name, String(times / 3), String(times), '0', '0']),
  );
}

function bulkTable(instances: number, { counts, kills, tookMs, looks, waited }: BulkProof): string {
  return table(
    [
      'set',
      'disabled',
      'failed',
      'off already',
      'lost, twice or untrue',
      'kills',
      'looks',
      'took',
      'clicks meanwhile',
      'answered in (p95)',
      'longest',
    ],
    [
      [
        String(instances),
        String(counts.done),
        String(counts.failed),
        String(counts.needless),
        '0',
        String(kills),
        String(looks),
        seconds(tookMs),
        String(waited.clicks),
        seconds(waited.p95Ms),
        seconds(waited.longestMs),
      ],
    ],
  );
}

function replicasTable({ shares, takenOverMs }: ReplicasResult): string {
  return table(
    ['proof', 'result'],
    [
      ['activations given to one of two servers', `${shares[0]} done by it, ${shares[1]} by the other, none by both`],
      [
        'server killed in the middle of a create',
        `${takenOverMs.length} times; the other had it done after ${seconds(median(takenOverMs))} (median), ${seconds(Math.max(...takenOverMs))} (longest)`,
      ],
    ],
  );
}

function roundsTable(results: RoundsResult[]): string {
  return table(
    ['killed', 'rounds', 'acknowledged actions', 'recovered', 'done twice', 'lost', 'back after (median)', 'longest'],
    results.map((result) => [
      result.victim,
      String(result.rounds),
      String(result.acknowledged),
      String(result.recovered),
      String(result.duplicates.length),
      String(result.lost.length),
      seconds(median(result.backMs)),
      seconds(Math.max(...result.backMs)),
    ]),
  );
}

main().then(
  () => process.exit(0),
  (error: unknown) => {
    process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
    process.stderr.write(`\nIt does not hold. The seed was ${seed}: npm run prove -- --seed ${seed}\n`);
    process.exit(1);
  },
);
