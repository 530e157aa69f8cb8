import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { type HubBed, openHubBed, type Reader } from './testing/hub-bed.ts';

let bed: HubBed;
let maya: Reader;
let priya: Reader;

beforeEach(async () => {
  bed = await openHubBed();
  maya = await bed.read('maya');
  priya = await bed.read('priya');
  // What the sessions of these two have told has arrived by then: notices keep their order.
  const mark = await bed.addInstance(bed.fabrikam);
  await vi.waitFor(() => expect(priya.told()).toContain(`instance ${mark}`));
  priya.clear();
  maya.clear();
});
afterEach(() => bed.close());

const link = () => ({ account_id: bed.northwind, vendor: 'tray' as const, vendor_account_id: 'at-tray' });

async function settled(): Promise<string[]> {
  const mark = await bed.addInstance(bed.fabrikam);
  await vi.waitFor(() => expect(priya.told()).toContain(`instance ${mark}`));
  return priya.toldOfAccounts();
}

describe('administrators hear, and nobody else', () => {
  const changes: [string, () => Promise<unknown>][] = [
    [
      'of somebody new',
      () =>
        bed.tables
          .insertInto('people')
          .values({
            account_id: bed.northwind,
            name: 'Grace',
            demo_key: 'grace',
            role: 'user',
            view_only: false,
            featured: false,
          })
          .execute(),
    ],
    [
      'of other rights',
      () => bed.tables.updateTable('people').set({ view_only: true }).where('id', '=', bed.people.maya.id).execute(),
    ],
    ['of a sign-in', () => bed.beginSession('jonas')],
    ['of a link', () => bed.tables.insertInto('vendor_links').values(link()).execute()],
    [
      'of a link that is taken away',
      () =>
        bed.tables
          .insertInto('removed_links')
          .values({ account_id: bed.northwind, vendor: 'tray', removed_at: bed.clock.now() })
          .execute(),
    ],
    [
      'of another name',
      () => bed.tables.updateTable('accounts').set({ name: 'North' }).where('id', '=', bed.northwind).execute(),
    ],
  ];
  test.each(changes)('%s', async (_what, change) => {
    await change();
    expect(await settled()).toEqual([bed.northwind]);
    expect(maya.toldOfAccounts()).toEqual([]);
  });

  test('of a link’s check, and not of what is noted at each reading', async () => {
    await bed.tables.insertInto('vendor_links').values(link()).execute();
    const links = bed.tables.updateTable('vendor_links').where('account_id', '=', bed.northwind);
    await settled();
    priya.clear();
    await links.set({ runs_checked_at: bed.clock.now() }).execute();
    expect(await settled()).toEqual([]);
    await links.set({ checked_at: bed.clock.now(), check_problem: 'vendor_unauthorized' }).execute();
    expect(await settled()).toEqual([bed.northwind]);
    priya.clear();
    await bed.tables.deleteFrom('vendor_links').execute();
    expect(await settled()).toEqual([bed.northwind]);
  });

  test('of the end of a session, but not of a sign of life', async () => {
    const id = await bed.beginSession('jonas');
    await settled();
    priya.clear();
    await bed.tables
      .updateTable('sessions')
      .set({ last_seen_at: new Date(0) })
      .execute();
    expect(await settled()).toEqual([]);
    await bed.endSession(id);
    expect(await settled()).toEqual([bed.northwind]);
  });

  test('of very many at once, of which none is named', async () => {
    const accounts = Array.from({ length: 21 }, (_, index) => ({
      external_id: `many-${index}`,
      name: 'x',
      created_at: bed.clock.now(),
    }));
    await bed.tables.insertInto('accounts').values(accounts).execute();
    expect(await settled()).toEqual(['many']);
  });
});
