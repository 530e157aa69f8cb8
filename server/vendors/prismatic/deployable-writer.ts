import { z } from 'zod';
import type { DeployableReader, DeployableWriter } from '../deployables.ts';
import type { PrismaticCalls } from './calls.ts';
import type { InstanceChanges } from './change-instance.ts';
import { gone } from './errors.ts';
import { toInstanceRecord } from './mapping.ts';
import { payloadOf } from './payload.ts';
import type { WireInstance } from './wire.ts';
import { identifier } from './wire-values.ts';
import { writeDocuments } from './write-documents.ts';

const wireDisconnected = z.object({ id: identifier });

/** Changes what only Prismatic has. Each is one call, besides what makes sure of whose the instance is. */
export function createDeployableWriter(options: {
  calls: PrismaticCalls;
  changes: InstanceChanges;
  reader: DeployableReader;
  fingerprintKey: Buffer;
}): DeployableWriter {
  const { calls, changes, reader, fingerprintKey } = options;
  const toRecord = (instance: WireInstance) => toInstanceRecord(instance, fingerprintKey);

  return {
    createInstance: async (owner, wanted) => toRecord(await changes.create(owner, wanted)),

    setValues: async (owner, vendorId, values, { isComplete } = { isComplete: false }) =>
      toRecord(await changes.setValues(owner, vendorId, values, isComplete)),

    replaceValues: async (owner, vendorId, values) => toRecord(await changes.replaceValues(owner, vendorId, values)),

    changeVersion: async (owner, vendorId, versionId) =>
      toRecord(await changes.update(owner, vendorId, { integration: versionId })),

    deploy: async (owner, vendorId) => toRecord(await changes.deploy(owner, vendorId)),

    disconnect: async (owner, vendorId, key) => {
      const connections = (await reader.readConnections(owner, vendorId)) ?? [];
      const found = connections.find((connection) => connection.key === key);
      if (found === undefined) throw gone();
      const call = { document: writeDocuments.disconnect, effect: 'write' } as const;
      const data = await calls.asOwner(owner, { ...call, variables: { input: { id: found.connectionId } } });
      const parts = { field: 'disconnectConnection', object: 'instanceConfigVariable', schema: wireDisconnected };
      payloadOf(data, parts);
    },
  };
}
