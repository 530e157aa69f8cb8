import { setTimeout as wait } from 'node:timers/promises';

import type { HttpBindings } from '@hono/node-server';
import { RESPONSE_ALREADY_SENT } from '@hono/node-server/utils/response';

import type { FaultName, MatchingFault } from './faults.ts';

/** What the faults of plain HTTP look like at one vendor; a missing one is not answered by this vendor's imitation. */
export type VendorFaultAnswers = Partial<Record<FaultName, () => Response>>;

const defaultLatencyMs = 1000;

/**
 * Runs one request under the faults that match it: `latency` first, then the first fault that takes the answer's place.
 * With `after` the work is done and its answer thrown away. Faults that bend the work itself are left to `work`.
 */
export async function answerUnderFaults(
  faults: readonly MatchingFault[],
  answers: VendorFaultAnswers,
  connection: HttpBindings,
  work: () => Promise<Response>,
): Promise<Response> {
  await delay(faults, connection, false);
  const replacing = faults.find(({ fault }) => isReplacing(fault.fault, answers));
  if (replacing?.strike()) {
    if (replacing.fault.after) await work();
    return replace(replacing, answers, connection);
  }
  const answer = await work();
  await delay(faults, connection, true);
  return answer;
}

async function delay(faults: readonly MatchingFault[], connection: HttpBindings, after: boolean): Promise<void> {
  for (const { fault, strike } of faults) {
    if (fault.fault !== 'latency' || (fault.after ?? false) !== after || !strike()) continue;
    const gone = new AbortController();
    const stop = () => gone.abort();
    connection.outgoing.once('close', stop);
    // oxlint-disable-next-line no-await-in-loop -- several latencies add up
    await wait(fault.ms ?? defaultLatencyMs, undefined, { signal: gone.signal }).catch(() => {});
    connection.outgoing.off('close', stop);
  }
}

function isReplacing(name: FaultName, answers: VendorFaultAnswers): boolean {
  return name === 'timeout' || name === 'reset' || name === '429' || name === 'html' || answers[name] !== undefined;
}

async function replace(
  { fault }: MatchingFault,
  answers: VendorFaultAnswers,
  connection: HttpBindings,
): Promise<Response> {
  switch (fault.fault) {
    case 'timeout':
      await untilClosed(connection);
      return RESPONSE_ALREADY_SENT;
    case 'reset':
      connection.incoming.socket.resetAndDestroy();
      return RESPONSE_ALREADY_SENT;
    case '429':
      return Response.json(
        { message: 'Too Many Requests' },
        { status: 429, headers: { 'retry-after': String(fault.retryAfter ?? 1) } },
      );
    case 'html':
      return new Response('<!doctype html><title>502 Bad Gateway</title><h1>502 Bad Gateway</h1>', {
        headers: { 'content-type': 'text/html; charset=utf-8' },
      });
    default:
      return answers[fault.fault]?.() ?? Response.json({ message: 'Internal server error' }, { status: 500 });
  }
}

function untilClosed(connection: HttpBindings): Promise<void> {
  if (connection.outgoing.destroyed) return Promise.resolve();
  return new Promise((resolve) => {
    connection.outgoing.once('close', resolve);
  });
}
