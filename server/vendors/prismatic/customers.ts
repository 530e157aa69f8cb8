import type { PrismaticCalls } from './calls.ts';
import { VendorError } from '../vendor-error.ts';
import { garbled, readable } from './errors.ts';
import { pageVariables } from './paging.ts';
import { readDocuments } from './read-documents.ts';
import { wireCustomer, type WireCustomer } from './wire.ts';
import { readConnection, rootOf, type WirePage } from './wire-lists.ts';

/** One page of Prismatic's customers: all of them, those with this external id, or those whose name contains a text. */
export async function listCustomers(
  calls: PrismaticCalls,
  criteria: { externalId?: string; text?: string },
  after: string | null,
): Promise<WirePage<WireCustomer>> {
  const data = await calls.asOperator({
    document: readDocuments.customers,
    variables: { ...criteria, ...pageVariables(after) },
    effect: 'read',
  });
  const page = readable('read', () => readConnection(rootOf(data, 'customers'), wireCustomer));
  if (page === null) throw garbled('read', 'The list of customers cannot be read');
  return page;
}

/** The customer with this id of Prismatic's own; null when there is none. */
export async function findCustomerById(calls: PrismaticCalls, id: string): Promise<WireCustomer | null> {
  try {
    const data = await calls.asOperator({ document: readDocuments.customer, variables: { id }, effect: 'read' }, id);
    const customer = readable('read', () => wireCustomer.nullable().parse(rootOf(data, 'customer')));
    return customer?.id === id ? customer : null;
  } catch (error) {
    if (error instanceof VendorError && error.code === 'gone') return null;
    throw error;
  }
}

/** The customer with this external id; null when there is none. */
export async function findCustomer(calls: PrismaticCalls, externalId: string): Promise<WireCustomer | null> {
  const { rows, unreadableCount } = await listCustomers(calls, { externalId }, null);
  const found = rows.find((customer) => customer.externalId === externalId);
  if (found) return found;
  if (unreadableCount > 0) throw garbled('read', 'The customer may be among those that cannot be read');
  return null;
}
