import { render, screen, within } from '@testing-library/react';
import { userEvent } from '@testing-library/user-event';
import { MemoryRouter } from 'react-router-dom';
import { afterEach, expect, test, vi } from 'vitest';
import { resizeTo } from '#src/testing/resize-to.ts';
import type { Destination } from './navigation.ts';
import { Rail } from './Rail.tsx';

afterEach(() => vi.unstubAllGlobals());

const keys = ['overview', 'instances', 'accounts', 'catalogue', 'deployments', 'runs', 'upgrades', 'audit'] as const;
const entries: Destination[] = keys.map((key) => ({
  key,
  to: `/${key}`,
  icon: key,
  label: key,
  shortcut: '',
  isInRail: true,
}));

function show(width: number, count: number, current = 0) {
  resizeTo(width);
  render(
    <MemoryRouter>
      <Rail entries={entries.slice(0, count)} current={entries[current]} />
    </MemoryRouter>,
  );
  const rail = within(screen.getByRole('navigation', { name: 'Main' }));
  return { rail, links: () => rail.getAllByRole('link').map((link) => link.textContent) };
}

test('on a phone what there is no room for is in a menu', async () => {
  const { rail, links } = show(390, 8);
  expect(links()).toEqual(['overview', 'instances', 'accounts', 'catalogue', 'deployments']);
  await userEvent.click(rail.getByRole('button', { name: 'More' }));
  const items = await screen.findAllByRole('menuitem');
  expect(items.map((item) => [item.textContent, item.getAttribute('href')])).toEqual([
    ['runs', '/runs'],
    ['upgrades', '/upgrades'],
    ['audit', '/audit'],
  ]);
});

test('the menu says where one is, when that is in it', () => {
  const { rail } = show(390, 8, 7);
  expect(rail.getByRole('button', { name: 'audit' })).toBeDefined();
});

test.each([
  [390, 6],
  [720, 8],
])('at %i there is room for %i', (width, count) => {
  const { rail, links } = show(width, count);
  expect(links()).toHaveLength(count);
  expect(rail.queryByRole('button')).toBeNull();
});
