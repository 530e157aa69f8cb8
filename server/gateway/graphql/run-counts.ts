import { ProblemError } from '../problem-error.ts';
import { askRuns, runScope } from '../runs/ask-runs.ts';
import type { Resolvers } from './schema.generated.ts';

const mostHours = 24;

/** How many runs began in each hour; the last one ends now. */
export const runCountResolvers: Resolvers = {
  Query: {
    runCounts: async (_parent, { instanceId, hours: asked }, context) => {
      const hours = asked ?? mostHours;
      if (hours < 1 || hours > mostHours) throw new ProblemError('bad_input', { fields: { hours: 'unknown_value' } });
      const scope = await runScope(context, instanceId ?? null);
      if (scope === null) return { nodes: [], outcomes: [] };
      const filter = scope.vendorId === null ? {} : { vendorId: scope.vendorId };
      const until = context.services.clock.now();
      const { answer, outcome } = await askRuns(
        context,
        scope,
        (runs, owner) => runs.countRuns(owner, filter, { until, hours }),
        (counts) => counts.every(({ all }) => all === 0),
      );
      return { nodes: answer ?? [], outcomes: [outcome] };
    },
  },
};
