import type { ActsAs } from '../deployments.ts';
import type { OwnerCredentials } from '../owner-credentials.ts';
import { VendorError } from '../vendor-error.ts';
import type { InstabaseCall, InstabaseTransport } from './transport.ts';

/**
 * Calls with the right credential. An Instabase token acts with all rights of the user who made it, so an owner without
 * one of their own is not connected for their people: the operator's may never stand in for it.
 */
export type InstabaseCalls = (as: ActsAs, call: InstabaseCall) => Promise<unknown>;

export function createInstabaseCalls(options: {
  transport: InstabaseTransport;
  credentials: OwnerCredentials;
  operatorToken: string;
}): InstabaseCalls {
  const { transport, credentials, operatorToken } = options;
  return async (as, call) => {
    if (as === 'operator') return transport(call, operatorToken, null);
    const token = await credentials.find(as.vendorAccountId);
    if (token !== null) return transport(call, token, as.vendorAccountId);
    // For an owner who has none here, such as everybody, an administrator acts with the operator's, and nobody else does.
    if (as.credential === 'operator') return transport(call, operatorToken, null);
    throw new VendorError('instabase', 'not_connected', { wasDone: 'no' });
  };
}
