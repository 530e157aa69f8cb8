import type { Clock } from '#server/platform/clock.ts';
import { type JsonRequest, sendJson } from '#server/platform/http/send-json.ts';
import type { VendorOwner } from '../adapter.ts';
import type { VendorLimits } from '../call-budget.ts';
import type { CallGuards } from '../call-guard.ts';
import type { OwnerCredentials } from '../owner-credentials.ts';
import { VendorError } from '../vendor-error.ts';
import { bodyOf, type Effect } from './errors.ts';

/** One call of the Core API. */
export interface PatchworksCall {
  method: JsonRequest['method'];
  /** Behind `/api/v1`, made by `pathOf` where it holds an id. */
  path: string;
  query?: Record<string, string>;
  body?: unknown;
  effect: Effect;
  /** Values of fields in the body. They are quoted in no error. */
  values?: Record<string, string>;
  isList?: boolean;
  /** Goes with the call instead of the owner's own key: one that is being checked. */
  key?: string;
}

/** Sends one call with the owner's own key. Throws `VendorError`; `not_connected` when the owner has no key. */
export type PatchworksTransport = (
  owner: VendorOwner,
  call: PatchworksCall,
) => Promise<{ status: number; json: unknown }>;

/**
 * Patchworks documents 240 calls a minute for each company. Within any minute we send at most the burst and sixty seconds of
 * refill, which is 235: calls bunch on their way.
 */
export const patchworksLimits: VendorLimits = { per: 'owner', perSecond: 3.25, burst: 40, clickReserve: 16 };

export function createPatchworksTransport(options: {
  /** The API's address with `/api/v1`. */
  base: string;
  credentials: OwnerCredentials;
  clock: Clock;
  guards: CallGuards;
  timeoutMs?: number;
  onResponse?: (headers: Headers) => void;
}): PatchworksTransport {
  const { base, credentials, clock, timeoutMs, onResponse } = options;
  const guard = options.guards('patchworks', patchworksLimits);

  const send = async (key: string, call: PatchworksCall) => {
    const values = call.values ?? {};
    const outcome = await sendJson({
      url: `${base}${call.path}${call.query === undefined ? '' : `?${new URLSearchParams(call.query).toString()}`}`,
      method: call.method,
      // Without both an answer may come in another form. The key stands by itself: `Bearer` means a person's token.
      headers: { authorization: key, accept: 'application/json', 'content-type': 'application/json' },
      ...(call.body === undefined ? {} : { body: call.body }),
      ...(timeoutMs === undefined ? {} : { timeoutMs }),
      ...(onResponse === undefined ? {} : { onResponse }),
    });
    return bodyOf(outcome, {
      effect: call.effect,
      now: clock.now(),
      isList: call.isList ?? false,
      secrets: [key, ...Object.values(values)],
      sentKeys: Object.keys(values),
    });
  };

  return async (owner, call) => {
    const key = call.key ?? (await credentials.find(owner.vendorAccountId));
    if (key === null) throw new VendorError('patchworks', 'not_connected', { wasDone: 'no' });
    return guard.send({ account: owner.vendorAccountId, effect: call.effect }, () => send(key, call));
  };
}

/**
 * A path with ids in it. Ids come from addresses that people open, so each stands for one segment and nothing else; one that
 * cannot is `gone`: there is no such thing.
 */
export function pathOf(strings: TemplateStringsArray, ...ids: string[]): string {
  return String.raw({ raw: strings }, ...ids.map(segmentOf));
}

function segmentOf(id: string): string {
  if (/^\.{0,2}$|[\p{Cc}\p{Cs}]/u.test(id) || id.length > 200) {
    throw new VendorError('patchworks', 'gone', { wasDone: 'no' });
  }
  return encodeURIComponent(id);
}
