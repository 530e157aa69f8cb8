import { type RawBuilder, sql } from 'kysely';

import type { UserRow } from '../database/tables.ts';
import { InstabaseError } from '../instabase-errors.ts';
import { type InstabaseServices, isUuid } from '../instabase-services.ts';
import { nanosecondsOf } from '../nanoseconds.ts';
import type { Order, RunSorting, RunState } from '../vocabulary.ts';
import type { Page } from './solutions.ts';

/** A run as it stands at some moment. */
export interface RunView {
  id: string;
  accountId: string;
  solutionId: string;
  outputFolder: string;
  outputRepo: string;
  state: RunState;
  startedNs: string;
  lastStartedNs: string;
  /** When it ends, also before that moment has come. */
  endsNs: string;
}

/** What a list may be narrowed by: any of the values given; an empty list does not narrow. */
export interface RunFilter {
  users: readonly string[];
  jobIds: readonly string[];
  states: readonly RunState[];
  outputRepos: readonly string[];
  solutionIds: readonly string[];
  owners: readonly string[];
  names: readonly string[];
}

/** From this many spaces on, Instabase no longer looks through all of the caller's own. */
const mostSpacesByDefault = 900;

/**
 * The runs that write into the spaces named, or without any into those the caller owns. A space of somebody else shows a
 * caller who is no administrator only the caller's own runs.
 */
export async function listRuns(
  services: InstabaseServices,
  caller: UserRow,
  filter: RunFilter,
  { sortBy, order }: { sortBy: RunSorting; order: Order },
  { limit, offset }: Page,
  asOf: Date,
): Promise<RunView[]> {
  if (filter.outputRepos.length === 0) await checkSpaceCount(services, caller);
  const direction = order === 'ASCENDING' ? 'asc' : 'desc';
  let query = runsAsOf(services, asOf).where('started_ns', '<=', nanosecondsOf(asOf));
  query =
    filter.outputRepos.length > 0
      ? query.where('output_repo', 'in', [...filter.outputRepos])
      : query.where('output_repo', 'in', (build) =>
          build
            .selectFrom('spaces')
            .select(sql<string>`owner || '/' || name`.as('repo'))
            .where('owner', '=', caller.username),
        );
  if (!caller.is_admin) {
    query = query.where((build) =>
      build.or([
        build('account_id', '=', caller.account_id),
        sql<boolean>`starts_with(output_repo, ${`${caller.username}/`}::text)`,
      ]),
    );
  }
  if (filter.users.length > 0) query = query.where('username', 'in', [...filter.users]);
  if (filter.jobIds.length > 0) query = query.where('id', 'in', [...filter.jobIds]);
  if (filter.states.length > 0) query = query.where(stateAt(asOf), 'in', [...filter.states]);
  if (filter.owners.length > 0) query = query.where('solution_owner', 'in', [...filter.owners]);
  if (filter.names.length > 0) query = query.where('solution_name', 'in', [...filter.names]);
  if (filter.solutionIds.length > 0) {
    const ids = filter.solutionIds.filter(isUuid);
    if (ids.length === 0) return [];
    query = query.where('solution_id', 'in', ids);
  }
  if (sortBy === 'state') query = query.orderBy(stateAt(asOf), direction);
  else if (sortBy === 'timeTakenNs') query = query.orderBy(timeTakenAt(asOf), direction);
  else query = query.orderBy(sortColumns[sortBy], direction);
  return query.orderBy('started_ns', direction).orderBy('id', direction).limit(limit).offset(offset).execute();
}

const sortColumns = {
  startTimeNs: 'started_ns',
  name: 'solution_name',
  version: 'solution_version',
  username: 'username',
} as const;

/** The run of this id, if the caller started it, owns the space it writes into, or is an admin. */
export async function findRun(
  services: InstabaseServices,
  caller: UserRow,
  id: string,
  asOf: Date,
): Promise<RunView | undefined> {
  const run = await runsAsOf(services, asOf).where('id', '=', id).executeTakeFirst();
  if (!run) return undefined;
  const isTheirs = run.accountId === caller.account_id || run.outputRepo.startsWith(`${caller.username}/`);
  return caller.is_admin || isTheirs ? run : undefined;
}

async function checkSpaceCount({ database }: InstabaseServices, caller: UserRow): Promise<void> {
  const { count } = await database
    .selectFrom('spaces')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('owner', '=', caller.username)
    .executeTakeFirstOrThrow();
  if (count > mostSpacesByDefault) {
    throw new InstabaseError(400, `output_repo is required for owners of more than ${mostSpacesByDefault} spaces`);
  }
}

function runsAsOf({ database }: InstabaseServices, asOf: Date) {
  return database
    .selectFrom('runs')
    .select([
      'id',
      'account_id as accountId',
      'solution_id as solutionId',
      'output_folder as outputFolder',
      'output_repo as outputRepo',
    ])
    .select([
      stateAt(asOf).as('state'),
      sql<string>`started_ns::text`.as('startedNs'),
      sql<string>`last_started_ns::text`.as('lastStartedNs'),
      sql<string>`ends_ns::text`.as('endsNs'),
    ]);
}

function stateAt(moment: Date): RawBuilder<RunState> {
  return sql<RunState>`case when ends_ns <= ${nanosecondsOf(moment)}::bigint then outcome else 'RUNNING' end`;
}

function timeTakenAt(moment: Date): RawBuilder<string> {
  return sql<string>`case when ends_ns <= ${nanosecondsOf(moment)}::bigint and outcome <> 'STOPPED_AT_CHECKPOINT'
    then ends_ns - last_started_ns else 0 end`;
}
