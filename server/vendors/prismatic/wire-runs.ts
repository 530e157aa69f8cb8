import { z } from 'zod';
import {
  anything,
  flag,
  identifier,
  label,
  moment,
  nodesOf,
  optionalCount,
  optionalIdentifier,
  optionalLabel,
  optionalMoment,
  optionalText,
  plainText,
  storedText,
  word,
} from './wire-values.ts';

/** What we read of Prismatic's executions and log lines, and no more. */

const wireRan = z.object({ id: identifier, name: label, customer: z.object({ id: identifier }) });

export const wireRun = z.object({
  id: identifier,
  startedAt: moment,
  endedAt: optionalMoment,
  status: word,
  resultType: word,
  invokeType: word,
  isTestExecution: flag,
  error: optionalText,
  retryCount: optionalCount,
  maxRetryCount: optionalCount,
  stepCount: optionalCount,
  /** A run without one belongs to nobody's instance. */
  instance: wireRan,
  flowConfig: z.object({ id: identifier }).nullable().catch(null),
  flow: z.object({ name: label }).nullable().catch(null),
  replayForExecution: z.object({ id: identifier }).nullable().catch(null),
  replays: z.object({ totalCount: z.number() }).nullable().catch(null),
});
export type WireRun = z.infer<typeof wireRun>;

const wireStep = z.object({
  id: identifier,
  stepName: optionalLabel,
  displayStepName: optionalLabel,
  startedAt: optionalMoment,
  endedAt: optionalMoment,
  hasError: flag,
});
export type WireStep = z.infer<typeof wireStep>;

export const wireRunWithSteps = z.object({ ...wireRun.shape, stepResults: nodesOf(wireStep) });

/** A step's result lies in a file. */
export const wireRunWithResults = z.object({
  id: identifier,
  instance: wireRan.pick({ id: true, customer: true }),
  stepResults: nodesOf(z.object({ id: identifier, resultsUrl: z.string() })),
});

/** A log line in either of the two forms in which Prismatic tells it. Only the older one says whose it is. */
export const wireLogLine = z.object({
  id: identifier,
  timestamp: moment,
  severity: word,
  message: plainText,
  instanceId: optionalIdentifier,
  instanceName: optionalLabel,
  executionResultId: optionalIdentifier,
  flowName: optionalLabel,
  stepName: optionalLabel,
  customer: z.object({ id: identifier }).nullable().catch(null),
});
export type WireLogLine = z.infer<typeof wireLogLine>;

export const wireCount = z.object({ totalCount: z.number().int().nonnegative() });

export const wireTest = z.object({
  statusCode: z.number().int().nullable().catch(null),
  body: storedText,
  headers: anything,
  execution: wireRun.nullable().catch(null),
});
