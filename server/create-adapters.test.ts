import { generateKeyPairSync } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { vendors } from '#contract/vendors.ts';
import { createAdapters } from './create-adapters.ts';
import { createAdjustableClock } from './platform/clock.ts';
import { createKeys } from './platform/keys.ts';
import { createLogger } from './platform/logger.ts';
import { readSettings } from './platform/settings.ts';
import { openTestTables } from './testing/tables.ts';
import { unguarded } from './vendors/testing/unguarded.ts';

const shared = {
  JACKFIELD_SECRET: 's'.repeat(32),
  JACKFIELD_PUBLIC_URL: 'https://jackfield.example',
  JACKFIELD_HOST_JWKS: 'https://product.example/keys',
  JACKFIELD_HOST_ISSUER: 'https://product.example',
};
const tray = {
  TRAY_API_URL: 'https://tray.example/graphql',
  TRAY_APP_URL: 'https://app.tray.example',
  TRAY_MASTER_TOKEN: 'master',
  TRAY_PARTNER: 'contoso',
};
const prismatic = {
  PRISMATIC_URL: 'https://app.prismatic.example',
  PRISMATIC_REFRESH_TOKEN: 'canary-token',
  PRISMATIC_SIGNING_KEY: generateKeyPairSync('rsa', {
    modulusLength: 2048,
    publicKeyEncoding: { type: 'spki', format: 'pem' },
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
  }).privateKey,
  PRISMATIC_ORGANIZATION: 'organisation',
};
const instabase = {
  INSTABASE_URL: 'https://instabase.example',
  INSTABASE_TOKEN: 'canary-token',
  INSTABASE_ACCOUNT: 'northwind',
  INSTABASE_USERNAME: 'nw.user',
};
const patchworks = {
  PATCHWORKS_URL: 'https://core.patchworks.example',
  PATCHWORKS_API_KEY: 'canary-key',
  PATCHWORKS_ACCOUNT: 'northwind',
};

let opened: Awaited<ReturnType<typeof openTestTables>>;
beforeAll(async () => {
  opened = await openTestTables();
});
afterAll(() => opened.close());

function adaptersOf(environment: Record<string, string>) {
  const settings = readSettings(environment);
  return createAdapters({
    settings,
    signingKey: settings.prismatic?.signingKey ?? (settings.sandbox && prismatic.PRISMATIC_SIGNING_KEY),
    keys: createKeys('a secret for tests that is long enough'),
    clock: createAdjustableClock(),
    logger: createLogger('silent'),
    guards: unguarded,
    tables: opened.tables,
  });
}

describe('the adapters', () => {
  test.each([
    ['the sandbox', {}, ['tray', 'prismatic', 'instabase', 'patchworks']],
    ['Tray alone', { ...shared, ...tray }, ['tray']],
    ['Prismatic alone', { ...shared, ...prismatic }, ['prismatic']],
    ['Instabase alone', { ...shared, ...instabase }, ['instabase']],
    ['Patchworks alone', { ...shared, ...patchworks }, ['patchworks']],
    ['all', { ...shared, ...tray, ...prismatic, ...instabase, ...patchworks }, [...vendors]],
    ['two of them', { ...shared, ...tray, ...patchworks }, ['tray', 'patchworks']],
  ])('are those of the vendors that are set up: %s', (_name, environment, expected) => {
    expect([...adaptersOf(environment).keys()]).toEqual(expected);
  });

  test('live, link no account to Patchworks but the one whose key is in the environment', async () => {
    const adapter = adaptersOf({ ...shared, ...patchworks }).get('patchworks');
    // The key stays where it is: nothing of it goes into a link.
    expect(await adapter?.writer.findOrCreateOwner({ externalId: 'northwind', name: 'Northwind' })).toEqual({
      vendorAccountId: 'northwind',
    });
    for (const externalId of ['fabrikam', 'Northwind', 'northwind2']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(adapter?.writer.findOrCreateOwner({ externalId, name: 'Northwind' })).rejects.toMatchObject({
        code: 'not_connected',
        wasDone: 'no',
      });
    }
    expect(await adapter?.reader.listOwners()).toEqual([
      { vendorAccountId: 'northwind', name: 'northwind', externalId: 'northwind' },
    ]);
  });

  test('live, link no account to Instabase but the one whose token is in the environment, with its folders', async () => {
    const adapter = adaptersOf({ ...shared, ...instabase }).get('instabase');
    const own = { vendorAccountId: 'nw.user', folderPrefixes: ['nw.user/'] };
    expect(await adapter?.writer.findOrCreateOwner({ externalId: 'northwind', name: 'Northwind' })).toEqual(own);
    for (const externalId of ['fabrikam', 'nw.user']) {
      // oxlint-disable-next-line no-await-in-loop -- one after the other
      await expect(adapter?.writer.findOrCreateOwner({ externalId, name: 'Northwind' })).rejects.toMatchObject({
        code: 'not_connected',
        wasDone: 'no',
      });
    }
    // So that the rows of it are its account's before anybody of it has signed in.
    expect(await adapter?.reader.listOwners()).toEqual([{ ...own, name: 'northwind', externalId: 'northwind' }]);
  });
});
