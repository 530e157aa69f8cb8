import type { Capabilities } from '#contract/capabilities.ts';
import type { Person } from '#contract/people.ts';
import type { ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import { findPerson } from '../accounts/people.ts';
import { changeRefusal, mayReach } from '../accounts/ownership.ts';
import { ownerFor } from '../accounts/vendor-links.ts';
import type { Clock } from '../platform/clock.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { VendorAdapter, VendorOwner } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import type { CompanyHooks } from './hooks/company-hooks.ts';
import type { Journal, OperationRow } from './journal.ts';
import type { OperationValues } from './operation-values.ts';

/** What every operation works with. */
export interface WorkContext {
  database: JackfieldDatabase;
  journal: Journal;
  operationValues: OperationValues;
  hooks: CompanyHooks;
  adapters: Map<Vendor, VendorAdapter>;
  clock: Clock;
  logger: Logger;
}

/** The person lost the right to do this between asking and now. */
export class NoLongerAllowedError extends Error {
  override readonly name = 'NoLongerAllowedError';
}

export function adapterOf(context: Pick<WorkContext, 'adapters'>, vendor: Vendor): VendorAdapter {
  const adapter = context.adapters.get(vendor);
  if (!adapter) throw new VendorError(vendor, 'not_connected', { wasDone: 'no' });
  return adapter;
}

/** The same, of a vendor that can do this at all. Throws `VendorError` `unsupported`. */
export function adapterThatCan(
  context: Pick<WorkContext, 'adapters'>,
  vendor: Vendor,
  ability: keyof Capabilities,
): VendorAdapter {
  const adapter = adapterOf(context, vendor);
  if (!adapter.capabilities[ability]) throw new VendorError(vendor, 'unsupported', { wasDone: 'no' });
  return adapter;
}

/**
 * The owner to act as, after asking once more whether whoever started this may still do it. `refusalOf`: what it takes
 * besides being able to see it; unless told, being one who may change things.
 */
export async function ownerToActAs(
  context: WorkContext,
  operation: OperationRow,
  refusalOf: (person: Person, accountId: string) => ProblemCode | null = changeRefusal,
): Promise<VendorOwner> {
  const person = await findPerson(context.database, operation.person_id);
  if (!person || !mayReach(person, operation.account_id) || refusalOf(person, operation.account_id) !== null) {
    throw new NoLongerAllowedError();
  }
  return ownerFor(context.database, operation.vendor, operation.account_id, person);
}

/** The instance as the vendor and the index know it. Throws `VendorError` `gone` when the index has lost it. */
export async function instanceOf(
  context: WorkContext,
  operation: OperationRow,
): Promise<{ id: string; vendorId: string; createdAt: Date | null }> {
  const row = await context.database
    .selectFrom('instances')
    .where('id', '=', operation.instance_id)
    .where('removed_at', 'is', null)
    .select(['id', 'vendor_id as vendorId', 'created_at as createdAt'])
    .executeTakeFirst();
  if (!row) throw new VendorError(operation.vendor, 'gone', { wasDone: 'no' });
  return row;
}
