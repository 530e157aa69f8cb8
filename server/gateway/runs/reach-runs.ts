import type { Person } from '#contract/people.ts';
import { changeRefusal } from '../../accounts/ownership.ts';
import { ownerFor } from '../../accounts/vendor-links.ts';
import { auditForeignRows } from '../../inventory/foreign-rows.ts';
import type { IndexedInstance } from '../../inventory/indexed-instance.ts';
import type { VendorOwner } from '../../vendors/adapter.ts';
import type { RunReader, RunRecord, RunStep, RunWriter } from '../../vendors/runs.ts';
import { ProblemError } from '../problem-error.ts';
import { reachInstance } from '../reach-instance.ts';
import type { Services } from '../services.ts';

/** An instance whose runs a person may look into, and as whom that is asked. */
export interface InstanceRuns {
  instance: IndexedInstance;
  runs: RunReader & RunWriter;
  owner: VendorOwner;
}

/**
 * The runs of an instance; null when it is not there, or not theirs. Runs show what customers send, so they are for people
 * who may change things. Throws `ProblemError`: `view_only`, or `unsupported` where the vendor tells of no runs; and
 * `VendorError` `not_connected`.
 */
export async function reachRuns(
  services: Services,
  person: Person,
  instanceId: string,
  requestId: string,
): Promise<InstanceRuns | null> {
  const instance = await reachInstance(services, person, instanceId, requestId);
  if (!instance) return null;
  const subject = { vendor: instance.vendor, instance: { id: instance.id, name: instance.name } };
  const refusal = changeRefusal(person, instance.account.id);
  if (refusal !== null) throw new ProblemError(refusal, subject);
  const runs = services.adapters.get(instance.vendor)?.deployables?.runs;
  if (!runs) throw new ProblemError('unsupported', subject);
  const owner = await ownerFor(services.database, instance.vendor, instance.account.id, person);
  return { instance, runs, owner };
}

/**
 * A run with its steps; null when there is none of this very instance. The vendor looks for it among all of the owner's.
 * Throws `VendorError`.
 */
export async function readRunOf(
  services: Services,
  { instance, runs, owner }: InstanceRuns,
  runId: string,
): Promise<{ run: RunRecord; steps: RunStep[] } | null> {
  const found = await auditingForeignRows(services, instance.account.id, () => runs.readRun(owner, runId));
  return found?.run.vendorId === instance.vendorId ? found : null;
}

/** The same answer; that it held somebody else's rows is recorded. */
export async function auditingForeignRows<Answer>(
  { audit }: Pick<Services, 'audit'>,
  accountId: string,
  ask: () => Promise<Answer>,
): Promise<Answer> {
  try {
    return await ask();
  } catch (error) {
    await auditForeignRows(audit, error, accountId);
    throw error;
  }
}
