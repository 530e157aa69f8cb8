import { generateKeyPairSync } from 'node:crypto';
import { decode } from '@msgpack/msgpack';
import type { Vendor } from '#contract/vendors.ts';
import { createLinkCredentials } from '#server/accounts/link-credentials.ts';
import { createSealedTokenStore } from '#server/accounts/sealed-token-store.ts';
import { introduceAtSandbox, introduceSigningKey, introduceUserAtSandbox } from '#server/introduce-companies.ts';
import type { Clock } from '#server/platform/clock.ts';
import type { JackfieldDatabase } from '#server/platform/database/schema.ts';
import type { Keys } from '#server/platform/keys.ts';
import { sandboxInstabase, sandboxPrismatic } from '#server/platform/settings/vendor-settings.ts';
import type { VendorAdapter } from '#server/vendors/adapter.ts';
import type { CallGuards } from '#server/vendors/call-guard.ts';
import { createInstabaseAdapter } from '#server/vendors/instabase/adapter.ts';
import { createPatchworksAdapter } from '#server/vendors/patchworks/adapter.ts';
import { createPrismaticAdapter } from '#server/vendors/prismatic/adapter.ts';
import { createTrayAdapter } from '#server/vendors/tray/adapter.ts';

interface TestAdapterParts {
  /** Where the imitated vendors are; a vendor without an origin has no adapter. */
  origins: Partial<Record<Vendor, string>>;
  tables: JackfieldDatabase;
  keys: Keys;
  clock: Clock;
  guards: CallGuards;
  timeoutMs: number;
}

/** The real adapters over imitated vendors, as the composition root makes them. */
export async function createTestAdapters(parts: TestAdapterParts): Promise<Map<Vendor, VendorAdapter>> {
  const { origins } = parts;
  const adapters: VendorAdapter[] = [];
  if (origins.tray !== undefined) adapters.push(trayAt(origins.tray, parts));
  if (origins.prismatic !== undefined) adapters.push(await prismaticAt(origins.prismatic, parts));
  if (origins.instabase !== undefined) adapters.push(instabaseAt(origins.instabase, parts));
  if (origins.patchworks !== undefined) adapters.push(patchworksAt(origins.patchworks, parts));
  return new Map(adapters.map((adapter) => [adapter.vendor, adapter]));
}

function trayAt(origin: string, parts: TestAdapterParts): VendorAdapter {
  const { tables, keys, clock } = parts;
  return createTrayAdapter({
    ...shared(parts),
    apiUrl: `${origin}/graphql`,
    appUrl: origin,
    partner: 'jackfield',
    masterToken: 'sandbox-master',
    tokens: createSealedTokenStore(tables, 'tray', keys, clock),
  });
}

async function prismaticAt(origin: string, parts: TestAdapterParts): Promise<VendorAdapter> {
  const { organisation, operator } = sandboxPrismatic(0);
  const { privateKey } = generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  });
  await introduceSigningKey(origin, privateKey);
  return createPrismaticAdapter({
    ...shared(parts),
    baseUrl: origin,
    operator,
    signing: { organisation, privateKey },
    readMessagePack: (bytes) => decode(bytes),
  });
}

function instabaseAt(origin: string, parts: TestAdapterParts): VendorAdapter {
  const { tables, keys } = parts;
  return createInstabaseAdapter({
    ...shared(parts),
    siteUrl: origin,
    operatorToken: sandboxInstabase(0).operatorToken,
    credentials: createLinkCredentials({ database: tables, vendor: 'instabase', keys, own: null }),
    findLinkedOwner: introduceUserAtSandbox(origin, keys),
    reviewUrlTemplate: null,
  });
}

function patchworksAt(origin: string, parts: TestAdapterParts): VendorAdapter {
  const { tables, keys } = parts;
  return createPatchworksAdapter({
    ...shared(parts),
    apiUrl: origin,
    credentials: createLinkCredentials({ database: tables, vendor: 'patchworks', keys, own: null }),
    introduce: introduceAtSandbox(origin, keys),
    flowUrlTemplate: null,
  });
}

function shared({ clock, guards, keys, timeoutMs }: TestAdapterParts) {
  return { clock, guards, fingerprintKey: keys.fingerprintKey, debugUrlTemplate: null, timeoutMs };
}
