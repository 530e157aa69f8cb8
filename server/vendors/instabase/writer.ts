import type { InstanceRecord, VendorOwner, VendorWriter } from '../adapter.ts';
import { VendorError } from '../vendor-error.ts';
import { toInstanceRecord } from './mapping.ts';
import type { SolutionWrites } from './solution-writes.ts';

/** Who an account is at Instabase, as its link says; null: nobody has entered it. */
export type FindLinkedOwner = (account: {
  externalId: string;
  name: string;
}) => Promise<Awaited<ReturnType<VendorWriter['findOrCreateOwner']>> | null>;

/** What the common contract can change of a solution: its state, and that it is there. */
export function createInstabaseWriter(options: {
  writes: SolutionWrites;
  findLinkedOwner: FindLinkedOwner;
  fingerprintKey: Buffer;
}): VendorWriter {
  const { writes, findLinkedOwner, fingerprintKey } = options;

  const switchTo = async (
    owner: VendorOwner,
    vendorId: string,
    state: 'active' | 'inactive',
  ): Promise<InstanceRecord> =>
    toInstanceRecord(await writes.change(owner, vendorId, { kind: 'state', state }), fingerprintKey);

  const unsupported = <Answer>(): Promise<Answer> =>
    Promise.reject(new VendorError('instabase', 'unsupported', { wasDone: 'no' }));

  return {
    // Instabase has no call that makes a user, nor one that tells whose a token is: an administrator enters the link.
    findOrCreateOwner: async (account) => {
      const owner = await findLinkedOwner(account);
      if (owner === null) throw new VendorError('instabase', 'not_connected', { wasDone: 'no' });
      return owner;
    },
    enableInstance: (owner, vendorId) => switchTo(owner, vendorId, 'active'),
    disableInstance: (owner, vendorId) => switchTo(owner, vendorId, 'inactive'),
    removeInstance: async (owner, vendorId) => {
      await writes.remove(owner, vendorId);
    },
    createInstance: unsupported,
    updateValues: unsupported,
    renameInstance: unsupported,
    upgradeInstance: unsupported,
    openWizard: unsupported,
    openAuthDialog: unsupported,
  };
}
