import type { Clock } from '#server/platform/clock.ts';
import type { VendorAdapter } from '../adapter.ts';
import type { CallGuards } from '../call-guard.ts';
import type { OwnerCredentials } from '../owner-credentials.ts';
import { createPageAddress, parseApiUrl } from './addresses.ts';
import { patchworksCapabilities } from './capabilities.ts';
import { createConnectorReader } from './connector-reader.ts';
import { createConnectorWriter } from './connector-writer.ts';
import { createPatchworksLinks } from './owner-links.ts';
import type { UnreadableListener } from './paging.ts';
import { createPatchworksReader } from './reader.ts';
import { createPatchworksTransport } from './transport.ts';
import { createPatchworksWriter } from './writer.ts';

/** Who an account is at Patchworks: a company, with the key that was entered for it. */
export interface Introduction {
  /** Our id of the company: the account's external id. The Core API tells none. */
  vendorAccountId: string;
  /** The company's own API key, sealed, to be kept with the link. Left out where it is kept elsewhere. */
  sealedCredential?: Buffer;
}

export interface PatchworksAdapterOptions {
  /** The host's address, without `/api/v1`. */
  apiUrl: string;
  credentials: OwnerCredentials;
  /** Tells who an account is; null when nobody has entered a key for it. */
  introduce(account: { externalId: string; name: string }): Promise<Introduction | null>;
  clock: Clock;
  guards: CallGuards;
  fingerprintKey: Buffer;
  /** Address of Patchworks' own page about a process flow, with `{flowId}` and `{owner}`. */
  flowUrlTemplate: string | null;
  /** Address of Patchworks' own page about an instance, with `{vendorId}` and `{owner}`. */
  debugUrlTemplate: string | null;
  onResponse?: (headers: Headers) => void;
  onUnreadable?: UnreadableListener;
  timeoutMs?: number;
}

/** By Patchworks' documentation of run logs: payloads are kept for 72 hours, logs for 7 days (an older page says a month). */
const runRetention = { logsMs: 7 * 24 * 60 * 60_000, payloadsMs: 72 * 60 * 60_000 };

/** Patchworks behind the one contract. Throws when an address in the options cannot be used. */
export function createPatchworksAdapter(options: PatchworksAdapterOptions): VendorAdapter {
  const { credentials, clock, guards, fingerprintKey, timeoutMs, onResponse } = options;
  const api = parseApiUrl(options.apiUrl);
  const report: UnreadableListener = (noun, count) => {
    if (count > 0) options.onUnreadable?.(noun, count);
  };
  const send = createPatchworksTransport({
    base: api.href,
    credentials,
    clock,
    guards,
    ...(timeoutMs === undefined ? {} : { timeoutMs }),
    ...(onResponse === undefined ? {} : { onResponse }),
  });
  const flowAddress = createPageAddress(options.flowUrlTemplate, {
    setting: 'PATCHWORKS_FLOW_URL_TEMPLATE',
    placeholders: ['flowId', 'owner'],
    api,
  });
  const debugAddress = createPageAddress(options.debugUrlTemplate, {
    setting: 'PATCHWORKS_DEBUG_URL_TEMPLATE',
    placeholders: ['vendorId', 'owner'],
    api,
  });
  return {
    vendor: 'patchworks',
    capabilities: patchworksCapabilities,
    enableDelayMs: 0,
    everybodyReads: 'per-owner',
    reader: createPatchworksReader({ send, credentials, fingerprintKey, report }),
    ownerLinks: createPatchworksLinks(send, credentials),
    writer: createPatchworksWriter({ send, introduce: (account) => options.introduce(account), fingerprintKey }),
    deployables: null,
    deployments: null,
    connectors: {
      reader: createConnectorReader({ send, fingerprintKey, report }),
      writer: createConnectorWriter({ send, api, fingerprintKey }),
      runRetention,
      flowUrl: ({ flowId, vendorAccountId }) => flowAddress({ flowId, owner: vendorAccountId }),
    },
    debugUrl: ({ vendorId, vendorAccountId }) => debugAddress({ vendorId, owner: vendorAccountId }),
  };
}
