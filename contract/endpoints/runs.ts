import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';

/** The severities by which lines can be narrowed, the least first. */
export const logSeverities = ['trace', 'debug', 'info', 'warning', 'error', 'fatal', 'metric'] as const;

/** `unknown`: the vendor has a word for it that we do not read. */
export type LogSeverity = (typeof logSeverities)[number] | 'unknown';

/** One line of what a vendor logs. Its text is foreign. `at` is ISO 8601. */
export interface LogLine {
  lineId: string;
  at: string;
  severity: LogSeverity;
  message: string;
  runId: string | null;
  flowName: string | null;
  stepName: string | null;
}

/**
 * Lines of an instance's log. `?run=` narrows to one run, `?severity=` (repeatable) and `?q=` to what they say. `?from=` and
 * `?to=` are ISO 8601 and inclusive; without them the last 24 hours. `?order=newest|oldest`, `?after=` for the page behind
 * `next`. A page may be empty and still have a next. For following: `order=oldest` from the last line's moment, without the
 * lines that are there already. Nothing is pushed when a run goes on: a live tail asks every 3 s, lists of runs every 15 s.
 */
export const getLogs = endpoint<{ lines: LogLine[]; next: string | null }>()('GET', '/api/instances/:id/logs', null);

/**
 * What a step handed on, JSON-like and redacted. Fetched on opening, never stored. `isShortened`: some of it was too long or too
 * much, and stands as `…`.
 */
export const getStepResult = endpoint<{ content: unknown; isShortened?: boolean }>()(
  'GET',
  '/api/instances/:id/runs/:runId/steps/:stepId/result',
  null,
);

/** Runs once more what a run was begun with; answers the new run's id. */
export const postReplay = endpoint<{ runId: string }>()('POST', '/api/instances/:id/runs/:runId/replays', null);

/** What a flow that was tested answered. `runId` null: the vendor did not say which run it was. */
export interface FlowTestResponse {
  runId: string | null;
  statusCode: number | null;
  headers: Record<string, string>;
  body: string | null;
}

/** Begins a flow as a call from outside would, and answers what it answered. */
export const postFlowTest = endpoint<FlowTestResponse>()(
  'POST',
  '/api/instances/:id/flows/:flowId/tests',
  z.strictObject({
    payload: z.nullable(z.string('not_text').check(z.maxLength(50_000, 'too_long'))),
    contentType: z.nullable(
      z
        .string('not_text')
        .check(z.maxLength(200, 'too_long'), z.regex(/^[\w.+-]+\/[\w.+-]+(; ?[\w-]+=[\w-]+)*$/, 'malformed')),
    ),
    headers: z.record(
      z.string().check(z.regex(/^[\w-]{1,100}$/, 'malformed')),
      z.string().check(z.maxLength(2_000, 'too_long'), z.regex(/^[\t\x20-\x7e]*$/, 'malformed')),
    ),
  }),
);
