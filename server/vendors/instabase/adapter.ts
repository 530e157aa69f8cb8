import type { Clock } from '#server/platform/clock.ts';
import type { EverybodyReads, VendorAdapter } from '../adapter.ts';
import type { CallGuards } from '../call-guard.ts';
import type { OwnerCredentials } from '../owner-credentials.ts';
import { createPageAddress, parseSite } from './addresses.ts';
import { createInstabaseCalls } from './calls.ts';
import { instabaseCapabilities } from './capabilities.ts';
import { createInstabaseDeployments } from './deployments.ts';
import { createInstabaseLinks } from './owner-links.ts';
import { createInstabaseReader, type UnreadableListener } from './reader.ts';
import { createSolutionWrites } from './solution-writes.ts';
import { createInstabaseTransport } from './transport.ts';
import { createInstabaseWriter, type FindLinkedOwner } from './writer.ts';

export interface InstabaseAdapterOptions {
  /** The root of the customer's Instabase site. */
  siteUrl: string;
  operatorToken: string;
  /** Each owner's own token, by username. */
  credentials: OwnerCredentials;
  findLinkedOwner: FindLinkedOwner;
  clock: Clock;
  guards: CallGuards;
  fingerprintKey: Buffer;
  /** On whose account calls are made, at sites that want to be told in a header. */
  context?: string | null;
  /** Address of Instabase's own page about a solution, with `{vendorId}` and `{owner}`. */
  debugUrlTemplate: string | null;
  /** Address where what a run read is looked at, with `{runId}`. */
  reviewUrlTemplate: string | null;
  /** `operator` unless told: an administrator's token lists everybody's solutions. */
  everybodyReads?: EverybodyReads;
  onResponse?: (headers: Headers) => void;
  onUnreadable?: UnreadableListener;
  timeoutMs?: number;
}

/** Instabase behind the one contract. Throws when an address in the options cannot be used. */
export function createInstabaseAdapter(options: InstabaseAdapterOptions): VendorAdapter {
  const { credentials, operatorToken, fingerprintKey, onUnreadable } = options;
  const site = parseSite(options.siteUrl);
  const transport = createInstabaseTransport({
    site,
    context: options.context ?? null,
    clock: options.clock,
    guards: options.guards,
    secrets: [operatorToken],
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    ...(options.onResponse === undefined ? {} : { onResponse: options.onResponse }),
  });
  const calls = createInstabaseCalls({ transport, credentials, operatorToken });
  const writes = createSolutionWrites(calls);
  const listening = onUnreadable === undefined ? {} : { onUnreadable };
  const pageOfSolution = createPageAddress('INSTABASE_DEBUG_URL_TEMPLATE', options.debugUrlTemplate, site, [
    'vendorId',
    'owner',
  ]);
  return {
    vendor: 'instabase',
    capabilities: instabaseCapabilities,
    enableDelayMs: 0,
    everybodyReads: options.everybodyReads ?? 'operator',
    reader: createInstabaseReader({ calls, credentials, fingerprintKey, ...listening }),
    ownerLinks: createInstabaseLinks(transport, credentials),
    writer: createInstabaseWriter({ writes, findLinkedOwner: options.findLinkedOwner, fingerprintKey }),
    connectors: null,
    deployables: null,
    deployments: createInstabaseDeployments({
      calls,
      writes,
      fingerprintKey,
      reviewUrl: createPageAddress('INSTABASE_REVIEW_URL_TEMPLATE', options.reviewUrlTemplate, site, ['runId']),
      ...listening,
    }),
    debugUrl: ({ vendorId, vendorAccountId }) => pageOfSolution({ vendorId, owner: vendorAccountId }),
  };
}
