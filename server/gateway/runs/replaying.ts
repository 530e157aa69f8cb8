import type { Person } from '#contract/people.ts';
import { mayHaveBeenDone } from '../../operations/may-have-been-done.ts';
import { unlessVendorFails } from '../../operations/unless-vendor-fails.ts';
import type { RunRecord } from '../../vendors/runs.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { ProblemError } from '../problem-error.ts';
import type { Services } from '../services.ts';
import { auditRun } from './audit-run.ts';
import { auditingForeignRows, type InstanceRuns } from './reach-runs.ts';
import { noteReplay, type ReplayRow, whileReplaying } from './replay-claim.ts';

/** Within this time a second press is the same press. */
const onePressMs = 10_000;
/** How long a repetition whose outcome is unknown is looked for before another is sent. */
const settlingMs = 60_000;
/** The vendor's time may be a little behind ours. */
const behindMs = 5_000;
/** Of the newest runs; one that was just begun is among the first. */
const mostPages = 5;

/** A run that is to be repeated, by whom. */
interface Replaying {
  services: Services;
  reached: InstanceRuns;
  run: RunRecord;
  person: Person;
  requestId: string;
}

/**
 * Runs once more what a run was begun with, once: a second press, also in another replica, is told the same run, and one whose
 * outcome is unknown is looked for before another is sent. Answers the new run's id. Throws `ProblemError`, `outcome_unknown`
 * while nobody can tell; and `VendorError`.
 */
export function replayRun(replaying: Replaying): Promise<string> {
  const { services, reached, run } = replaying;
  return whileReplaying(services, reached, run.runId, async (replay) => {
    const already = await alreadyReplayed(replaying, replay);
    return already ?? send(replaying, replay);
  });
}

/** The run that a former press has led to and that still counts for this one; null when another may be sent. */
async function alreadyReplayed(replaying: Replaying, replay: ReplayRow): Promise<string | null> {
  const { services, reached } = replaying;
  const { sent_at: sentAt, new_run_id: newRunId } = replay;
  if (sentAt === null) return null;
  const now = services.clock.now().getTime();
  if (newRunId !== null) {
    if (now - sentAt.getTime() < onePressMs) return newRunId;
    const known = await reached.runs.readRun(reached.owner, newRunId);
    const isUnderWay = known !== null && ['waiting', 'running'].includes(known.run.state);
    return isUnderWay ? newRunId : null;
  }
  const found = await lookForReplay(replaying, replay);
  if (found !== null) return adopt(replaying, replay, found);
  const overAt = sentAt.getTime() + settlingMs;
  if (replay.is_refused || overAt <= now) return null;
  throw unknownYet(replaying, overAt);
}

async function send(replaying: Replaying, replay: ReplayRow): Promise<string> {
  const { services, reached, run } = replaying;
  const known = run.wasReplayed ? await replaysOf(replaying, run.startedAt) : [];
  const sentAt = services.clock.now();
  const noted = await noteReplay(services, replay, {
    sent_at: sentAt,
    known_run_ids: known,
    new_run_id: null,
    is_refused: false,
  });
  try {
    const made = await auditingForeignRows(services, reached.instance.account.id, () =>
      reached.runs.replayRun(reached.owner, run.runId),
    );
    return await adopt(replaying, noted, made.runId);
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    const isOpen = mayHaveBeenDone(error);
    const found = isOpen ? await unlessVendorFails(lookForReplay(replaying, noted)) : null;
    if (found !== null) return adopt(replaying, noted, found);
    // A refusal that may have come after the work is looked into once more at the next press, which need not wait for it.
    if (error.wasDone === 'no') await noteReplay(services, noted, isOpen ? { is_refused: true } : { sent_at: null });
    await auditRun(replaying, { action: 'run.replay', error, detail: run.flowName });
    if (error.wasDone === 'no') throw error;
    throw unknownYet(replaying, sentAt.getTime() + settlingMs);
  }
}

async function adopt(replaying: Replaying, replay: ReplayRow, newRunId: string): Promise<string> {
  await noteReplay(replaying.services, replay, { new_run_id: newRunId });
  await auditRun(replaying, { action: 'run.replay', error: null, detail: replaying.run.flowName });
  return newRunId;
}

/** The repetition that has appeared since it was sent; null when none has. */
async function lookForReplay(replaying: Replaying, replay: ReplayRow): Promise<string | null> {
  if (replay.sent_at === null) return null;
  const known = new Set(replay.known_run_ids);
  const since = new Date(replay.sent_at.getTime() - behindMs);
  const found = await replaysOf(replaying, since);
  return found.find((runId) => !known.has(runId)) ?? null;
}

/** Repetitions of the run that began since, by the vendor's ids, the newest first. */
async function replaysOf({ reached, run }: Replaying, since: Date): Promise<string[]> {
  const { instance, runs, owner } = reached;
  const filter = { vendorId: instance.vendorId, from: since };
  const found: string[] = [];
  let after: string | null = null;
  for (let pages = 0; pages < mostPages; pages += 1) {
    // oxlint-disable-next-line no-await-in-loop -- each page needs the reference that the one before it gave
    const page = await runs.listRuns(owner, filter, after);
    found.push(...page.runs.filter(({ replayOf }) => replayOf === run.runId).map(({ runId }) => runId));
    after = page.next;
    if (after === null) break;
  }
  return found;
}

function unknownYet({ reached: { instance } }: Replaying, overAt: number): ProblemError {
  return new ProblemError('outcome_unknown', {
    changed: 'unknown',
    vendor: instance.vendor,
    instance: { id: instance.id, name: instance.name },
    retryAt: new Date(overAt).toISOString(),
  });
}
