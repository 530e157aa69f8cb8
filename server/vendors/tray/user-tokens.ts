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

  const tokenOf = (owner: VendorOwner): Promise<string> =>
    tokens.withToken(owner.vendorAccountId, async () => {
      const input = { userId: owner.vendorAccountId };
      const data = await transport(
        { document: readDocuments.authorize, variables: { input }, effect: 'read' },
        masterToken,
        owner.vendorAccountId,
      );
      const { authorize } = readable('read', () => wireAuthorize.parse(data));
      return { token: authorize.accessToken, expiresAt: new Date(clock.now().getTime() + userTokenLifetimeMs) };
    });

  return {
    asOperator: (call, account) => transport(call, masterToken, account ?? null),

    asOwner: async (owner, call) => {
      const token = await tokenOf(owner);
      try {
        return await transport(call, token, owner.vendorAccountId);
      } catch (error) {
        if (!(error instanceof VendorError) || error.code !== 'vendor_unauthorized') throw error;
      }
      // 401 means that the call was not done, so also a write may be sent again; once, with a token made now.
      await tokens.forget(owner.vendorAccountId, token);
      return transport(call, await tokenOf(owner), owner.vendorAccountId);
    },
  };
}
