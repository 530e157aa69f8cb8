import { z } from 'zod';
import { parseRetryAfter } from '#server/platform/http/retry-after.ts';
import type { JsonOutcome } from '#server/platform/http/send-json.ts';
import { VendorError, type VendorErrorCode } from '../vendor-error.ts';
import { createRedactor } from './redactor.ts';
import { type RefusalContext, refusalOf } from './refusal.ts';

/** Whether a call changes something at Patchworks. A read leaves nothing behind, however it fails. */
export type Effect = 'read' | 'write';

/** What an answer is judged by, besides itself. */
export interface AnswerContext extends RefusalContext {
  effect: Effect;
  now: Date;
  /** The address is that of a list, which cannot be missing. */
  isList: boolean;
}

const longestMessage = 300;
const wireMessage = z.object({ message: z.string() });

/** The body of a successful answer; null when it has none. Everything else is a `VendorError`. */
export function bodyOf(outcome: JsonOutcome, context: AnswerContext): { status: number; json: unknown } {
  const { status } = outcome;
  if (outcome.ok && outcome.status >= 200 && outcome.status <= 299) return outcome;
  if (status === 204) return { status, json: null };
  throw failureOf(outcome, context);
}

/** An answer that cannot be read, or that is not about what was asked. `reason` is ours, not the vendor's. */
export function garbled(effect: Effect, reason: string): VendorError {
  return new VendorError('patchworks', 'vendor_garbled', {
    wasDone: effect === 'write' ? 'unknown' : 'no',
    cause: new Error(reason),
  });
}

/** Reads a part of an answer with `read`; whatever goes wrong in there means that the answer is unreadable. */
export function readable<Result>(effect: Effect, read: () => Result): Result {
  try {
    return read();
  } catch (error) {
    if (error instanceof VendorError) throw error;
    throw garbled(effect, 'The answer does not have the documented shape');
  }
}

/** The company's key never runs out and is judged before anything is done, so a 401 means that nothing was. */
const refusedStatuses = new Map<number, VendorErrorCode>([
  [401, 'vendor_unauthorized'],
  [403, 'vendor_forbidden'],
  // The limit is each company's own, so this says nothing of the others.
  [429, 'rate_limited'],
]);

function failureOf(outcome: JsonOutcome, context: AnswerContext): VendorError {
  const { status, headers } = outcome;
  const unknownIfWrite = context.effect === 'write' ? 'unknown' : 'no';
  const wasSent = outcome.ok || outcome.sent;
  const message = outcome.ok ? messageOf(outcome.json, context.secrets) : null;
  const fail = (code: VendorErrorCode, wasDone: 'no' | 'unknown'): VendorError =>
    new VendorError('patchworks', code, {
      wasDone,
      vendorMessage: message,
      retryAfterMs: parseRetryAfter(headers?.get('retry-after') ?? null, context.now),
      isVendorWide: !wasSent,
    });

  if (status === null) return fail('vendor_unavailable', wasSent ? unknownIfWrite : 'no');
  const refused = refusedStatuses.get(status);
  if (refused !== undefined) return fail(refused, 'no');
  if (status >= 500 || status === 408) return fail('vendor_unavailable', unknownIfWrite);
  if (!outcome.ok) {
    const wasCutOff = outcome.failure === 'timeout' || outcome.failure === 'network';
    return fail(wasCutOff ? 'vendor_unavailable' : 'vendor_garbled', unknownIfWrite);
  }
  if (status === 404) return context.isList ? fail('vendor_garbled', 'no') : fail('gone', 'no');
  if (status === 422) return refusalOf(outcome.json, { ...context, message });
  return status >= 400 ? fail('refused', 'no') : fail('vendor_garbled', unknownIfWrite);
}

/** The vendor's words, fit for a log line: no control characters, nothing of what was sent, not long. */
function messageOf(json: unknown, secrets: string[]): string | null {
  const parsed = wireMessage.safeParse(json);
  if (!parsed.success) return null;
  const cleaned = createRedactor(secrets)
    .cutText(parsed.data.message.slice(0, 10 * longestMessage))
    .replaceAll(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim()
    .slice(0, longestMessage);
  return cleaned === '' ? null : cleaned;
}

/** Stands where a method is that the vendor has no equal of. */
export function unsupported(): Promise<never> {
  return Promise.reject(new VendorError('patchworks', 'unsupported', { wasDone: 'no' }));
}
