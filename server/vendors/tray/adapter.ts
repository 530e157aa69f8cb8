import type { Clock } from '#server/platform/clock.ts';
import type { EverybodyReads, VendorAdapter } from '../adapter.ts';
import type { CallGuards } from '../call-guard.ts';
import type { TokenStore } from '../token-store.ts';
import { createDebugAddress, demandPartner, parseAppUrl } from './addresses.ts';
import { trayCapabilities, trayEnableDelayMs } from './capabilities.ts';
import { createTrayLinks } from './owner-links.ts';
import { createTrayReader, type UnreadableListener } from './read-client.ts';
import { createTrayTransport } from './transport.ts';
import { createTrayCalls } from './user-tokens.ts';
import { createTrayWriter } from './write-client.ts';

export interface TrayAdapterOptions {
  /** The whole GraphQL address. */
  apiUrl: string;
  /** Where the Config Wizard lives. */
  appUrl: string;
  /** The name set in Tray's settings, part of the wizard's address. */
  partner: string;
  masterToken: string;
  tokens: TokenStore;
  clock: Clock;
  guards: CallGuards;
  fingerprintKey: Buffer;
  /** Address of Tray's own page about an instance, with `{vendorId}` and `{owner}`. */
  debugUrlTemplate: string | null;
  /** `operator` unless told: by its documentation the master token lists every end user's instances. */
  everybodyReads?: EverybodyReads;
  onResponse?: (headers: Headers) => void;
  onUnreadable?: UnreadableListener;
  timeoutMs?: number;
}

/** Tray behind the one contract. Throws when an address or the partner in the options cannot be used. */
export function createTrayAdapter(options: TrayAdapterOptions): VendorAdapter {
  const { tokens, clock, masterToken, fingerprintKey, onUnreadable } = options;
  const appUrl = parseAppUrl(options.appUrl);
  const transport = createTrayTransport({
    apiUrl: options.apiUrl,
    clock,
    guards: options.guards,
    secrets: [masterToken],
    ...(options.timeoutMs === undefined ? {} : { timeoutMs: options.timeoutMs }),
    ...(options.onResponse === undefined ? {} : { onResponse: options.onResponse }),
  });
  const calls = createTrayCalls({ transport, tokens, masterToken, clock });
  return {
    vendor: 'tray',
    capabilities: trayCapabilities,
    enableDelayMs: trayEnableDelayMs,
    everybodyReads: options.everybodyReads ?? 'operator',
    reader: createTrayReader({ calls, fingerprintKey, ...(onUnreadable === undefined ? {} : { onUnreadable }) }),
    ownerLinks: createTrayLinks(calls),
    writer: createTrayWriter({ calls, appUrl, partner: demandPartner(options.partner), fingerprintKey }),
    connectors: null,
    deployables: null,
    deployments: null,
    debugUrl: createDebugAddress(options.debugUrlTemplate, appUrl),
  };
}
