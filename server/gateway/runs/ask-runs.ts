import type { ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import { changeRefusal, viewerRefusal } from '../../accounts/ownership.ts';
import { ownerFor } from '../../accounts/vendor-links.ts';
import { auditForeignRows } from '../../inventory/foreign-rows.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { RunReader } from '../../vendors/runs.ts';
import { VendorError } from '../../vendors/vendor-error.ts';
import type { GraphContext } from '../graphql/context.ts';
import type { VendorOutcome } from '../graphql/schema.generated.ts';
import { ProblemError } from '../problem-error.ts';
import { reachInstance } from '../reach-instance.ts';

/** Whose runs are asked for. It comes from the session; an instance only narrows it. */
export interface RunScope {
  vendor: Vendor;
  /** Null where the vendor tells of no runs. */
  runs: RunReader | null;
  /** Null: everybody's. */
  accountId: string | null;
  /** The vendor's id of the one instance whose runs are asked for. */
  vendorId: string | null;
}

/**
 * The scope that this person may ask about; null where no vendor has runs. Throws `ProblemError`: `not_found` for an instance
 * that is not theirs, `view_only`.
 */
export async function runScope(context: GraphContext, instanceId: string | null): Promise<RunScope | null> {
  const { services, person, requestId } = context;
  const instance = instanceId === null ? null : await reachInstance(services, person, instanceId, requestId);
  if (instanceId !== null && !instance) throw new ProblemError('not_found');
  const refusal = instance ? changeRefusal(person, instance.account.id) : viewerRefusal(person);
  if (refusal !== null) throw new ProblemError(refusal);
  if (instance) {
    const { vendor, vendorId, account } = instance;
    const runs = services.adapters.get(vendor)?.deployables?.runs ?? null;
    return { vendor, runs, accountId: account.id, vendorId };
  }
  const adapter = [...services.adapters.values()].find(({ deployables }) => deployables !== null);
  if (!adapter) return null;
  // A user without an account is nobody's, and never everybody.
  const accountId = person.role === 'admin' ? null : (person.account?.id ?? '');
  return { vendor: adapter.vendor, runs: adapter.deployables?.runs ?? null, accountId, vendorId: null };
}

/**
 * Asks about runs. What the vendor did not answer is null, and the outcome says why: a failed read is never an empty list.
 * `isEmpty` says of an answer that there is nothing.
 */
export async function askRuns<Answer>(
  { services, person }: GraphContext,
  scope: RunScope,
  ask: (runs: RunReader, owner: VendorOwner | null) => Promise<Answer>,
  isEmpty: (answer: Answer) => boolean,
): Promise<{ answer: Answer | null; outcome: VendorOutcome }> {
  const { vendor, runs, accountId } = scope;
  if (runs === null) return { answer: null, outcome: { ...said, vendor, state: 'unsupported' } };
  const readAt = services.clock.now();
  try {
    const owner = accountId === null ? null : await ownerFor(services.database, vendor, accountId, person);
    const answer = await ask(runs, owner);
    return { answer, outcome: { ...said, vendor, state: isEmpty(answer) ? 'empty' : 'ok', checkedAt: readAt } };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    if (accountId !== null) await auditForeignRows(services.audit, error, accountId);
    return { answer: null, outcome: failureOf(error, readAt) };
  }
}

const said = { code: null, checkedAt: null, failedSince: null, missingCount: null, retryAt: null, refreshing: false };

function failureOf(error: VendorError, at: Date): VendorOutcome {
  const { vendor, retryAt } = error;
  const code = error.code satisfies ProblemCode;
  if (code === 'not_connected' || code === 'unsupported') return { ...said, vendor, state: code, code };
  return { ...said, vendor, state: 'failed', code, failedSince: at, retryAt };
}
