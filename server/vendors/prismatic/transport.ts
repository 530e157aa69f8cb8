import type { Clock } from '#server/platform/clock.ts';
import { type JsonOutcome, type JsonRequest, sendJson } from '#server/platform/http/send-json.ts';
import type { CallGuard, CallGuards } from '../call-guard.ts';
import type { VendorLimits } from '../call-budget.ts';
import { dataOf, type Effect, httpFailure } from './errors.ts';
import type { GraphqlDocument } from './graphql-document.ts';

/** One operation: what is asked, and whether it changes something. */
export interface PrismaticCall {
  document: GraphqlDocument;
  variables: Record<string, unknown>;
  effect: Effect;
  /** What is sent and must not come back in an error: the values of connections. */
  secrets?: string[];
}

/** Everything that goes to Prismatic. Throws `VendorError`. `account` is the owner for whom it is, whatever the token. */
export interface PrismaticTransport {
  /** Sends one operation with one token and returns the answer's `data`. */
  ask(call: PrismaticCall, token: string, account: string | null): Promise<unknown>;
  /** Makes a signed token known, before which it is not taken. Prismatic answers without a body. */
  introduce(token: string, account: string): Promise<void>;
  /** Changes a refresh token into one for the API. */
  refresh(refreshToken: string): Promise<unknown>;
  /** The guard, for what is fetched from elsewhere on Prismatic's word. */
  readonly guard: CallGuard;
}

/** About 20 requests a second for each caller; we stay below it, and count everybody as one. */
export const prismaticLimits: VendorLimits = { per: 'vendor', perSecond: 18, burst: 18, clickReserve: 6 };

export function createPrismaticTransport(options: {
  baseUrl: URL;
  clock: Clock;
  guards: CallGuards;
  /** What Prismatic must not be able to put into our log by quoting it, besides the token in use. */
  secrets: string[];
  timeoutMs?: number;
  onResponse?: (headers: Headers) => void;
}): PrismaticTransport {
  const { baseUrl, clock, secrets, timeoutMs, onResponse } = options;
  const guard = options.guards('prismatic', prismaticLimits);
  const addressOf = (path: string) => new URL(`${baseUrl.pathname.replace(/\/+$/, '')}${path}`, baseUrl).href;

  const post = (path: string, more: Pick<JsonRequest, 'headers' | 'body'>): Promise<JsonOutcome> =>
    sendJson({
      url: addressOf(path),
      method: 'POST',
      ...more,
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(onResponse === undefined ? {} : { onResponse }),
    });

  const judge = (token: string, effect: Effect, sent: string[] = []) => ({
    effect,
    now: clock.now(),
    secrets: [...secrets, token, ...sent],
  });

  return {
    guard,

    ask: (call, token, account) =>
      guard.send({ account, effect: call.effect }, async () => {
        const outcome = await post('/api', {
          headers: { authorization: `Bearer ${token}` },
          body: { query: call.document.text, variables: call.variables },
        });
        return dataOf(outcome, judge(token, call.effect, call.secrets));
      }),

    introduce: (token, account) =>
      guard.send({ account, effect: 'read' }, async () => {
        const outcome = await post('/embedded/authenticate', { headers: { authorization: `Bearer ${token}` } });
        // Any status of success counts, whatever the body is or is not.
        if (outcome.status !== null && outcome.status >= 200 && outcome.status < 300) return;
        throw httpFailure(outcome, judge(token, 'read'));
      }),

    refresh: (refreshToken) =>
      guard.send({ account: null, effect: 'read' }, async () => {
        const outcome = await post('/auth/refresh', { body: { refresh_token: refreshToken } });
        if (outcome.ok && outcome.status >= 200 && outcome.status < 300) return outcome.json;
        throw httpFailure(outcome, judge(refreshToken, 'read'));
      }),
  };
}
