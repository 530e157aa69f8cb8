import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import { refresh } from '#src/api/refresh.ts';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { instanceRow, jonas, maya, operationSummary, sessionOf, trayDetail } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import type { TrayDetail } from './instance-detail-query.ts';

type Slots = TrayDetail['configSlots'];

const slots: Slots = [
  { externalId: 'channel', title: 'Channel', value: '"#orders"', defaultValue: null },
  { externalId: 'owner', title: 'Owner', value: 'maya@northwind.example', defaultValue: null },
  { externalId: 'limit', title: 'Limit', value: '12345678901234567890', defaultValue: '50' },
  { externalId: 'loud', title: 'Loud', value: 'true', defaultValue: null },
  { externalId: 'map', title: 'Map', value: '{"a":12345678901234567890}', defaultValue: null },
  { externalId: 'hour', title: 'Hour', value: null, defaultValue: '8' },
  { externalId: 'old', title: null, value: '"left over"', defaultValue: null },
];
const row = instanceRow({ name: 'Orders' });
const succeeded = { updateInstanceValues: { operation: { id: 'o-1', state: 'succeeded' } } };

function show({
  save = () => succeeded,
  person = maya,
}: { save?: () => Answer | Promise<Answer>; person?: Person } = {}) {
  const held = { slots, row, detail: true };
  const server = installFakeServer({
    session: sessionOf(person),
    graph: {
      InstanceDetail: () => ({
        instance: {
          __typename: 'TrayInstance',
          id: row.id,
          row: held.row,
          timeline: [],
          detail: held.detail ? trayDetail({ configSlots: held.slots }) : null,
          problemCode: held.detail ? null : 'vendor_unavailable',
        },
      }),
      UpdateInstanceValues: save,
    },
  });
  const page = renderApp(`/instances/${row.id}`);
  const sent = () => server.requests.filter(({ operation }) => operation === 'UpdateInstanceValues');
  return { ...page, held, sent };
}

const panel = async () => within(await screen.findByRole('region', { name: 'Settings' }));

async function edit(options: Parameters<typeof show>[0] = {}) {
  const shown = show(options);
  await shown.user.click((await panel()).getByRole('button', { name: 'Change Settings' }));
  await screen.findByRole('textbox', { name: 'Channel' });
  return { ...shown, fields: await panel() };
}

/** The vendor holds these values from now on, and the page hears of it. */
function holdNow(held: { slots: Slots }, values: Record<string, string | null>): void {
  held.slots = slots.map((slot) =>
    slot.externalId in values ? { ...slot, value: values[slot.externalId] ?? null } : slot,
  );
  refresh('instance', row.id);
}

test('shows every setting as what it is, and an outdated one as no field', async () => {
  const { fields } = await edit();
  const textOf = (name: string) => fields.getByRole('textbox', { name }).getAttribute('value');
  expect(textOf('Channel')).toBe('#orders');
  expect(textOf('Owner')).toBe('maya@northwind.example');
  expect(textOf('Limit')).toBe('12345678901234567890');
  expect(fields.getByRole('textbox', { name: 'Limit' }).getAttribute('inputmode')).toBe('decimal');
  expect(fields.getByRole('radio', { name: 'Yes' })).toHaveProperty('checked', true);
  expect(fields.getByRole('textbox', { name: 'Map' })).toHaveProperty('value', '{"a":12345678901234567890}');
  expect(fields.getByText('The default holds: 8')).toBeDefined();
  expect(fields.queryByRole('textbox', { name: 'old' })).toBeNull();
  expect(fields.getByText('left over')).toBeDefined();
  expect(fields.getByText('outdated')).toBeDefined();
});

test('saves what was edited and nothing else, each in the form in which it was read', async () => {
  const { user, fields, sent, held } = await edit();
  const replace = async (name: string, text: string) => {
    await user.clear(fields.getByRole('textbox', { name }));
    await user.click(fields.getByRole('textbox', { name }));
    await user.paste(text);
  };
  await replace('Channel', 'say "hi"');
  await replace('Owner', '{"like":"JSON"}');
  await replace('Limit', '98765432109876543210');
  await user.click(fields.getByRole('radio', { name: 'No' }));
  await user.click(fields.getByRole('button', { name: 'Format Map' }));
  await user.click(fields.getByRole('button', { name: 'Save settings' }));
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]?.variables['input']).toEqual({
    id: row.id,
    configValues: [
      { externalId: 'channel', value: '"say \\"hi\\""', previous: '"#orders"' },
      { externalId: 'owner', value: '{"like":"JSON"}', previous: 'maya@northwind.example' },
      { externalId: 'limit', value: '98765432109876543210', previous: '12345678901234567890' },
      { externalId: 'loud', value: 'false', previous: 'true' },
      { externalId: 'map', value: '{\n  "a": 12345678901234567890\n}', previous: '{"a":12345678901234567890}' },
    ],
  });
  holdNow(held, { channel: '"say \\"hi\\""' });
  expect(await (await panel()).findByText('say "hi"')).toBeDefined();
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Change Settings'));
});

test('nothing edited: nothing is sent', async () => {
  const { user, fields, sent } = await edit();
  await user.click(fields.getByRole('button', { name: 'Save settings' }));
  expect((await panel()).getByRole('button', { name: 'Change Settings' })).toBeDefined();
  expect(sent()).toEqual([]);
});

test('what cannot be is refused beside its field, and stays', async () => {
  const { user, fields, sent } = await edit();
  await user.type(fields.getByRole('textbox', { name: 'Limit' }), 'x');
  await user.click(fields.getByRole('textbox', { name: 'Map' }));
  await user.paste(' ]');
  await user.tab();
  // Nobody is held back in a field that they leave.
  expect(document.activeElement).not.toBe(fields.getByRole('textbox', { name: 'Map' }));
  expect(await fields.findByText(/JSON no more from line 1, column 28, where “]” stands/)).toBeDefined();
  await user.click(fields.getByRole('button', { name: 'Save settings' }));
  expect(await fields.findByText('Enter a number, such as 12 or 12.5.')).toBeDefined();
  expect(document.activeElement).toBe(fields.getByRole('textbox', { name: 'Limit' }));
  expect(fields.getByRole('textbox', { name: 'Limit' }).getAttribute('value')).toBe('12345678901234567890x');
  expect(sent()).toEqual([]);
});

test('the default is written out, and the field says so', async () => {
  const { user, fields, sent } = await edit();
  expect(fields.getByText(/Default: 50\. A setting cannot be emptied again/)).toBeDefined();
  await user.click(fields.getByRole('button', { name: 'Use the default Limit' }));
  await user.click(fields.getByRole('button', { name: 'Save settings' }));
  await waitFor(() => expect(sent()).toHaveLength(1));
  expect(sent()[0]?.variables['input']).toMatchObject({ configValues: [{ externalId: 'limit', value: '50' }] });
});

test('a conflict shows both values, and one is chosen', async () => {
  const conflict = { code: 'conflict', changed: 'nothing', requestId: 'r', fields: { channel: 'changed_meanwhile' } };
  const { user, fields, sent, held } = await edit({ save: () => graphError(conflict) });
  await user.type(fields.getByRole('textbox', { name: 'Channel' }), ' mine');
  await user.type(fields.getByRole('textbox', { name: 'Owner' }), ' mine');
  await user.click(fields.getByRole('button', { name: 'Save settings' }));
  expect(await fields.findByText('Somebody else has changed this in the meantime.')).toBeDefined();
  holdNow(held, { channel: '"theirs"', owner: 'theirs too' });
  await user.click(await fields.findByRole('button', { name: 'Keep mine Channel' }));
  expect(fields.getByText('theirs too')).toBeDefined();
  await user.click(fields.getByRole('button', { name: 'Take theirs Owner' }));
  expect(fields.getByRole('textbox', { name: 'Owner' }).getAttribute('value')).toBe('theirs too');
  await user.click(fields.getByRole('button', { name: 'Save settings' }));
  await waitFor(() => expect(sent()).toHaveLength(2));
  expect(sent()[1]?.variables['input']).toMatchObject({
    configValues: [{ externalId: 'channel', value: '"#orders mine"', previous: '"theirs"' }],
  });
});

test('what nobody edited here follows the vendor', async () => {
  const { user, fields, held } = await edit();
  await user.type(fields.getByRole('textbox', { name: 'Channel' }), '!');
  holdNow(held, { owner: 'tomas@northwind.example' });
  await waitFor(() =>
    expect(fields.getByRole('textbox', { name: 'Owner' }).getAttribute('value')).toBe('tomas@northwind.example'),
  );
  expect(fields.getByRole('textbox', { name: 'Channel' }).getAttribute('value')).toBe('#orders!');
});

test('a vendor that fails keeps what was entered, also while it does not show the instance', async () => {
  const failure = { code: 'vendor_unavailable', changed: 'nothing', requestId: 'r', vendor: 'tray' };
  const { user, fields, held } = await edit({ save: () => graphError(failure) });
  await user.type(fields.getByRole('textbox', { name: 'Channel' }), '!');
  held.detail = false;
  await user.click(fields.getByRole('button', { name: 'Save settings' }));
  expect(
    await fields.findByText(/Tray does not answer\. Nothing was changed\. What you entered is kept\./),
  ).toBeDefined();
  await screen.findByText(/Shown is what was read before/);
  expect(fields.getByRole('textbox', { name: 'Channel' }).getAttribute('value')).toBe('#orders!');
});

test('says that it saves, and goes on with work that takes longer until its end', async () => {
  const running = { updateInstanceValues: { operation: { id: 'o-1', state: 'running' } } };
  const { user, fields, held } = await edit({ save: () => running });
  await user.type(fields.getByRole('textbox', { name: 'Channel' }), '!');
  await user.click(fields.getByRole('button', { name: 'Save settings' }));
  expect(await fields.findByRole('button', { name: 'Saving…' })).toBeDefined();
  const failed = operationSummary({ id: 'o-1', kind: 'change_values', state: 'failed', problemCode: 'refused' });
  held.row = { ...row, operation: failed };
  refresh('instance', row.id);
  expect(await fields.findByText(/What you entered is kept\./)).toBeDefined();
  expect(fields.getByRole('textbox', { name: 'Channel' }).getAttribute('value')).toBe('#orders!');
});

test('while the server is asked it cannot be asked again', async () => {
  const { user, fields, sent } = await edit({ save: silence });
  await user.type(fields.getByRole('textbox', { name: 'Channel' }), '!{enter}');
  await user.click(await fields.findByRole('button', { name: 'Saving…' }));
  expect(sent()).toHaveLength(1);
});

test('who may look only sees why', async () => {
  show({ person: jonas });
  const button = (await panel()).getByRole('button', { name: 'Change Settings' });
  expect(button.getAttribute('aria-disabled')).toBe('true');
  expect((await panel()).getByText('You may look only.')).toBeDefined();
});
