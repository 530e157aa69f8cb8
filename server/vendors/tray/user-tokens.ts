import type { Clock } from '#server/platform/clock.ts';
import type { VendorOwner } from '../adapter.ts';
import type { TokenStore } from '../token-store.ts';
import { VendorError } from '../vendor-error.ts';
import { readable } from './errors.ts';
import { readDocuments } from './read-documents.ts';
import type { TrayCall, TrayTransport } from './transport.ts';
import { wireAuthorize } from './wire.ts';

/** Tray's user tokens work for two days. */
const userTokenLifetimeMs = 2 * 24 * 60 * 60 * 1000;

/** Calls with the right credential. */
export interface TrayCalls {
  /** With the master token, which acts as the whole organisation. `account` is the user whom the call is about, if any. */
  asOperator(call: TrayCall, account?: string): Promise<unknown>;
  /** With the owner's user token. Tray then sees and changes what is the owner's and nothing else. */
  asOwner(owner: VendorOwner, call: TrayCall): Promise<unknown>;
}

export function createTrayCalls(options: {
  transport: TrayTransport;
  tokens: TokenStore;
  masterToken: string;
  clock: Clock;
}): TrayCalls {
  const { transport, tokens, masterToken, clock } = options;

  const tokenOf = async (owner: VendorOwner): Promise<{ token: string; isNew: boolean }> => {
    let isNew = false;
    const token = await tokens.withToken(owner.vendorAccountId, async () => {
      isNew = true;
      const input = { userId: owner.vendorAccountId };
      const data = await transport(
        { document: readDocuments.authorize, variables: { input }, effect: 'read' },
        masterToken,
        owner.vendorAccountId,
      );
      const { authorize } = readable('read', () => wireAuthorize.parse(data));
      return { token: authorize.accessToken, expiresAt: new Date(clock.now().getTime() + userTokenLifetimeMs) };
    });
    return { token, isNew };
  };

  return {
    asOperator: (call, account) => transport(call, masterToken, account ?? null),

    asOwner: async (owner, call) => {
      const { token, isNew } = await tokenOf(owner);
      try {
        return await transport(call, token, owner.vendorAccountId);
      } catch (error) {
        if (!(error instanceof VendorError) || error.code !== 'vendor_unauthorized') throw error;
        await tokens.forget(owner.vendorAccountId, token);
        if (call.effect === 'write') throw unsettled(error, isNew);
      }
      const renewed = await tokenOf(owner);
      return transport(call, renewed.token, owner.vendorAccountId);
    },
  };
}

/**
 * A write that met 401. Tray documents that it asks for the token before any work, but nothing it sends proves that none
 * was done, and a create that is sent twice makes two instances. So whoever sent it has to look first. A token that was
 * used before has probably run out, which the next try cures; one that was made for this very call is not accepted at all.
 */
function unsettled(refusal: VendorError, isTokenNew: boolean): VendorError {
  return new VendorError('tray', isTokenNew ? 'vendor_unauthorized' : 'vendor_garbled', {
    wasDone: 'unknown',
    vendorMessage: refusal.vendorMessage,
    cause: refusal,
  });
}
