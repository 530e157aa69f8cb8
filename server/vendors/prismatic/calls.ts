import type { VendorOwner } from '../adapter.ts';
import { VendorError } from '../vendor-error.ts';
import type { Credentials } from './credentials.ts';
import type { PrismaticCall, PrismaticTransport } from './transport.ts';

/** Calls with the right credential. */
export interface PrismaticCalls {
  /** With the organisation's token, which sees and changes everybody's. `account` is the customer whom it is about. */
  asOperator(call: PrismaticCall, account?: string): Promise<unknown>;
  /** With the credential that the owner says: its own, which sees what is its own and nothing else, or the operator's. */
  asOwner(owner: VendorOwner, call: PrismaticCall): Promise<unknown>;
}

export function createPrismaticCalls({
  transport,
  credentials,
}: {
  transport: PrismaticTransport;
  credentials: Credentials;
}): PrismaticCalls {
  async function send(
    call: PrismaticCall,
    account: string | null,
    key: string | null,
    fetchToken: () => Promise<{ token: string; isNew: boolean }>,
  ): Promise<unknown> {
    const { token, isNew } = await fetchToken();
    try {
      return await transport.ask(call, token, account);
    } catch (error) {
      if (!(error instanceof VendorError) || error.code !== 'vendor_unauthorized') throw error;
      await credentials.forget(key, token);
      if (call.effect === 'write') throw unsettled(error, isNew);
    }
    const renewed = await fetchToken();
    return transport.ask(call, renewed.token, account);
  }

  const asOperator: PrismaticCalls['asOperator'] = (call, account) =>
    send(call, account ?? null, null, () => credentials.operatorToken());

  return {
    asOperator,
    asOwner: (owner, call) => {
      const { vendorAccountId, credential } = owner;
      if (credential === 'operator') return asOperator(call, vendorAccountId);
      return send(call, vendorAccountId, vendorAccountId, () => credentials.ownerToken(vendorAccountId));
    },
  };
}

/**
 * A write that met 401. The token is asked for before any work, but nothing that Prismatic sends proves that none was done,
 * and a create that is sent twice makes two instances. So whoever sent it has to look first. A token that was used before
 * has probably run out, which the next try cures; one that was made for this very call is not accepted at all.
 */
function unsettled(refusal: VendorError, isTokenNew: boolean): VendorError {
  return new VendorError('prismatic', isTokenNew ? 'vendor_unauthorized' : 'vendor_garbled', {
    wasDone: 'unknown',
    vendorMessage: refusal.vendorMessage,
    cause: refusal,
  });
}
