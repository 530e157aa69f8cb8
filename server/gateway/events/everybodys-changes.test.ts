import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { type HubBed, openHubBed, type Reader } from './testing/hub-bed.ts';

// Who hears of what is everybody's: those whose account has a link to its vendor, and administrators.

let bed: HubBed;
let maya: Reader;
let tomas: Reader;
let priya: Reader;

beforeEach(async () => {
  bed = await openHubBed();
  maya = await bed.read('maya');
  tomas = await bed.read('tomas');
  priya = await bed.read('priya');
});
afterEach(() => bed.close());

/** Whatever was told to anybody before has arrived by then: notices keep their order. */
async function settle(): Promise<void> {
  const mark = await bed.addInstance(bed.fabrikam);
  await vi.waitFor(() => expect(tomas.told()).toContain(`instance ${mark}`), 10_000);
}

async function addPublic(): Promise<string> {
  const { id: everybody } = await bed.tables
    .insertInto('accounts')
    .values({ external_id: 'instabase:everybody', name: 'Everybody', created_at: bed.clock.now() })
    .returning('id')
    .executeTakeFirstOrThrow();
  const link = { vendor: 'instabase' as const, folder_prefixes: [] };
  await bed.tables
    .insertInto('vendor_links')
    .values([
      { ...link, account_id: everybody, vendor_account_id: 'IB_DEPLOYED' },
      { ...link, account_id: bed.fabrikam, vendor_account_id: 'fabrikam' },
    ])
    .execute();
  const id = await bed.addInstance(everybody, { vendor: 'instabase' });
  const solution = { instance_id: id, name: 'Invoices', version: '1.0.0', owner: 'IB_DEPLOYED', author: null };
  await bed.tables
    .insertInto('deployments')
    .values({ ...solution, summary: null, state: 'active', visibility: 'public', is_public: true })
    .execute();
  await priya.hears(`instance ${id}`);
  return id;
}
const clear = () => [maya, tomas, priya].forEach((reader) => reader.clear());

test('whoever sees what is everybody’s hears when it comes, changes and goes, and an account without a link does not', async () => {
  const id = await addPublic();
  await tomas.hears(`instance ${id}`);
  const changes = [
    () => bed.tables.updateTable('instances').set({ rest_status: 'disabled' }),
    () => bed.tables.updateTable('instances').set({ working: true }),
    () => bed.tables.updateTable('instances').set({ removed_at: bed.clock.now() }),
  ];
  for (const change of changes) {
    clear();
    // oxlint-disable-next-line no-await-in-loop -- one after the other
    await change().where('id', '=', id).execute();
    // oxlint-disable-next-line no-await-in-loop -- as above
    await Promise.all([tomas, priya].map((reader) => reader.hears(`instance ${id}`)));
  }
  clear();
  await bed.tables.updateTable('deployments').set({ is_public: false }).execute();
  await tomas.hears(`instance ${id}`);
  await settle();
  expect(maya.told()).toEqual([]);
});

test('of its newest job only the account whose it is hears, and not when it was merely asked for', async () => {
  const id = await addPublic();
  await tomas.hears(`instance ${id}`);
  clear();
  const job = { instance_id: id, account_id: bed.fabrikam, state: null, space: null };
  await bed.tables
    .insertInto('newest_jobs')
    .values({ ...job, run_id: null, checked_at: bed.clock.now() })
    .execute();
  await settle();
  expect([tomas, priya].map((reader) => reader.told().includes(`instance ${id}`))).toEqual([false, false]);
  await bed.tables.updateTable('newest_jobs').set({ run_id: 'a-run', state: 'failed' }).execute();
  await vi.waitFor(() => expect(tomas.told()).toContain(`instance ${id}`), 10_000);
  expect(maya.told()).toEqual([]);
});
