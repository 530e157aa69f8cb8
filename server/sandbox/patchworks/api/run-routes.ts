import { z } from 'zod';

import type { PatchworksServices } from '../patchworks-services.ts';
import { requireFlow, stepsOf } from '../store/flows.ts';
import { listRuns, requireRun, type RunRow, runStatus, startRun } from '../store/runs.ts';
import { type ApiApp, createApiApp, idIn, parseFields, requireManager } from './api-context.ts';
import { envelope, pageOf, readListQuery } from './list-query.ts';
import { render, type Resource } from './resource.ts';

/** Moments in filters are milliseconds since 1970. */
const moment = z.coerce
  .number()
  .int()
  .min(0)
  .max(8_640_000_000_000_000)
  .transform((milliseconds) => new Date(milliseconds));
const integers = z.array(z.coerce.number().int().min(0).max(2_147_483_647));

const filterSchema = z.object({
  flow_id: integers.optional(),
  flow_version_id: integers.optional(),
  status: integers.optional(),
  trigger: z.array(z.string()).optional(),
  started_after: z.tuple([moment]).optional(),
  started_before: z.tuple([moment]).optional(),
  has_warnings: z.tuple([z.enum(['true', 'false', '1', '0'])]).optional(),
  search: z.array(z.string()).optional(),
});

/** What flows have done lately. */
export function createRunRoutes(services: PatchworksServices): ApiApp {
  const app = createApiApp();

  app.get('/flow-runs', async (context) => {
    const query = readListQuery(context, { filters: Object.keys(filterSchema.shape), sorts: ['started_at'] });
    const filters = parseFields(Object.fromEntries(query.filters), filterSchema);
    const { rows, total } = await listRuns(services, context.env.caller.company.id, {
      // Each flow has one version here, of the flow's own id.
      flowIds: filters.flow_id ?? filters.flow_version_id,
      statuses: filters.status,
      triggers: filters.trigger,
      startedAfter: filters.started_after?.[0],
      startedBefore: filters.started_before?.[0],
      hasWarnings: filters.has_warnings && ['true', '1'].includes(filters.has_warnings[0]),
      search: filters.search?.join(','),
      oldestFirst: query.sort?.descending === false,
      limit: query.perPage,
      offset: (query.page - 1) * query.perPage,
    });
    const runs = rows.map((run) => render(runResource(run), services.shape));
    return context.json(envelope(context, query, runs, total));
  });

  app.get('/flow-runs/:id', async (context) => {
    const run = await requireRun(services, context.env.caller.company.id, idIn(context, 'flow run'));
    return context.json({ data: render(runResource(run), services.shape) });
  });

  app.post('/flow-runs/:id/retry', async (context) => {
    requireManager(context);
    const { company } = context.env.caller;
    const run = await requireRun(services, company.id, idIn(context, 'flow run'));
    const flow = await requireFlow(services, company.id, run.flow_id);
    return context.json({ data: render(runResource(await startRun(services, flow, 'Retry')), services.shape) });
  });

  app.get('/flow-runs/:id/flow-run-logs', async (context) => {
    const query = readListQuery(context, { includes: ['flowRunLogMetadata'] });
    const run = await requireRun(services, context.env.caller.company.id, idIn(context, 'flow run'));
    const withMetadata = query.includes.has('flowRunLogMetadata');
    const logs = await logsOf(services, run, withMetadata, context.req.query('load_payload_ids') === 'true');
    const rows = pageOf(logs, query).map((log) => render(log, services.shape));
    return context.json(envelope(context, query, rows, logs.length));
  });
  return app;
}

/** A run in the vendor's fields; a running one has not finished. */
export function runResource(run: RunRow): Resource {
  const isRunning = run.status === runStatus.started;
  return {
    type: 'flow-runs',
    id: run.id,
    attributes: {
      flow_id: run.flow_id,
      flow_version_id: run.flow_id,
      status: run.status,
      trigger: run.trigger,
      started_at: run.started_at.toISOString(),
      finished_at: isRunning ? null : run.ends_at.toISOString(),
      warnings_count: run.warnings,
      message: isRunning ? null : run.message,
    },
  };
}

/** One line per step, and the reason of a failure as the last. */
async function logsOf(
  services: PatchworksServices,
  run: RunRow,
  withMetadata: boolean,
  withPayloads: boolean,
): Promise<Resource[]> {
  const steps = await stepsOf(services, [run.flow_id]);
  const lines = steps.map(({ id, name }) => ({ stepId: id, level: 'info', text: `${name} has started` }));
  if (run.message !== null && run.status !== runStatus.started) {
    lines.push({ stepId: steps.at(-1)?.id ?? 0, level: 'error', text: run.message });
  }
  return lines.map(({ stepId, level, text }, place) => {
    const id = run.id * 1000 + place;
    return {
      type: 'flow-run-logs',
      id,
      attributes: {
        flow_run_id: run.id,
        flow_step_id: stepId,
        log_level: level,
        log_message: text,
        created_at: run.started_at.toISOString(),
        ...(withPayloads && { payload_ids: [] }),
      },
      ...(withMetadata && { relations: { flow_run_log_metadata: [] } }),
    };
  });
}
