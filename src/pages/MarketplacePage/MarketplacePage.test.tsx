import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import { connectorOutcome, marketplace, marketplaceEntry } from '#src/testing/connector-fixtures.ts';
import { deferred } from '#src/testing/deferred.ts';
import { jonas, listPage, maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const ledgerly = marketplaceEntry();
const shopkit = marketplaceEntry({ id: '72', name: 'Shopkit', category: 'eCommerce', isInstalled: true });

const chunkWait = { timeout: 8_000 };

function show(answer: () => Answer | Promise<Answer>, person: Person = maya, graph = {}) {
  const server = installFakeServer({ session: sessionOf(person), graph: { Marketplace: answer, ...graph } });
  return { ...server, ...renderApp('/connectors/marketplace') };
}

const full = () => marketplace([ledgerly, shopkit]);
const cardOf = async (name: string) => within(await screen.findByRole('listitem', { name }, chunkWait));

test('loading', async () => {
  show(silence);
  expect(await screen.findByRole('heading', { level: 1, name: 'Marketplace' }, chunkWait)).toBeDefined();
  expect(screen.getByText('Reading…')).toBeDefined();
});

test('full: what each is, and which are installed', async () => {
  show(full);
  const book = await cardOf('Ledgerly');
  expect(book.getByText('Accounting · version 2.1')).toBeDefined();
  expect(book.getByText('Keeps books.')).toBeDefined();
  expect(screen.getByText('2 connectors of Patchworks')).toBeDefined();
  const shop = await cardOf('Shopkit');
  expect(shop.getByText('Installed')).toBeDefined();
  expect(shop.queryByRole('button', { name: 'Install' })).toBeNull();
  expect(shop.getByRole('link').getAttribute('href')).toBe('/connectors?q=Shopkit');
});

test('empty and failed are different things', async () => {
  show(() => marketplace([], { outcome: connectorOutcome({ state: 'empty' }) }));
  expect(await screen.findByText('The marketplace is empty', {}, chunkWait)).toBeDefined();
});

test('failed: names the vendor and claims nothing', async () => {
  show(() => marketplace([], { outcome: connectorOutcome({ state: 'failed', code: 'vendor_unavailable' }) }));
  expect(await screen.findByText(/^Patchworks does not answer/, {}, chunkWait)).toBeDefined();
  expect(screen.queryByText('The marketplace is empty')).toBeNull();
  expect(screen.queryByText(/^0 connectors/)).toBeNull();
});

test('one press installs; the card says so and leads on', async () => {
  const answer = deferred<Answer>();
  const { user, requests } = show(full, maya, { InstallConnector: () => answer.promise });
  const card = await cardOf('Ledgerly');
  const install = card.getByRole('button', { name: 'Install' });
  await user.click(install);
  expect(install.getAttribute('aria-disabled')).toBe('true');
  await user.click(install);
  answer.resolve({ installConnector: { connector: { id: '40', name: 'Ledgerly' } } });
  const link = await card.findByRole('link', { name: 'Show Ledgerly among the connectors' });
  expect(card.getByText('Installed')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(link));
  expect(screen.getByText('Ledgerly is installed')).toBeDefined();
  expect(requests.filter(({ operation }) => operation === 'InstallConnector')).toEqual([
    { operation: 'InstallConnector', variables: { input: { entryId: '71' } } },
  ]);
});

test('a refusal stands on the card, and can be tried again', async () => {
  const { user } = show(full, maya, {
    InstallConnector: () => graphError({ code: 'refused', changed: 'nothing', requestId: 'r', vendor: 'patchworks' }),
  });
  const card = await cardOf('Ledgerly');
  await user.click(card.getByRole('button', { name: 'Install' }));
  expect((await card.findByRole('alert')).textContent).toContain('Nothing was changed.');
  expect(card.getByRole('button', { name: 'Install' }).getAttribute('aria-disabled')).toBeNull();
});

test('the search looks at names, categories and descriptions', async () => {
  const { user } = show(full);
  await cardOf('Ledgerly');
  await user.type(screen.getByRole('searchbox'), 'BOOKS');
  await waitFor(() => expect(screen.queryByRole('listitem', { name: 'Shopkit' })).not.toBeNull());
  await user.clear(screen.getByRole('searchbox'));
  await user.type(screen.getByRole('searchbox'), 'ecomm{Enter}');
  await waitFor(() => expect(screen.queryByRole('listitem', { name: 'Ledgerly' })).toBeNull());
  expect(location.search).toBe('?q=ecomm');
  await user.clear(screen.getByRole('searchbox'));
  await user.type(screen.getByRole('searchbox'), 'nothing{Enter}');
  expect(await screen.findByText('No connectors match')).toBeDefined();
});

test('refused: who may look only sees it all and installs nothing', async () => {
  show(full, jonas);
  expect((await cardOf('Ledgerly')).getByRole('button', { name: 'Install' }).getAttribute('aria-disabled')).toBe(
    'true',
  );
});

test('admins are led to everybody’s instances', async () => {
  show(full, priya, { InstanceList: () => listPage([]) });
  await waitFor(
    () => expect(location.pathname + location.search).toBe('/admin/instances?vendor=patchworks'),
    chunkWait,
  );
});
