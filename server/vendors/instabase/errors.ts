import { z } from 'zod';
import { parseRetryAfter } from '#server/platform/http/retry-after.ts';
import type { JsonOutcome } from '#server/platform/http/send-json.ts';
import { VendorError, type VendorErrorCode } from '../vendor-error.ts';
import { cleanMessage } from './clean-message.ts';

/** Whether a call changes something at Instabase. A read leaves nothing behind, however it fails. */
export type Effect = 'read' | 'write';

/**
 * How failures are told. `v2`, everything about solutions, uses HTTP statuses. `v1`, the Job API, answers 200 whatever
 * happened, and only `status` in the body tells a failure from a success.
 */
export type Dialect = 'v1' | 'v2';

/** What an answer is judged by, besides itself. `secrets` are cut out of Instabase's words. */
export interface AnswerContext {
  dialect: Dialect;
  effect: Effect;
  now: Date;
  secrets: string[];
}

const wireMessage = z.object({ message: z.string() });
const wireStatus = z.object({ status: z.string(), msg: z.string().catch('') });

/** The body of a successful answer. Everything else is a `VendorError`. */
export function bodyOf(outcome: JsonOutcome, context: AnswerContext): unknown {
  if (!outcome.ok || outcome.status < 200 || outcome.status > 299) throw httpFailure(outcome, context);
  return context.dialect === 'v1' ? bodyOfJobApi(outcome.json, context) : outcome.json;
}

/** An answer that cannot be read, or that is not about what was asked. `reason` is ours, not Instabase's. */
export function garbled(effect: Effect, reason?: string): VendorError {
  return new VendorError('instabase', 'vendor_garbled', {
    wasDone: effect === 'write' ? 'unknown' : 'no',
    ...(reason === undefined ? {} : { cause: new Error(reason) }),
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

/**
 * The Job API's own word on the request. Why it failed is told in a text alone: a job that never was, a token that is not
 * taken and a server in trouble look the same, so it is a refusal, and whoever polls decides how often to ask again.
 */
function bodyOfJobApi(json: unknown, context: AnswerContext): unknown {
  const told = wireStatus.safeParse(json);
  if (!told.success) throw garbled(context.effect, 'The Job API says nothing of the request');
  const { status, msg } = told.data;
  if (status === 'OK') return json;
  throw new VendorError('instabase', 'refused', {
    wasDone: context.effect === 'write' ? 'unknown' : 'no',
    vendorMessage: cleanMessage(msg, context.secrets),
  });
}

function httpFailure(outcome: JsonOutcome, context: AnswerContext): VendorError {
  const { status, headers } = outcome;
  const unknownIfWrite = context.effect === 'write' ? 'unknown' : 'no';
  const fail = (code: VendorErrorCode, wasDone: 'no' | 'unknown'): VendorError =>
    new VendorError('instabase', code, {
      wasDone,
      vendorMessage: outcome.ok ? messageOf(outcome.json, context) : null,
      retryAfterMs: parseRetryAfter(headers?.get('retry-after') ?? null, context.now),
      isVendorWide: !outcome.ok && !outcome.sent,
    });

  if (status === null) return fail('vendor_unavailable', !outcome.ok && !outcome.sent ? 'no' : unknownIfWrite);
  // Documented for a token or header that is not taken, and for a right that is missing: all asked for before any work.
  if (status === 401) return fail('vendor_unauthorized', 'no');
  if (status === 403) return fail('vendor_forbidden', 'no');
  if (status === 429) return fail('rate_limited', 'no');
  if (status >= 500 || status === 408) return fail('vendor_unavailable', unknownIfWrite);
  if (!outcome.ok) {
    const wasCutOff = outcome.failure === 'timeout' || outcome.failure === 'network';
    return fail(wasCutOff ? 'vendor_unavailable' : 'vendor_garbled', unknownIfWrite);
  }
  // A solution that is somebody else's is answered like one that does not exist.
  if (status === 404) return fail('gone', 'no');
  return status >= 400 ? fail('refused', 'no') : fail('vendor_garbled', unknownIfWrite);
}

function messageOf(json: unknown, { secrets }: AnswerContext): string | null {
  const told = wireMessage.safeParse(json);
  return told.success ? cleanMessage(told.data.message, secrets) : null;
}
