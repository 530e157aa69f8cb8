import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { createAdjustableClock } from '#server/platform/clock.ts';
import { createKeys } from '#server/platform/keys.ts';
import { openTestTables } from '#server/testing/tables.ts';
import { createLinkCredentials } from './link-credentials.ts';

const keys = createKeys('a secret for tests that is long enough');
const otherKeys = createKeys('another secret that is long enough too');
const own = { account: 'northwind', vendorAccountId: 'northwind', apiKey: 'canary-of-the-environment' };

let opened: Awaited<ReturnType<typeof openTestTables>>;
beforeAll(async () => {
  opened = await openTestTables();
});
afterAll(() => opened.close());
beforeEach(async () => {
  await opened.tables.deleteFrom('vendor_links').execute();
  await opened.tables.deleteFrom('accounts').execute();
});

async function link(externalId: string, sealed: Buffer | null, vendor: 'patchworks' | 'tray' = 'patchworks') {
  const { id } = await opened.tables
    .insertInto('accounts')
    .values({ external_id: externalId, name: `Named ${externalId}`, created_at: createAdjustableClock().now() })
    .onConflict((conflict) => conflict.column('external_id').doUpdateSet({ external_id: externalId }))
    .returning('id')
    .executeTakeFirstOrThrow();
  await opened.tables
    .insertInto('vendor_links')
    .values({ account_id: id, vendor, vendor_account_id: externalId, sealed_credential: sealed })
    .execute();
}

const credentials = (with_ = keys, environment: typeof own | null = null) =>
  createLinkCredentials({ database: opened.tables, vendor: 'patchworks', keys: with_, own: environment });

describe('a credential', () => {
  test('is opened for its own owner and for nobody else', async () => {
    await link('fabrikam', keys.seal('canary-of-fabrikam'));
    await link('wingtip', null);
    await link('contoso', keys.seal('canary-of-another-vendor'), 'tray');
    const found = credentials();
    expect(await found.find('fabrikam')).toBe('canary-of-fabrikam');
    const others = await Promise.all(
      ['wingtip', 'contoso', 'nobody', 'northwind', ''].map((other) => found.find(other)),
    );
    expect(others).toEqual([null, null, null, null, null]);
  });

  test('that was sealed with an unknown secret, or spoilt, counts as not entered', async () => {
    await link('fabrikam', otherKeys.seal('canary'));
    await link('wingtip', Buffer.from('no seal'));
    expect(await credentials().find('fabrikam')).toBeNull();
    expect(await credentials().find('wingtip')).toBeNull();
  });

  test('of the environment is its account’s, before one that was entered, and no other’s', async () => {
    await link('northwind', keys.seal('entered'));
    await link('fabrikam', null);
    const found = credentials(keys, own);
    expect(await found.find('northwind')).toBe(own.apiKey);
    expect(await found.find('fabrikam')).toBeNull();
    expect(await found.find('northwind ')).toBeNull();
  });
});

describe('the owners', () => {
  test('are those with a credential, by their accounts', async () => {
    await link('fabrikam', keys.seal('canary'));
    await link('wingtip', null);
    await link('contoso', keys.seal('canary'), 'tray');
    expect(await credentials().owners()).toEqual([
      { vendorAccountId: 'fabrikam', name: 'Named fabrikam', externalId: 'fabrikam' },
    ]);
  });

  test('of the environment’s account come with what it is called at the vendor and where its files lie', async () => {
    const elsewhere = { ...own, vendorAccountId: 'nw.user', folderPrefixes: ['nw.user/'] };
    const found = credentials(keys, elsewhere);
    expect(await found.owners()).toEqual([
      { vendorAccountId: 'nw.user', name: 'northwind', externalId: 'northwind', folderPrefixes: ['nw.user/'] },
    ]);
    expect(await found.find('nw.user')).toBe(own.apiKey);
    expect(await found.find('northwind')).toBeNull();
  });

  test('are with the environment’s account, once, whether or not its people have signed in', async () => {
    await link('fabrikam', keys.seal('canary'));
    const found = credentials(keys, own);
    expect(await found.owners()).toEqual([
      { vendorAccountId: 'northwind', name: 'northwind', externalId: 'northwind' },
      { vendorAccountId: 'fabrikam', name: 'Named fabrikam', externalId: 'fabrikam' },
    ]);
    await link('northwind', keys.seal('entered'));
    expect((await found.owners()).map(({ name }) => name)).toEqual(['Named northwind', 'Named fabrikam']);
  });
});
