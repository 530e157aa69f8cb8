import type { OwnerCredentials } from '../owner-credentials.ts';
import type { OwnerLinks } from '../owner-links.ts';
import { VendorError } from '../vendor-error.ts';
import { solutionsPath } from './addresses.ts';
import type { InstabaseTransport } from './transport.ts';

/** Instabase has no call that lists users, nor one that tells whose a token is: that it is taken is all that can be asked. */
export function createInstabaseLinks(transport: InstabaseTransport, credentials: OwnerCredentials): OwnerLinks {
  return {
    fields: ['vendorAccountId', 'credential', 'folderPrefixes'],
    canBeFound: false,
    isInEnvironment: (vendorAccountId) => credentials.isInEnvironment(vendorAccountId),
    check: async ({ vendorAccountId, credential }) => {
      const token = credential ?? (await credentials.find(vendorAccountId));
      if (token === null) throw new VendorError('instabase', 'not_connected', { wasDone: 'no' });
      await transport(
        {
          dialect: 'v2',
          method: 'GET',
          segments: solutionsPath,
          query: [
            ['owner', vendorAccountId],
            ['limit', '1'],
            ['offset', '0'],
          ],
          effect: 'read',
        },
        token,
        vendorAccountId,
      );
    },
  };
}
