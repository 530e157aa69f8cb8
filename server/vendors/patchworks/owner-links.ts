import type { OwnerCredentials } from '../owner-credentials.ts';
import type { OwnerLinks } from '../owner-links.ts';
import type { PatchworksTransport } from './transport.ts';

/** A key names its company by itself, and the Core API tells no other name of it: ours is the account's external id. */
export function createPatchworksLinks(send: PatchworksTransport, credentials: OwnerCredentials): OwnerLinks {
  return {
    fields: ['credential'],
    canBeFound: false,
    isInEnvironment: (vendorAccountId) => credentials.isInEnvironment(vendorAccountId),
    check: async ({ vendorAccountId, credential }) => {
      await send(
        { vendorAccountId },
        {
          method: 'GET',
          path: '/connectors',
          query: { per_page: '1' },
          effect: 'read',
          isList: true,
          ...(credential === null ? {} : { key: credential }),
        },
      );
    },
  };
}
