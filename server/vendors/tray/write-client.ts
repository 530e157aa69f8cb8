import type { z } from 'zod';
import type { InstanceRecord, VendorOwner, VendorWriter } from '../adapter.ts';
import { wizardAddress } from './addresses.ts';
import { garbled, readable } from './errors.ts';
import type { GraphqlDocument } from './graphql-document.ts';
import { toInstanceRecord } from './mapping.ts';
import type { TrayCalls } from './user-tokens.ts';
import { listUsers } from './users.ts';
import {
  type WireInstance,
  wireCode,
  wireCreated,
  wireCreatedUser,
  wireRemoved,
  wireUpdated,
  wireUpgraded,
} from './wire.ts';
import { writeDocuments } from './write-documents.ts';

/** Changes things at Tray. Nothing is read back here: an answer to a write may be older than what stands. */
export function createTrayWriter(options: {
  calls: TrayCalls;
  appUrl: URL;
  partner: string;
  fingerprintKey: Buffer;
}): VendorWriter {
  const { calls, appUrl, partner, fingerprintKey } = options;

  const change = async (
    owner: VendorOwner,
    write: {
      document: GraphqlDocument;
      input: Record<string, unknown>;
      answer: z.ZodType<{ solutionInstance: WireInstance }>;
    },
  ): Promise<InstanceRecord> => {
    const call = { document: write.document, variables: { input: write.input }, effect: 'write' } as const;
    const data = await calls.asOwner(owner, call);
    return readable('write', () => {
      const { solutionInstance } = write.answer.parse(data);
      const askedFor = write.input['solutionInstanceId'] ?? solutionInstance.id;
      if (solutionInstance.owner !== owner.vendorAccountId || solutionInstance.id !== askedFor) {
        throw garbled('write', 'Tray answered with another instance than was changed');
      }
      return toInstanceRecord(solutionInstance, fingerprintKey);
    });
  };

  const update = (
    owner: VendorOwner,
    vendorId: string,
    changes: { instanceName: string } | { enabled: boolean; errorOnEnablingWithMissingValues?: true },
  ): Promise<InstanceRecord> =>
    change(owner, {
      document: writeDocuments.updateInstance,
      input: { solutionInstanceId: vendorId, ...changes },
      answer: wireUpdated,
    });

  return {
    findOrCreateOwner: async ({ externalId, name }) => {
      // Tray may make a second user for the same external id, so it is always looked up first.
      const { users, unreadableCount } = await listUsers(calls, { externalUserId: externalId });
      const found = users.find((user) => user.externalUserId === externalId);
      if (found) return { vendorAccountId: found.id };
      if (unreadableCount > 0) throw garbled('read', 'The user may be among those that cannot be read');
      const data = await calls.asOperator(
        {
          document: writeDocuments.createUser,
          variables: { input: { name, externalUserId: externalId } },
          effect: 'write',
        },
        externalId,
      );
      const { createExternalUser } = readable('write', () => wireCreatedUser.parse(data));
      return { vendorAccountId: createExternalUser.userId };
    },

    createInstance: (owner, { templateId, name }) =>
      change(owner, {
        document: writeDocuments.createInstance,
        input: { solutionId: templateId, instanceName: name },
        answer: wireCreated,
      }),

    renameInstance: (owner, vendorId, name) => update(owner, vendorId, { instanceName: name }),

    enableInstance: (owner, vendorId) =>
      update(owner, vendorId, { enabled: true, errorOnEnablingWithMissingValues: true }),

    disableInstance: (owner, vendorId) => update(owner, vendorId, { enabled: false }),

    upgradeInstance: (owner, vendorId) =>
      change(owner, {
        document: writeDocuments.upgradeInstance,
        input: { solutionInstanceId: vendorId },
        answer: wireUpgraded,
      }),

    removeInstance: async (owner, vendorId) => {
      const data = await calls.asOwner(owner, {
        document: writeDocuments.removeInstance,
        variables: { input: { solutionInstanceId: vendorId } },
        effect: 'write',
      });
      readable('write', () => wireRemoved.parse(data));
    },

    openWizard: async (owner, vendorId) => {
      // A code that nobody uses runs out by itself, so a lost answer leaves nothing behind.
      const data = await calls.asOperator(
        {
          document: writeDocuments.generateCode,
          variables: { input: { userId: owner.vendorAccountId } },
          effect: 'read',
        },
        owner.vendorAccountId,
      );
      const { generateAuthorizationCode } = readable('read', () => wireCode.parse(data));
      return wizardAddress(appUrl, { partner, vendorId, code: generateAuthorizationCode.authorizationCode });
    },
  };
}
