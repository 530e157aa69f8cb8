import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import { type ConfigurationCopy, largestCopy } from '#contract/configuration-copy.ts';
import type { Person } from '#contract/people.ts';
import { configurationCopy, copyFile } from '#src/testing/copy-fixtures.ts';
import { graphError, installFakeServer } from '#src/testing/fake-server.ts';
import { jonas, maya, outcome, priya, sessionOf } from '#src/testing/fixtures.ts';
import {
  catalogueOf,
  connectorCopy,
  refusalOf,
  integration,
  openFromCopy,
  packageCopy,
  solution,
} from '#src/testing/from-copy-bed.tsx';
import { renderApp } from '#src/testing/render-app.tsx';

test('who may look only creates nothing', async () => {
  installFakeServer({ session: sessionOf(jonas), graph: { Catalogue: () => catalogueOf([solution]) } });
  renderApp('/catalogue');
  const button = await screen.findByRole('button', { name: 'Create from a copy…' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
});

test('a file is needed, and another one takes the refusal away', async () => {
  const opened = await openFromCopy();
  await opened.user.click(opened.dialog.getByRole('button', { name: 'Go on' }));
  expect(await refusalOf(opened)).toMatch(/^Choose a file\.$/);
  await opened.user.upload(opened.field, copyFile('{'));
  expect(opened.dialog.queryByRole('alert')).toBeNull();
});

const damaged = { ...configurationCopy(), content: { kind: 'slots', configValues: 'all' } };
const large = copyFile('{}');
Object.defineProperty(large, 'size', { value: largestCopy + 1 });

test.each<[unknown, RegExp]>([
  ['not json', /is not JSON/],
  [{ name: 'something else' }, /not a copy of settings/],
  [[], /not a copy of settings/],
  [{ ...configurationCopy(), version: 2 }, /saved by a newer version of Jackfield/],
  [damaged, /is damaged/],
  [{ ...configurationCopy(), template: { ...configurationCopy().template, vendor: 'zapier' } }, /not set up here/],
  [large, /larger than 12 MB/],
])('a file that is no copy is refused beside the field (%#)', async (file, words) => {
  const opened = await openFromCopy();
  const { fetch } = opened.server;
  await waitFor(() => expect(fetch).toHaveBeenCalled());
  const before = fetch.mock.calls.length;
  await opened.give(file);
  expect(await refusalOf(opened)).toMatch(words);
  expect(fetch.mock.calls.length, 'nothing was asked').toBe(before);
});

test.each<[Person, ConfigurationCopy, RegExp]>([
  [priya, configurationCopy(), /Only somebody of the account may create this/],
  [priya, connectorCopy, /Only somebody of the account may create this/],
  [maya, packageCopy, /Packages are deployed by administrators/],
])('who may not create it is told who may (%#)', async (person, copy, words) => {
  const opened = await openFromCopy({ person });
  await opened.give(copy);
  expect(await refusalOf(opened)).toMatch(words);
});

test('a template that is not there any more', async () => {
  const opened = await openFromCopy({ templates: [integration] });
  await opened.give(configurationCopy());
  expect(await refusalOf(opened)).toMatch(/“\u2068Orders to chat\u2069”, is not there any more/);
});

test('a catalogue that could not be read refuses no copy: it is said, and tried again', async () => {
  let outcomes = [outcome({ state: 'failed', code: 'vendor_unavailable' })];
  const opened = await openFromCopy({
    catalogue: () => catalogueOf(outcomes.length === 1 ? [] : [solution], outcomes),
  });
  await opened.give(configurationCopy());
  expect((await opened.dialog.findByRole('alert')).textContent).toMatch(/Tray/);
  expect(opened.field.getAttribute('aria-invalid')).toBeNull();
  outcomes = [outcome(), outcome({ vendor: 'prismatic' })];
  await opened.user.click(opened.dialog.getByRole('button', { name: 'Go on' }));
  expect(await screen.findByRole('dialog', { name: 'Activate Orders to chat' })).toBeDefined();
});

test('a failure of ours stays in the dialog too', async () => {
  let fails = false;
  const opened = await openFromCopy({
    catalogue: () =>
      fails ? graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' }) : catalogueOf([]),
  });
  fails = true;
  await opened.give(configurationCopy());
  expect((await opened.dialog.findByRole('alert')).textContent).toMatch(/Request abcdefgh/);
});
