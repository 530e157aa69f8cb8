import { screen } from '@testing-library/react';
import { afterEach, expect, test } from 'vitest';
import { locale } from '#src/lib/i18n.ts';
import { density, singleKeys, timeZone } from '#src/lib/preferences.ts';
import { formatMoment } from '#src/lib/format.ts';
import { maya, sessionOf } from '#src/testing/fixtures.ts';
import { installFakeServer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

/** The page's code is loaded at its first visit. */
const patience = { timeout: 8_000 };

afterEach(() => {
  density.set('comfortable');
  timeZone.set('');
  singleKeys.set(true);
  locale.set('en');
});

function show() {
  installFakeServer({
    session: sessionOf(maya),
    graph: {},
    rest: { 'GET /api/sessions': () => ({ sessions: [] }) },
  });
  return renderApp('/settings');
}

test('each choice is in force at once and kept', async () => {
  const { user } = show();
  await user.click(await screen.findByRole('radio', { name: 'Compact' }, patience));
  expect(document.documentElement.dataset['density']).toBe('compact');
  expect(localStorage.getItem('jackfield.density')).toBe('compact');

  await user.click(screen.getByRole('radio', { name: 'Dark' }));
  expect(localStorage.getItem('jackfield.theme')).toBe('dark');

  await user.click(screen.getByRole('radio', { name: 'Off' }));
  expect(singleKeys.get()).toBe(false);
});

test('a time zone is found by any part of its name, and times are told in it', async () => {
  const { user } = show();
  const field = await screen.findByRole('combobox', { name: 'Time zone' }, patience);
  await user.clear(field);
  await user.type(field, 'auckl');
  await user.click(await screen.findByRole('option', { name: /Pacific\/Auckland/ }));
  expect(timeZone.get()).toBe('Pacific/Auckland');
  expect(formatMoment(Date.UTC(2026, 0, 1, 12))).toContain('Jan 2, 2026');

  await user.clear(field);
  await user.type(field, 'nowh');
  expect(await screen.findByText('No zone has such a name')).toBeDefined();
  await user.tab();
  expect(timeZone.get()).toBe('Pacific/Auckland');
  // Each key draws some hundred zones anew in a browser that is only imitated.
});

test('the language changes every word, and the document says which it is', async () => {
  const { user } = show();
  await user.click(await screen.findByRole('radio', { name: /Éñglîsh/ }, patience));
  expect(await screen.findByRole('heading', { level: 1, name: /^\[Séttîñgs/ })).toBeDefined();
  expect(document.documentElement.lang).toBe('en-XA');
});
