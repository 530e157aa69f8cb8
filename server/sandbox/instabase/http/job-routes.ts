import type { HttpBindings } from '@hono/node-server';
import type { Hono } from 'hono';

import { InstabaseError } from '../instabase-errors.ts';
import type { InstabaseServices } from '../instabase-services.ts';
import { findAsyncJob } from '../store/async-jobs.ts';
import { findRun } from '../store/run-lists.ts';
import { jobTypes } from '../vocabulary.ts';
import { asyncJobStatus, runStatus } from '../wire/job-status.ts';
import type { Serve } from './endpoint.ts';
import { textOf, wordOf } from './parameters.ts';

/** The Job API: deployments and deletions are of type `async`, runs of type `flow`. */
export function addJobRoutes(app: Hono<{ Bindings: HttpBindings }>, services: InstabaseServices, serve: Serve): void {
  app.get(
    '/api/v1/jobs/status',
    serve('v1', async ({ caller, query }) => {
      const id = textOf(query, 'job_id');
      const type = wordOf(query, 'type', jobTypes);
      if (id === undefined || type === undefined) throw new InstabaseError(400, 'job_id and type are required');
      const now = services.clock.now();
      if (type === 'async') {
        const job = await findAsyncJob(services, caller, id);
        if (job) return asyncJobStatus(job, now);
      }
      if (type === 'flow') {
        const run = await findRun(services, caller, id, now);
        if (run) return runStatus(run, now);
      }
      throw new InstabaseError(404, `There is no ${type} job ${id}`);
    }),
  );
}
