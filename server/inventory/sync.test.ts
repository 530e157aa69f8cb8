import { randomUUID } from 'node:crypto';
import { describe, expect, test, vi } from 'vitest';
import type { InstancePage } from '#server/vendors/adapter.ts';
import { VendorError } from '#server/vendors/vendor-error.ts';
import { everything } from './sync.ts';
import { useSyncBed } from './testing/sync-bed.ts';

const bed = useSyncBed();

describe('the read of one account', () => {
  test('is done once for any number of pages opened at once, in any number of replicas', async () => {
    const other = bed.syncOf(bed.vendor.reader);
    const reads = await Promise.all(
      Array.from({ length: 20 }, (_, index) => (index % 2 ? bed.sync : other).refreshAccount('tray', bed.accountId)),
    );
    for (const { finished } of reads) await finished;
    expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(1);
  });

  test('is done again only when the last one is 30 s old', async () => {
    await bed.refresh();
    bed.clock.advance(29_000);
    await bed.refresh();
    expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(1);
    bed.clock.advance(1_000);
    await bed.refresh();
    expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(2);
  });

  test('never makes its caller wait for the vendor', async () => {
    let answer = (_page: InstancePage) => {};
    bed.vendor.reader.listOwnInstances.mockImplementation(() => new Promise((resolve) => (answer = resolve)));
    const { finished } = await bed.sync.refreshAccount('tray', bed.accountId);
    expect(await bed.outcome()).toMatchObject({ state: 'pending', refreshing: true });
    await vi.waitFor(() => expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalled());
    answer(bed.vendor.pageOf(bed.record('a')));
    await finished;
    expect(await bed.outcome()).toMatchObject({ state: 'ok', refreshing: false });
    expect(await bed.names()).toEqual(['a']);
  });

  test('sweeps what is gone, after the last page and not before', async () => {
    bed.vendor.reader.listOwnInstances.mockResolvedValueOnce(bed.vendor.pageOf(bed.record('a'), bed.record('b')));
    await bed.refresh();
    bed.clock.advance(30_000);
    bed.vendor.reader.listOwnInstances
      .mockResolvedValueOnce({ records: [bed.record('b')], totalCount: 2, next: 'page 2' })
      .mockRejectedValueOnce(new VendorError('tray', 'vendor_unavailable', { wasDone: 'no' }));
    await bed.refresh();
    expect(await bed.names()).toEqual(['a', 'b']);
    // What was begun is ended; one more has to miss the row, for it was read in two goes.
    for (const names of [['a', 'b'], ['b']]) {
      bed.clock.advance(30_000);
      bed.vendor.reader.listOwnInstances.mockResolvedValueOnce({
        ...bed.vendor.pageOf(bed.record('b')),
        totalCount: 1,
      });
      await bed.refresh();
      expect(await bed.names()).toEqual(names);
    }
  });

  test('takes nothing for gone while a row cannot be read', async () => {
    bed.vendor.reader.listOwnInstances.mockResolvedValueOnce(bed.vendor.pageOf(bed.record('a'), bed.record('b')));
    await bed.refresh();
    bed.clock.advance(30_000);
    bed.vendor.reader.listOwnInstances.mockResolvedValueOnce({
      ...bed.vendor.pageOf(bed.record('b')),
      unreadableCount: 1,
    });
    await bed.refresh();
    expect(await bed.names()).toEqual(['a', 'b']);
  });

  test('that fails keeps the rows, says since when, rests five seconds and recovers', async () => {
    bed.vendor.reader.listOwnInstances.mockResolvedValueOnce(bed.vendor.pageOf(bed.record('a')));
    await bed.refresh();
    const { checkedAt } = await bed.outcome();
    bed.clock.advance(31_000);
    bed.vendor.reader.listOwnInstances.mockRejectedValue(new VendorError('tray', 'rate_limited', { wasDone: 'no' }));
    await bed.refresh();
    const failed = await bed.outcome();
    expect(failed).toMatchObject({ state: 'failed', code: 'rate_limited', checkedAt, refreshing: false });
    await bed.refresh();
    expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(2);
    bed.clock.advance(6_000);
    await bed.refresh();
    expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(3);
    expect(await bed.outcome()).toMatchObject({ state: 'failed', failedSince: failed.failedSince });
    expect(await bed.names()).toEqual(['a']);
    bed.clock.advance(6_000);
    bed.vendor.reader.listOwnInstances.mockResolvedValue(bed.vendor.pageOf(bed.record('a')));
    await bed.refresh();
    expect(await bed.outcome()).toMatchObject({ state: 'ok', code: null, failedSince: null });
  });

  test('that died with its process is taken up after a minute', async () => {
    bed.vendor.reader.listOwnInstances.mockImplementationOnce(() => new Promise(() => {}));
    await bed.sync.refreshAccount('tray', bed.accountId);
    await vi.waitFor(() => expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(1));
    bed.clock.advance(59_000);
    await bed.refresh();
    expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(1);
    bed.clock.advance(2_000);
    await bed.refresh();
    expect(bed.vendor.reader.listOwnInstances).toHaveBeenCalledTimes(2);
  });

  test('without a link asks nobody and says `not_connected`', async () => {
    await bed.tables.deleteFrom('vendor_links').where('account_id', '=', bed.accountId).execute();
    await bed.refresh();
    expect(bed.vendor.reader.listOwnInstances).not.toHaveBeenCalled();
    expect(await bed.outcome()).toMatchObject({ state: 'not_connected' });
  });

  test('that holds somebody else’s rows is refused whole and audited', async () => {
    bed.vendor.reader.listOwnInstances.mockResolvedValue(
      bed.vendor.pageOf(bed.record('mine'), bed.record('theirs', randomUUID())),
    );
    await bed.refresh();
    expect(await bed.names()).toEqual([]);
    expect(await bed.outcome()).toMatchObject({ state: 'failed', code: 'vendor_garbled' });
    const entries = await bed.tables
      .selectFrom('audit_entries')
      .where('account_id', '=', bed.accountId)
      .selectAll()
      .execute();
    expect(entries).toMatchObject([
      { action: 'vendor.foreign_rows', outcome: 'failed', problem_code: 'vendor_garbled' },
    ]);
  });
});

describe('the read of everybody', () => {
  const owners = (...list: { vendorAccountId: string; name: string; externalId: string | null }[]) =>
    bed.vendor.reader.listOwners.mockResolvedValue(list);
  const accountNamed = (externalId: string) =>
    bed.tables
      .selectFrom('accounts')
      .leftJoin('people', 'people.account_id', 'accounts.id')
      .where('external_id', '=', externalId)
      .select(['accounts.id', 'accounts.name', 'people.id as personId'])
      .execute();

  test('makes an account without people of an bed.owner whom nobody knows, and asks for names once', async () => {
    const [known, nameless] = [randomUUID(), randomUUID()];
    const externalId = `new-${known}`;
    owners({ vendorAccountId: known, name: 'Newcomer', externalId });
    bed.vendor.reader.listAllInstances
      .mockResolvedValueOnce({ records: [bed.record('a', known)], totalCount: 2, next: 'page 2' })
      .mockResolvedValueOnce(bed.vendor.pageOf(bed.record('b', nameless)));
    await bed.sync.readEverything();
    expect(await accountNamed(externalId)).toMatchObject([{ name: 'Newcomer', personId: null }]);
    expect(await accountNamed(`tray:${nameless}`)).toMatchObject([{ name: nameless, personId: null }]);
    expect(await bed.names()).toEqual(['a', 'b']);
    expect(bed.vendor.reader.listOwners).toHaveBeenCalledTimes(1);
  });

  test('keeps apart two owners who claim one external id, and gives neither the other’s rows', async () => {
    const impostor = randomUUID();
    const { external_id: taken } = await bed.tables
      .selectFrom('accounts')
      .where('id', '=', bed.accountId)
      .select('external_id')
      .executeTakeFirstOrThrow();
    owners(
      { vendorAccountId: bed.owner, name: 'Owner', externalId: taken },
      { vendorAccountId: impostor, name: 'Twin', externalId: taken },
    );
    bed.vendor.reader.listAllInstances.mockResolvedValue(
      bed.vendor.pageOf(bed.record('mine'), bed.record('twin', impostor)),
    );
    await bed.sync.readEverything();
    const [twin] = await accountNamed(`tray:${impostor}`);
    expect(await bed.rows()).toEqual([
      { name: 'mine', account_id: bed.accountId },
      { name: 'twin', account_id: twin?.id },
    ]);
  });

  test('that is shown nothing while an bed.owner sees something takes nothing for gone, and says so', async () => {
    bed.vendor.reader.listAllInstances.mockResolvedValueOnce(bed.vendor.pageOf(bed.record('a'), bed.record('b')));
    await bed.sync.readEverything();
    bed.vendor.reader.listOwnInstances.mockResolvedValue(bed.vendor.pageOf(bed.record('a'), bed.record('b')));
    bed.clock.advance(60_000);
    await bed.sync.readEverything();
    expect(await bed.names()).toEqual(['a', 'b']);
    expect(await bed.outcome([everything])).toMatchObject({ state: 'failed', code: 'owners_hidden' });
  });

  test('that is shown nothing because nothing is left takes everything for gone', async () => {
    bed.vendor.reader.listAllInstances.mockResolvedValueOnce(bed.vendor.pageOf(bed.record('a')));
    await bed.sync.readEverything();
    bed.clock.advance(60_000);
    await bed.sync.readEverything();
    expect(await bed.names()).toEqual([]);
    expect(await bed.outcome()).toMatchObject({ state: 'ok' });
  });

  test('records a failure that nobody foresaw as ours', async () => {
    bed.vendor.reader.listAllInstances.mockRejectedValue(new TypeError('x is not a function'));
    await bed.sync.readEverything();
    expect(await bed.outcome()).toMatchObject({ state: 'failed', code: 'internal' });
  });

  test('keeps the catalogue that it has when the vendor fails', async () => {
    const template = {
      templateId: 't',
      title: 'One',
      description: null,
      tags: [],
      customFields: [],
      authSlotTitles: [],
      configSlotTitles: [],
      authSlots: [],
      configSlots: [],
    };
    bed.vendor.reader.listTemplates
      .mockResolvedValueOnce([template])
      .mockRejectedValue(new VendorError('tray', 'vendor_unavailable', { wasDone: 'no' }));
    await bed.sync.readEverything();
    bed.clock.advance(1_000);
    await bed.sync.readEverything();
    expect(await bed.tables.selectFrom('templates').select('title').execute()).toEqual([{ title: 'One' }]);
  });
});
