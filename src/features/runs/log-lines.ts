import { infiniteQueryOptions } from '@tanstack/react-query';
import { getLogs } from '#contract/endpoints/runs.ts';
import type { LogLine, LogSeverity } from '#contract/endpoints/runs.ts';
import { send } from '#src/api/http.ts';

/** Which lines of an instance's log, from a moment (ISO 8601) until now; null: the last 24 hours. */
export interface LogQuestion {
  /** Ours, of the instance. */
  instanceId: string;
  runId: string | null;
  severities: readonly LogSeverity[];
  text: string;
  from: string | null;
}

export type LogPageData = NonNullable<(typeof getLogs)['response']>;

/** Asks for one page of lines. Throws `ProblemError`. */
export function readLogs(
  { instanceId, runId, severities, text, from }: LogQuestion,
  order: 'newest' | 'oldest',
  after: string | null,
  signal?: AbortSignal,
): Promise<LogPageData> {
  const search = new URLSearchParams({
    order,
    ...(runId !== null && { run: runId }),
    ...(text !== '' && { q: text }),
    ...(from !== null && { from }),
    ...(after !== null && { after }),
  });
  for (const severity of severities) search.append('severity', severity);
  const path = `${getLogs.path}?${search.toString()}`;
  return send({ ...getLogs, path }, { params: { id: instanceId }, ...(signal && { signal }) });
}

/**
 * What was logged before the page was opened, the newest first, page after page. It is not asked for again by itself: what
 * comes later is followed from the last line on.
 */
export function logHistoryQuery(question: LogQuestion) {
  return infiniteQueryOptions({
    queryKey: ['logs', question],
    initialPageParam: null,
    queryFn: ({ pageParam, signal }: { pageParam: string | null; signal: AbortSignal }) =>
      readLogs(question, 'newest', pageParam, signal),
    getNextPageParam: (last: LogPageData) => last.next,
    staleTime: Infinity,
    // Lines are the customer's data: they go with the page that showed them.
    gcTime: 0,
  });
}

/** The lines of both that have not been seen yet, in their order. */
export function withoutKnown(known: ReadonlySet<string>, lines: readonly LogLine[]): LogLine[] {
  const seen = new Set(known);
  return lines.filter(({ lineId }) => {
    if (seen.has(lineId)) return false;
    seen.add(lineId);
    return true;
  });
}
