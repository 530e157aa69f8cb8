import { randomUUID } from 'node:crypto';

import { z } from 'zod';

import type { ExecutionRow, FlowConfigRow, FlowDefinition, StoredPayload } from '../database/tables.ts';
import { later, type PrismaticServices } from '../prismatic-services.ts';
import { severityOf } from '../severities.ts';

/** What starts a run. */
export interface Invocation {
  payload: StoredPayload;
  type: ExecutionRow['invoke_type'];
  isTest: boolean;
  /** The run that this one repeats. What made it fail is over by then. */
  replayOf: string | null;
}

const failingPayload = z.object({ fail: z.literal(true) });

/**
 * Writes a run of a flow with its steps and log lines, from now until the last step's end: the sandbox's clock reveals
 * them. A synchronous flow ends at once. A JSON payload with `"fail": true` makes the last step fail.
 */
export async function runFlow(
  { database, clock }: PrismaticServices,
  config: FlowConfigRow,
  flow: FlowDefinition,
  versionId: string,
  invocation: Invocation,
): Promise<ExecutionRow> {
  const startedAt = clock.now();
  const fails = invocation.replayOf === null && failingPayload.safeParse(parseJson(invocation.payload.body)).success;
  const id = randomUUID();
  const steps = planSteps(flow, startedAt, fails, invocation.payload);
  const endedAt = steps.at(-1)?.ended_at ?? startedAt;
  const failed = steps.find(({ has_error }) => has_error);
  const error = failed ? `Step "${failed.name}" failed: the payload asked for it` : null;
  const response: StoredPayload = {
    contentType: 'application/json',
    body: JSON.stringify(error === null ? (steps.at(-1)?.output ?? {}) : { error }),
  };
  const line = (loggedAt: Date, severity: number, message: string, step: string | null) => ({
    id: randomUUID(),
    instance_id: config.instance_id,
    execution_id: id,
    flow_config_id: config.id,
    step_name: step,
    logged_at: loggedAt,
    severity,
    log_type: 'EXECUTION' as const,
    message,
  });

  return database.transaction().execute(async (transaction) => {
    const row = await transaction
      .insertInto('executions')
      .values({
        id,
        instance_id: config.instance_id,
        flow_config_id: config.id,
        flow_id: flow.id,
        version_id: versionId,
        started_at: startedAt,
        ended_at: endedAt,
        error,
        invoke_type: invocation.type,
        is_test: invocation.isTest,
        retry_count: 0,
        max_retry_count: 0,
        retry_of: null,
        replay_of: invocation.replayOf,
        request: JSON.stringify(invocation.payload),
        response: JSON.stringify(response),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await transaction
      .insertInto('step_results')
      .values(
        steps.map((step) => ({ ...step, id: randomUUID(), execution_id: id, output: JSON.stringify(step.output) })),
      )
      .execute();
    await transaction
      .insertInto('logs')
      .values([
        line(startedAt, severityOf('INFO'), `Starting Instance Execution of ${flow.name}`, null),
        ...steps.map((step) =>
          step.has_error
            ? line(step.ended_at, severityOf('ERROR'), error ?? '', step.name)
            : line(step.ended_at, severityOf('INFO'), `${step.name} is done`, step.name),
        ),
        // A moment later: who sorts by time alone must find it last.
        line(later(endedAt, 1), severityOf('INFO'), `Ending Instance Execution of ${flow.name}`, null),
      ])
      .execute();
    if (!invocation.isTest) {
      const executed = { last_executed_at: startedAt };
      await transaction.updateTable('flow_configs').set(executed).where('id', '=', config.id).execute();
      await transaction.updateTable('instances').set(executed).where('id', '=', config.instance_id).execute();
    }
    return row;
  });
}

function planSteps(flow: FlowDefinition, startedAt: Date, fails: boolean, payload: StoredPayload) {
  let begins = startedAt;
  return flow.steps.map(({ name, durationMs }, place) => {
    const startsAt = begins;
    begins = later(startsAt, flow.isSynchronous ? 0 : durationMs);
    const has_error = fails && place === flow.steps.length - 1;
    return {
      name,
      started_at: startsAt,
      ended_at: begins,
      has_error,
      output: has_error
        ? { error: 'the payload asked for it' }
        : { step: name, received: parseJson(payload.body) ?? null },
    };
  });
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
