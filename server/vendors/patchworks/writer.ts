import type { VendorWriter } from '../adapter.ts';
import { VendorError } from '../vendor-error.ts';
import { unsupported } from './errors.ts';
import { listIncludes, settled } from './instances.ts';
import { toInstanceRecord } from './mapping.ts';
import { type PatchworksTransport, pathOf } from './transport.ts';

/** Changes what all vendors have in common. Instances are made and configured by the port of connectors. */
export function createPatchworksWriter(options: {
  send: PatchworksTransport;
  introduce(
    ...account: Parameters<VendorWriter['findOrCreateOwner']>
  ): Promise<Awaited<ReturnType<VendorWriter['findOrCreateOwner']>> | null>;
  fingerprintKey: Buffer;
}): VendorWriter {
  const { send, fingerprintKey } = options;
  return {
    findOrCreateOwner: async (account) => {
      const owner = await options.introduce(account);
      if (owner === null) throw new VendorError('patchworks', 'not_connected', { wasDone: 'no' });
      return owner;
    },

    renameInstance: async (owner, vendorId, name) => {
      const path = pathOf`/connectors/${vendorId}`;
      const { json } = await send(owner, { method: 'PATCH', path, body: { name }, effect: 'write' });
      const connector = await settled(send, owner, json, { vendorId, include: listIncludes });
      return toInstanceRecord(connector, owner, fingerprintKey);
    },

    removeInstance: async (owner, vendorId) => {
      await send(owner, { method: 'DELETE', path: pathOf`/connectors/${vendorId}`, effect: 'write' });
    },

    createInstance: unsupported,
    updateValues: unsupported,
    enableInstance: unsupported,
    disableInstance: unsupported,
    upgradeInstance: unsupported,
    openWizard: unsupported,
    openAuthDialog: unsupported,
  };
}
