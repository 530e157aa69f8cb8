import type { OwnerLinks } from '../owner-links.ts';
import type { PrismaticCalls } from './calls.ts';
import { findCustomerById } from './customers.ts';
import { gone } from './errors.ts';

/** Customers have no credential that anybody could enter: the server signs for them with the organisation's key. */
export function createPrismaticLinks(calls: PrismaticCalls): OwnerLinks {
  return {
    fields: ['vendorAccountId'],
    canBeFound: true,
    isInEnvironment: () => false,
    check: async ({ vendorAccountId }) => {
      if ((await findCustomerById(calls, vendorAccountId)) === null) throw gone();
    },
  };
}
