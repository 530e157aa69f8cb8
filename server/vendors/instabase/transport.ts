import type { Clock } from '#server/platform/clock.ts';
import { type JsonRequest, sendJson } from '#server/platform/http/send-json.ts';
import type { CallGuards } from '../call-guard.ts';
import type { VendorLimits } from '../call-budget.ts';
import { callAddress, type Query } from './addresses.ts';
import { bodyOf, type Dialect, type Effect } from './errors.ts';

/** One call: where it goes, and whether it changes something. */
export interface InstabaseCall {
  dialect: Dialect;
  method: JsonRequest['method'];
  segments: readonly string[];
  query?: Query;
  body?: Record<string, unknown>;
  effect: Effect;
  /** What is sent and may be quoted back, but may stand in no error. */
  secrets?: string[];
}

/**
 * Sends one call with one token and returns the answer's body; throws `VendorError`. `account` is the username for whom it
 * is; null for the operator.
 */
export type InstabaseTransport = (call: InstabaseCall, token: string, account: string | null) => Promise<unknown>;

/** Instabase documents no limit. This is as much as a dashboard needs, and little beside what its own pages ask for. */
export const instabaseLimits: VendorLimits = { per: 'vendor', perSecond: 20, burst: 40, clickReserve: 12 };

/** `context` says on whose account a call is made, at sites that want to be told in a header; null at all others. */
export function createInstabaseTransport(options: {
  site: URL;
  context: string | null;
  clock: Clock;
  guards: CallGuards;
  secrets: string[];
  timeoutMs?: number;
  onResponse?: (headers: Headers) => void;
}): InstabaseTransport {
  const { site, context, clock, secrets, timeoutMs, onResponse } = options;
  const guard = options.guards('instabase', instabaseLimits);

  const send = async (call: InstabaseCall, token: string): Promise<unknown> => {
    const outcome = await sendJson({
      url: callAddress(site, call.segments, call.query ?? []),
      method: call.method,
      headers: { authorization: `Bearer ${token}`, ...(context === null ? {} : { 'ib-context': context }) },
      ...(call.body === undefined ? {} : { body: call.body }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(onResponse === undefined ? {} : { onResponse }),
    });
    return bodyOf(outcome, {
      dialect: call.dialect,
      effect: call.effect,
      now: clock.now(),
      secrets: [...secrets, ...(call.secrets ?? []), token],
    });
  };

  return (call, token, account) => guard.send({ account, effect: call.effect }, () => send(call, token));
}
