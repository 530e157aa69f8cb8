import { sql } from 'kysely';

import type { FlowRow } from '../database/tables.ts';
import { later, type PatchworksServices } from '../patchworks-services.ts';
import { notFound } from '../refusal.ts';
import { stepsOf } from './flows.ts';

export const runStatus = { started: 1, success: 2, failure: 3, stopped: 4, partial: 5 } as const;

const runLengthMs = 4000;

/** A run as it stands now. */
export interface RunRow {
  id: number;
  flow_id: number;
  trigger: string;
  status: number;
  started_at: Date;
  ends_at: Date;
  warnings: number;
  message: string | null;
}

/** What a list of runs is narrowed and ordered by. */
export interface RunCriteria {
  flowIds?: readonly number[] | undefined;
  statuses?: readonly number[] | undefined;
  triggers?: readonly string[] | undefined;
  startedAfter?: Date | undefined;
  startedBefore?: Date | undefined;
  hasWarnings?: boolean | undefined;
  search?: string | undefined;
  oldestFirst: boolean;
  limit: number;
  offset: number;
}

/** A stretch of the company's runs and how many there are in all. */
export async function listRuns(
  services: PatchworksServices,
  companyId: number,
  criteria: RunCriteria,
): Promise<{ rows: RunRow[]; total: number }> {
  const status = statusAt(services.clock.now());
  let query = services.database
    .selectFrom('flow_runs')
    .innerJoin('flows', 'flows.id', 'flow_runs.flow_id')
    .where('flows.company_id', '=', companyId);
  const { flowIds, statuses, triggers, search } = criteria;
  if (flowIds) query = query.where(({ eb }) => eb('flow_id', '=', eb.fn.any(eb.val([...flowIds]))));
  if (statuses) query = query.where(({ eb }) => eb(status, '=', eb.fn.any(eb.val([...statuses]))));
  if (triggers) query = query.where(({ eb }) => eb('trigger', '=', eb.fn.any(eb.val([...triggers]))));
  if (criteria.startedAfter) query = query.where('started_at', '>=', criteria.startedAfter);
  if (criteria.startedBefore) query = query.where('started_at', '<=', criteria.startedBefore);
  if (criteria.hasWarnings !== undefined) query = query.where('warnings', criteria.hasWarnings ? '>' : '=', 0);
  if (search) query = query.where(sql<boolean>`position(lower(${search}) in lower(flows.name)) > 0`);
  const { total } = await query.select(({ fn }) => fn.countAll<number>().as('total')).executeTakeFirstOrThrow();
  const rows = await query
    .selectAll('flow_runs')
    .select(status.as('status'))
    .orderBy('started_at', criteria.oldestFirst ? 'asc' : 'desc')
    .orderBy('flow_runs.id', criteria.oldestFirst ? 'asc' : 'desc')
    .limit(criteria.limit)
    .offset(criteria.offset)
    .execute();
  return { rows, total };
}

/** One run of the company's, or a refusal. */
export async function requireRun(services: PatchworksServices, companyId: number, id: number): Promise<RunRow> {
  const run = await services.database
    .selectFrom('flow_runs')
    .innerJoin('flows', 'flows.id', 'flow_runs.flow_id')
    .where('flows.company_id', '=', companyId)
    .where('flow_runs.id', '=', id)
    .selectAll('flow_runs')
    .select(statusAt(services.clock.now()).as('status'))
    .executeTakeFirst();
  if (!run) throw notFound('flow run');
  return run;
}

/** Starts a run that ends some seconds later; a flow with a step that has lost its instance fails. */
export async function startRun(services: PatchworksServices, flow: FlowRow, trigger: string): Promise<RunRow> {
  const now = services.clock.now();
  const steps = await stepsOf(services, [flow.id]);
  const lacking = steps.find(({ connector_id }) => connector_id === null);
  const run = await services.database
    .insertInto('flow_runs')
    .values({
      flow_id: flow.id,
      trigger,
      outcome: lacking ? runStatus.failure : runStatus.success,
      started_at: now,
      ends_at: later(now, runLengthMs),
      warnings: 0,
      message: lacking ? `${lacking.name}: no connector is configured` : null,
    })
    .returningAll()
    .executeTakeFirstOrThrow();
  return { ...run, status: runStatus.started };
}

/** Its outcome is hidden until it has ended by the sandbox's clock. */
function statusAt(now: Date) {
  return sql<number>`case when ends_at > ${now}::timestamptz then ${runStatus.started}::integer else outcome end`;
}
