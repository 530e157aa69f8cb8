import { screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { address, box, button, heading, id, problem, show, withFields } from '#src/testing/configure-bed.tsx';
import { formConnection, formField, formResponse, instanceForm } from '#src/testing/deployable-fixtures.ts';
import { silence } from '#src/testing/fake-server.ts';
import { jonas, operation, priya } from '#src/testing/fixtures.ts';

const secret = 'canary-of-a-secret';

test('Next checks a page and stores what is another; the secret is sent once', async () => {
  const { user, stored, server } = show({ path: `${address}?page=1` });
  await heading(/Connections Step 1 of 3/);
  await user.click(button('Next'));
  expect(await screen.findByText('Enter Host.')).toBeDefined();
  await waitFor(() => expect(document.activeElement).toBe(box('Host')));
  expect(stored).toEqual([]);
  await user.type(box('Host'), 'sftp.test');
  await user.type(screen.getByLabelText('Password'), secret);
  await user.click(button('Next'));
  expect(await heading(/Settings Step 2 of 3/)).toBe(document.activeElement);
  expect(location.search).toBe('?page=2');
  const inputs = [
    { name: 'host', value: 'sftp.test' },
    { name: 'password', value: secret },
  ];
  expect(stored).toEqual([{ values: [{ key: 'SFTP', inputs }], others: 'keep', isComplete: false }]);
  const sent = server.fetch.mock.calls.filter((call) => JSON.stringify(call).includes(secret));
  expect(sent).toHaveLength(1);
  expect(JSON.stringify([Object.entries(sessionStorage), Object.entries(localStorage)])).not.toContain(secret);
});

test('a stored secret is only said to be stored, and stays unless it is typed anew', async () => {
  const inputs = [
    { name: 'host', value: 'old.test', isStored: true },
    { name: 'password', value: null, isStored: true },
  ];
  const connections = [{ key: 'SFTP', status: 'active' as const, lastRefreshedAt: null, inputs }];
  const { user, stored } = show({
    data: formResponse({ connections, deployedVersionNumber: 3 }),
    path: `${address}?page=1`,
  });
  await heading(/Connections/);
  expect(screen.getByRole('heading', { level: 1, name: 'Edit Stock' })).toBeDefined();
  expect(within(screen.getByRole('group', { name: 'Password' })).getByText('Stored')).toBeDefined();
  await user.clear(box('Host'));
  await user.type(box('Host'), 'new.test');
  await user.click(button('Next'));
  await heading(/Settings/);
  expect(stored).toMatchObject([{ values: [{ key: 'SFTP', inputs: [{ name: 'host', value: 'new.test' }] }] }]);
});

test('every kind of value is sent as the vendor holds it', async () => {
  const fields = [
    formField({ key: 'Batch', kind: 'number' }),
    formField({ key: 'Skip', kind: 'yes-no' }),
    formField({ key: 'Mode', kind: 'choice', choices: ['full', 'changes'] }),
    formField({ key: 'Start', kind: 'date' }),
    formField({ key: 'Mapping', kind: 'code', language: 'json', defaultValue: '{}' }),
    formField({ key: 'Tags', shape: 'list' }),
    formField({ key: 'Names', shape: 'pairs' }),
    formField({ key: 'Rhythm', kind: 'schedule' }),
  ];
  const { user, stored } = show({ data: withFields(fields), path: `${address}?page=1` });
  await heading(/Settings/);
  await user.type(box('Batch'), 'many');
  await user.click(screen.getByRole('radio', { name: 'No' }));
  await user.selectOptions(screen.getByRole('combobox', { name: 'Mode' }), 'changes');
  await user.type(screen.getByLabelText('Start'), '2026-03-31');
  await user.click(button('Add a row Tags'));
  expect(document.activeElement).toBe(box('Tags, row 1'));
  await user.type(box('Tags, row 1'), 'a');
  await user.click(button('Add a row Names'));
  await user.type(box('Names, name in row 1'), 'k');
  await user.type(box('Names, row 1'), 'v');
  await user.selectOptions(screen.getByRole('combobox', { name: 'How often' }), 'DAY');
  await user.click(button('Next'));
  expect(await screen.findByText('Enter a number, such as 12 or 12.5.')).toBeDefined();
  expect(stored).toEqual([]);
  await user.clear(box('Batch'));
  await user.type(box('Batch'), '12');
  await user.click(button('Next'));
  await heading(/Deploy/);
  expect(stored).toEqual([
    {
      values: [
        { key: 'Batch', value: '12' },
        { key: 'Skip', value: 'false' },
        { key: 'Mode', value: 'changes' },
        { key: 'Start', value: '2026-03-31' },
        { key: 'Mapping', value: '{}' },
        { key: 'Tags', value: '["a"]' },
        { key: 'Names', value: '[{"key":"k","value":"v"}]' },
        { key: 'Rhythm', value: '0 6 * * *', schedule: { kind: 'DAY', timeZone: null } },
      ],
      others: 'keep',
      isComplete: true,
    },
  ]);
});

test('what cannot be drawn is said by its kind, and markup is shown as text', async () => {
  const fields = [
    formField({ key: 'Shape', kind: 'described', kindName: 'JSONFORM' }),
    formField({ key: 'Signature', isPerUser: true }),
  ];
  const data = withFields(fields);
  data.form.pages[0]?.items.push(
    { kind: 'markup', html: '<p>Read &amp; <b>mind</b></p><script>alert(1)</script>' },
    { kind: 'unknown', kindName: 'hologram' },
  );
  show({ data, path: `${address}?page=1` });
  expect(await screen.findByText(/Shape cannot be shown here: it is of the kind “JSONFORM”/)).toBeDefined();
  expect(screen.getByText(/Signature is set by each user alone, in Prismatic/)).toBeDefined();
  expect(screen.getByText('Read & mind')).toBeDefined();
  expect(screen.getByText(/of the kind “hologram”/)).toBeDefined();
});

test('what the vendor refuses stands beside the value whose key it quotes, the rest on top, and nothing typed is lost', async () => {
  const refusals = [{ about: 'values', messages: ['The value of "Warehouse" is not valid.', 'Too many of them.'] }];
  const { user } = show({
    data: withFields([formField({ heading: 'Store house' })]),
    path: `${address}?page=1`,
    put: () => problem('refused', 409, { vendor: 'prismatic', refusals }),
  });
  await heading(/Settings/);
  await user.type(box('Store house'), 'North');
  await user.click(button('Next'));
  expect(await screen.findByText(/It was refused: “The value of "Warehouse" is not valid.”/)).toBeDefined();
  expect(screen.getByText('Too many of them.').tagName).toBe('Q');
  await waitFor(() => expect(document.activeElement).toBe(box('Store house')));
  expect(box('Store house').value).toBe('North');
});

test.each([
  ['busy', 409, /Another change to .*Stock.* is under way/],
  ['conflict', 409, /changed by somebody else in the meantime/],
  ['gone', 410, /no longer exists at Prismatic/],
  ['rate_limited', 503, /Prismatic is asked too much/],
])('%s is told, and what was typed stays', async (code, status, words) => {
  const { user } = show({
    data: withFields([formField()]),
    path: `${address}?page=1`,
    put: () => problem(code, status, { vendor: 'prismatic' }),
  });
  await heading(/Settings/);
  await user.type(box('Warehouse'), 'North');
  await user.click(button('Next'));
  expect(await screen.findByText(words)).toBeDefined();
  expect(box('Warehouse').value).toBe('North');
});

test('the last page names what is missing with the way there, and deploys what is stored', async () => {
  const deployed: unknown[] = [];
  const values = [{ key: 'Warehouse', value: 'North', schedule: null }];
  const { user } = show({
    data: withFields([formField()], { values, missingKeys: ['Warehouse'] }),
    path: `${address}?page=deploy`,
    rest: {
      [`POST /api/instances/${id}/deployments`]: (body) => {
        deployed.push(body);
        return { operation: operation({ kind: 'deploy', vendor: 'prismatic', instanceId: id, name: 'Stock' }) };
      },
      'GET /api/operations/operation-1': () => ({
        operation: operation({ kind: 'deploy', vendor: 'prismatic', instanceId: id, state: 'succeeded' }),
      }),
    },
  });
  await heading(/Deploy Step 2 of 2/);
  expect(screen.getByRole('link', { name: 'Warehouse' }).getAttribute('href')).toBe(`${address}?page=1`);
  await user.click(button('Deploy'));
  expect(await screen.findByText('Stock is deployed and works from now on.')).toBeDefined();
  expect(deployed).toHaveLength(1);
  expect(screen.getByRole('link', { name: 'Open the instance' }).getAttribute('href')).toBe(`/instances/${id}`);
});

test('a version that asks for nothing has only its last page', async () => {
  show({ data: formResponse({ form: instanceForm({ pages: [], fields: [], connections: [] }) }) });
  expect(await screen.findByText('This version asks for nothing. It can be deployed as it is.')).toBeDefined();
  expect(button('Deploy')).toBeDefined();
});

test('consent: another tab that cannot reach us, and what it stands at is asked for until it is active', async () => {
  const tab = {
    closed: false,
    opener: window,
    document: document.implementation.createHTMLDocument(),
    location: { replace: vi.fn<(url: string) => void>() },
    close: () => {},
  };
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- only what is used of a window is imitated
  vi.stubGlobal('open', () => tab as unknown as Window);
  const connection = formConnection({ key: 'Slack', serviceName: 'Slack', needsConsent: true, inputs: [] });
  const waiting = { key: 'Slack', status: 'waiting' as const, lastRefreshedAt: null, inputs: [] };
  const active = { ...waiting, status: 'active' as const, lastRefreshedAt: '2026-01-02T03:04:05.000Z' };
  let isConnected = false;
  const data = formResponse({ form: instanceForm({ connections: [connection] }), connections: [waiting] });
  const { user } = show({
    data,
    path: `${address}?page=1`,
    rest: {
      [`GET /api/instances/${id}/form`]: () => (isConnected ? { ...data, connections: [active] } : data),
      [`POST /api/instances/${id}/connections/Slack/consents`]: () => ({ url: 'https://slack.test/authorise?s=1' }),
      [`GET /api/instances/${id}/connections`]: () => {
        isConnected = true;
        return { connections: [active] };
      },
    },
  });
  await heading(/Connections/);
  await user.click(button('Next'));
  expect(await screen.findByText('Connect it first.')).toBeDefined();
  await user.click(button('Connect Slack'));
  expect(await screen.findByRole('button', { name: 'Disconnect Slack' })).toBeDefined();
  expect(tab.opener).toBeNull();
  expect(tab.location.replace).toHaveBeenCalledWith('https://slack.test/authorise?s=1');
  expect(screen.queryByText('Connect it first.')).toBeNull();
  expect(document.body.innerHTML).not.toContain('slack.test');
});

test('an administrator sees whose a connection is, and sets what is for administrators only', async () => {
  const form = instanceForm({ fields: [formField({ key: 'Route', isForOperator: true })] });
  const { user, stored } = show({ data: formResponse({ form }), person: priya, path: `${address}?page=1` });
  await heading(/Connections/);
  expect(screen.getByText(/Only Northwind can make this connection/)).toBeDefined();
  expect(screen.queryByRole('textbox', { name: 'Host' })).toBeNull();
  await user.click(button('Next'));
  await heading(/Settings/);
  await user.type(box('Route'), 'east');
  await user.click(button('Next'));
  await heading(/Deploy/);
  expect(stored).toMatchObject([{ values: [{ key: 'Route', value: 'east' }] }]);
});

test('Restore defaults is there only where nothing would be lost unseen', async () => {
  const data = withFields([formField({ defaultValue: 'North' })], { deployedVersionNumber: 3 });
  const { user, stored } = show({ data, path: `${address}?page=deploy` });
  await heading(/Deploy/);
  await user.click(button('Restore defaults…'));
  await user.click(within(await screen.findByRole('dialog')).getByRole('button', { name: 'Restore defaults' }));
  await waitFor(() => expect(stored).toEqual([{ values: [], others: 'reset', isComplete: false }]));
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  // The dialog's own word is none of the wizard's: nothing else is stored, and nothing is deployed.
  expect(stored).toHaveLength(1);
});

test('with a connection there are no defaults to restore', async () => {
  show({ data: formResponse({ deployedVersionNumber: 3 }), path: `${address}?page=deploy` });
  await heading(/Deploy/);
  expect(screen.queryByRole('button', { name: 'Restore defaults…' })).toBeNull();
});

test('those who may look only are told so', async () => {
  show({ person: jonas });
  expect(await screen.findByText(/You may look only, so you cannot configure/)).toBeDefined();
});

test('what cannot be read can be asked for again', async () => {
  const unavailable = () => problem('vendor_unavailable', 503, { vendor: 'prismatic' });
  show({ rest: { [`GET /api/instances/${id}/form`]: unavailable } });
  expect(await screen.findByText(/Prismatic does not answer/)).toBeDefined();
  expect(button('Try again')).toBeDefined();
});

test('while the form is read the page says so', async () => {
  show({ rest: { [`GET /api/instances/${id}/form`]: silence } });
  expect(await screen.findByText('Reading…')).toBeDefined();
});
