import { filterableRunStates, type FilterableRunState } from '#contract/deployments.ts';
import { liesUnder, partsOfPath } from '#contract/folder-paths.ts';
import type { FieldProblem } from '#contract/problems.ts';
import { sql } from 'kysely';
import { ownerFor } from '../../accounts/vendor-links.ts';
import { spaceOf, spacesOfNewestJob } from '../../inventory/deployments/newest-job.ts';
import type { WithDeployments } from '../../inventory/deployments/read-deployments.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { ActsAs, RunOrder, RunPage, RunRecord, RunsFilter } from '../../vendors/deployments.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import { ProblemError, toProblemError } from '../problem-error.ts';
import { isUuid, reachInstance } from '../reach-instance.ts';
import { deploymentAdapter, deploymentAdapterOf, foldersOf, ownerToLookAs, reachableRows } from '../solution-access.ts';
import type { GraphContext } from './context.ts';
import type { JobFilter, QueryJobsArgs, Resolvers } from './schema.generated.ts';
import { shownMetadata } from './solution-instance.ts';

/** The vendor documents no greatest page, and one that caps a greater page in silence would look like the end of the list. */
const mostPerPage = 100;
/** Of each of the things by which jobs are narrowed: they travel in one address. */
const mostValues = 50;
const longestValue = 500;

/** Jobs, asked of the vendor as they are wanted. Nothing of them is kept but the newest of a solution. */
export const jobResolvers: Resolvers = {
  Query: {
    jobs: async (_parent, input, context) => {
      const adapter = deploymentAdapter(context.services);
      const order = readOrder(input);
      const filter = input.filter ?? {};
      await checkFilter(context, adapter, filter);
      if (!adapter) return emptyPage(adapter, 'not_connected', context);
      try {
        const asked = await whatToAsk(context, adapter, filter);
        return asked ? await askForJobs(context, adapter, asked, order) : emptyPage(adapter, 'empty', context);
      } catch (error) {
        return failedPage(context, adapter, error);
      }
    },
    job: async (_parent, { instanceId, jobId, spaces }, context) => {
      const { services, person, requestId } = context;
      const row = await reachInstance(services, person, instanceId, requestId);
      if (!row || jobId === '' || jobId.length > longestValue) return null;
      const adapter = deploymentAdapterOf(services, row.vendor);
      const filter: JobFilter = spaces == null ? {} : { spaces };
      await checkFilter(context, adapter, filter);
      const own = await ownRun(context, jobId);
      const owner = await ownerToLookAs(services, person, row);
      const run = await adapter.deployments.reader.readRun(
        owner,
        jobId,
        filter.spaces ?? own?.spaces ?? (await keptSpaces(context, row, jobId)),
      );
      if (run === null || run.deploymentId !== row.vendorId) return null;
      return shownJob(adapter, run, { row, inputFolder: own?.inputFolder ?? null });
    },
  },
};

interface Asked {
  as: ActsAs;
  /** Set where jobs of exactly one solution are wanted. */
  vendorId: string | null;
  filter: RunsFilter;
}

function readOrder(input: QueryJobsArgs): RunOrder {
  const offset = input.offset ?? 0;
  const limit = input.limit ?? 0;
  const fields: Record<string, FieldProblem> = {
    ...(limit < 1 || limit > mostPerPage ? { limit: 'unknown_value' as const } : {}),
    ...(offset < 0 ? { offset: 'unknown_value' as const } : {}),
  };
  if (Object.keys(fields).length > 0) throw new ProblemError('bad_input', { fields });
  return {
    sortBy: input.sort?.field ?? 'started',
    direction: input.sort?.direction ?? 'descending',
    offset,
    limit,
  };
}

/**
 * A space that is named shows its jobs to whoever names it, so an account may name those below its own folders alone, and
 * nobody but administrators another account.
 */
async function checkFilter(
  { services, person }: GraphContext,
  adapter: WithDeployments | null,
  filter: JobFilter,
): Promise<void> {
  const lists = {
    users: filter.users,
    jobIds: filter.jobIds,
    spaces: filter.spaces,
    owners: filter.owners,
    names: filter.names,
    instanceIds: filter.instanceIds,
  };
  const fields: Record<string, FieldProblem> = {};
  for (const [name, values] of Object.entries(lists)) {
    if (values == null) continue;
    if (values.length > mostValues || values.some((value) => value.length > longestValue)) fields[name] = 'too_long';
    if (values.some((value) => value.trim() === '')) fields[name] = 'malformed';
  }
  const spaces = filter.spaces ?? [];
  if (spaces.some((space) => partsOfPath(space)?.length !== 2)) fields['spaces'] ??= 'malformed';
  const folders = adapter && (await foldersOf(services, person, adapter.vendor));
  if (folders && !spaces.every((space) => liesUnder(space, folders))) fields['spaces'] ??= 'unknown_value';
  if (filter.accountId != null && person.role !== 'admin') fields['accountId'] = 'unknown_value';
  if (Object.keys(fields).length > 0) throw new ProblemError('bad_input', { fields });
}

/** Null: nothing that was named is within reach, so there is nothing to be asked for. */
async function whatToAsk(context: GraphContext, { vendor }: WithDeployments, filter: JobFilter): Promise<Asked | null> {
  const { services, person, requestId } = context;
  const ids = filter.instanceIds ?? [];
  const found = await Promise.all(ids.map((id) => reachInstance(services, person, id, requestId)));
  const rows = found.filter((row): row is IndexedInstance => row?.vendor === vendor);
  const states = knownStates(filter);
  const asksForOtherStates = (filter.states ?? []).length > 0 && states.length === 0;
  if ((ids.length > 0 && rows.length === 0) || asksForOtherStates) return null;
  const only = rows.length === 1 ? rows[0] : undefined;
  return {
    as: await credentialFor(context, vendor, filter.accountId ?? null, only),
    vendorId: only?.vendorId ?? null,
    filter: {
      ...(rows.length > 1 ? { deploymentIds: rows.map((row) => row.vendorId) } : {}),
      users: filter.users ?? [],
      runIds: filter.jobIds ?? [],
      states,
      spaces: filter.spaces ?? [],
      // Of one solution the vendor takes neither.
      ...(only ? {} : { owners: filter.owners ?? [], names: filter.names ?? [] }),
    },
  };
}

/** The operator's credential shows the jobs in the operator's own spaces, and never stands for everybody's. */
async function credentialFor(
  { services, person }: GraphContext,
  vendor: WithDeployments['vendor'],
  accountId: string | null,
  only: IndexedInstance | undefined,
): Promise<ActsAs> {
  if (person.account) return ownerFor(services.database, vendor, person.account.id, person);
  if (accountId !== null) {
    if (!isUuid(accountId)) throw new VendorError(vendor, 'not_connected', { wasDone: 'no' });
    return ownerFor(services.database, vendor, accountId, person);
  }
  return only ? ownerToLookAs(services, person, only) : 'operator';
}

/** Those by which the vendor can be asked; lists of its never hold the others. */
function knownStates({ states }: JobFilter): FilterableRunState[] {
  return filterableRunStates.filter((state) => states?.includes(state));
}

async function askForJobs(context: GraphContext, adapter: WithDeployments, asked: Asked, order: RunOrder) {
  const { services, person } = context;
  const { reader } = adapter.deployments;
  const { as, vendorId, filter } = asked;
  const page: RunPage =
    vendorId === null ? await reader.listRuns(as, filter, order) : await reader.listRunsOf(as, vendorId, filter, order);
  const vendorIds = [...new Set(page.runs.flatMap(({ deploymentId }) => deploymentId ?? []))];
  const rows = await reachableRows(services, person, { vendor: adapter.vendor, vendorIds });
  const folders = await inputFolders(context, page.runs);
  return {
    nodes: page.runs.map((run) =>
      shownJob(adapter, run, {
        row: rows.get(run.deploymentId ?? '') ?? null,
        inputFolder: folders.get(run.runId) ?? null,
      }),
    ),
    mayHaveMore: page.mayHaveMore,
    unreadableCount: page.unreadableCount,
    outcome: outcomeOf(adapter, page.runs.length === 0 && order.offset === 0 ? 'empty' : 'ok', null, context),
    problemFields: [],
  };
}

function shownJob(
  { deployments }: WithDeployments,
  run: RunRecord,
  { row, inputFolder }: { row: IndexedInstance | null; inputFolder: string | null },
) {
  return {
    ...run,
    id: run.runId,
    row,
    solutionId: run.deploymentId,
    inputFolder,
    metadata: shownMetadata(run.metadata),
    reviewUrl: run.state === 'needs_person' ? deployments.reviewUrl({ runId: run.runId }) : null,
  };
}

/** What the journal knows of jobs that were begun here, by those whom it concerns. */
async function inputFolders(context: GraphContext, runs: RunRecord[]): Promise<Map<string, string>> {
  const known = await ownRuns(
    context,
    runs.map(({ runId }) => runId),
  );
  return new Map(known.map(({ runId, inputFolder }) => [runId, inputFolder]));
}

async function ownRun(context: GraphContext, runId: string) {
  const [own] = await ownRuns(context, [runId]);
  if (!own) return null;
  const space = spaceOf(own.outputFolder ?? own.inputFolder);
  return { ...own, spaces: space === null ? [] : [space] };
}

/** Of what is everybody's an administrator is shown jobs that write into spaces of which only the index knows. */
function keptSpaces({ services, person }: GraphContext, row: IndexedInstance, runId: string): Promise<string[]> {
  const accountId = person.account?.id ?? null;
  return spacesOfNewestJob(services.database, { instanceId: row.id, runId, accountId });
}

async function ownRuns({ services, person }: GraphContext, runIds: string[]) {
  if (runIds.length === 0) return [];
  const found = await services.database
    .selectFrom('operations')
    .where('kind', '=', 'run')
    .$if(person.account !== null, (query) => query.where('account_id', '=', person.account?.id ?? ''))
    .where(sql<string>`data #>> '{job,runId}'`, 'in', runIds)
    .select('data')
    .limit(mostPerPage)
    .execute();
  return found.flatMap(({ data: { job } }) =>
    job?.runId && job.inputFolder
      ? [{ runId: job.runId, inputFolder: job.inputFolder, outputFolder: job.outputFolder ?? null }]
      : [],
  );
}

function emptyPage(adapter: WithDeployments | null, state: 'empty' | 'not_connected', context: GraphContext) {
  return {
    nodes: [],
    mayHaveMore: false,
    unreadableCount: 0,
    outcome: outcomeOf(adapter, state, null, context),
    problemFields: [],
  };
}

/** What the vendor could not be asked for is said, with the fields that would have to be filled. */
function failedPage(context: GraphContext, adapter: WithDeployments, error: unknown) {
  const known = toProblemError(error);
  if (!known) throw error;
  const { code, fields, retryAt } = known.problem;
  const state = code === 'not_connected' ? 'not_connected' : 'failed';
  return {
    ...emptyPage(adapter, 'empty', context),
    outcome: { ...outcomeOf(adapter, state, code, context), retryAt: retryAt === undefined ? null : new Date(retryAt) },
    problemFields: Object.keys(fields ?? {}),
  };
}

function outcomeOf(
  adapter: WithDeployments | null,
  state: 'ok' | 'empty' | 'failed' | 'not_connected',
  code: string | null,
  { services }: GraphContext,
) {
  const now = services.clock.now();
  return {
    vendor: adapter?.vendor ?? ('instabase' as const),
    state,
    code,
    checkedAt: state === 'ok' || state === 'empty' ? now : null,
    failedSince: state === 'failed' ? now : null,
    missingCount: null,
    retryAt: null,
    refreshing: false,
  };
}
