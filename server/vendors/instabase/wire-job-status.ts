import { z } from 'zod';
import { parseJsonText } from './json-text.ts';
import { anything, count, identifier, label, optionalLabel, optionalText, wireSeconds } from './wire-values.ts';

/** How one part of a job ended. An entry without its status is unreadable: it may stand for either end. */
const wireResult = z.object({
  status: z.string().min(1),
  msg: optionalText,
  output_folder: optionalText,
  deployed_solution_id: identifier.nullable().catch(null),
});

/** Documented as one object; the vendor's own tools read an array. Absent as long as the job is not over. */
const wireResults = z
  .union([z.array(wireResult), wireResult.transform((only) => [only])])
  .nullable()
  .optional()
  .transform((results) => results ?? []);

const share = z.number().min(0).max(1).nullable().catch(null);

const wireCounts = z
  .object({ numFiles: count, numRecords: count, numRuntimeErrors: count, recordsWithMsg: count })
  .nullable()
  .catch(null);

/** What is told of the work itself. All of it may be missing: it is there for people to look at. */
const wireWork = z.object({
  status: optionalLabel,
  finish_timestamp: wireSeconds,
  curProgress: share,
  reviewer: optionalLabel,
  review_state: optionalLabel,
  run_summary: wireCounts,
});
export type WireWork = z.infer<typeof wireWork>;

const noWork: WireWork = {
  status: null,
  finish_timestamp: null,
  curProgress: null,
  reviewer: null,
  review_state: null,
  run_summary: null,
};

/** The Job API's answer on a job. `cur_status` is JSON in a string. */
export const wireJobStatus = z.object({
  state: label,
  msg: optionalText,
  job_id: identifier.nullable().catch(null),
  results: wireResults,
  cur_status: anything.transform((value) => wireWork.catch(noWork).parse(parseJsonText(value))),
});
export type WireJobStatus = z.infer<typeof wireJobStatus>;
