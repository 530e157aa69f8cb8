import { z } from 'zod';
import { wireDuration, wireMoment } from './nanoseconds.ts';
import {
  anything,
  identifier,
  label,
  optionalLabel,
  optionalText,
  readRows,
  single,
  wholeNumber,
  wireMilliseconds,
  type WireRows,
} from './wire-values.ts';

/**
 * What we read of Instabase's answers about solutions and runs, and no more. Parsing is tolerant: an optional field that is
 * missing or of the wrong type falls back to a neutral value, and only a row without its identity is unreadable.
 */

/** Whose a solution is belongs to its identity: without it nobody may be shown the row. */
const wireSolution = z.object({
  id: identifier,
  owner: identifier,
  name: label,
  version: label,
  createdAtMs: wireMilliseconds,
  updatedAtMs: wireMilliseconds,
  summary: optionalText,
  state: z.string().catch(''),
  author: optionalLabel,
  solution_path: optionalText,
  description: optionalText,
  metadata: anything,
});
export type WireSolution = z.infer<typeof wireSolution>;

export const wireSolutionAnswer = z.object({ solution: wireSolution });

/** What deploying, removing and running are answered with. */
export const wireJobAnswer = z.object({ job_id: identifier });

const wireRun = z.object({
  id: identifier,
  accountId: optionalLabel,
  jobType: optionalLabel,
  startTimeNs: wireMoment,
  lastStartTimeNs: wireMoment,
  modifiedTimeNs: wireMoment,
  completionTimeNs: wireMoment,
  timeTakenNs: wireDuration,
  message: optionalText,
  state: label,
  metadata: anything,
  deployedSolutionId: identifier.nullable().catch(null),
  outputFolder: optionalText,
});
export type WireRun = z.infer<typeof wireRun>;

const wireSolutionList = z.object({
  solutions: z.array(z.unknown()),
  has_more: single(z.boolean().nullable().catch(null)),
  next_offset: single(wholeNumber),
});
const wireRunList = z.object({ jobs: z.array(z.unknown()) });

/** One page of solutions, with what it says of the page behind it: nothing at all, where a value is null. */
export interface WireSolutionPage extends WireRows<WireSolution> {
  hasMore: boolean | null;
  nextOffset: number | null;
}

/** Null when the list itself cannot be read, or not one of its rows. */
export function readSolutionList(answer: unknown): WireSolutionPage | null {
  const list = wireSolutionList.safeParse(answer);
  if (!list.success) return null;
  const { solutions, has_more: hasMore, next_offset: nextOffset } = list.data;
  const rows = readRows(solutions, wireSolution);
  return rows && { ...rows, hasMore, nextOffset };
}

/** Null when the list itself cannot be read, or not one of its rows. */
export function readRunList(answer: unknown): WireRows<WireRun> | null {
  const list = wireRunList.safeParse(answer);
  return list.success ? readRows(list.data.jobs, wireRun) : null;
}
