import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import type { Selectable } from 'kysely';
import type { Tables } from '../../platform/database/schema.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import type { InstanceRuns } from './reach-runs.ts';

export type ReplayRow = Selectable<Tables['replays']>;

/** Longer than all calls of one repetition take together. A claim of that age has died with its process. */
const claimMs = 120_000;
/** How long a second press waits for the first. */
const patienceMs = 8_000;
const lookAgainMs = 100;
/** After this nothing is told of a repetition that would keep another one from being sent. */
const keptMs = 86_400_000;

/**
 * Works on repeating a run while nobody else does, in any replica. Waits a little for whoever has it. Throws `ProblemError`
 * `busy` when that takes long.
 */
export async function whileReplaying<Result>(
  services: Services,
  { instance }: InstanceRuns,
  runId: string,
  work: (replay: ReplayRow) => Promise<Result>,
): Promise<Result> {
  const { database, clock } = services;
  const key = { vendor: instance.vendor, run_id: runId };
  const now = clock.now();
  await database
    .deleteFrom('replays')
    .where((row) => row.or([row('sent_at', 'is', null), row('sent_at', '<', new Date(now.getTime() - keptMs))]))
    .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<=', now)]))
    .execute();
  const token = randomUUID();
  const claimed = await claim(services, { ...key, instance_id: instance.id }, token);
  if (!claimed) throw new ProblemError('busy', { vendor: instance.vendor });
  try {
    return await work(claimed);
  } finally {
    await database
      .updateTable('replays')
      .set({ claim: null, claimed_until: null })
      .where('claim', '=', token)
      .execute();
  }
}

/** Where nothing was sent the row may be cleared away between two looks, so each look begins with it. */
async function claim(
  { database, clock }: Services,
  key: Pick<ReplayRow, 'vendor' | 'run_id' | 'instance_id'>,
  token: string,
): Promise<ReplayRow | null> {
  const deadline = performance.now() + patienceMs;
  for (;;) {
    const now = clock.now();
    // oxlint-disable-next-line no-await-in-loop -- waiting for somebody else is the purpose
    await database
      .insertInto('replays')
      .values(key)
      .onConflict((conflict) => conflict.doNothing())
      .execute();
    // oxlint-disable-next-line no-await-in-loop -- as above
    const claimed = await database
      .updateTable('replays')
      .set({ claim: token, claimed_until: new Date(now.getTime() + claimMs) })
      .where('vendor', '=', key.vendor)
      .where('run_id', '=', key.run_id)
      .where((row) => row.or([row('claimed_until', 'is', null), row('claimed_until', '<=', now)]))
      .returningAll()
      .executeTakeFirst();
    if (claimed) return claimed;
    if (performance.now() >= deadline) return null;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await delay(lookAgainMs);
  }
}

/** Keeps what is known of it. Throws `ProblemError` `busy` when the claim was lost meanwhile: somebody else may be sending. */
export async function noteReplay(
  { database }: Services,
  replay: ReplayRow,
  noted: Partial<Pick<ReplayRow, 'sent_at' | 'known_run_ids' | 'new_run_id' | 'is_refused'>>,
): Promise<ReplayRow> {
  const kept = await database
    .updateTable('replays')
    .set(noted)
    .where('claim', '=', replay.claim)
    .returningAll()
    .executeTakeFirst();
  if (!kept) throw new ProblemError('busy', { vendor: replay.vendor });
  return kept;
}
