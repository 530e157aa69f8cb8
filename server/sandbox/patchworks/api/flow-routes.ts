import { z } from 'zod';

import type { FlowRow, FlowStepRow } from '../database/tables.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { Refusal } from '../refusal.ts';
import { listFlows, pointStep, removeStep, requireFlow, stepsOf, updateFlow } from '../store/flows.ts';
import { startRun } from '../store/runs.ts';
import { type ApiApp, type ApiContext, createApiApp, idIn, readBody, requireManager } from './api-context.ts';
import { presentConnectors } from './connector-presenter.ts';
import { envelope, matchesExactly, matchesText, pageOf, readIncludes, readListQuery, sorted } from './list-query.ts';
import { render, type Resource } from './resource.ts';
import { runResource } from './run-routes.ts';

const includes = ['currentVersion', 'currentVersion.steps', 'currentVersion.steps.connector'];
const flowSchema = z.object({ name: z.string().trim().min(1).max(255).optional(), is_enabled: z.boolean().optional() });
const stepSchema = z.object({ connector_id: z.number().int().min(1).max(2_147_483_647).nullable() });
const startSchema = z.object({ payload: z.string().optional() });

/** Process flows, whose steps use instances. */
export function createFlowRoutes(services: PatchworksServices): ApiApp {
  const app = createApiApp();

  app.get('/flows', async (context) => {
    const query = readListQuery(context, {
      filters: ['name', 'is_enabled'],
      includes,
      sorts: ['name', 'created_at', 'updated_at'],
    });
    const flows = await listFlows(services, context.env.caller.company.id);
    const matching = flows.filter(
      ({ name, is_enabled }) =>
        matchesText(query.filters, 'name', name) && matchesExactly(query.filters, 'is_enabled', is_enabled),
    );
    const ordered = sorted(matching, query, {
      name: ({ name }) => name,
      created_at: ({ created_at }) => created_at.toISOString(),
      updated_at: ({ updated_at }) => updated_at.toISOString(),
    });
    const resources = await presentFlows(services, pageOf(ordered, query), query.includes);
    return context.json(
      envelope(
        context,
        query,
        resources.map((resource) => render(resource, services.shape)),
        matching.length,
      ),
    );
  });

  app.get('/flows/:id', async (context) =>
    answer(services, context, await requireFlow(services, context.env.caller.company.id, idIn(context, 'flow'))),
  );

  app.patch('/flows/:id', async (context) => {
    requireManager(context);
    const id = idIn(context, 'flow');
    const { company } = context.env.caller;
    await requireFlow(services, company.id, id);
    const body = await readBody(context, flowSchema);
    return answer(services, context, await updateFlow(services, company.id, id, body));
  });

  app.patch('/flows/:id/steps/:step', async (context) => {
    requireManager(context);
    const place = stepIn(context);
    const body = await readBody(context, stepSchema);
    const step = await pointStep(services, context.env.caller.company.id, place, body.connector_id);
    return context.json({ data: render(stepResource(step), services.shape) });
  });

  app.delete('/flows/:id/steps/:step', async (context) => {
    requireManager(context);
    await removeStep(services, context.env.caller.company.id, stepIn(context));
    return context.json({ message: 'The step has been deleted.' });
  });

  app.post('/flows/:id/start', async (context) => {
    requireManager(context);
    const flow = await requireFlow(services, context.env.caller.company.id, idIn(context, 'flow'));
    await readBody(context, startSchema);
    if (!flow.is_enabled) throw new Refusal(422, 'The flow is not enabled.', { errors: { flow: ['Not enabled.'] } });
    return context.json({ data: render(runResource(await startRun(services, flow, 'API')), services.shape) });
  });
  return app;
}

function stepIn(context: ApiContext): { flowId: number; stepId: number } {
  return { flowId: idIn(context, 'flow'), stepId: idIn(context, 'step', 'step') };
}

async function answer(services: PatchworksServices, context: ApiContext, flow: FlowRow): Promise<Response> {
  const [resource] = await presentFlows(services, [flow], readIncludes(context, includes));
  return context.json({ data: resource && render(resource, services.shape) });
}

async function presentFlows(
  services: PatchworksServices,
  flows: readonly FlowRow[],
  wanted: ReadonlySet<string>,
): Promise<Resource[]> {
  const steps = wanted.has('currentVersion.steps')
    ? await stepsOf(
        services,
        flows.map(({ id }) => id),
      )
    : [];
  const connectors = wanted.has('currentVersion.steps.connector') ? await connectorsOf(services, steps) : undefined;
  return flows.map((flow) => ({
    type: 'flows',
    id: flow.id,
    attributes: {
      name: flow.name,
      is_enabled: flow.is_enabled,
      created_at: flow.created_at.toISOString(),
      updated_at: flow.updated_at.toISOString(),
    },
    relations: {
      ...(wanted.has('currentVersion') && {
        current_version: {
          type: 'flow-versions',
          id: flow.id,
          attributes: { flow_id: flow.id, version: 1, status: flow.is_enabled ? 'Deployed' : 'Inactive' },
          ...(wanted.has('currentVersion.steps') && {
            relations: {
              steps: steps.filter(({ flow_id }) => flow_id === flow.id).map((step) => stepResource(step, connectors)),
            },
          }),
        },
      }),
    },
  }));
}

async function connectorsOf(services: PatchworksServices, steps: readonly FlowStepRow[]): Promise<Resource[]> {
  const ids = steps.flatMap(({ connector_id }) => connector_id ?? []);
  if (ids.length === 0) return [];
  const rows = await services.database.selectFrom('connectors').where('id', 'in', ids).selectAll().execute();
  return presentConnectors(services, rows, new Set());
}

function stepResource(step: FlowStepRow, connectors?: readonly Resource[]): Resource {
  return {
    type: 'flow-steps',
    id: step.id,
    attributes: { name: step.name, flow_id: step.flow_id, connector_id: step.connector_id },
    ...(connectors && { relations: { connector: connectors.find(({ id }) => id === step.connector_id) ?? null } }),
  };
}
