import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import {
  address,
  base,
  box,
  button,
  heading,
  keyBox,
  named,
  problem,
  secret,
  showWizard,
} from '#src/testing/add-instance-bed.tsx';
import { deferred } from '#src/testing/deferred.ts';
import { connectorForm, consentMethod, credentialCheck } from '#src/testing/connector-fixtures.ts';
import { type Answer, installFakeServer } from '#src/testing/fake-server.ts';
import { jonas, maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';

test('credentials that were refused show what was asked and answered, as text; trying again works', async () => {
  let isRefused = true;
  const { user } = showWizard({
    draft: { ...named, values: { 'store.domain': 'norway.test', version: '2026-01' } },
    path: `${address}?step=credentials`,
    make: () =>
      isRefused
        ? problem('credentials_refused', 422, { check: credentialCheck() })
        : { state: 'done', instanceId: 'i-1' },
  });
  await heading(/Credentials/);
  await user.type(keyBox(), secret);
  await user.click(button('Add instance'));
  const report = await screen.findByRole('region', { name: 'The failed check' });
  expect(screen.getByText(/Nothing was saved. Everything that you typed is still here./)).toBeDefined();
  expect(within(report).getByText(/answered 401/)).toBeDefined();
  expect(within(report).getByText('{"error":"<b>invalid</b> credentials"}')).toBeDefined();
  await user.click(within(report).getByRole('tab', { name: 'Request' }));
  expect(within(report).getByText('https://sweden.shopkit.test/admin/shop.json')).toBeDefined();
  expect(within(report).getByText(/x-shopkit-key: \*+/)).toBeDefined();
  expect(keyBox().value).toBe(secret);
  isRefused = false;
  await user.click(button('Add instance'));
  await screen.findByRole('heading', { level: 1, name: 'Shop Norway is there' });
});

test.each([
  [{ statusCode: 403 }, /answered 403/],
  [{ statusCode: 500 }, /it failed itself/],
  [{ statusCode: 418 }, /answered 418, which is no acceptance/],
  [{ statusCode: null, body: null, message: 'timed out after 10 s' }, /No answer came: timed out after 10 s/],
])('a check that ended with %j says what it means', async (response, words) => {
  const { user } = showWizard({
    draft: { ...named, values: { 'store.domain': 's' } },
    path: `${address}?step=credentials`,
    make: () => problem('credentials_refused', 422, { check: credentialCheck(response) }),
  });
  await heading(/Credentials/);
  await user.type(keyBox(), secret);
  await user.click(button('Add instance'));
  expect(await screen.findByText(words)).toBeDefined();
});

test('what the server finds wrong stands beside its field, on its own page', async () => {
  const fields = { 'secrets.api_key': 'malformed', 'values.store.domain': 'required' };
  const { user } = showWizard({
    draft: { ...named, values: { 'store.domain': 's' } },
    path: `${address}?step=credentials`,
    make: () => problem('bad_input', 400, { fields }),
  });
  await heading(/Credentials/);
  await user.type(keyBox(), secret);
  await user.click(button('Add instance'));
  expect(await screen.findByText('Enter Store domain.')).toBeDefined();
  expect(screen.getByText('This cannot be used.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(box('Store domain')));
});

test('what concerns a former page leads back to it', async () => {
  const { user } = showWizard({
    draft: { ...named, values: { 'store.domain': 's' } },
    path: `${address}?step=credentials`,
    make: () => problem('bad_input', 400, { fields: { 'details.name': 'too_long' } }),
  });
  await heading(/Credentials/);
  await user.type(keyBox(), secret);
  await user.click(button('Add instance'));
  await heading(/Name/);
  expect(screen.getByText('That is too long; use at most 255 characters.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(box('Name')));
  expect(screen.getByText(/Something has to be corrected first. Nothing was saved./)).toBeDefined();
});

test.each([
  ['vendor_unavailable', 'nothing', /Patchworks does not answer. Nothing was saved/],
  ['rate_limited', 'nothing', /asked too much at the moment. Nothing was saved/],
  ['outcome_unknown', 'unknown', /not certain whether the instance was added. Press “Add instance” again/],
  ['not_found', 'nothing', /This draft is no longer there/],
])('%s is said in words, with the number', async (code, changed, words) => {
  const { user } = showWizard({
    draft: { ...named, values: { 'store.domain': 's' } },
    path: `${address}?step=credentials`,
    make: () => problem(code, 503, { changed, vendor: 'patchworks' }),
  });
  await heading(/Credentials/);
  await user.type(keyBox(), secret);
  await user.click(button('Add instance'));
  const banner = (await screen.findByText('Request 12345678')).closest('[role="alert"]');
  expect(banner?.textContent).toMatch(words);
  expect(keyBox().value).toBe(secret);
});

test('pressed twice it makes one, and cannot be changed meanwhile', async () => {
  const answer = deferred<Answer>();
  const { user, made } = showWizard({
    draft: { ...named, values: { 'store.domain': 's' } },
    path: `${address}?step=credentials`,
    make: () => answer.promise,
  });
  await heading(/Credentials/);
  await user.type(keyBox(), secret);
  await user.dblClick(button('Add instance'));
  await user.click(await screen.findByRole('button', { name: 'Checking and adding…' }));
  expect(made).toHaveLength(1);
  expect(keyBox().closest('fieldset')?.disabled).toBe(true);
  answer.resolve({ state: 'done', instanceId: 'i-1' });
  await screen.findByRole('heading', { level: 1, name: 'Shop Norway is there' });
  expect(made).toHaveLength(1);
});

test('what was made bears the name that it was made with, whatever this tab has last heard', async () => {
  const { user } = showWizard({
    draft: { ...named, values: { 'store.domain': 's' } },
    path: `${address}?step=credentials`,
    make: () => ({ state: 'done', instanceId: 'i-1', name: 'Renamed in another tab' }),
  });
  await heading(/Credentials/);
  await user.type(keyBox(), secret);
  await user.click(button('Add instance'));
  expect(await screen.findByRole('heading', { level: 1, name: 'Renamed in another tab is there' })).toBeDefined();
});

test('a double click on Next passes over no page', async () => {
  const { user } = showWizard({ draft: named });
  await heading(/Name/);
  await user.dblClick(button('Next'));
  await heading(/Settings/);
  expect(location.search).toBe('?step=settings');
});

test('for a consent the whole page goes to the third party, and only to the web', async () => {
  const assign = vi.spyOn(location, 'assign').mockImplementation(() => {});
  let url = 'javascript:alert(1)';
  const { user } = showWizard({
    draft: { ...named, methodId: '32' },
    form: connectorForm({ methods: [consentMethod] }),
    path: `${address}?step=credentials`,
    make: () => ({ state: 'consent', url }),
  });
  await heading(/Credentials/);
  await user.click(button('Add instance'));
  expect(await screen.findByText(/sent an answer that cannot be read/)).toBeDefined();
  expect(assign).not.toHaveBeenCalled();
  url = 'https://shopkit.test/consent?state=s';
  await user.click(button('Add instance'));
  await waitFor(() => expect(assign).toHaveBeenCalledWith(url));
  expect(sessionStorage.getItem('jackfield.consent')).toBe(`${address}?step=credentials`);
  assign.mockRestore();
});

test('what could not be kept is said, and still there', async () => {
  const { user } = showWizard({ put: () => problem('internal', 500) });
  await heading(/Name/);
  await user.type(box('Name'), 'Shop Norway');
  expect(await screen.findByText(/What you typed last is not kept yet, but still here./)).toBeDefined();
  expect(box('Name').value).toBe('Shop Norway');
});

test('a draft that another tab has finished shows what was made of it', async () => {
  let isFinished = false;
  const route = `/api/connector-drafts/${named.id}`;
  installFakeServer({
    session: sessionOf(maya),
    graph: {},
    rest: {
      [`GET ${route}`]: () => ({ draft: { ...named, instanceId: isFinished ? 'i-9' : null }, form: connectorForm() }),
      [`PUT ${route}`]: () => problem('too_late', 409),
    },
  });
  const { user } = renderApp(address);
  await heading(/Name/);
  isFinished = true;
  await user.type(box('Name'), ' 2');
  expect(await screen.findByRole('heading', { level: 1, name: 'Shop Norway is there' })).toBeDefined();
  expect(screen.getByRole('link', { name: 'Open the instance' }).getAttribute('href')).toBe(
    '/connectors/instances/i-9',
  );
});

test('leaving with a typed secret asks first, and without one does not', async () => {
  const { user } = showWizard({ draft: named, path: `${address}?step=credentials` });
  await heading(/Credentials/);
  await user.type(box('Store domain'), 'norway.test');
  await user.type(keyBox(), secret);
  await user.click(screen.getByRole('link', { name: 'Instances' }));
  expect(await screen.findByRole('dialog')).toBeDefined();
});

test.each([
  [jonas, /You may look only/],
  [priya, /Instances are added by their owners/],
])('who may not add is told so, and nothing is asked for', async (person, words) => {
  const { server } = showWizard({ person });
  expect(await screen.findByText(words)).toBeDefined();
  const asked = server.fetch.mock.calls.map(([url]) => JSON.stringify(url));
  expect(asked.filter((url) => url.includes('connector-drafts'))).toEqual([]);
});

test.each([
  ['not_found', 404, /Page not found/],
  ['gone', 404, /no longer installed/],
  ['vendor_unavailable', 503, /does not answer/],
])('a draft that cannot be read (%s) says why', async (code, status, words) => {
  installFakeServer({
    session: sessionOf(maya),
    graph: {},
    rest: { [`GET /api/connector-drafts/${base.id}`]: () => problem(code, status) },
  });
  renderApp(address);
  expect(await screen.findByText(words)).toBeDefined();
});
