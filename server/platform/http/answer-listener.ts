import { AsyncLocalStorage } from 'node:async_hooks';

/** One exchange as somebody who looks for a fault wants to see it. It holds no header and no query, which may hold credentials. */
export interface HeardAnswer {
  method: string;
  path: string;
  /** Of a graph. */
  operationName: string | null;
  status: number | null;
  /** Undefined when what came back was no JSON. */
  json: unknown;
  tookMs: number;
}

const listeners = new AsyncLocalStorage<HeardAnswer[]>();

/**
 * Does work and collects what every JSON request on the way was answered. Nothing is kept besides. `heard` fills while the work goes on, so
 * that it tells as much as there was also when the work throws.
 */
export function listenToAnswers<Result>(heard: HeardAnswer[], work: () => Promise<Result>): Promise<Result> {
  return listeners.run(heard, work);
}

/** Tells who listens, if anybody does. */
export function tellListener(
  request: { method: string; url: string; body?: unknown },
  outcome: { ok: true; status: number; json: unknown } | { ok: false; status: number | null },
  tookMs: number,
): void {
  listeners.getStore()?.push({
    method: request.method,
    path: new URL(request.url).pathname,
    operationName: operationNameOf(request.body),
    status: outcome.status,
    json: outcome.ok ? outcome.json : undefined,
    tookMs: Math.round(tookMs),
  });
}

function operationNameOf(body: unknown): string | null {
  if (typeof body !== 'object' || body === null || !('operationName' in body)) return null;
  return typeof body.operationName === 'string' ? body.operationName : null;
}
