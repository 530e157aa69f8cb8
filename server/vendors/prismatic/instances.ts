import type { VendorOwner } from '../adapter.ts';
import type { PrismaticCalls } from './calls.ts';
import { garbled, readable } from './errors.ts';
import { isOwned } from './owned.ts';
import { readDocuments } from './read-documents.ts';
import { wireInstance, type WireInstance } from './wire.ts';
import { rootOf } from './wire-lists.ts';

/** One whole instance, in one call; null when this owner has none of that id. */
export async function readWholeInstance(
  calls: PrismaticCalls,
  owner: VendorOwner,
  vendorId: string,
): Promise<WireInstance | null> {
  const call = { document: readDocuments.instance, variables: { id: vendorId }, effect: 'read' } as const;
  const answer = rootOf(await calls.asOwner(owner, call), 'instance');
  if (answer === null) return null;
  return readable('read', () => {
    const instance = wireInstance.parse(answer);
    if (!isOwned(instance.customer.id, owner)) return null;
    if (instance.id !== vendorId) throw garbled('read', 'Prismatic answered with another instance than was asked for');
    return instance;
  });
}
