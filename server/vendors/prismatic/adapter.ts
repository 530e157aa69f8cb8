import type { Clock } from '#server/platform/clock.ts';
import type { VendorAdapter } from '../adapter.ts';
import type { CallGuards } from '../call-guard.ts';
import { createDebugAddress, parseBaseUrl } from './addresses.ts';
import { createPrismaticCalls } from './calls.ts';
import { prismaticCapabilities, prismaticEnableDelayMs } from './capabilities.ts';
import { createInstanceChanges } from './change-instance.ts';
import { createCredentials, type OperatorCredential, type SigningCredential } from './credentials.ts';
import { createDeployableReader } from './deployable-reader.ts';
import { createDeployableWriter } from './deployable-writer.ts';
import { createPrismaticLinks } from './owner-links.ts';
import { createPrismaticReader, type UnreadableListener } from './read-client.ts';
import { createRunClient } from './run-client.ts';
import type { MessagePackReader } from './step-results.ts';
import { createPrismaticTransport } from './transport.ts';
import { createPrismaticWriter } from './write-client.ts';

export interface PrismaticAdapterOptions {
  /** Where the API, the sign-in and the pages of one region are. */
  baseUrl: string;
  operator: OperatorCredential;
  signing: SigningCredential;
  clock: Clock;
  guards: CallGuards;
  fingerprintKey: Buffer;
  readMessagePack: MessagePackReader;
  /** Address of Prismatic's own page about an instance, with `{vendorId}` and `{owner}`. */
  debugUrlTemplate: string | null;
  onResponse?: (headers: Headers) => void;
  onUnreadable?: UnreadableListener;
  timeoutMs?: number;
}

/** Prismatic behind the one contract. Throws when an address or the key in the options cannot be used. */
export function createPrismaticAdapter(options: PrismaticAdapterOptions): VendorAdapter {
  const { clock, operator, fingerprintKey, onUnreadable, readMessagePack } = options;
  const baseUrl = parseBaseUrl(options.baseUrl);
  const transport = createPrismaticTransport({
    baseUrl,
    clock,
    guards: options.guards,
    secrets: Object.values(operator),
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    ...(options.onResponse === undefined ? {} : { onResponse: options.onResponse }),
  });
  const credentials = createCredentials({ transport, clock, operator, signing: options.signing });
  const calls = createPrismaticCalls({ transport, credentials });
  const changes = createInstanceChanges(calls);
  const reader = createDeployableReader({ calls, baseUrl, fingerprintKey });
  return {
    vendor: 'prismatic',
    capabilities: prismaticCapabilities,
    enableDelayMs: prismaticEnableDelayMs,
    everybodyReads: 'operator',
    reader: createPrismaticReader({ calls, fingerprintKey, ...(onUnreadable === undefined ? {} : { onUnreadable }) }),
    ownerLinks: createPrismaticLinks(calls),
    writer: createPrismaticWriter({ calls, changes, fingerprintKey }),
    connectors: null,
    deployments: null,
    deployables: {
      reader,
      writer: createDeployableWriter({ calls, changes, reader, fingerprintKey }),
      runs: createRunClient({ calls, transport, baseUrl, readMessagePack }),
    },
    debugUrl: createDebugAddress(options.debugUrlTemplate, baseUrl),
  };
}
