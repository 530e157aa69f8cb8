import { z } from 'zod';
import { parseRetryAfter } from '#server/platform/http/retry-after.ts';
import type { JsonOutcome } from '#server/platform/http/send-json.ts';
import { VendorError, type VendorErrorCode } from '../vendor-error.ts';

/** Whether a call changes something at Tray. A read leaves nothing behind, however it fails. */
export type Effect = 'read' | 'write';

/** What an answer is judged by, besides itself. `secrets` are cut out of Tray's words. */
export interface AnswerContext {
  effect: Effect;
  now: Date;
  secrets: string[];
}

/** The one message text that Tray documents, and so the only one that may decide anything. */
const rateLimitMessage = 'Rate limit exceeded';

const longestMessage = 300;
/** Tray's tokens and codes are hexadecimal without hyphens, 40 or 64 characters; ids have hyphens. */
const secretPattern = /\b[0-9a-f]{32,}\b|bearer\s+\S+/gi;

const wireErrors = z.array(
  z.object({ message: z.string().catch(''), path: z.array(z.unknown()).catch([]) }).catch({ message: '', path: [] }),
);
const wireBody = z.object({ data: z.unknown().optional(), errors: z.unknown().optional() });
const wireMessage = z.object({ message: z.string() });

/**
 * The `data` of a successful answer. Everything else is a `VendorError`, also partial data: a list that lacks rows and a
 * write that half succeeded must not look like success.
 */
export function dataOf(outcome: JsonOutcome, context: AnswerContext): unknown {
  if (!outcome.ok || outcome.status < 200 || outcome.status > 299) throw httpFailure(outcome, context);
  const body = wireBody.safeParse(outcome.json);
  if (!body.success) throw garbled(context.effect);
  const { data, errors } = body.data;
  if (hasErrors(errors)) throw graphqlFailure(data, errors, outcome.headers, context);
  if (data === null || data === undefined) throw garbled(context.effect);
  return data;
}

/** An answer that cannot be read, or that is not about what was asked. `reason` is ours, not Tray's. */
export function garbled(effect: Effect, reason?: string): VendorError {
  return new VendorError('tray', 'vendor_garbled', {
    wasDone: effect === 'write' ? 'unknown' : 'no',
    vendorMessage: null,
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

function httpFailure(outcome: JsonOutcome, context: AnswerContext): VendorError {
  const { status, headers } = outcome;
  const unknownIfWrite = context.effect === 'write' ? 'unknown' : 'no';
  const fail = (code: VendorErrorCode, wasDone: 'no' | 'unknown'): VendorError =>
    new VendorError('tray', code, {
      wasDone,
      vendorMessage: outcome.ok ? messageOf(outcome.json, context) : null,
      retryAfterMs: parseRetryAfter(headers?.get('retry-after') ?? null, context.now),
      isVendorWide: !outcome.ok && !outcome.sent,
    });

  if (status === null) {
    return fail('vendor_unavailable', !outcome.ok && !outcome.sent ? 'no' : unknownIfWrite);
  }
  if (status === 401) return fail('vendor_unauthorized', 'no');
  if (status === 403) return fail('vendor_forbidden', 'no');
  if (status === 429) return fail('rate_limited', 'no');
  if (status >= 500 || status === 408) return fail('vendor_unavailable', unknownIfWrite);
  if (!outcome.ok) {
    const wasCutOff = outcome.failure === 'timeout' || outcome.failure === 'network';
    return fail(wasCutOff ? 'vendor_unavailable' : 'vendor_garbled', unknownIfWrite);
  }
  return status >= 400 ? fail('refused', 'no') : fail('vendor_garbled', unknownIfWrite);
}

/**
 * Status 200 with `errors`. Tray's codes are undocumented, so every such answer is a refusal, save for the rate limit.
 * Where the operation's own field succeeded and only something below it failed, the change may have happened.
 */
function graphqlFailure(data: unknown, errors: unknown, headers: Headers, context: AnswerContext): VendorError {
  const parsed = wireErrors.safeParse(errors);
  const list = parsed.success ? parsed.data : [];
  const vendorMessage = messageOf({ errors }, context);
  const retryAfterMs = parseRetryAfter(headers.get('retry-after'), context.now);
  const mayBeDone = context.effect === 'write' && (hasResult(data) || list.some((error) => error.path.length > 1));
  if (mayBeDone) return new VendorError('tray', 'vendor_garbled', { wasDone: 'unknown', vendorMessage, retryAfterMs });
  const isLimit = list.some((error) => error.message.trim() === rateLimitMessage);
  return new VendorError('tray', isLimit ? 'rate_limited' : 'refused', {
    wasDone: 'no',
    vendorMessage,
    retryAfterMs,
    // The limit is that of the whole organisation.
    isVendorWide: isLimit,
  });
}

function hasErrors(errors: unknown): boolean {
  if (errors === undefined || errors === null) return false;
  return !Array.isArray(errors) || errors.length > 0;
}

function hasResult(data: unknown): boolean {
  return typeof data === 'object' && data !== null && Object.values(data).some((value) => value !== null);
}

/** Tray's first message, wherever the body has it, fit for a log line: no control characters, no secrets, not long. */
function messageOf(json: unknown, context: AnswerContext): string | null {
  const body = wireBody.safeParse(json);
  const errors = wireErrors.safeParse(body.success ? body.data.errors : null);
  const single = wireMessage.safeParse(json);
  const text =
    (errors.success ? errors.data.find((error) => error.message !== '')?.message : undefined) ??
    (single.success ? single.data.message : undefined);
  return text === undefined ? null : cleanMessage(text, context.secrets);
}

function cleanMessage(text: string, secrets: string[]): string | null {
  const withoutSecrets = secrets
    .filter((secret) => secret !== '')
    .reduce((rest, secret) => rest.replaceAll(secret, '[redacted]'), text)
    .replace(secretPattern, '[redacted]');
  const cleaned = withoutSecrets
    .replace(/[\s\p{Cc}\p{Cf}\p{Cs}]+/gu, ' ')
    .trim()
    .slice(0, longestMessage);
  return cleaned === '' ? null : cleaned;
}
