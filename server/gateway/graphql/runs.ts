import { ProblemError } from '../problem-error.ts';
import { listRuns, shownRun } from '../runs/list-runs.ts';
import { reachRuns, readRunOf } from '../runs/reach-runs.ts';
import type { Resolvers } from './schema.generated.ts';

/** Longer is no id of a vendor's. */
const longestRunId = 500;

/**
 * Runs, asked of the vendor each time: an account's own, or everybody's for an admin. They are for people who may change
 * things, because they tell what customers sent.
 */
export const runResolvers: Resolvers = {
  Query: {
    runs: (_parent, { filter, first, after }, context) =>
      listRuns(context, { filter: filter ?? {}, first: first ?? null, after: after ?? null }),
    run: async (_parent, { instanceId, runId }, { services, person, requestId }) => {
      if (runId.length > longestRunId) throw new ProblemError('bad_input', { fields: { runId: 'too_long' } });
      const reached = await reachRuns(services, person, instanceId, requestId);
      const found = reached && (await readRunOf(services, reached, runId));
      if (!reached || !found) return null;
      return {
        run: shownRun(found.run, reached.instance),
        steps: found.steps.map(({ stepId, ...step }) => ({ ...step, id: stepId })),
      };
    },
  },
};
