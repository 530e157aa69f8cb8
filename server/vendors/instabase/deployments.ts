import type { Visibility } from '#contract/deployments.ts';
import type {
  ActsAs,
  DeploymentPort,
  DeploymentReader,
  DeploymentWriter,
  RunPage,
  RunsFilter,
} from '../deployments.ts';
import type { InstabaseCalls } from './calls.ts';
import { garbled } from './errors.ts';
import { toJobReport } from './job-report.ts';
import { isOwnOrPublic } from './own-or-public.ts';
import { toDeploymentDetail, toDeploymentRecord, toInstanceRecord, toRunRecord } from './mapping.ts';
import { collectWalk, continueWalk, windowOf } from './paging.ts';
import type { UnreadableListener } from './reader.ts';
import { fetchJob, fetchRuns } from './run-calls.ts';
import { fetchSolution, fetchSolutions } from './solution-calls.ts';
import type { SolutionWrites } from './solution-writes.ts';
import { publicOwner } from './words.ts';

/** What belongs to somebody is hardly ever public. */
const likeliestFirst: readonly Visibility[] = ['private', 'pending_review', 'public'];

/** What only Instabase has: deployed solutions with their versions, runs and jobs. */
export function createInstabaseDeployments(options: {
  calls: InstabaseCalls;
  writes: SolutionWrites;
  fingerprintKey: Buffer;
  reviewUrl: DeploymentPort['reviewUrl'];
  onUnreadable?: UnreadableListener;
}): DeploymentPort {
  const { writes, reviewUrl } = options;
  return {
    reader: createDeploymentReader(options),
    writer: createDeploymentWriter(writes),
    everybody: publicOwner,
    reviewUrl,
  };
}

function createDeploymentReader(options: {
  calls: InstabaseCalls;
  fingerprintKey: Buffer;
  onUnreadable?: UnreadableListener;
}): DeploymentReader {
  const { calls, fingerprintKey, onUnreadable } = options;
  const listRuns = async (
    as: ActsAs,
    wanted: Parameters<typeof fetchRuns>[2] & { filter: RunsFilter },
  ): Promise<RunPage> => {
    const { rows, came, unreadableCount } = await fetchRuns(calls, as, wanted);
    if (unreadableCount > 0) onUnreadable?.('run', unreadableCount);
    return { runs: rows.map(toRunRecord), mayHaveMore: came >= wanted.order.limit, unreadableCount };
  };

  return {
    listDeployments: async (as, filter, after) => {
      const page = await fetchSolutions(calls, as, filter, windowOf(after));
      const { rows, next, isGapless } = continueWalk(after, page);
      if (page.unreadableCount > 0) onUnreadable?.('instance', page.unreadableCount);
      const shown = rows.filter((row) => isOwnOrPublic(as, row));
      return {
        deployments: shown.map((row) => toDeploymentRecord(row, filter.visibility ?? null)),
        instances: shown.map((row) => toInstanceRecord(row, fingerprintKey)),
        next,
        unreadableCount: page.unreadableCount + (isGapless ? 0 : 1),
      };
    },

    listVersions: async (as, { name, owner }) => {
      const rows = await collectWalk((window) => fetchSolutions(calls, as, { name, owner }, window));
      // That names are compared as a whole is documented in passing only.
      return rows
        .filter((row) => row.name === name && row.owner === owner && isOwnOrPublic(as, row))
        .map((row) => toDeploymentRecord(row, null));
    },

    readDeployment: async (as, vendorId) => {
      const solution = await fetchSolution(calls, as, vendorId);
      if (solution === null) return null;
      if (solution.id !== vendorId)
        throw garbled('read', 'Instabase answered with another solution than was asked for');
      return isOwnOrPublic(as, solution) ? toDeploymentDetail(solution, null) : null;
    },

    readVisibility: async (as, { vendorId, name, vendorAccountId, visibility: known }) => {
      if (known !== 'unknown') return known;
      for (const visibility of likeliestFirst) {
        // oxlint-disable-next-line no-await-in-loop -- most are found by the first or second question
        const rows = await collectWalk((window) =>
          fetchSolutions(calls, as, { name, owner: vendorAccountId, visibility }, window),
        );
        if (rows.some((row) => row.id === vendorId)) return visibility;
      }
      return 'unknown';
    },

    listRunsOf: (as, vendorId, filter, order) => listRuns(as, { vendorId, filter, order }),

    listRuns: (as, filter, order) => listRuns(as, { vendorId: null, filter, order }),

    readRun: async (as, runId, spaces) => {
      const order = { sortBy: 'started', direction: 'descending', offset: 0, limit: 1 } as const;
      const { runs } = await listRuns(as, { vendorId: null, filter: { runIds: [runId], spaces }, order });
      return runs.find((run) => run.runId === runId) ?? null;
    },

    readJob: async (as, job) => toJobReport(await fetchJob(calls, as, job), job),
  };
}

function createDeploymentWriter(writes: SolutionWrites): DeploymentWriter {
  return {
    deploy: (as, packagePath) => writes.deploy(as, packagePath),
    run: (as, vendorId, wanted) => writes.run(as, vendorId, wanted),
    runByName: (as, named, wanted) => writes.runByName(as, named, wanted),
    setState: async (as, vendorId, state) =>
      toDeploymentDetail(await writes.change(as, vendorId, { kind: 'state', state }), null),
    setVisibility: async (as, vendorId, visibility) => {
      const solution = await writes.change(as, vendorId, { kind: 'visibility', visibility });
      // What is published belongs to nobody. As long as it belongs to somebody the wish was not, or not yet, granted.
      return toDeploymentDetail(solution, visibility === 'public' ? null : visibility);
    },
    remove: (as, vendorId) => writes.remove(as, vendorId),
  };
}
