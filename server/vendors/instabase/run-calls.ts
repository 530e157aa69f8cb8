import type { ActsAs, RunFilter, RunOrder, RunsFilter } from '../deployments.ts';
import { VendorError } from '../vendor-error.ts';
import { asSegment, jobStatusPath, type Query, solutionsPath } from './addresses.ts';
import type { InstabaseCalls } from './calls.ts';
import { garbled, readable } from './errors.ts';
import { readRunList, type WireRun } from './wire.ts';
import { type WireJobStatus, wireJobStatus } from './wire-job-status.ts';
import type { WireRows } from './wire-values.ts';
import { directionWords, jobKindWords, runStateWords, sortingWords } from './words.ts';

/** One page of runs: those of the solution, or across all when `vendorId` is null. */
export async function fetchRuns(
  calls: InstabaseCalls,
  as: ActsAs,
  wanted: { vendorId: string | null; filter: RunsFilter; order: RunOrder },
): Promise<WireRows<WireRun>> {
  const { vendorId, filter, order } = wanted;
  const answer = await calls(as, {
    dialect: 'v2',
    method: 'GET',
    segments: [...solutionsPath, ...(vendorId === null ? [] : [asSegment(vendorId)]), 'jobs'],
    query: [...filterQuery(filter), ...(vendorId === null ? solutionQuery(filter) : []), ...orderQuery(order)],
    effect: 'read',
  }).catch((error: unknown) => {
    throw wantsSpaces(error, filter) ? spacesRequired(error) : error;
  });
  const rows = readable('read', () => readRunList(answer));
  if (rows === null) throw garbled('read', 'The list of runs cannot be read');
  return rows;
}

/** What the Job API says of a job. */
export async function fetchJob(
  calls: InstabaseCalls,
  as: ActsAs,
  { jobId, kind }: { jobId: string; kind: keyof typeof jobKindWords },
): Promise<WireJobStatus> {
  const answer = await calls(as, {
    dialect: 'v1',
    method: 'GET',
    segments: jobStatusPath,
    query: [
      ['job_id', jobId],
      ['type', jobKindWords[kind]],
    ],
    effect: 'read',
  });
  const status = readable('read', () => wireJobStatus.parse(answer));
  if (status.job_id !== null && status.job_id !== jobId) {
    throw garbled('read', 'Instabase answered with another job than was asked for');
  }
  return status;
}

function filterQuery({ users = [], runIds = [], states = [], spaces = [] }: RunFilter): Query {
  return [
    ...repeated('user', users),
    ...repeated('job_id', runIds),
    ...repeated(
      'state',
      states.map((state) => runStateWords[state]),
    ),
    ...repeated('output_repo', spaces),
  ];
}

function solutionQuery({ deploymentIds = [], owners = [], names = [] }: RunsFilter): Query {
  return [...repeated('solution_id', deploymentIds), ...repeated('owner', owners), ...repeated('name', names)];
}

function orderQuery({ sortBy, direction, offset, limit }: RunOrder): Query {
  return [
    ['sort_by', sortingWords[sortBy]],
    ['order', directionWords[direction]],
    ['limit', String(limit)],
    ['offset', String(offset)],
  ];
}

function repeated(name: string, values: readonly string[]): Query {
  return values.map((value) => [name, value]);
}

/**
 * Everything else that is sent here is documented as it is sent, so a list without spaces is refused for want of them: who
 * owns more than 900 must name those to look through.
 */
function wantsSpaces(error: unknown, { spaces = [] }: RunFilter): error is VendorError {
  return error instanceof VendorError && error.code === 'refused' && spaces.length === 0;
}

function spacesRequired(refusal: VendorError): VendorError {
  return new VendorError('instabase', 'bad_input', {
    wasDone: 'no',
    vendorMessage: refusal.vendorMessage,
    fields: { spaces: 'required' },
    cause: refusal,
  });
}
