import type { VendorReader } from '../adapter.ts';
import type { OwnerCredentials } from '../owner-credentials.ts';
import { unsupported } from './errors.ts';
import { findInstance, listIncludes } from './instances.ts';
import { toInstanceDetail, toInstanceRecord } from './mapping.ts';
import { pageOf, readPage, type UnreadableListener } from './paging.ts';
import type { PatchworksTransport } from './transport.ts';
import { wireConnector } from './wire-resources.ts';

/** Reads what all vendors have in common, each owner's with that owner's own key. There is no operator's key. */
export function createPatchworksReader(options: {
  send: PatchworksTransport;
  credentials: OwnerCredentials;
  fingerprintKey: Buffer;
  report: UnreadableListener;
}): VendorReader {
  const { send, credentials, fingerprintKey, report } = options;
  return {
    vendor: 'patchworks',

    // What instances are made from is not in the common catalogue: connectors are installed on a page of their own.
    listTemplates: () => Promise.resolve([]),

    listAllInstances: unsupported,
    listAuthentications: unsupported,
    listConnections: unsupported,

    listOwnInstances: async (owner, after) => {
      const question = { path: '/connectors', query: { include: listIncludes }, row: wireConnector };
      const page = await readPage(send, owner, question, pageOf(after));
      report('instance', page.unreadableCount);
      return {
        records: page.rows.map((row) => toInstanceRecord(row, owner, fingerprintKey)),
        totalCount: page.totalCount,
        next: page.nextPage === null ? null : String(page.nextPage),
        unreadableCount: page.unreadableCount,
      };
    },

    readInstance: async (owner, vendorId) => {
      const connector = await findInstance(send, owner, vendorId, listIncludes);
      return connector && toInstanceDetail(connector, toInstanceRecord(connector, owner, fingerprintKey));
    },

    listOwners: () => credentials.owners(),
  };
}
