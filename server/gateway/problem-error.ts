import type { Changed, FieldProblem, Problem, ProblemCode } from '#contract/problems.ts';
import { ConnectorRefusal } from '../operations/connectors/connector-refusal.ts';
import { ChangedUnreadError, ChangeRefusal } from '../operations/deployables/changing-stored-values.ts';
import { InstanceBusyError, OperationMovedError, type OperationRow } from '../operations/journal.ts';
import { problemOf } from '../operations/retrying.ts';
import { CredentialsRefusedError } from '../vendors/connectors.ts';
import { VendorError } from '../vendors/vendor-error.ts';

/** A request that ends in a problem of the contract. Thrown anywhere in the gateway, answered in one place. */
export class ProblemError extends Error {
  override readonly name = 'ProblemError';
  readonly problem: Omit<Problem, 'requestId'>;

  constructor(
    code: ProblemCode,
    details: { changed?: Changed; fields?: Record<string, FieldProblem> } & Partial<
      Pick<Problem, 'vendor' | 'instance' | 'vendorMessage' | 'retryAt' | 'check' | 'refusals'>
    > = {},
  ) {
    super(code);
    this.problem = { changed: 'nothing', ...details, code };
  }
}

/** HTTP statuses by RFC 9110: 502 and 503 say that the fault lies behind us, 409 that the state of things forbids it. */
const statuses = {
  signed_out: 401,
  forged: 403,
  view_only: 403,
  owner_only: 403,
  not_found: 404,
  gone: 410,
  bad_input: 400,
  name_mismatch: 400,
  too_large: 413,
  busy: 409,
  too_late: 409,
  conflict: 409,
  other_account: 409,
  held_back: 409,
  in_use: 409,
  credentials_refused: 422,
  waiting_for_company: 409,
  hook_failed: 502,
  sign_in_refused: 403,
  sign_in_unavailable: 503,
  missing_values: 409,
  refused: 409,
  not_connected: 409,
  unsupported: 409,
  vendor_forbidden: 502,
  vendor_unauthorized: 502,
  vendor_garbled: 502,
  outcome_unknown: 502,
  incomplete: 502,
  owners_hidden: 502,
  vendor_unavailable: 503,
  rate_limited: 503,
  internal: 500,
} as const satisfies Record<ProblemCode, number>;

export function statusOf(code: ProblemCode): (typeof statuses)[ProblemCode] {
  return statuses[code];
}

/** Any error as a problem; null for what nobody foresaw, which the caller logs and answers as `internal`. */
export function toProblemError(error: unknown): ProblemError | null {
  if (error instanceof ProblemError) return error;
  if (error instanceof InstanceBusyError) return new ProblemError('busy');
  if (error instanceof OperationMovedError) return new ProblemError('too_late');
  if (error instanceof ChangeRefusal) {
    const { code, fields } = error;
    return new ProblemError(code, Object.keys(fields).length === 0 ? {} : { fields });
  }
  if (error instanceof ChangedUnreadError) {
    const { code, ...details } = problemOf(error.failure, 'something');
    return new ProblemError(code, { ...details, vendor: error.failure.vendor });
  }
  if (error instanceof ConnectorRefusal) return new ProblemError(error.code, error.details);
  if (holdsNulCharacter(error)) return new ProblemError('bad_input');
  if (error instanceof VendorError) {
    const { code, ...details } = problemOf(error, error.wasDone === 'no' ? 'nothing' : 'unknown');
    return new ProblemError(code, {
      ...details,
      vendor: error.vendor,
      ...(error.fields ? { fields: error.fields } : {}),
      ...(error instanceof CredentialsRefusedError ? { check: error.check } : {}),
    });
  }
  return null;
}

/**
 * PostgreSQL holds no U+0000 in a text (SQLSTATE 22021), nor in JSON (22P05). Vendors' texts are rid of it where they are read,
 * so the one that was refused came with the request.
 */
function holdsNulCharacter(error: unknown): boolean {
  return error instanceof Error && 'code' in error && (error.code === '22021' || error.code === '22P05');
}

/** Why an operation failed, as the answer to the request that waited for it. */
export function problemOfOperation(operation: OperationRow): ProblemError {
  const problem = operation.problem ?? { code: 'internal' as const, changed: 'unknown' as const };
  return new ProblemError(problem.code, {
    changed: problem.changed,
    vendor: operation.vendor,
    ...(operation.instance_id ? { instance: { id: operation.instance_id, name: operation.name } } : {}),
    ...(problem.vendorMessage ? { vendorMessage: problem.vendorMessage } : {}),
    ...(problem.retryAt ? { retryAt: problem.retryAt } : {}),
    ...(problem.fields ? { fields: problem.fields } : {}),
    ...(problem.refusals ? { refusals: problem.refusals } : {}),
  });
}
