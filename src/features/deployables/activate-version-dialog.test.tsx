import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { Person } from '#contract/people.ts';
import { formField, instanceForm, prismaticSession } from '#src/testing/deployable-fixtures.ts';
import { type Answer, answerJson, installFakeServer } from '#src/testing/fake-server.ts';
import { maya, operation, outcome, priya } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const template = {
  id: 'template-1',
  vendor: 'prismatic',
  title: 'Stock sync',
  description: null,
  tags: [],
  customFields: [],
  authSlotTitles: [],
  configSlotTitles: [],
  newestVersion: 3,
};
const versions = [
  { versionId: 'version-3', number: 3, comment: 'Asks for a date', publishedAt: null },
  { versionId: 'version-2', number: 2, comment: null, publishedAt: null },
];
const owners = [
  { ownerId: 'owner-1', name: 'Acme', externalId: null },
  { ownerId: 'owner-2', name: 'Northwind', externalId: null },
];
const begun = operation({ vendor: 'prismatic', name: 'Stock' });

/** The dialog over the catalogue; `sent` is what activations were asked for. */
async function open(answer: () => Answer | Promise<Answer>, person: Person = maya) {
  const sent: unknown[] = [];
  installFakeServer({
    session: prismaticSession(person),
    graph: {
      Catalogue: () => ({
        catalogue: {
          nodes: [template],
          pageInfo: { endCursor: null, hasNextPage: false },
          totalCount: 1,
          outcomes: [outcome({ vendor: 'prismatic' })],
        },
      }),
    },
    rest: {
      'GET /api/versions': () => ({ versions }),
      'GET /api/version-form': () => ({ form: instanceForm({ connections: [], fields: [formField()] }) }),
      'GET /api/owners': () => ({ owners, next: null }),
      'POST /api/activations': (body) => {
        sent.push(body);
        return answer();
      },
      'GET /api/operations/operation-1': () => ({ operation: begun }),
    },
  });
  const { user } = renderApp('/catalogue');
  await user.click(await screen.findByRole('button', { name: 'Activate' }));
  const dialog = within(await screen.findByRole('dialog'));
  await dialog.findByText(/^Next, you are asked for/);
  const press = () => user.click(dialog.getByRole('button', { name: 'Activate' }));
  return { user, dialog, sent, press };
}

test('a name is needed, and another version than the newest may be chosen', async () => {
  const { user, dialog, sent, press } = await open(() => ({ operation: begun }));
  const name = dialog.getByRole('textbox', { name: 'Name of the instance' });
  await user.clear(name);
  await press();
  expect(name.getAttribute('aria-invalid')).toBe('true');
  expect(sent).toEqual([]);
  await user.type(name, 'Stock');
  const version = dialog.getByRole('combobox', { name: /Version/ });
  expect(within(version).getAllByRole('option')).toHaveLength(2);
  await user.selectOptions(version, 'version-2');
  await dialog.findByText(/^Next, you are asked for/);
  await press();
  await waitFor(() =>
    expect(sent).toMatchObject([{ name: 'Stock', versionId: 'version-2', templateId: 'template-1' }]),
  );
});

test('pressed twice it begins one activation', async () => {
  let answer: (answered: Answer) => void = () => {};
  const { user, dialog, sent } = await open(() => new Promise((resolve) => (answer = resolve)));
  await user.dblClick(dialog.getByRole('button', { name: 'Activate' }));
  await waitFor(() => expect(sent).toHaveLength(1));
  answer({ operation: begun });
  expect(await screen.findByText('You can close this; it goes on by itself.')).toBeDefined();
  expect(sent).toHaveLength(1);
});

test('a name that is refused is told beside it, the rest on top, and what was typed stays', async () => {
  const refusals = [
    { about: 'name', messages: ['Another instance has this name.'] },
    { about: 'whole', messages: ['No more than ten are allowed.'] },
  ];
  const problem = { code: 'refused', changed: 'nothing', requestId: '12345678-9', vendor: 'prismatic', refusals };
  const { user, dialog, press } = await open(() => answerJson({ problem }, 409));
  const name = dialog.getByRole<HTMLInputElement>('textbox', { name: 'Name of the instance' });
  await user.clear(name);
  await user.type(name, 'Taken');
  await press();
  expect((await dialog.findByText('No more than ten are allowed.')).tagName).toBe('Q');
  expect(dialog.getByText('Another instance has this name.')).toBeDefined();
  expect(name.getAttribute('aria-invalid')).toBe('true');
  expect(name.value).toBe('Taken');
});

test('an administrator names the customer, and is offered only who has what was typed in the name', async () => {
  const { user, dialog, sent, press } = await open(() => ({ operation: begun }), priya);
  await press();
  expect(await dialog.findByText('Choose a customer.')).toBeDefined();
  expect(sent).toEqual([]);
  // The server has not answered yet, and what it said before has another customer first.
  await user.type(dialog.getByRole('combobox', { name: 'Customer' }), 'north');
  expect((await screen.findAllByRole('option', { name: /Acme|Northwind/ })).map((one) => one.textContent)).toEqual([
    'Northwind',
  ]);
  await user.keyboard('{Enter}');
  await press();
  await waitFor(() => expect(sent).toMatchObject([{ ownerId: 'owner-2' }]));
});
