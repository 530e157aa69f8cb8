import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';

import { InstabaseError } from '../instabase-errors.ts';
import type { InstabaseServices } from '../instabase-services.ts';
import { listRuns, type RunFilter } from '../store/run-lists.ts';
import { type RunOrder, startRun } from '../store/runs.ts';
import { findSolution, findSolutionByName } from '../store/solutions.ts';
import { orders, publicOwner, runSortings, runStates } from '../vocabulary.ts';
import { listedRun } from '../wire/run.ts';
import type { Call, Serve } from './endpoint.ts';
import { optionalText, pageOf, requiredText, wordOf, wordsOf } from './parameters.ts';

const runMs = 6000;
const longestJobId = 50;

/** Run by id and by name, and both lists of runs. Must be added before the routes that take any id in their place. */
export function addRunRoutes(app: Hono<{ Bindings: HttpBindings }>, services: InstabaseServices, serve: Serve): void {
  app.post(
    '/api/v2/solutions/deployed/run',
    serve('v2', async (call) => {
      const body = call.body();
      const order = orderOf(body);
      const solution = await findSolutionByName(services, call.caller, {
        name: requiredText(body, 'name'),
        version: optionalText(body, 'version'),
        owner: optionalText(body, 'owner') ?? publicOwner,
      });
      return { job_id: await startRun(services, call.caller, solution, order, call.durationMs(runMs)) };
    }),
  );

  app.get(
    '/api/v2/solutions/deployed/jobs',
    serve('v2', async (call) =>
      jobsOf(services, call, {
        solutionIds: call.query.getAll('solution_id'),
        owners: call.query.getAll('owner'),
        names: call.query.getAll('name'),
      }),
    ),
  );

  app.post(
    '/api/v2/solutions/deployed/:id/run',
    serve('v2', async (call, context) => {
      const solution = await findSolution(services, call.caller, context.req.param('id') ?? '', null);
      return {
        job_id: await startRun(services, call.caller, solution, orderOf(call.body()), call.durationMs(runMs)),
      };
    }),
  );

  app.get(
    '/api/v2/solutions/deployed/:id/jobs',
    serve('v2', async (call, context) => {
      const { id } = await findSolution(services, call.caller, context.req.param('id') ?? '', null);
      return jobsOf(services, call, { solutionIds: [id], owners: [], names: [] });
    }),
  );
}

/** Nothing but the page itself: neither a count nor a word on whether more follows. */
async function jobsOf(
  services: InstabaseServices,
  { caller, query, lateSince }: Call,
  about: Pick<RunFilter, 'solutionIds' | 'owners' | 'names'>,
) {
  const filter = {
    ...about,
    users: query.getAll('user'),
    jobIds: query.getAll('job_id'),
    states: wordsOf(query, 'state', runStates),
    outputRepos: query.getAll('output_repo'),
  };
  const sorting = {
    sortBy: wordOf(query, 'sort_by', runSortings) ?? 'startTimeNs',
    order: wordOf(query, 'order', orders) ?? 'DESCENDING',
  };
  const asOf = lateSince ?? services.clock.now();
  const runs = await listRuns(services, caller, filter, sorting, pageOf(query), asOf);
  return { jobs: runs.map(listedRun) };
}

function orderOf(body: Record<string, unknown>): RunOrder {
  const settings = body['settings'];
  if (typeof settings !== 'object' || settings === null || Array.isArray(settings)) {
    throw new InstabaseError(400, 'settings must be an object');
  }
  const jobId = optionalText(body, 'job_id');
  if (jobId !== undefined && (jobId === '' || jobId.length > longestJobId)) {
    throw new InstabaseError(400, `job_id must have 1 to ${longestJobId} characters`);
  }
  return {
    inputDir: requiredText(body, 'input_dir'),
    outputDir: optionalText(body, 'output_dir'),
    jobId,
    settings: Object.fromEntries(Object.entries(settings)),
  };
}
