import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
// Loaded with their first showing; here before, so that no test waits for them.
import '#src/features/accounts/EnterLinkDialog.tsx';
import '#src/features/accounts/RemoveLinkDialog.tsx';
import '#src/features/accounts/ViewAsDialog.tsx';
import '#src/features/session/ViewedBanner.tsx';
import './AccountPage.tsx';
import './EndSessionsDialog.tsx';
import type { Person } from '#contract/people.ts';
import { accountDetail, accountLink, northwind } from '#src/testing/account-fixtures.ts';
import { answerJson, graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { listPage, maya, priya, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';

type Rest = Record<string, (body: unknown) => Answer | Promise<Answer>>;

function show(
  answer: () => Answer | Promise<Answer>,
  { person = priya, rest = {} }: { person?: Person; rest?: Rest } = {},
) {
  const server = installFakeServer({
    session: sessionOf(person),
    graph: { Account: answer, Instances: () => listPage([]) },
    rest,
  });
  return { ...server, ...renderApp(`/admin/accounts/${northwind.id}`) };
}

const refused = (fields: Record<string, string>, rest: object = {}) =>
  answerJson({ problem: { code: 'bad_input', changed: 'nothing', requestId: 'r', fields, ...rest } }, 400);

const panel = async (name: string) => within(await screen.findByRole('region', { name }));
const link = (path = '') => `/api/accounts/${northwind.id}/links/patchworks${path}`;

describe('the states of the page', () => {
  test('loading', async () => {
    show(silence);
    expect(await screen.findByRole('heading', { level: 1, name: 'Account' })).toBeDefined();
  });

  test('empty: nobody, nothing, no link', async () => {
    show(() => accountDetail({ links: [accountLink({ vendorAccountId: null, hasCredential: false })] }));
    expect(await screen.findByText('Nobody signs in for this account.')).toBeDefined();
    expect(screen.getByText('It has no instances.')).toBeDefined();
    expect(screen.getByText('Not linked')).toBeDefined();
    expect(screen.getByText('Nobody has done anything here yet.')).toBeDefined();
  });

  test('not there', async () => {
    show(() => ({ account: null }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeDefined();
  });

  test('an administrator who may look only is told so by each button that changes something', async () => {
    show(() => accountDetail(), { person: { ...priya, viewOnly: true } });
    const names = [/^Check/, /^Change/, /^Remove/, 'End sessions'];
    for (const name of names) {
      // oxlint-disable-next-line no-await-in-loop -- the first is there when the page is
      const [button] = await screen.findAllByRole('button', { name });
      expect(button?.getAttribute('aria-disabled')).toBe('true');
    }
    expect(screen.getAllByText('You may look only').length).toBeGreaterThanOrEqual(names.length);
  });

  test('refused: nothing is asked of the server for who is no admin', async () => {
    const { requests } = show(() => accountDetail(), { person: maya });
    expect(await screen.findByRole('heading', { level: 1, name: 'For administrators' })).toBeDefined();
    expect(requests).toEqual([]);
  });

  test('failed: says so and can be asked for again', async () => {
    let fails = true;
    const { user } = show(() =>
      fails ? graphError({ code: 'internal', changed: 'nothing', requestId: 'r' }) : accountDetail(),
    );
    expect(await screen.findByText(/Something failed on our side/)).toBeDefined();
    fails = false;
    await user.click(screen.getByRole('button', { name: 'Try again' }));
    expect(await screen.findByRole('heading', { level: 1, name: 'Northwind' })).toBeDefined();
  });

  test('full: instances by health lead to them, activity is in words', async () => {
    show(() =>
      accountDetail({
        instances: [{ vendor: 'tray', count: 3, healths: [{ health: 'failed', count: 3 }] }],
        activity: [
          {
            id: '1',
            at: '2026-01-02T03:04:05.000Z',
            action: 'instance.rename',
            outcome: 'refused',
            personName: 'Jonas Weber',
            problemCode: 'view_only',
            detail: null,
          },
        ],
      }),
    );
    const instances = await panel('Instances');
    expect(instances.getByRole('link', { name: '3 Failed' }).getAttribute('href')).toBe(
      `/admin/instances?account=${northwind.id}&vendor=tray&health=failed`,
    );
    expect((await panel('Activity')).getByText(/^Renamed: refused/)).toBeDefined();
    // Of somebody else: “You may look only” would be said of who reads it.
    expect((await panel('Activity')).getByText('They may look only.')).toBeDefined();
  });
});

describe('sessions', () => {
  const people = [
    { id: 'p-maya', name: 'Maya Lindqvist', viewOnly: false, sessionCount: 2, lastSeenAt: new Date().toISOString() },
    { id: 'p-jonas', name: 'Jonas Weber', viewOnly: true, sessionCount: 0, lastSeenAt: null },
  ];
  const after = people.map((person) => ({ ...person, sessionCount: 0, lastSeenAt: null }));

  test.each([
    ['of one person', 'End sessions of Maya Lindqvist', 'Maya Lindqvist', 'DELETE /api/people/p-maya/sessions'],
    ['of everybody', 'End sessions', 'Northwind', `DELETE /api/accounts/${northwind.id}/sessions`],
  ])('%s are ended after asking once', async (_whose, button, name, route) => {
    let isEnded = false;
    const rest: Rest = {
      [route]: () => {
        isEnded = true;
        return { ended: 2 };
      },
    };
    const { user } = show(() => accountDetail({ people: isEnded ? after : people }), { rest });
    const list = await panel('People');
    expect(list.getByText('2 sessions')).toBeDefined();
    expect(list.getByRole('button', { name: /End sessions of Jonas/ }).getAttribute('aria-disabled')).toBe('true');
    await user.click(screen.getByRole('button', { name: button }));
    const dialog = within(await screen.findByRole('dialog', { name: `End all sessions of ${name}?` }));
    expect(isEnded).toBe(false);
    await user.click(dialog.getByRole('button', { name: 'End sessions' }));
    await waitFor(() => expect(list.getAllByText('0 sessions')).toHaveLength(2));
  });
});

describe('entering a link', () => {
  async function open(rest: Rest) {
    const bed = show(() => accountDetail(), { rest });
    await bed.user.click((await panel('Vendor links')).getByRole('button', { name: 'Change at Patchworks' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Who is Northwind at Patchworks?' }));
    return { ...bed, dialog };
  }

  test('a key that is not taken is said beside its field, with the vendor’s words, and stays typed', async () => {
    const { user, dialog } = await open({
      [`PUT ${link()}`]: () => refused({ credential: 'not_taken' }, { vendorMessage: 'Unauthenticated.' }),
    });
    await user.click(dialog.getByRole('button', { name: 'Replace Patchworks API key' }));
    await user.type(dialog.getByLabelText('Patchworks API key'), 'wrong');
    await user.click(dialog.getByRole('button', { name: 'Check and save' }));
    expect((await dialog.findByRole('alert')).textContent).toBe('Patchworks does not take it. Nothing was saved.');
    expect(dialog.getByText('Unauthenticated.')).toBeDefined();
    expect(dialog.getByLabelText<HTMLInputElement>('Patchworks API key').value).toBe('wrong');
  });

  test('the key that is kept is never sent, and never shown', async () => {
    const bodies: unknown[] = [];
    const { user, dialog } = await open({
      [`PUT ${link()}`]: (body) => {
        bodies.push(body);
        return { vendorAccountId: 'northwind' };
      },
    });
    expect(dialog.getByText('Stored')).toBeDefined();
    await user.click(dialog.getByRole('button', { name: 'Check and save' }));
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
    expect(bodies).toEqual([{}]);
  });

  test('a vendor that does not answer is named, and that nothing was changed', async () => {
    const { user, dialog } = await open({
      [`PUT ${link()}`]: () =>
        answerJson({ problem: { code: 'vendor_unavailable', changed: 'nothing', requestId: 'r' } }, 503),
    });
    await user.click(dialog.getByRole('button', { name: 'Check and save' }));
    expect((await dialog.findByRole('alert')).textContent).toMatch(/^Patchworks does not answer.*Nothing was changed/);
  });
});

test('checking again shows what the vendor says', async () => {
  let problemCode: string | null = null;
  const rest: Rest = {
    [`POST ${link('/check')}`]: () => {
      problemCode = 'vendor_unauthorized';
      return { problemCode };
    },
  };
  const { user } = show(() => accountDetail({ links: [accountLink({ problemCode })] }), { rest });
  await user.click((await panel('Vendor links')).getByRole('button', { name: 'Check again at Patchworks' }));
  expect(await screen.findByText('Patchworks does not take the credential')).toBeDefined();
});

test.each([
  ['not_connected', null, /does not tell who it is: enter the link/],
  ['failed', 'vendor_unavailable', /Patchworks does not answer\./],
] as const)('an owner that is looked for and not found: %s', async (state, problemCode, words) => {
  const rest = { [`POST ${link()}`]: () => ({ link: { vendor: 'patchworks', state, problemCode } }) };
  const unlinked = accountLink({ vendorAccountId: null, hasCredential: false, canBeFound: true });
  const { user } = show(() => accountDetail({ links: [unlinked] }), { rest });
  await user.click((await panel('Vendor links')).getByRole('button', { name: 'Find or make at Patchworks' }));
  expect(await screen.findByText(words)).toBeDefined();
  expect(screen.queryAllByText(/enter the link/)).toHaveLength(state === 'failed' ? 0 : 1);
});

test('removing a link says first what becomes of its instances', async () => {
  let isRemoved = false;
  const rest: Rest = {
    [`DELETE ${link()}`]: () => {
      isRemoved = true;
      return { instances: 2 };
    },
  };
  const removed = accountLink({ vendorAccountId: null, hasCredential: false, removedAt: new Date().toISOString() });
  const instances = [{ vendor: 'patchworks' as const, count: 2, healths: [] }];
  const { user } = show(() => accountDetail(isRemoved ? { links: [removed] } : { instances }), { rest });
  await user.click((await panel('Vendor links')).getByRole('button', { name: 'Remove link at Patchworks' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Remove the link of Northwind to Patchworks?' }));
  expect(dialog.getByText(/^2 instances leave its list\. The credential that is kept is forgotten/)).toBeDefined();
  await user.click(dialog.getByRole('button', { name: 'Remove link' }));
  expect(await screen.findByText(/^Removed by an administrator/)).toBeDefined();
});

test('looking as the account: the session is another one, with a banner and the way back', async () => {
  const viewedBy = { id: priya.id, name: priya.name, until: new Date(Date.now() + 3_600_000).toISOString() };
  const viewing: Person = { ...priya, role: 'user', viewOnly: true, account: northwind, viewedBy };
  let person: Person = priya;
  const bodies: unknown[] = [];
  const rest: Rest = {
    'GET /api/session': () => ({ person }),
    'POST /api/session/view-as': (body) => {
      bodies.push(body);
      person = viewing;
      return { person };
    },
    'DELETE /api/session/view-as': () => {
      person = priya;
      return { person };
    },
  };
  const { user } = show(() => accountDetail(), { rest });
  await user.click(await screen.findByRole('button', { name: 'View as' }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Look as Northwind?' }));
  await user.type(dialog.getByRole('textbox'), 'Asked for help');
  await user.click(dialog.getByRole('button', { name: 'View as' }));
  expect(await screen.findByText('You look as Northwind. Nothing can be changed.')).toBeDefined();
  expect(bodies).toEqual([{ accountId: northwind.id, reason: 'Asked for help' }]);
  expect(location.pathname).toBe('/instances');
  expect(screen.queryByRole('link', { name: 'Accounts' })).toBeNull();
  await user.click(screen.getByRole('button', { name: 'Stop looking' }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Northwind' })).toBeDefined();
  expect(screen.queryByText(/^You look as/)).toBeNull();
});
