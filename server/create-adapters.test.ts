import { afterAll, beforeAll, describe, expect, test } from 'vitest';
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
  return createAdapters({
    settings: readSettings(environment),
    keys: createKeys('a secret for tests that is long enough'),
    clock: createAdjustableClock(),
    logger: createLogger('silent'),
    guards: unguarded,
    tables: opened.tables,
  });
}

describe('the adapters', () => {
  test.each([
    ['the sandbox', {}, ['tray', 'patchworks']],
    ['Tray alone', { ...shared, ...tray }, ['tray']],
    ['Patchworks alone', { ...shared, ...patchworks }, ['patchworks']],
    ['both', { ...shared, ...tray, ...patchworks }, ['tray', 'patchworks']],
  ])('are those of the vendors that are set up: %s', (_name, environment, vendors) => {
    expect([...adaptersOf(environment).keys()]).toEqual(vendors);
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
});
