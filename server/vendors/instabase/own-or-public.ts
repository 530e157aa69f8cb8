import type { ActsAs } from '../deployments.ts';
import { publicOwner } from './words.ts';

/**
 * Whether a solution may be shown to who asks: what is their own, and what is everybody's. Instabase sees to that itself,
 * unless the owner's token is that of an administrator, who is shown everybody's private ones.
 */
export function isOwnOrPublic(as: ActsAs, { owner }: { owner: string }): boolean {
  return as === 'operator' || owner === as.vendorAccountId || owner === publicOwner;
}
