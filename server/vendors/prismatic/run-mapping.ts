import type { FlowTest, LogLine, LogSeverity, RunRecord, RunState, RunStep, RunTrigger } from '../runs.ts';
import { orLabel } from './mapping.ts';
import type { WireLogLine, WireRun, WireStep, wireTest } from './wire-runs.ts';
import { parseJsonText } from './wire-values.ts';
import { z } from 'zod';

const states: Record<string, RunState> = {
  QUEUED: 'waiting',
  PENDING: 'running',
  SUCCESS: 'succeeded',
  ERROR: 'failed',
};

const triggers: Record<string, RunTrigger> = {
  WEBHOOK: 'webhook',
  WEBHOOK_SNAPSHOT: 'webhook',
  SCHEDULED: 'schedule',
  INTEGRATION_FLOW_TEST: 'test',
  INTEGRATION_ENDPOINT_TEST: 'test',
  DEPLOY_FLOW: 'deployment',
  TEAR_DOWN_FLOW: 'removal',
  CROSS_FLOW: 'flow',
  AI_AGENT: 'agent',
};

/** It looked and found nothing new, or saw that another run was at the same already. */
const idleResults = new Set(['POLLED_NO_CHANGES', 'CANCELED_AS_DUPLICATE']);

const severities: Record<string, LogSeverity> = {
  TRACE: 'trace',
  DEBUG: 'debug',
  INFO: 'info',
  WARN: 'warning',
  ERROR: 'error',
  FATAL: 'fatal',
  METRIC: 'metric',
};

export function toRunRecord(run: WireRun): RunRecord {
  const most = run.maxRetryCount ?? 0;
  return {
    runId: run.id,
    vendorId: run.instance.id,
    instanceName: orLabel(run.instance.name, 'Unnamed instance'),
    flowId: run.flowConfig?.id ?? null,
    flowName: run.flow === null ? null : orLabel(run.flow.name, 'Unnamed flow'),
    state: states[run.status] ?? 'unknown',
    wasIdle: idleResults.has(run.resultType),
    trigger: triggers[run.invokeType] ?? 'unknown',
    isTest: run.isTestExecution,
    startedAt: run.startedAt,
    endedAt: run.endedAt,
    error: run.error,
    retries: most === 0 ? null : { count: run.retryCount ?? 0, most },
    stepCount: run.stepCount,
    replayOf: run.replayForExecution?.id ?? null,
    wasReplayed: (run.replays?.totalCount ?? 0) > 0,
  };
}

export function toRunStep(step: WireStep): RunStep {
  return {
    stepId: step.id,
    name: step.displayStepName ?? step.stepName ?? 'Unnamed step',
    startedAt: step.startedAt,
    endedAt: step.endedAt,
    hasFailed: step.hasError,
  };
}

export function toLogLine(line: WireLogLine): LogLine {
  return {
    lineId: line.id,
    at: line.timestamp,
    severity: severities[line.severity] ?? 'unknown',
    message: line.message,
    vendorId: line.instanceId,
    instanceName: line.instanceName,
    runId: line.executionResultId,
    flowName: line.flowName,
    stepName: line.stepName,
  };
}

const headerText = z.record(z.string(), z.unknown());

/** What a flow answered, with headers that travel as JSON in text. */
export function toFlowTest(test: z.infer<typeof wireTest>): FlowTest {
  const headers = headerText.safeParse(parseJsonText(test.headers));
  return {
    run: test.execution === null ? null : toRunRecord(test.execution),
    statusCode: test.statusCode,
    headers: Object.fromEntries(
      Object.entries(headers.success ? headers.data : {}).map(([name, value]) => [name, String(value)]),
    ),
    body: test.body,
  };
}
