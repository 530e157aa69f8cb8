import { z } from 'zod';
import { parseRetryAfter } from '#server/platform/http/retry-after.ts';
import type { JsonOutcome } from '#server/platform/http/send-json.ts';
import { VendorError, type VendorErrorCode } from '../vendor-error.ts';
import { cleanMessage } from './vendor-words.ts';

/** Whether a call changes something at Prismatic. A read leaves nothing behind, however it fails. */
export type Effect = 'read' | 'write';

/** What an answer is judged by, besides itself. `secrets` are cut out of Prismatic's words. */
export interface AnswerContext {
  effect: Effect;
  now: Date;
  secrets: string[];
}

const wireErrors = z.array(
  z.object({ message: z.string().catch(''), path: z.array(z.unknown()).catch([]) }).catch({ message: '', path: [] }),
);
const wireBody = z.object({ data: z.unknown().optional(), errors: z.unknown().optional() });
/** What does not come from GraphQL says what is the matter under this name. */
const wireDetail = z.object({ detail: z.string() });

/**
 * The `data` of a successful answer. Everything else is a `VendorError`, also partial data: a list that lacks rows must not
 * look like success. What a mutation's payload refuses is read by `payload.ts`.
 */
export function dataOf(outcome: JsonOutcome, context: AnswerContext): unknown {
  if (!outcome.ok || outcome.status < 200 || outcome.status > 299) throw httpFailure(outcome, context);
  const body = wireBody.safeParse(outcome.json);
  if (!body.success) throw garbled(context.effect);
  const { data, errors } = body.data;
  if (hasErrors(errors)) throw graphqlFailure(data, errors, context);
  if (data !== null && data !== undefined) return data;
  if (wireDetail.safeParse(outcome.json).success) throw throttled(outcome, context);
  throw garbled(context.effect);
}

/** An answer that cannot be read, or that is not about what was asked. `reason` is ours, not Prismatic's. */
export function garbled(effect: Effect, reason?: string): VendorError {
  return new VendorError('prismatic', 'vendor_garbled', {
    wasDone: effect === 'write' ? 'unknown' : 'no',
    vendorMessage: null,
    ...(reason === undefined ? {} : { cause: new Error(reason) }),
  });
}

/** What was asked for is not there, or not this owner's; nothing was done. */
export function gone(vendorMessage: string | null = null): VendorError {
  return new VendorError('prismatic', 'gone', { wasDone: 'no', vendorMessage });
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

export function httpFailure(outcome: JsonOutcome, context: AnswerContext): VendorError {
  const { status, headers } = outcome;
  const unknownIfWrite = context.effect === 'write' ? 'unknown' : 'no';
  const fail = (code: VendorErrorCode, wasDone: 'no' | 'unknown'): VendorError =>
    new VendorError('prismatic', code, {
      wasDone,
      vendorMessage: outcome.ok ? messageOf(outcome.json, context) : null,
      retryAfterMs: parseRetryAfter(headers?.get('retry-after') ?? null, context.now),
      isVendorWide: !outcome.ok && !outcome.sent,
    });

  if (status === null) return fail('vendor_unavailable', !outcome.ok && !outcome.sent ? 'no' : unknownIfWrite);
  if (status === 401) return fail('vendor_unauthorized', 'no');
  if (status === 403) return fail('vendor_forbidden', 'no');
  // Each caller has a limit of its own, so one that is reached tells nothing of the others.
  if (status === 429) return fail('rate_limited', 'no');
  if (status >= 500 || status === 408) return fail('vendor_unavailable', unknownIfWrite);
  if (!outcome.ok) {
    const wasCutOff = outcome.failure === 'timeout' || outcome.failure === 'network';
    return fail(wasCutOff ? 'vendor_unavailable' : 'vendor_garbled', unknownIfWrite);
  }
  return status >= 400 ? fail('refused', 'no') : fail('vendor_garbled', unknownIfWrite);
}

/** A `detail` in place of data is how the limit answers, whatever its status; it stands in front of all work. */
function throttled(outcome: JsonOutcome, context: AnswerContext): VendorError {
  return new VendorError('prismatic', 'rate_limited', {
    wasDone: 'no',
    vendorMessage: outcome.ok ? messageOf(outcome.json, context) : null,
    retryAfterMs: parseRetryAfter(outcome.headers?.get('retry-after') ?? null, context.now),
  });
}

/**
 * Status 200 with `errors`. Prismatic documents no codes, so every such answer is a refusal. Where the operation's own field
 * succeeded and only something below it failed, the change may have happened.
 */
function graphqlFailure(data: unknown, errors: unknown, context: AnswerContext): VendorError {
  const parsed = wireErrors.safeParse(errors);
  const list = parsed.success ? parsed.data : [];
  const vendorMessage = messageOf({ errors }, context);
  const mayBeDone = context.effect === 'write' && (hasResult(data) || list.some((error) => error.path.length > 1));
  return mayBeDone
    ? new VendorError('prismatic', 'vendor_garbled', { wasDone: 'unknown', vendorMessage })
    : new VendorError('prismatic', 'refused', { wasDone: 'no', vendorMessage });
}

function hasErrors(errors: unknown): boolean {
  if (errors === undefined || errors === null) return false;
  return !Array.isArray(errors) || errors.length > 0;
}

function hasResult(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null);
}

/** Prismatic's first message, wherever the body has it, fit for a log line. */
function messageOf(json: unknown, { secrets }: AnswerContext): string | null {
  const body = wireBody.safeParse(json);
  const errors = wireErrors.safeParse(body.success ? body.data.errors : null);
  const detail = wireDetail.safeParse(json);
  const text =
    (errors.success ? errors.data.find((error) => error.message !== '')?.message : undefined) ??
    (detail.success ? detail.data.detail : undefined);
  return text === undefined ? null : cleanMessage(text, secrets);
}
