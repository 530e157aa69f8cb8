import { act, fireEvent, screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import {
  address,
  base,
  box,
  button,
  heading,
  keyBox,
  named,
  secret,
  showWizard,
} from '#src/testing/add-instance-bed.tsx';
import { connectorForm, keyMethod, openMethod } from '#src/testing/connector-fixtures.ts';

test('goes from name to instance; what was typed is kept, and the secret is sent once and nowhere else', async () => {
  const { user, server, made, kept } = showWizard();
  await heading(/Name Step 1 of 3/);
  await user.type(box('Name'), 'Shop Norway');
  await user.click(button('Next'));
  expect(await heading(/Settings Step 2 of 3/)).toBe(document.activeElement);
  await user.clear(box('Rate limit'));
  await user.type(box('Rate limit'), '60');
  expect(screen.getAllByText(/60 per minute/).length).toBeGreaterThan(0);
  await user.click(button('Next'));
  await heading(/Credentials Step 3 of 3/);
  await user.type(box('Store domain'), 'norway.test');
  expect(keyBox().type).toBe('password');
  expect(keyBox().autocomplete).toBe('new-password');
  await user.type(keyBox(), secret);
  await user.click(button('Add instance'));

  expect(await screen.findByRole('heading', { level: 1, name: 'Shop Norway is there' })).toBe(document.activeElement);
  expect(screen.getByRole('link', { name: 'Open the instance' }).getAttribute('href')).toBe(
    '/connectors/instances/i-1',
  );
  expect(made).toEqual([{ secrets: { api_key: secret } }]);
  expect(kept().details).toEqual({ ...base.details, name: 'Shop Norway', rateLimitAmount: 60 });
  expect(kept().values).toEqual({ 'store.domain': 'norway.test', version: '2026-01' });
  const sent = server.fetch.mock.calls.map(([url, init]) => JSON.stringify([url, init?.body]));
  expect(sent.filter((request) => request.includes(secret))).toHaveLength(1);
  expect(JSON.stringify([Object.entries(localStorage), Object.entries(sessionStorage), location.href])).not.toContain(
    secret,
  );
});

test('Back and Next keep everything, secrets among it; the rail leads back', async () => {
  const { user } = showWizard({ draft: named, path: `${address}?step=credentials` });
  await heading(/Credentials/);
  await user.type(keyBox(), secret);
  await user.click(button('Back'));
  await heading(/Settings/);
  await user.click(within(screen.getByRole('navigation', { name: 'Steps' })).getByRole('link', { name: 'Name' }));
  await heading(/Name/);
  expect(box('Name').value).toBe('Shop Norway');
  await user.click(button('Next'));
  await heading(/Settings/);
  await user.click(button('Next'));
  await heading(/Credentials/);
  expect(keyBox().value).toBe(secret);
});

test('each page is checked before the next, beside the field, which has the focus', async () => {
  const { user } = showWizard();
  await heading(/Name/);
  await user.click(button('Next'));
  expect(await screen.findByText('Enter a name.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(box('Name')));
  await user.type(box('Name'), 'S');
  await waitFor(() => expect(screen.queryByText('Enter a name.')).toBeNull());
  await user.keyboard('{Enter}');
  await heading(/Settings/);
  await user.clear(box('Rate limit'));
  await user.type(box('Rate limit'), '1.5');
  await user.click(button('Next'));
  expect(await screen.findByText('Enter a whole number from 1 to 2,147,483,647.')).toBeDefined();
  expect(box('Rate limit').value).toBe('1.5');
  await user.clear(box('Rate limit'));
  await user.type(box('Rate limit'), '15');
  await user.click(button('Next'));
  await heading(/Credentials/);
  await user.click(button('Add instance'));
  expect(await screen.findByText('Enter Store domain.')).toBeDefined();
  expect(screen.getByText('Enter API key.')).toBeDefined();
});

test('an address of a later page leads to the first that is not done', async () => {
  showWizard({ path: `${address}?step=credentials` });
  await heading(/Name/);
  await waitFor(() => expect(location.search).toBe('?step=name'));
});

test('a second one of the same name is warned of and not forbidden', async () => {
  const { user } = showWizard();
  await heading(/Name/);
  await user.type(box('Name'), 'shop sweden');
  expect(screen.getByText(/has an instance of this name already/)).toBeDefined();
  await user.click(button('Next'));
  await heading(/Settings/);
});

test('pools are offered where there are any, and cleared with the cross', async () => {
  const pool = { id: '5', name: 'Night', limit: 10 };
  const { user, kept } = showWizard({
    draft: { ...named, details: { ...named.details, poolId: '5' } },
    form: connectorForm({ pools: [pool] }),
    path: `${address}?step=settings`,
  });
  await heading(/Settings/);
  const list = screen.getByRole<HTMLSelectElement>('combobox', { name: 'Connection pool' });
  expect(list.value).toBe('5');
  await user.click(button('Clear the connection pool'));
  expect(list.value).toBe('');
  expect(document.activeElement).toBe(list);
  await waitFor(() => expect(kept().details.poolId).toBeNull());
});

test('without pools none is offered; formats are shown as they write, and any text is taken', async () => {
  const { user, kept } = showWizard({ draft: named, path: `${address}?step=settings` });
  await heading(/Settings/);
  expect(screen.queryByLabelText('Connection pool')).toBeNull();
  const format = screen.getByRole<HTMLInputElement>('combobox', { name: 'Date format' });
  expect(screen.getByText(/Now is written \W?\d{4}-\d\d-\d\dT/)).toBeDefined();
  await user.clear(format);
  await user.paste('\\o\\n Y');
  expect(screen.getByText(new RegExp(`Now is written \\W?on ${new Date().getUTCFullYear()}`))).toBeDefined();
  await waitFor(() => expect(kept().details.dateFormat).toBe('\\o\\n Y'));
  await user.clear(format);
  await user.click(await screen.findByText('d.m.Y'));
  expect(format.value).toBe('d.m.Y');
});

test('Enter in an open list takes what is in the field, and only the next one goes on', async () => {
  const { user } = showWizard({ draft: named, path: `${address}?step=settings` });
  await heading(/Settings/);
  const format = screen.getByRole('combobox', { name: 'Date format' });
  await user.click(format);
  expect(format.getAttribute('aria-expanded')).toBe('true');
  const goesOn = () => fireEvent.keyDown(format, { key: 'Enter' });
  expect(goesOn()).toBe(false);
  expect(format.getAttribute('aria-expanded')).toBe('false');
  expect(goesOn()).toBe(true);
});

test('zones are found by any part of their name, with the time there', async () => {
  const { user, kept } = showWizard({ draft: named, path: `${address}?step=settings` });
  await heading(/Settings/);
  const zone = screen.getByRole('combobox', { name: 'Time zone' });
  // At once: each letter draws hundreds of zones.
  act(() => zone.focus());
  fireEvent.change(zone, { target: { value: 'kolk' } });
  await user.click(await screen.findByText('Asia/Kolkata'));
  await waitFor(() => expect(kept().details.timeZone).toMatch(/^Asia\/(Kolkata|Calcutta)$/));
  expect(screen.getByText(/It is .+ there now\./)).toBeDefined();
});

test('what is no zone stays as it was typed, and is refused beside the field', async () => {
  const { user, kept } = showWizard({ draft: named, path: `${address}?step=settings` });
  await heading(/Settings/);
  const zone = screen.getByRole('combobox', { name: 'Time zone' });
  act(() => zone.focus());
  fireEvent.change(zone, { target: { value: 'Middle earth' } });
  await user.click(button('Next'));
  await waitFor(() => expect(zone.getAttribute('aria-invalid')).toBe('true'));
  expect(zone).toHaveProperty('value', 'Middle earth');
  await heading(/Settings/);
  expect(kept().details.timeZone).toBe('UTC');
});

test('several ways to sign in are chosen from; what asks for nothing ends there', async () => {
  const { user, made } = showWizard({
    draft: { ...named, methodId: null },
    form: connectorForm({ methods: [keyMethod, openMethod] }),
    path: `${address}?step=method`,
  });
  await heading(/Authentication Step 3 of 4/);
  await user.click(button('Next'));
  expect(await screen.findByText('Choose one of them.')).toBeDefined();
  await user.click(screen.getByRole('radio', { name: /API key/ }));
  expect(button('Next')).toBeDefined();
  await user.click(screen.getByRole('radio', { name: 'Open' }));
  await heading(/Authentication Step 3 of 3/);
  await user.click(button('Add instance'));
  await screen.findByRole('heading', { level: 1, name: 'Shop Norway is there' });
  expect(made).toEqual([{ secrets: {} }]);
});

test('another way to sign in has fields of its own; the first one’s come back with it', async () => {
  const basic = {
    ...keyMethod,
    id: '34',
    name: 'Basic',
    fields: [
      { key: 'user', label: 'User', required: true, advanced: false, secret: false, defaultValue: null },
      { key: 'password', label: 'Password', required: true, advanced: false, secret: true, defaultValue: null },
    ],
  };
  const { user, kept } = showWizard({
    draft: named,
    form: connectorForm({ methods: [keyMethod, basic] }),
    path: `${address}?step=credentials`,
  });
  await heading(/Credentials/);
  await user.type(box('Store domain'), 'norway.test');
  await user.type(keyBox(), secret);
  await user.click(button('Back'));
  await user.click(await screen.findByRole('radio', { name: /Basic/ }));
  await user.click(button('Next'));
  await heading(/Credentials/);
  expect(box('User').value).toBe('');
  expect(screen.getByLabelText<HTMLInputElement>('Password').value).toBe('');
  await waitFor(() => expect(kept()).toMatchObject({ methodId: '34', values: { user: '' } }));
  await user.click(button('Back'));
  await user.click(await screen.findByRole('radio', { name: /API key/ }));
  await user.click(button('Next'));
  await heading(/Credentials/);
  expect(box('Store domain').value).toBe('norway.test');
  expect(keyBox().value).toBe(secret);
});

test('what is not normally needed is folded away, and comes out when something is wrong with it', async () => {
  const { user } = showWizard({ draft: named, path: `${address}?step=credentials` });
  await heading(/Credentials/);
  expect(screen.queryByRole('textbox', { name: 'API version' })).toBeNull();
  await user.click(button('Advanced'));
  await user.clear(box('API version'));
  await user.click(button('Advanced'));
  await user.type(box('Store domain'), 's');
  await user.type(keyBox(), 'k');
  await user.click(button('Add instance'));
  expect(await screen.findByText('Enter API version.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(box('API version')));
});
