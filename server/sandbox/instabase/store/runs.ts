import { randomUUID } from 'node:crypto';

import type { SolutionRow, UserRow } from '../database/tables.ts';
import { InstabaseError } from '../instabase-errors.ts';
import { type InstabaseServices, later } from '../instabase-services.ts';
import { finelyStamped } from '../nanoseconds.ts';
import { ownerOfPath, spaceOfPath, trimmedPath, withoutOwner } from '../paths.ts';
import type { RunOutcome } from '../vocabulary.ts';

/** What a run is asked to do, checked for its form. */
export interface RunOrder {
  inputDir: string;
  outputDir: string | undefined;
  jobId: string | undefined;
  settings: Record<string, unknown>;
}

const outcomeMarkers: readonly (readonly [RegExp, RunOutcome])[] = [
  [/checkpoint/i, 'STOPPED_AT_CHECKPOINT'],
  [/fail/i, 'FAILED'],
  [/cancel/i, 'CANCELLED'],
];

/** Starts a run, which ends after `durationMs` as a word in its input path says; answers its id. */
export async function startRun(
  { database, clock }: InstabaseServices,
  caller: UserRow,
  solution: SolutionRow,
  order: RunOrder,
  durationMs: number,
): Promise<string> {
  if (solution.state !== 'ACTIVE') throw new InstabaseError(409, 'The deployed solution is not active');
  const id = order.jobId ?? randomUUID();
  const input = trimmedPath(order.inputDir);
  const outputFolder = folderOf(input, order, id);
  const outputRepo = spaceOfPath(outputFolder);
  if (outputRepo === null || spaceOfPath(input) === null) {
    throw new InstabaseError(400, 'Input and output folders must lie in a space: <owner>/<space>/...');
  }
  for (const path of [input, outputFolder]) checkOwnPath(caller, path);
  const now = clock.now();
  const startedNs = finelyStamped(now, id);
  const isTaken = await database.selectFrom('async_jobs').select('id').where('id', '=', id).executeTakeFirst();
  const added = isTaken
    ? undefined
    : await database
        .insertInto('runs')
        .values({
          id,
          account_id: caller.account_id,
          username: caller.username,
          solution_id: solution.id,
          solution_name: solution.name,
          solution_version: solution.version,
          solution_owner: solution.owner,
          output_folder: outputFolder,
          output_repo: outputRepo,
          started_ns: startedNs,
          last_started_ns: startedNs,
          ends_ns: finelyStamped(later(now, durationMs), `end of ${id}`),
          outcome: outcomeMarkers.find(([marker]) => marker.test(withoutOwner(input)))?.[1] ?? 'COMPLETE',
        })
        .onConflict((conflict) => conflict.doNothing())
        .returning('id')
        .executeTakeFirst();
  if (!added) throw new InstabaseError(409, `There is already a job ${id}`);
  return id;
}

/** Refuses a path in somebody else's space; an administrator may use every one. */
export function checkOwnPath(caller: UserRow, path: string): void {
  if (caller.is_admin || ownerOfPath(path) === caller.username) return;
  throw new InstabaseError(403, `No access to ${path}`);
}

function folderOf(input: string, { outputDir, settings }: RunOrder, id: string): string {
  // An empty text is what a form sends for "the default".
  const folder = outputDir ? trimmedPath(outputDir) : `${input}/out`;
  return settings['output_has_run_id'] === true ? `${folder}/${id}` : folder;
}
