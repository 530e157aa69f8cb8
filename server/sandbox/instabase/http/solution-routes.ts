import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';

import { InstabaseError } from '../instabase-errors.ts';
import type { InstabaseServices } from '../instabase-services.ts';
import { ownerOfPath } from '../paths.ts';
import { startDeletion, startDeployment } from '../store/async-jobs.ts';
import { checkOwnPath } from '../store/runs.ts';
import { changeSolution, findOwnSolution, findSolution, grantedVisibility, listSolutions } from '../store/solutions.ts';
import { isUsername } from '../store/users.ts';
import { solutionStates, visibilities } from '../vocabulary.ts';
import { listedSolution, wholeSolution } from '../wire/solution.ts';
import type { Call, Serve } from './endpoint.ts';
import { asWord, pageOf, requiredText, textOf, wordOf } from './parameters.ts';

const deployMs = 4000;
const deleteMs = 3000;

/** Deploy, list, read, change and delete. */
export function addSolutionRoutes(
  app: Hono<{ Bindings: HttpBindings }>,
  services: InstabaseServices,
  serve: Serve,
): void {
  app.post(
    '/api/v2/solutions/deployed',
    serve('v2', async (call) => {
      const path = requiredText(call.body(), 'solution_path');
      checkOwnPath(call.caller, path);
      const named = ownerOfPath(path);
      const owner = (await isUsername(services, named)) ? named : call.caller.username;
      return {
        job_id: await startDeployment(services, call.caller, { path, owner, durationMs: call.durationMs(deployMs) }),
      };
    }),
  );

  app.get(
    '/api/v2/solutions/deployed',
    serve('v2', async ({ caller, query, lateSince }) => {
      const page = pageOf(query);
      const filter = {
        state: wordOf(query, 'state', solutionStates),
        name: textOf(query, 'name'),
        author: textOf(query, 'author'),
        owner: textOf(query, 'owner'),
        visibility: wordOf(query, 'visibility', visibilities),
      };
      const found = await listSolutions(services, caller, filter, { ...page, limit: page.limit + 1 }, lateSince);
      const hasMore = found.length > page.limit;
      const solutions = found.slice(0, page.limit);
      // Both come in an array of one, and there is no count of all.
      return {
        has_more: [hasMore],
        next_offset: [hasMore ? page.offset + solutions.length : -1],
        solutions: solutions.map(listedSolution),
      };
    }),
  );

  app.get(
    '/api/v2/solutions/deployed/:id',
    serve('v2', async ({ caller, lateSince }, context) => ({
      solution: wholeSolution(await findSolution(services, caller, context.req.param('id') ?? '', lateSince)),
    })),
  );

  app.patch(
    '/api/v2/solutions/deployed/:id',
    serve('v2', async (call, context) => {
      const { caller } = call;
      const solution = await findOwnSolution(services, caller, context.req.param('id') ?? '');
      const { state, visibility } = changeOf(call);
      const granted = visibility && grantedVisibility(caller, visibility);
      return { solution: wholeSolution(await changeSolution(services, solution, { state, visibility: granted })) };
    }),
  );

  app.delete(
    '/api/v2/solutions/deployed/:id',
    serve('v2', async (call, context) => {
      const solution = await findOwnSolution(services, call.caller, context.req.param('id') ?? '');
      return { job_id: await startDeletion(services, call.caller, solution, call.durationMs(deleteMs)) };
    }),
  );
}

/** Documented in the query string; the vendor's own tools send a body. The query string goes first. */
function changeOf({ query, body }: Call) {
  const asked = { state: textOf(query, 'state'), visibility: textOf(query, 'visibility') };
  const sent = asked.state === undefined && asked.visibility === undefined ? bodyOrNothing(body) : asked;
  if (sent.state === undefined && sent.visibility === undefined) {
    throw new InstabaseError(400, 'visibility or state is required');
  }
  return {
    state: sent.state === undefined ? undefined : asWord(sent.state, 'state', solutionStates),
    visibility: sent.visibility === undefined ? undefined : asWord(sent.visibility, 'visibility', visibilities),
  };
}

function bodyOrNothing(body: Call['body']): { state?: unknown; visibility?: unknown } {
  const { state, visibility } = body();
  return { ...(state === null ? {} : { state }), ...(visibility === null ? {} : { visibility }) };
}
