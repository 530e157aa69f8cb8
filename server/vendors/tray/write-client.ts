import type { z } from 'zod';
import type { InstanceRecord, SlotValues, VendorOwner, VendorWriter } from '../adapter.ts';
import { authDialogAddress, wizardAddress } from './addresses.ts';
import { garbled, readable } from './errors.ts';
import type { GraphqlDocument } from './graphql-document.ts';
import { toInstanceDetail, toInstanceRecord } from './mapping.ts';
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

  interface Write {
    document: GraphqlDocument;
    input: Record<string, unknown>;
    answer: z.ZodType<{ solutionInstance: WireInstance }>;
  }

  const send = async (owner: VendorOwner, write: Write): Promise<WireInstance> => {
    const call = { document: write.document, variables: { input: write.input }, effect: 'write' } as const;
    const data = await calls.asOwner(owner, call);
    return readable('write', () => {
      const { solutionInstance } = write.answer.parse(data);
      const askedFor = write.input['solutionInstanceId'] ?? solutionInstance.id;
      if (solutionInstance.owner !== owner.vendorAccountId || solutionInstance.id !== askedFor) {
        throw garbled('write', 'Tray answered with another instance than was changed');
      }
      return solutionInstance;
    });
  };

  const change = async (owner: VendorOwner, write: Write): Promise<InstanceRecord> =>
    toInstanceRecord(await send(owner, write), fingerprintKey);

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

  const codeFor = async (owner: VendorOwner): Promise<string> => {
    // A code that nobody uses runs out by itself, so a lost answer leaves nothing behind.
    const data = await calls.asOperator(
      {
        document: writeDocuments.generateCode,
        variables: { input: { userId: owner.vendorAccountId } },
        effect: 'read',
      },
      owner.vendorAccountId,
    );
    return readable('read', () => wireCode.parse(data)).generateAuthorizationCode.authorizationCode;
  };

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

    createInstance: (owner, { templateId, name, values }) =>
      change(owner, {
        document: writeDocuments.createInstance,
        input: { solutionId: templateId, instanceName: name, ...(values ? toInput(values) : {}) },
        answer: wireCreated,
      }),

    updateValues: async (owner, vendorId, values) => {
      const changed = await send(owner, {
        document: writeDocuments.updateInstance,
        input: { solutionInstanceId: vendorId, ...toInput(values) },
        answer: wireUpdated,
      });
      return toInstanceDetail(changed, [], fingerprintKey);
    },

    renameInstance: (owner, vendorId, name) => update(owner, vendorId, { instanceName: name }),

    enableInstance: (owner, vendorId) =>
      update(owner, vendorId, { enabled: true, errorOnEnablingWithMissingValues: true }),

    disableInstance: (owner, vendorId) => update(owner, vendorId, { enabled: false }),

    upgradeInstance: (owner, vendorId, values) =>
      change(owner, {
        document: writeDocuments.upgradeInstance,
        input: { solutionInstanceId: vendorId, ...(values ? toInput(values) : {}) },
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

    openWizard: async (owner, vendorId, { asksToValidate } = { asksToValidate: false }) =>
      wizardAddress(appUrl, { partner, vendorId, code: await codeFor(owner), asksToValidate }),

    openAuthDialog: async (owner, purpose) =>
      authDialogAddress(appUrl, { partner, purpose, code: await codeFor(owner) }),
  };
}

/** Lists without an entry are left out: what an empty list means to Tray is not documented. */
function toInput({ authValues, configValues }: SlotValues): Record<string, unknown> {
  return {
    ...(authValues.length === 0
      ? {}
      : {
          authValues: authValues.map(({ externalId, authenticationId }) => ({ externalId, authId: authenticationId })),
        }),
    ...(configValues.length === 0
      ? {}
      : { configValues: configValues.map(({ externalId, value }) => ({ externalId, value })) }),
  };
}
