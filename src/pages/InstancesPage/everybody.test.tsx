import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test } from 'vitest';
import { changedColumns, density } from '#src/lib/preferences.ts';
import { facetCounts, rowsNumbered, showEverybody } from '#src/testing/everybody-bed.tsx';
import { graphError, silence } from '#src/testing/fake-server.ts';
import { instanceRow, listPage, operationSummary, outcome } from '#src/testing/fixtures.ts';

const rowOf = (name: string) => screen.findByRole('row', { name: new RegExp(`${name}\\b`) });
const filters = () => screen.findByRole('region', { name: 'Filters' });
const boxOf = async (name: string) => within(await rowOf(name)).getByRole('checkbox', { name: /^Select row \d+$/ });
const isOn = (box: HTMLElement) => box instanceof HTMLInputElement && box.checked;
const parameters = () => new URLSearchParams(location.search);

beforeEach(() => {
  changedColumns.set([]);
  density.set('comfortable');
});

describe('the states of everybody’s list', () => {
  test('loading: rows and counts are on their way, and nothing is claimed', async () => {
    showEverybody({ graph: { InstanceList: silence, InstanceFacets: silence } });
    expect(await screen.findByText('Reading…')).toBeDefined();
    expect(screen.queryByText(/^[\d,]+ instances?$/)).toBeNull();
    expect(within(await filters()).getByRole('checkbox', { name: 'Failed' })).toBeDefined();
  });

  test('empty: says when the first one will be there', async () => {
    showEverybody({ rows: [], page: { outcomes: [outcome({ state: 'empty' })] } });
    expect(await screen.findByText('Nothing is plugged in yet')).toBeDefined();
    expect(screen.getByText('0 instances')).toBeDefined();
  });

  test('failed: says so with the request id, and the filters stay', async () => {
    const failure = () => graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' });
    showEverybody({ graph: { InstanceList: failure } });
    expect(await screen.findByText(/^The list could not be read/)).toBeDefined();
    expect(screen.getByText('Request abcdefgh')).toBeDefined();
    expect(await filters()).toBeDefined();
  });

  test('counts that fail keep no row and no filter from working', async () => {
    let fails = true;
    const { user } = showEverybody({
      graph: {
        InstanceFacets: () =>
          fails ? graphError({ code: 'internal', changed: 'nothing', requestId: 'r' }) : facetCounts(),
      },
    });
    expect(await rowOf('Row 1')).toBeDefined();
    expect(within(await filters()).getByText(/^Nothing could be counted\./)).toBeDefined();
    await user.click(within(await filters()).getByRole('checkbox', { name: /^Failed/ }));
    await waitFor(() => expect(location.search).toBe('?health=failed'));
    fails = false;
    await user.click(within(await filters()).getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('checkbox', { name: 'Failed 2' })).toBeDefined();
    expect(screen.queryByText(/^Nothing could be counted\./)).toBeNull();
  });

  test('partial: rows stand, and the header tells which vendor fails, since when and what lacks', async () => {
    const failed = outcome({
      vendor: 'patchworks',
      state: 'failed',
      code: 'vendor_unavailable',
      failedSince: '2026-01-02T03:04:05.000Z',
      missingCount: 3,
    });
    const ages = [
      {
        vendor: 'tray',
        count: 2,
        newestCheckedAt: new Date(Date.now() - 12_000).toISOString(),
        oldestCheckedAt: new Date(Date.now() - 4.5 * 60_000).toISOString(),
      },
    ];
    const { user } = showEverybody({
      page: { outcomes: [outcome(), failed] },
      graph: { InstanceAges: () => ({ instances: { ages } }) },
    });
    expect(await rowOf('Row 1')).toBeDefined();
    expect(screen.getByText('1 vendor fails')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Per vendor' }));
    const vendors = within(await screen.findByRole('region', { name: 'Per vendor' }));
    const [tray, patchworks] = vendors.getAllByRole('listitem');
    await waitFor(() =>
      expect(tray?.textContent).toMatch(/^ ?Tray ?2 instancesnewest 1\d sec\. ago, oldest 4 min\. ago/),
    );
    expect(patchworks?.textContent).toMatch(
      /Patchworks does not answer since .+\. 3 are missing\. What you see was read at/,
    );
  });

  test('one: is counted in the singular', async () => {
    showEverybody({ rows: rowsNumbered(1) });
    expect(await screen.findByText('1 instance')).toBeDefined();
  });

  test('many: counts what matches, and of how many', async () => {
    showEverybody({ address: '/admin/instances?vendor=tray', page: { totalCount: 12_345, unfilteredCount: 100_000 } });
    expect(await screen.findByText('12,345 instances')).toBeDefined();
    expect(screen.getByText('of 100,000')).toBeDefined();
  });

  test('a filter that leaves nothing says so and can be cleared', async () => {
    const { user } = showEverybody({
      address: '/admin/instances?health=failed,attention&vendor=tray&sort=name',
      graph: {
        InstanceList: ({ filter }) =>
          JSON.stringify(filter) === '{}' ? listPage(rowsNumbered(2)) : listPage([], { unfilteredCount: 2 }),
      },
    });
    expect(await screen.findByText('No instances match')).toBeDefined();
    await user.click(screen.getByRole('button', { name: 'Clear the filters' }));
    expect(await rowOf('Row 1')).toBeDefined();
    expect(location.search).toBe('?sort=name');
  });

  test('a row that failed says what the vendor said', async () => {
    const operation = operationSummary({
      state: 'failed',
      problemCode: 'vendor_refused',
      problemMessage: 'Quota of 50 workflows is used up',
    });
    showEverybody({ rows: [instanceRow({ name: 'Lacks quota', status: 'disabled', operation })] });
    expect(await within(await rowOf('Lacks quota')).findByText('Quota of 50 workflows is used up')).toBeDefined();
  });
});

describe('the filters of everybody’s list', () => {
  test('take several values, tell counts, and stand as chips that are taken away one by one', async () => {
    const { user, requests } = showEverybody();
    await user.click(await screen.findByRole('checkbox', { name: 'Tray 7' }));
    await user.click(await screen.findByRole('checkbox', { name: 'Patchworks 5' }));
    await user.click(screen.getByRole('checkbox', { name: 'Failed 2' }));
    await waitFor(() => expect(parameters().get('vendor')).toBe('tray,patchworks'));
    expect(parameters().get('health')).toBe('failed');
    await waitFor(() => {
      const asked = requests.filter(({ operation }) => operation === 'InstanceList').at(-1);
      expect(asked?.variables['filter']).toEqual({ vendors: ['tray', 'patchworks'], healths: ['failed'] });
    });
    const counted = requests.filter(({ operation }) => operation === 'InstanceFacets').at(-1);
    expect(counted?.variables['filter']).toEqual({ vendors: ['tray', 'patchworks'], healths: ['failed'] });
    await user.click(screen.getByRole('button', { name: 'Vendor: Tray, remove this filter' }));
    await waitFor(() => expect(parameters().get('vendor')).toBe('patchworks'));
    expect(isOn(screen.getByRole('checkbox', { name: 'Tray 7' }))).toBe(false);
    await user.click(screen.getByRole('button', { name: 'Clear' }));
    await waitFor(() => expect(location.search).toBe(''));
  });

  test('leave out what nothing has, unless it was chosen', async () => {
    showEverybody({ address: '/admin/instances?status=unknown' });
    expect(await screen.findByRole('checkbox', { name: 'Enabled 9' })).toBeDefined();
    expect(screen.getByRole('checkbox', { name: 'Unknown 0' })).toBeDefined();
    expect(screen.queryByRole('checkbox', { name: /^Working/ })).toBeNull();
  });

  test('find one owner among many by part of the name', async () => {
    const nodes = Array.from({ length: 20 }, (_, index) => ({
      id: `a-${index}`,
      name: `Account ${index}`,
      vendor: null,
      count: 20 - index,
    }));
    const { user } = showEverybody({
      graph: {
        InstanceFacets: ({ accountSearch }) =>
          facetCounts({
            accounts:
              accountSearch === 'rare'
                ? { nodes: [{ id: 'a-rare', name: 'Rare one', vendor: null, count: 1 }], totalCount: 1 }
                : { nodes, totalCount: 5_000 },
          }),
      },
    });
    const owners = within(await within(await filters()).findByRole('group', { name: 'Owner' }));
    await owners.findByRole('button', { name: 'Account 0 20' });
    expect(owners.queryByRole('button', { name: 'Account 19 1' })).toBeNull();
    await user.click(owners.getByRole('button', { name: 'Show more' }));
    expect(owners.getByRole('button', { name: 'Account 19 1' })).toBeDefined();
    expect(owners.getByText('4,980 more: type part of the name')).toBeDefined();
    await user.type(owners.getByRole('textbox', { name: 'Find an owner' }), 'rare');
    await user.click(await owners.findByRole('button', { name: 'Rare one 1' }));
    await waitFor(() => expect(location.search).toBe('?account=a-rare'));
    expect(await screen.findByRole('button', { name: 'Owner: Rare one, remove this filter' })).toBeDefined();
    await user.click(owners.getByRole('button', { name: 'Rare one 1' }));
    await waitFor(() => expect(location.search).toBe(''));
  });

  test('fold away, and stay so', async () => {
    const { user, requests, unmount } = showEverybody();
    await user.click(await screen.findByRole('button', { name: 'Hide filters' }));
    expect(screen.queryByRole('region', { name: 'Filters' })).toBeNull();
    unmount();
    const before = requests.length;
    expect(before).toBeGreaterThan(0);
    const again = showEverybody();
    await rowOf('Row 1');
    expect(screen.queryByRole('region', { name: 'Filters' })).toBeNull();
    // What is not on show is not counted.
    expect(again.requests.some(({ operation }) => operation === 'InstanceFacets')).toBe(false);
    await again.user.click(screen.getByRole('button', { name: 'Filters' }));
    expect(await filters()).toBeDefined();
  });

  test('open in a dialog where there is no room, and say how many they leave', async () => {
    const { user } = showEverybody({ width: 390 });
    await rowOf('Row 1');
    await user.click(screen.getByRole('button', { name: 'Filters' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Filters' }));
    await user.click(await dialog.findByRole('checkbox', { name: 'Failed 2' }));
    await waitFor(() => expect(location.search).toBe('?health=failed'));
    await user.click(dialog.getByRole('button', { name: 'Show 3 instances' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(screen.getByRole('button', { name: 'Filters (1)' })).toBeDefined();
  });
});

describe('how everybody’s list looks', () => {
  test('is in the address, columns and closeness included', async () => {
    const { user } = showEverybody();
    await rowOf('Row 1');
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Health' }));
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'Compact rows' }));
    await waitFor(() => expect(parameters().get('density')).toBe('compact'));
    expect(parameters().get('columns')).toBe('account,health,update,created');
    expect(screen.getByRole('columnheader', { name: 'Health', hidden: true })).toBeDefined();
    expect(screen.getByRole('table', { hidden: true }).dataset['density']).toBe('compact');
  });

  test('is what the address says, whatever was chosen in this browser, which stays as it is', async () => {
    showEverybody({ address: '/admin/instances?columns=vendor&density=compact' });
    await rowOf('Row 1');
    const headers = screen.getAllByRole('columnheader').map(({ textContent }) => textContent);
    expect(headers).toEqual(['Status', 'Name', 'Vendor', 'Actions']);
    expect([changedColumns.get(), density.get()]).toEqual([[], 'comfortable']);
  });

  test('is written into the address where this browser has a choice of its own', async () => {
    changedColumns.set(['created']);
    density.set('compact');
    showEverybody({ address: '/admin/instances?q=row' });
    await waitFor(() => expect(parameters().get('columns')).toBe('account,update'));
    expect([parameters().get('q'), parameters().get('density')]).toEqual(['row', 'compact']);
  });

  test('leads from a row to its owner’s page, and narrows to the owner', async () => {
    const { user } = showEverybody({ rows: [instanceRow({ name: 'Theirs' })] });
    const row = within(await rowOf('Theirs'));
    expect(row.getByRole('link', { name: 'Northwind' }).getAttribute('href')).toMatch(/^\/admin\/accounts\/5b1f/);
    await user.click(row.getByRole('link', { name: 'Only Northwind' }));
    await waitFor(() => expect(parameters().get('account')).toMatch(/^5b1f/));
  });
});

describe('what is selected', () => {
  const said = async () => (await screen.findByRole('region', { name: 'What is selected' })).textContent;

  test('is one row, a stretch with Shift, and given up with a word when the list is narrowed', async () => {
    const { user } = showEverybody({ rows: rowsNumbered(9) });
    await user.click(await boxOf('Row 2'));
    expect(await said()).toContain('The 1 row that you selected, and no other.');
    fireEvent.click(await boxOf('Row 5'), { shiftKey: true });
    await waitFor(async () => expect(await said()).toContain('The 4 rows that you selected'));
    expect(isOn(await boxOf('Row 3'))).toBe(true);
    expect(isOn(await boxOf('Row 6'))).toBe(false);
    await user.click(await screen.findByRole('checkbox', { name: 'Failed 2' }));
    expect(await screen.findByText(/the 4 that were chosen are not chosen any more/)).toBeDefined();
    expect(isOn(await boxOf('Row 3'))).toBe(false);
  });

  test('stays when the order changes', async () => {
    const { user } = showEverybody();
    await user.click(await boxOf('Row 2'));
    await user.click(within(screen.getByRole('columnheader', { name: /Name/ })).getByRole('button'));
    await waitFor(() => expect(location.search).toBe('?sort=name'));
    expect(isOn(await boxOf('Row 2'))).toBe(true);
  });

  test('is what was read, then all that match, and says which of the two', async () => {
    const { user } = showEverybody({
      rows: rowsNumbered(9),
      page: { totalCount: 12_345, unfilteredCount: 100_000 },
      address: '/admin/instances?vendor=tray',
    });
    const all = await screen.findByRole('checkbox', { name: 'Select the 9 rows read so far' });
    await user.click(all);
    expect(await said()).toContain('The 9 rows that you selected, and no others.');
    await user.click(screen.getByRole('button', { name: 'Select all 12,345 that match' }));
    expect(await said()).toContain('All 12,345 instances that match, those that are not on show included.');
    expect(isOn(all)).toBe(true);
    await user.click(await boxOf('Row 3'));
    expect(await said()).toContain('The 8 rows that you selected');
    expect(all instanceof HTMLInputElement && all.indeterminate).toBe(true);
  });

  test('is turned by the space bar on a row, and on its box', async () => {
    const { user } = showEverybody();
    const row = await rowOf('Row 2');
    await import('#src/features/instances/row-focus.ts');
    await act(async () => {});
    act(() => row.focus());
    await user.keyboard(' ');
    expect(isOn(await boxOf('Row 2'))).toBe(true);
    await user.keyboard('{ArrowRight} ');
    expect(document.activeElement).toBe(await boxOf('Row 2'));
    expect(isOn(await boxOf('Row 2'))).toBe(false);
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(await rowOf('Row 3'));
    await user.keyboard('{Shift>} {/Shift}');
    expect(isOn(await boxOf('Row 3'))).toBe(true);
    expect(isOn(await boxOf('Row 2'))).toBe(true);
  });
});
