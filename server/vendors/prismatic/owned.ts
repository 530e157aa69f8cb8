import type { VendorOwner } from '../adapter.ts';
import { ForeignRowsError } from '../vendor-error.ts';
import type { PrismaticCalls } from './calls.ts';
import { gone, readable } from './errors.ts';
import { readDocuments } from './read-documents.ts';
import { wireOwned } from './wire.ts';
import { rootOf } from './wire-lists.ts';

/**
 * Whether a row is this owner's. With the owner's own credential Prismatic shows no others; if it ever mixes them up, nobody
 * may see the result. With the operator's it shows everybody's, and another owner's is simply not there for this one.
 */
export function isOwned(customerId: string, owner: VendorOwner): boolean {
  if (customerId === owner.vendorAccountId) return true;
  if (owner.credential === 'operator') return false;
  throw new ForeignRowsError('prismatic');
}

/** Throws `gone` unless the instance is this owner's. Only the operator's credential reaches any other. */
export async function demandOwned(calls: PrismaticCalls, owner: VendorOwner, vendorId: string): Promise<void> {
  if (owner.credential !== 'operator') return;
  const call = { document: readDocuments.instanceOwner, variables: { id: vendorId }, effect: 'read' } as const;
  const instance = rootOf(await calls.asOwner(owner, call), 'instance');
  if (instance === null) throw gone();
  const { customer } = readable('read', () => wireOwned.parse(instance));
  if (!isOwned(customer.id, owner)) throw gone();
}
