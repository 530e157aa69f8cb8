import { sql } from 'kysely';

import type { ExecutionRow, LogRow, StepResultRow } from '../database/tables.ts';
import { nameBasedUuid } from '../../name-based-uuid.ts';
import { globalId, uuidOf } from '../global-ids.ts';
import type { PrismaticServices } from '../prismatic-services.ts';
import { severities } from '../severities.ts';
import { signedAddress } from '../signed-addresses.ts';
import { connection, type ListArguments, sourceOf } from '../store/lists.ts';
import type { PrismaticContext } from './context.ts';
import * as lists from './lists.ts';

const hasEnded = (row: { ended_at: Date }, { clock }: PrismaticServices) => row.ended_at <= clock.now();

const instanceOf = (row: { instance_id: string }, _args: unknown, context: PrismaticContext) =>
  context.instance(row.instance_id);

export const executionOf = (id: string | null, { services }: PrismaticContext) =>
  id === null
    ? null
    : services.database.selectFrom('executions').where('id', '=', id).selectAll().executeTakeFirstOrThrow();

/** What a log line tells in both of its forms. */
const log = {
  id: (row: LogRow) => globalId('Log', row.id),
  timestamp: (row: LogRow) => row.logged_at,
  severity: (row: LogRow) => severities[row.severity],
  instanceId: (row: LogRow) => globalId('Instance', row.instance_id),
  instanceName: async (row: LogRow, _args: unknown, context: PrismaticContext) =>
    (await context.instance(row.instance_id)).name,
  customerName: async (row: LogRow, _args: unknown, context: PrismaticContext) => (await customerOf(row, context)).name,
  integrationName: async (row: LogRow, _args: unknown, context: PrismaticContext) =>
    (await versionOf(row, context)).name,
  flowName: async (row: LogRow, _args: unknown, context: PrismaticContext) =>
    row.flow_config_id === null ? null : (await context.flowConfig(row.flow_config_id)).flow_name,
  executionResultId: (row: LogRow) =>
    row.execution_id === null ? null : globalId('InstanceExecutionResult', row.execution_id),
};

export const runResolvers = {
  InstanceExecutionResult: {
    id: (row: ExecutionRow) => globalId('InstanceExecutionResult', row.id),
    endedAt: (row: ExecutionRow, _args: unknown, { services }: PrismaticContext) =>
      hasEnded(row, services) ? row.ended_at : null,
    status: (row: ExecutionRow, _args: unknown, { services }: PrismaticContext) => {
      if (!hasEnded(row, services)) return 'PENDING';
      return row.error === null ? 'SUCCESS' : 'ERROR';
    },
    error: (row: ExecutionRow, _args: unknown, { services }: PrismaticContext) =>
      hasEnded(row, services) ? row.error : null,
    resultType: (row: ExecutionRow, _args: unknown, { services }: PrismaticContext) => {
      if (!hasEnded(row, services)) return null;
      return row.error === null ? 'COMPLETED' : 'ERROR';
    },
    isTestExecution: (row: ExecutionRow) => row.is_test,
    instance: instanceOf,
    integration: (row: ExecutionRow, _args: unknown, context: PrismaticContext) => context.version(row.version_id),
    flow: async (row: ExecutionRow, _args: unknown, context: PrismaticContext) =>
      (await context.version(row.version_id)).definition.flows.find(({ id }) => id === row.flow_id) ?? null,
    flowConfig: (row: ExecutionRow, _args: unknown, context: PrismaticContext) =>
      context.flowConfig(row.flow_config_id),
    retryForExecution: (row: ExecutionRow, _args: unknown, context: PrismaticContext) =>
      executionOf(row.retry_of, context),
    replayForExecution: (row: ExecutionRow, _args: unknown, context: PrismaticContext) =>
      executionOf(row.replay_of, context),
    replays: (row: ExecutionRow, args: ListArguments, context: PrismaticContext) =>
      lists.executions(context, args, [sql`e.replay_of = ${row.id}`]),
    retryAttempts: (row: ExecutionRow, args: ListArguments, context: PrismaticContext) =>
      lists.executions(context, args, [sql`e.retry_of = ${row.id}`]),
    stepCount: (row: ExecutionRow, _args: unknown, context: PrismaticContext) =>
      lists.stepResults(context, {}, [sql`s.execution_id = ${row.id}`]).totalCount(),
    requestPayloadUrl: (row: ExecutionRow, _args: unknown, { services }: PrismaticContext) =>
      signedAddress(services, `/files/requests/${row.id}`),
    responsePayloadUrl: (row: ExecutionRow, _args: unknown, { services }: PrismaticContext) =>
      signedAddress(services, `/files/responses/${row.id}`),
    stepResults: (row: ExecutionRow, args: ListArguments, context: PrismaticContext) =>
      lists.stepResults(context, args, [sql`s.execution_id = ${row.id}`]),
    logs: (row: ExecutionRow, args: ListArguments, context: PrismaticContext) =>
      lists.logs(context, args, [sql`l.execution_id = ${row.id}`]),
  },
  InstanceStepResult: {
    id: (row: StepResultRow) => globalId('InstanceStepResult', row.id),
    stepName: (row: StepResultRow) => row.name,
    displayStepName: (row: StepResultRow) => row.name,
    endedAt: (row: StepResultRow, _args: unknown, { services }: PrismaticContext) =>
      hasEnded(row, services) ? row.ended_at : null,
    hasError: (row: StepResultRow, _args: unknown, { services }: PrismaticContext) =>
      row.has_error && hasEnded(row, services),
    resultsUrl: (row: StepResultRow, _args: unknown, { services }: PrismaticContext) =>
      signedAddress(services, `/files/step-results/${row.id}`),
    executionResult: (row: StepResultRow, _args: unknown, context: PrismaticContext) =>
      executionOf(row.execution_id, context),
    instance: async (row: StepResultRow, _args: unknown, context: PrismaticContext) => {
      const execution = await executionOf(row.execution_id, context);
      return execution && context.instance(execution.instance_id);
    },
  },
  LogEvent: log,
  Log: {
    ...log,
    sectionId: (row: LogRow) =>
      row.execution_id === null || row.step_name === null ? null : sectionId(row.execution_id, row.step_name),
    instance: instanceOf,
    customer: (row: LogRow, _args: unknown, context: PrismaticContext) => customerOf(row, context),
    integration: (row: LogRow, _args: unknown, context: PrismaticContext) => versionOf(row, context),
    integrationVersionSequenceId: async (row: LogRow, _args: unknown, context: PrismaticContext) =>
      (await versionOf(row, context)).sequence_id,
    flowConfig: (row: LogRow, _args: unknown, context: PrismaticContext) =>
      row.flow_config_id === null ? null : context.flowConfig(row.flow_config_id),
    flow: async (row: LogRow, _args: unknown, context: PrismaticContext) => {
      if (row.flow_config_id === null) return null;
      const { flow_id } = await context.flowConfig(row.flow_config_id);
      return (await versionOf(row, context)).definition.flows.find(({ id }) => id === flow_id) ?? null;
    },
    executionResult: (row: LogRow, _args: unknown, context: PrismaticContext) => executionOf(row.execution_id, context),
    isTestExecution: async (row: LogRow, _args: unknown, context: PrismaticContext) =>
      (await executionOf(row.execution_id, context))?.is_test ?? null,
  },
};

async function customerOf(row: LogRow, context: PrismaticContext) {
  return context.customer((await context.instance(row.instance_id)).customer_id);
}

async function versionOf(row: LogRow, context: PrismaticContext) {
  return context.version((await context.instance(row.instance_id)).version_id);
}

interface SectionArguments extends ListArguments {
  executionResult?: string | null;
  sectionId_In?: readonly (string | null)[] | null;
}

/** The sections of a run's log are its steps. */
export async function executionSections(args: SectionArguments, context: PrismaticContext) {
  const ofRun = sql`s.execution_id = ${uuidOf('InstanceExecutionResult', args.executionResult) ?? null}::uuid`;
  const steps = await lists.stepResults(context, { orderBy: args.orderBy ?? null }, [ofRun]).nodes();
  const sections = steps.map((step) => ({ sectionId: sectionId(step.execution_id, step.name), label: step.name }));
  const wanted = args.sectionId_In;
  const matching = wanted ? sections.filter((section) => wanted.includes(section.sectionId)) : sections;
  return connection(sourceOf(matching), {}, (section) => section);
}

function sectionId(executionId: string, stepName: string): string {
  return nameBasedUuid(`prismatic:section:${executionId}:${stepName}`);
}
