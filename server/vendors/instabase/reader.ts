import type { InstancePage, VendorOwner, VendorReader } from '../adapter.ts';
import type { DeploymentFilter } from '../deployments.ts';
import type { OwnerCredentials } from '../owner-credentials.ts';
import { ForeignRowsError } from '../vendor-error.ts';
import type { InstabaseCalls } from './calls.ts';
import { garbled } from './errors.ts';
import { toInstanceDetail, toInstanceRecord } from './mapping.ts';
import { continueWalk, windowOf } from './paging.ts';
import { fetchSolution, fetchSolutions } from './solution-calls.ts';
import type { WireSolution } from './wire.ts';

/** Told when rows came that could not be read and were left out. */
export type UnreadableListener = (noun: 'instance' | 'run', count: number) => void;

/** Reads solutions as the common list knows them. */
export function createInstabaseReader(options: {
  calls: InstabaseCalls;
  credentials: OwnerCredentials;
  fingerprintKey: Buffer;
  onUnreadable?: UnreadableListener;
}): VendorReader {
  const { calls, credentials, fingerprintKey, onUnreadable } = options;

  const readPage = async (
    as: VendorOwner | 'operator',
    filter: DeploymentFilter,
    after: string | null,
    check: (rows: WireSolution[]) => void = () => {},
  ): Promise<InstancePage> => {
    const page = await fetchSolutions(calls, as, filter, windowOf(after));
    check(page.rows);
    const { rows, next, isGapless } = continueWalk(after, page);
    if (page.unreadableCount > 0) onUnreadable?.('instance', page.unreadableCount);
    return {
      records: rows.map((row) => toInstanceRecord(row, fingerprintKey)),
      // Instabase counts nothing.
      totalCount: null,
      next,
      // What may have slipped away between two pages must not be taken for gone either.
      unreadableCount: page.unreadableCount + (isGapless ? 0 : 1),
    };
  };

  return {
    vendor: 'instabase',

    // A solution is deployed from a file of the customer's own; there is no catalogue.
    listTemplates: () => Promise.resolve([]),

    listAllInstances: (after) => readPage('operator', {}, after),

    // Without the filter everybody's public ones would be among them.
    listOwnInstances: (owner, after) =>
      readPage(owner, { owner: owner.vendorAccountId }, after, (rows) => demandOwner(rows, owner)),

    readInstance: async (owner, vendorId) => {
      const solution = await fetchSolution(calls, owner, vendorId);
      if (solution === null) return null;
      if (solution.id !== vendorId) {
        demandOwner([solution], owner);
        throw garbled('read', 'Instabase answered with another solution than was asked for');
      }
      // Public ones may be read by everybody, and an administrator's token reads all: neither makes it the owner's.
      return solution.owner === owner.vendorAccountId ? toInstanceDetail(solution, fingerprintKey) : null;
    },

    // Solutions have no connections.
    listAuthentications: () => Promise.resolve([]),
    listConnections: () => Promise.resolve([]),

    // Instabase lists no users, so only those with a credential of their own can be named.
    listOwners: () => credentials.owners(),
  };
}

function demandOwner(rows: WireSolution[], owner: VendorOwner): void {
  if (rows.some((row) => row.owner !== owner.vendorAccountId)) throw new ForeignRowsError('instabase');
}
