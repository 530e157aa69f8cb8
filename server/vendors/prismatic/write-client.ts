import { z } from 'zod';
import type { VendorOwner, VendorWriter } from '../adapter.ts';
import { ValuesRefusedError } from '../deployables.ts';
import { VendorError } from '../vendor-error.ts';
import type { PrismaticCalls } from './calls.ts';
import type { InstanceChanges } from './change-instance.ts';
import { findCustomer } from './customers.ts';
import { gone } from './errors.ts';
import { slotValuesGiven } from './given-values.ts';
import { readWholeInstance } from './instances.ts';
import { toInstanceDetail, toInstanceRecord } from './mapping.ts';
import { demandOwned } from './owned.ts';
import { payloadOf } from './payload.ts';
import { newestVersionOf } from './versions.ts';
import { wireCustomer } from './wire.ts';
import { identifier } from './wire-values.ts';
import { writeDocuments } from './write-documents.ts';

const wireRemoved = z.object({ id: identifier });

/** Changes at Prismatic what all vendors have. */
export function createPrismaticWriter(options: {
  calls: PrismaticCalls;
  changes: InstanceChanges;
  fingerprintKey: Buffer;
}): VendorWriter {
  const { calls, changes, fingerprintKey } = options;
  const unsupported = () => Promise.reject(new VendorError('prismatic', 'unsupported', { wasDone: 'no' }));

  const currentOf = async (owner: VendorOwner, vendorId: string) => {
    const instance = await readWholeInstance(calls, owner, vendorId);
    if (instance === null) throw gone();
    return instance;
  };

  return {
    findOrCreateOwner: async ({ externalId, name }) => {
      const found = await findCustomer(calls, externalId);
      if (found) return { vendorAccountId: found.id };
      const call = { document: writeDocuments.createCustomer, effect: 'write' } as const;
      try {
        const data = await calls.asOperator({ ...call, variables: { input: { name, externalId } } }, externalId);
        const made = payloadOf(data, { field: 'createCustomer', object: 'customer', schema: wireCustomer });
        return { vendorAccountId: made.id };
      } catch (error) {
        // External ids are unique: somebody else may have made the customer in the meantime.
        const meanwhile = error instanceof ValuesRefusedError ? await findCustomer(calls, externalId) : null;
        if (meanwhile === null) throw error;
        return { vendorAccountId: meanwhile.id };
      }
    },

    createInstance: async (owner, { templateId, name, values }) => {
      const given = values ? slotValuesGiven(values) : [];
      const versionId = await newestVersionOf(calls, owner, templateId);
      if (versionId === null) throw gone();
      return toInstanceRecord(await changes.create(owner, { versionId, name, values: given }), fingerprintKey);
    },

    updateValues: async (owner, vendorId, values) => {
      const changed = await changes.setValues(owner, vendorId, slotValuesGiven(values), false);
      return toInstanceDetail(changed, fingerprintKey);
    },

    renameInstance: async (owner, vendorId, name) =>
      toInstanceRecord(await changes.update(owner, vendorId, { name }), fingerprintKey),

    // One that never was deployed is enabled by that, and Prismatic then refuses while something is missing; of the flag
    // alone it is not known whether it does.
    enableInstance: async (owner, vendorId) => {
      const { lastDeployedAt } = await currentOf(owner, vendorId);
      const enabled =
        lastDeployedAt === null
          ? await changes.deploy(owner, vendorId)
          : await changes.update(owner, vendorId, { enabled: true });
      return toInstanceRecord(enabled, fingerprintKey);
    },

    disableInstance: async (owner, vendorId) =>
      toInstanceRecord(await changes.update(owner, vendorId, { enabled: false }), fingerprintKey),

    // The version alone: what it newly asks for, and the deployment, are steps of their own.
    upgradeInstance: async (owner, vendorId, values) => {
      const current = await currentOf(owner, vendorId);
      const newest = current.integration?.versionAt ?? null;
      const isNewer = newest !== null && newest.versionNumber > (current.integration?.versionNumber ?? 0);
      const given = values ? slotValuesGiven(values) : [];
      let instance = current;
      if (isNewer) instance = await changes.update(owner, vendorId, { integration: newest.id });
      if (given.length > 0) instance = await afterMove(isNewer, () => changes.setValues(owner, vendorId, given, false));
      return toInstanceRecord(instance, fingerprintKey);
    },

    removeInstance: async (owner, vendorId) => {
      await demandOwned(calls, owner, vendorId);
      const call = { document: writeDocuments.removeInstance, effect: 'write' } as const;
      const data = await calls.asOwner(owner, { ...call, variables: { input: { id: vendorId } } });
      payloadOf(data, { field: 'deleteInstance', object: 'instance', schema: wireRemoved });
    },

    openWizard: unsupported,
    openAuthDialog: unsupported,
  };
}

/** The second of two changes: when the first is done, its failure never means that nothing was. */
async function afterMove<Result>(hasMoved: boolean, change: () => Promise<Result>): Promise<Result> {
  try {
    return await change();
  } catch (error) {
    if (!hasMoved || !(error instanceof VendorError) || error.wasDone === 'unknown') throw error;
    const { vendor, code, vendorMessage, retryAfterMs } = error;
    throw new VendorError(vendor, code, { wasDone: 'unknown', vendorMessage, retryAfterMs, cause: error });
  }
}
