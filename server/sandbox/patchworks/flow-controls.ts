import { z } from 'zod';

import { type ControlApp, withBody } from '../controls.ts';
import { later, type PatchworksServices } from './patchworks-services.ts';
import { runStatus } from './store/runs.ts';

const runLengthMs = 42_000;

const outcomes = ['success', 'failure', 'stopped', 'partial'] as const;

const id = z.number().int().min(1).max(2_147_483_647);
const flowSchema = z.strictObject({
  /** The company's external id. */
  account: z.string().min(1).max(200),
  name: z.string().trim().min(1).max(255),
  is_enabled: z.boolean().default(true),
  steps: z.array(z.strictObject({ name: z.string().trim().min(1).max(255), connector_id: id })).max(100),
  /** Its latest runs, newest first. */
  runs: z
    .array(
      z.strictObject({
        outcome: z.enum(outcomes),
        minutes_ago: z.number().min(1).max(100_000),
        message: z.string().max(1_000).nullable().default(null),
      }),
    )
    .max(100)
    .default([]),
});

type Flow = z.infer<typeof flowSchema>;

/** Process flows, which are drawn in Patchworks' own editor: the Core API has no way to make one. */
export function addFlowControls(controls: ControlApp, services: PatchworksServices): void {
  controls.put('/flows', (context) =>
    withBody(context, flowSchema, async (flow) => {
      const made = await addFlow(services, flow);
      if (made === null) return context.json({ message: 'The account has no such instance' }, 404);
      return context.json(made);
    }),
  );
}

/** Makes the flow; null when a step names an instance that the company does not have. */
async function addFlow({ database, clock }: PatchworksServices, flow: Flow) {
  const now = clock.now();
  return database.transaction().execute(async (transaction) => {
    const company = await transaction
      .selectFrom('companies')
      .where('external_id', '=', flow.account)
      .select('id')
      .executeTakeFirst();
    if (!company) return null;
    const wanted = [...new Set(flow.steps.map((step) => step.connector_id))];
    const known = await transaction
      .selectFrom('connectors')
      .where('company_id', '=', company.id)
      .where(({ eb }) => eb('id', '=', eb.fn.any(eb.val(wanted))))
      .select('id')
      .forKeyShare()
      .execute();
    if (known.length < wanted.length) return null;
    const { id: flowId } = await transaction
      .insertInto('flows')
      .values({
        company_id: company.id,
        name: flow.name,
        is_enabled: flow.is_enabled,
        created_at: now,
        updated_at: now,
      })
      .returning('id')
      .executeTakeFirstOrThrow();
    const steps =
      flow.steps.length === 0
        ? []
        : await transaction
            .insertInto('flow_steps')
            .values(flow.steps.map((step, position) => ({ ...step, flow_id: flowId, position })))
            .returning(['id', 'name', 'connector_id'])
            .execute();
    if (flow.runs.length > 0) {
      const runs = flow.runs.toReversed().map((run) => runOf(flowId, run, now));
      await transaction.insertInto('flow_runs').values(runs).execute();
    }
    return { id: flowId, steps };
  });
}

function runOf(flowId: number, run: Flow['runs'][number], now: Date) {
  const startedAt = later(now, -run.minutes_ago * 60_000);
  return {
    flow_id: flowId,
    trigger: 'Schedule',
    outcome: runStatus[run.outcome],
    started_at: startedAt,
    ends_at: later(startedAt, runLengthMs),
    warnings: 0,
    message: run.message,
  };
}
