import * as z from 'zod/mini';
import { fieldProblems, problemCodes } from '#contract/problems.ts';
import type { CredentialCheck } from '#contract/connectors.ts';
import type { Problem, ProblemCode, ValueRefusal } from '#contract/problems.ts';
import { vendors } from '#contract/vendors.ts';

/** What can go wrong as the browser sees it: the contract's codes, and that our own server could not be reached. */
export type ClientProblemCode = ProblemCode | 'unreachable';

export type ClientProblem = Omit<Problem, 'code'> & { code: ClientProblemCode };

/** A request that did not succeed. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';

  readonly problem: ClientProblem;

  constructor(problem: ClientProblem, cause?: unknown) {
    super(problem.code, { cause });
    this.problem = problem;
  }
}

// Tolerant in what is read: a field of the wrong shape counts as not there.
const orElse = z.catch;

const headers = z.record(z.string(), z.string());

const checkSchema: z.ZodMiniType<CredentialCheck> = z.object({
  request: z.object({ method: z.string(), url: z.string(), headers, body: z.nullable(z.string()) }),
  response: z.object({
    statusCode: z.nullable(z.number()),
    headers,
    body: z.nullable(z.string()),
    message: z.nullable(z.string()),
  }),
});

const refusalSchema: z.ZodMiniType<ValueRefusal> = z.object({
  about: orElse(z.enum(['name', 'values', 'version', 'owner', 'whole']), 'whole'),
  messages: z.array(z.string()),
});

const problemSchema = z.object({
  code: orElse(z.enum(problemCodes), 'internal'),
  changed: orElse(z.enum(['nothing', 'something', 'unknown']), 'unknown'),
  requestId: orElse(z.string(), ''),
  vendor: orElse(z.optional(z.enum(vendors)), undefined),
  instance: orElse(z.optional(z.object({ id: z.string(), name: z.string() })), undefined),
  vendorMessage: orElse(z.optional(z.string()), undefined),
  retryAt: orElse(z.optional(z.string()), undefined),
  check: orElse(z.optional(checkSchema), undefined),
  refusals: orElse(z.optional(z.array(refusalSchema)), undefined),
  fields: orElse(z.optional(z.record(z.string(), z.enum(fieldProblems))), undefined),
});

/** Reads a problem as the server sends it; null when it is nothing of the kind. */
export function parseProblem(value: unknown): ClientProblem | null {
  const result = z.safeParse(problemSchema, value);
  if (!result.success) return null;
  const { code, changed, requestId, vendor, instance, vendorMessage, retryAt, fields, check, refusals } = result.data;
  return {
    code,
    changed,
    requestId,
    ...(vendor && { vendor }),
    ...(instance && { instance }),
    ...(vendorMessage && { vendorMessage }),
    ...(retryAt && { retryAt }),
    ...(fields && { fields }),
    ...(check && { check }),
    ...(refusals && { refusals }),
  };
}

/** A problem of this code about which nothing else is known. `changed` is `nothing` unless told otherwise. */
export function plainProblem(code: ClientProblemCode, changed: ClientProblem['changed'] = 'nothing'): ClientProblem {
  return { code, changed, requestId: '' };
}

/** Our own server could not be reached. A browser that knows it has no network has sent nothing. */
export function unreachableProblem(isWrite: boolean): ClientProblem {
  return plainProblem('unreachable', isWrite && navigator.onLine ? 'unknown' : 'nothing');
}

/** Narrows a code that came as a text, for instance from GraphQL. */
export function toProblemCode(code: string | null | undefined): ProblemCode {
  return problemCodes.find((known) => known === code) ?? 'internal';
}

/** The problem behind whatever was thrown. */
export function problemOf(error: unknown): ClientProblem {
  return error instanceof ProblemError ? error.problem : plainProblem('internal', 'unknown');
}
