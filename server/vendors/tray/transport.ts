import type { Clock } from '#server/platform/clock.ts';
import { sendJson } from '#server/platform/http/send-json.ts';
import type { VendorLimits } from '../call-budget.ts';
import type { CallGuards } from '../call-guard.ts';
import { type Effect, dataOf } from './errors.ts';
import type { GraphqlDocument } from './graphql-document.ts';

/** One operation: what is asked, and whether it changes something. */
export interface TrayCall {
  document: GraphqlDocument;
  variables: Record<string, unknown>;
  effect: Effect;
}

/**
 * Sends one call with one token and returns the answer's `data`; throws `VendorError`. `account` is the Tray user for whom
 * it is, whatever the token; null for the organisation itself.
 */
export type TrayTransport = (call: TrayCall, token: string, account: string | null) => Promise<unknown>;

/**
 * Tray documents 30 requests a second for a whole organisation, with bursts of 50. We stay a little below; what the bursts leave is
 * room for clocks that differ.
 */
export const trayLimits: VendorLimits = { per: 'vendor', perSecond: 29.5, burst: 40, clickReserve: 12 };

/** `secrets` are those which Tray must not be able to put into our log by quoting them, besides the token in use. */
export function createTrayTransport(options: {
  apiUrl: string;
  clock: Clock;
  guards: CallGuards;
  secrets: string[];
  timeoutMs?: number;
  onResponse?: (headers: Headers) => void;
}): TrayTransport {
  const { apiUrl, clock, secrets, timeoutMs, onResponse } = options;
  const guard = options.guards('tray', trayLimits);

  const send = async (call: TrayCall, token: string): Promise<unknown> => {
    const outcome = await sendJson({
      url: apiUrl,
      method: 'POST',
      headers: { authorization: `Bearer ${token}` },
      body: {
        query: call.document.text,
        variables: call.variables,
        operationName: call.document.operationName,
      },
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(onResponse === undefined ? {} : { onResponse }),
    });
    return dataOf(outcome, { effect: call.effect, now: clock.now(), secrets: [...secrets, token] });
  };

  return (call, token, account) => guard.send({ account, effect: call.effect }, () => send(call, token));
}
