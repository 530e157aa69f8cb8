import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import { refresh } from '#src/api/refresh.ts';
import { changedColumns } from '#src/lib/preferences.ts';
import { installFakeServer } from '#src/testing/fake-server.ts';
import { instanceRow, listPage, maya, outcome, priya, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import type { InstanceRowData } from './instance-row.ts';

const rowOf = (name: string) => screen.findByRole('row', { name: new RegExp(name) });
const headers = () => screen.getAllByRole('columnheader').map(({ textContent }) => textContent);

/** Shows these rows, and lets a test change what the server has. */
async function showRows(first: InstanceRowData[]) {
  let rows = first;
  const { requests } = installFakeServer({
    session: sessionOf(maya),
    graph: { InstanceList: () => listPage(rows) },
  });
  const { user } = renderApp('/instances');
  await rowOf(first[0]?.name ?? '');
  // What listens to keys comes after the list.
  await import('./row-focus.ts');
  await act(async () => {});
  return {
    user,
    requests,
    serve: (next: InstanceRowData[]) => {
      rows = next;
      act(() => refresh('instance'));
    },
  };
}

const named = (...names: string[]) => names.map((name) => instanceRow({ id: `id-of-${name}`, name }));

describe('the way through the rows by keyboard', () => {
  test('arrows, Home and End move, right and left go into a row and out, and one row is in the order of Tab', async () => {
    const { user } = await showRows(named('Alpha', 'Beta', 'Gamma'));
    const [alpha, beta, gamma] = [await rowOf('Alpha'), await rowOf('Beta'), await rowOf('Gamma')];
    expect([alpha, beta, gamma].map(({ tabIndex }) => tabIndex)).toEqual([0, -1, -1]);
    act(() => alpha.focus());
    await user.keyboard('{ArrowDown}');
    expect(document.activeElement).toBe(beta);
    await waitFor(() => expect([alpha, beta, gamma].map(({ tabIndex }) => tabIndex)).toEqual([-1, 0, -1]));
    await user.keyboard('{End}');
    expect(document.activeElement).toBe(gamma);
    await user.keyboard('{ArrowDown}{Home}');
    expect(document.activeElement).toBe(alpha);
    await user.keyboard('{ArrowRight}');
    expect(document.activeElement).toBe(within(alpha).getByRole('link'));
    await user.keyboard('{ArrowLeft}');
    expect(document.activeElement).toBe(alpha);
    await user.keyboard('.');
    expect(await screen.findByRole('menuitem', { name: 'Open' })).toBeDefined();
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    expect(alpha.contains(document.activeElement)).toBe(true);
  });

  test('a typed character or a key with Control is nobody’s business here', async () => {
    await showRows(named('Alpha', 'Beta'));
    const alpha = await rowOf('Alpha');
    act(() => alpha.focus());
    expect(fireEvent.keyDown(alpha, { key: 'End', ctrlKey: true })).toBe(true);
    expect(document.activeElement).toBe(alpha);
    const box = screen.getByRole('searchbox');
    act(() => box.focus());
    expect(fireEvent.keyDown(box, { key: 'End' })).toBe(true);
    expect(document.activeElement).toBe(box);
  });

  test('the focus follows its row when another comes before it, and goes to the next when it is taken away', async () => {
    const rows = named('Alpha', 'Beta', 'Gamma');
    const { serve } = await showRows(rows);
    const beta = await rowOf('Beta');
    act(() => beta.focus());
    serve([...named('Newest'), ...rows]);
    await rowOf('Newest');
    expect(document.activeElement).toBe(await rowOf('Beta'));
    expect((await rowOf('Beta')).getAttribute('aria-rowindex')).toBe('4');
    serve(named('Newest', 'Alpha', 'Gamma'));
    await waitFor(() => expect(screen.queryByRole('row', { name: /Beta/ })).toBeNull());
    expect(document.activeElement).toBe(await rowOf('Gamma'));
  });
});

describe('the choice of columns', () => {
  test('shows and hides at once, and says what is on', async () => {
    const { user } = await showRows(named('Alpha'));
    expect(headers()).toEqual(['Status', 'Name', 'Version', 'Created', 'Actions']);
    await user.click(screen.getByRole('button', { name: 'Columns' }));
    const vendor = await screen.findByRole('menuitemcheckbox', { name: 'Vendor' });
    expect(vendor.getAttribute('aria-checked')).toBe('false');
    expect(screen.queryByRole('menuitemcheckbox', { name: 'Owner' })).toBeNull();
    await user.click(vendor);
    await waitFor(() => expect(vendor.getAttribute('aria-checked')).toBe('true'));
    await user.keyboard('{Escape}');
    await waitFor(() => expect(screen.queryByRole('menu')).toBeNull());
    expect(headers()).toEqual(['Status', 'Name', 'Vendor', 'Version', 'Created', 'Actions']);
    expect(localStorage.getItem('jackfield.columns')).toBe('vendor');
  });

  test('an order by a column that is hidden counts as not asked for', async () => {
    changedColumns.set(['account']);
    const { requests } = installFakeServer({
      session: sessionOf(priya),
      graph: { InstanceList: () => listPage(named('Alpha')) },
    });
    renderApp('/admin/instances?sort=account');
    await rowOf('Alpha');
    expect(headers()).not.toContain('Owner');
    expect(JSON.stringify(requests)).toContain('"field":"created"');
    expect(JSON.stringify(requests)).not.toContain('"field":"account"');
    changedColumns.set([]);
  });

  test('vendors can be chosen between where there is more than one', async () => {
    installFakeServer({
      session: sessionOf(maya),
      graph: {
        InstanceList: () => listPage(named('Alpha'), { outcomes: [outcome(), outcome({ vendor: 'patchworks' })] }),
      },
    });
    const { user } = renderApp('/instances');
    await rowOf('Alpha');
    await user.selectOptions(screen.getByRole('combobox', { name: 'Vendor' }), 'patchworks');
    await waitFor(() => expect(location.search).toBe('?vendor=patchworks'));
  });
});
