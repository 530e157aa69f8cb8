import type { Vendor } from '#contract/vendors.ts';
import { createLinkCredentials, type OwnAccount } from './accounts/link-credentials.ts';
import { createSealedTokenStore } from './accounts/sealed-token-store.ts';
import { decode } from '@msgpack/msgpack';
import { introduceAtSandbox, introduceOwnAccount, introduceUserAtSandbox } from './introduce-companies.ts';
import type { AdjustableClock } from './platform/clock.ts';
import type { JackfieldDatabase } from './platform/database/schema.ts';
import type { Keys } from './platform/keys.ts';
import type { Logger } from './platform/logger.ts';
import type { Settings } from './platform/settings.ts';
import type {
  InstabaseSettings,
  PatchworksSettings,
  PrismaticSettings,
  TraySettings,
} from './platform/settings/vendor-settings.ts';
import type { VendorAdapter } from './vendors/adapter.ts';
import type { CallGuards } from './vendors/call-guard.ts';
import { createInstabaseAdapter } from './vendors/instabase/adapter.ts';
import { createPatchworksAdapter } from './vendors/patchworks/adapter.ts';
import { createPrismaticAdapter } from './vendors/prismatic/adapter.ts';
import { createTrayAdapter } from './vendors/tray/adapter.ts';

/** What adapters are made of. */
export interface AdapterParts {
  settings: Settings;
  /** The key that signs for owners at Prismatic, in PEM; null where Prismatic is off. */
  signingKey: string | null;
  keys: Keys;
  clock: AdjustableClock;
  logger: Logger;
  guards: CallGuards;
  tables: JackfieldDatabase;
}

/** The adapters of the vendors that are set up. Sandbox and real vendor differ in nothing but addresses and credentials. */
export function createAdapters(parts: AdapterParts): Map<Vendor, VendorAdapter> {
  const { tray, prismatic, instabase, patchworks } = parts.settings;
  const adapters = [
    ...(tray === null ? [] : [createTray(parts, tray)]),
    ...(prismatic === null || parts.signingKey === null ? [] : [createPrismatic(parts, prismatic, parts.signingKey)]),
    ...(instabase === null ? [] : [createInstabase(parts, instabase)]),
    ...(patchworks === null ? [] : [createPatchworks(parts, patchworks)]),
  ];
  return new Map(adapters.map((adapter) => [adapter.vendor, adapter]));
}

function createTray(parts: AdapterParts, tray: TraySettings): VendorAdapter {
  const { settings, keys, clock, tables } = parts;
  return createTrayAdapter({
    ...tray,
    ...shared(parts, 'tray'),
    tokens: createSealedTokenStore(tables, 'tray', keys, clock),
    debugUrlTemplate: settings.trayDebugUrlTemplate,
    everybodyReads: settings.trayReadsEverybody === 'per-user' ? 'per-owner' : 'operator',
  });
}

function createPrismatic(parts: AdapterParts, prismatic: PrismaticSettings, signingKey: string): VendorAdapter {
  return createPrismaticAdapter({
    baseUrl: prismatic.baseUrl,
    operator: prismatic.operator,
    signing: { organisation: prismatic.organisation, privateKey: signingKey },
    ...shared(parts, 'prismatic'),
    readMessagePack: (bytes) => decode(bytes),
    debugUrlTemplate: parts.settings.prismaticDebugUrlTemplate,
  });
}

function createInstabase(parts: AdapterParts, { siteUrl, operatorToken, own }: InstabaseSettings): VendorAdapter {
  const { settings, keys, tables } = parts;
  const user: OwnAccount | null = own && {
    account: own.account,
    vendorAccountId: own.username,
    apiKey: operatorToken,
    folderPrefixes: [`${own.username}/`],
  };
  return createInstabaseAdapter({
    siteUrl,
    operatorToken,
    ...shared(parts, 'instabase'),
    credentials: createLinkCredentials({ database: tables, vendor: 'instabase', keys, own: user }),
    findLinkedOwner: settings.sandbox === null ? introduceOwnAccount(user) : introduceUserAtSandbox(siteUrl, keys),
    context: settings.instabaseContext,
    debugUrlTemplate: settings.instabaseDebugUrlTemplate,
    reviewUrlTemplate: settings.instabaseReviewUrlTemplate,
  });
}

function createPatchworks(parts: AdapterParts, { apiUrl, own: company }: PatchworksSettings): VendorAdapter {
  const { settings, keys, tables } = parts;
  const own = company && { ...company, vendorAccountId: company.account };
  return createPatchworksAdapter({
    apiUrl,
    ...shared(parts, 'patchworks'),
    credentials: createLinkCredentials({ database: tables, vendor: 'patchworks', keys, own }),
    introduce: settings.sandbox === null ? introduceOwnAccount(own) : introduceAtSandbox(apiUrl, keys),
    flowUrlTemplate: settings.patchworksFlowUrlTemplate,
    debugUrlTemplate: settings.patchworksDebugUrlTemplate,
  });
}

function shared({ settings, keys, clock, logger, guards }: AdapterParts, vendor: Vendor) {
  return {
    clock,
    guards,
    fingerprintKey: keys.fingerprintKey,
    ...(settings.sandbox === 'external' ? { onResponse: followClock(clock) } : {}),
    onUnreadable: (noun: string, count: number) => logger.warn({ vendor, noun, count }, 'rows could not be read'),
  };
}

/** A sandbox in another process has the one clock; we keep its time. */
export function followClock(clock: AdjustableClock) {
  return (headers: Headers) => {
    const told = Date.parse(headers.get('x-sandbox-clock') ?? '');
    if (!Number.isNaN(told)) clock.follow(new Date(told));
  };
}
