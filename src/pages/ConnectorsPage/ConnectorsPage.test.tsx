import { act, screen, waitFor, within } from '@testing-library/react';
import { beforeEach, describe, expect, test, vi } from 'vitest';
import type { Person } from '#contract/people.ts';
import type { Connector } from '#src/features/connectors/connector-queries.ts';
import {
  connector,
  connectorInstance,
  connectorInstanceDetail,
  connectorList,
  connectorOutcome,
} from '#src/testing/connector-fixtures.ts';
import { jonas, listPage, maya, operationSummary, priya, sessionOf, trayCapabilities } from '#src/testing/fixtures.ts';
import { answerJson, graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const sweden = connectorInstance(
  { name: 'Shop Sweden', useCount: 3 },
  { rateLimitAmount: 1_240, poolName: 'Nordic shops' },
);
const norway = connectorInstance({ name: 'Shop Norway' }, { rateLimitUnit: 'day', lastCheckedAt: null });
const shopkit = connector({ id: '12', name: 'Shopkit', newerVersion: '4.1', instances: [sweden, norway] });
const ledgerly = connector({ id: '13', name: 'Ledgerly', category: null, version: null });

function show(
  answer: () => Answer | Promise<Answer>,
  { person = maya, graph = {}, rest = {}, path = '/connectors' }: Options = {},
) {
  const server = installFakeServer({ session: sessionOf(person), graph: { Connectors: answer, ...graph }, rest });
  return { ...server, ...renderApp(path) };
}

interface Options {
  person?: Person;
  graph?: Record<string, (variables: Record<string, unknown>) => Answer | Promise<Answer>>;
  rest?: Record<string, (body: unknown) => Answer>;
  path?: string;
}

// The imitated browser's observer never tells anything; without one all is drawn at once.
beforeEach(() => vi.stubGlobal('IntersectionObserver', undefined));

const full = () => connectorList([shopkit, ledgerly]);
const sectionOf = async (name: string) => within(await screen.findByRole('region', { name }));
const rowOf = (name: string) => screen.findByRole('row', { name: new RegExp(name) });

describe('the states of the page', () => {
  test('loading: claims no number', async () => {
    show(silence);
    expect(await screen.findByRole('heading', { level: 1, name: 'Connectors' })).toBeDefined();
    expect(screen.getByText('Reading…')).toBeDefined();
    expect(screen.queryByText(/instances?$/)).toBeNull();
  });

  test('full: each connector with what it is and its instances, in words', async () => {
    show(full);
    const shops = await sectionOf('Shopkit');
    expect(shops.getByText('eCommerce · version 4.0 · 2 instances')).toBeDefined();
    expect(shops.getByText('Update available: version 4.1')).toBeDefined();
    expect(screen.getByText('2 instances', { exact: true })).toBeDefined();

    const first = within(await rowOf('Shop Sweden'));
    expect(first.getByRole('link', { name: 'Shop Sweden' }).getAttribute('href')).toBe(
      `/connectors/instances/${sweden.row.id}`,
    );
    expect(first.getByText('Used by 3 process flows')).toBeDefined();
    expect(first.getByText(/^Credentials checked/)).toBeDefined();
    expect(first.getByText('1,240 per minute')).toBeDefined();
    expect(first.getByText('Pool: Nordic shops')).toBeDefined();
    const second = within(await rowOf('Shop Norway'));
    expect(second.getByText('Not in use')).toBeDefined();
    expect(second.getByText('Credentials never checked')).toBeDefined();
    expect(second.getByText('240 per day')).toBeDefined();

    const ledger = await sectionOf('Ledgerly');
    expect(ledger.getByText('0 instances')).toBeDefined();
    expect(ledger.getByText(/^No instances yet/)).toBeDefined();
    expect(ledger.getByRole('button', { name: 'Add instance' })).toBeDefined();
    expect(ledger.queryByRole('button', { name: 'Update' })).toBeNull();
  });

  test('empty: leads to the marketplace', async () => {
    show(() => connectorList([], { outcome: connectorOutcome({ state: 'empty' }) }));
    expect(await screen.findByRole('heading', { name: 'No connectors yet' })).toBeDefined();
    for (const link of screen.getAllByRole('link', { name: 'Open the marketplace' })) {
      expect(link.getAttribute('href')).toBe('/connectors/marketplace');
    }
  });

  test('failed: keeps the rows of the index and claims nothing that only the vendor knows', async () => {
    const failed = connectorOutcome({ state: 'failed', code: 'vendor_unavailable' });
    const unknown = connectorInstance({ name: 'Kept' }, { lastCheckedAt: null, rateLimitAmount: null });
    show(() => connectorList([connector({ version: null, instances: [unknown] })], { outcome: failed }));
    expect(await screen.findByText(/^Patchworks does not answer\./, {})).toBeDefined();
    const row = within(await rowOf('Kept'));
    expect(row.getByText('Not in use')).toBeDefined();
    expect(row.queryByText(/never checked/)).toBeNull();
    expect(row.queryByText(/per minute/)).toBeNull();
  });

  test('failed with nothing read before: claims nothing', async () => {
    show(() => connectorList([], { outcome: connectorOutcome({ state: 'failed', code: 'vendor_garbled' }) }));
    expect(await screen.findByText(/cannot be read/, {})).toBeDefined();
    expect(screen.queryByText('No connectors yet')).toBeNull();
  });

  test('failed on our side: says what and offers to try again', async () => {
    show(() => graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' }));
    expect(await screen.findByText('Request abcdefgh', {})).toBeDefined();
    expect(screen.getByRole('button', { name: 'Try again' })).toBeDefined();
  });

  test('not connected: says so, and claims neither a number nor that there is nothing', async () => {
    show(() => connectorList([], { outcome: connectorOutcome({ state: 'not_connected' }) }));
    expect(await screen.findByText(/is not connected to Patchworks/, {})).toBeDefined();
    expect(screen.queryByText(/instances?$/)).toBeNull();
    expect(screen.queryByText('No connectors yet')).toBeNull();
  });

  test('admins are led to everybody’s instances', async () => {
    show(full, { person: priya, graph: { InstanceList: () => listPage([]) } });
    await waitFor(() => expect(location.pathname + location.search).toBe('/admin/instances?vendor=patchworks'));
  });

  test('where no vendor with connectors is set up there is no such page, nor a way to it', async () => {
    installFakeServer({
      session: { ...sessionOf(maya), vendors: [{ vendor: 'tray', capabilities: trayCapabilities }] },
      graph: {},
    });
    renderApp('/connectors');
    expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeDefined();
    expect(screen.queryByRole('link', { name: 'Connectors' })).toBeNull();
  });
});

describe('the search', () => {
  test('is in the address, and leaves what matches', async () => {
    const { user } = show(full, { path: '/connectors?q=norway' });
    expect(await rowOf('Shop Norway')).toBeDefined();
    expect(screen.getByText('1 instance', { exact: true })).toBeDefined();
    // The connector goes on telling how many it has.
    expect((await sectionOf('Shopkit')).getByText(/2 instances$/)).toBeDefined();
    expect(screen.queryByRole('region', { name: 'Ledgerly' })).toBeNull();

    await user.clear(screen.getByRole('searchbox'));
    await user.type(screen.getByRole('searchbox'), 'nothing like it');
    expect(await screen.findByText('No instances match')).toBeDefined();
    await waitFor(() => expect(location.search).toBe('?q=nothing+like+it'));
    const [clear] = screen.getAllByRole('button', { name: 'Clear the search' });
    if (clear) await user.click(clear);
    expect(await rowOf('Shop Sweden')).toBeDefined();
  });
});

describe('what can be done', () => {
  test('adding begins a draft and leads to the wizard’s first page', async () => {
    const bodies: unknown[] = [];
    const { user } = show(full, {
      rest: {
        'POST /api/connector-drafts': (body) => {
          bodies.push(body);
          return answerJson({ draft: { id: 'd-1' }, form: {} }, 201);
        },
        'GET /api/connector-drafts/d-1': () => answerJson({ problem: { code: 'not_found' } }, 404),
      },
    });
    await user.click((await sectionOf('Ledgerly')).getByRole('button', { name: 'Add instance' }));
    await waitFor(() => expect(location.pathname + location.search).toBe('/connectors/add/d-1?step=name'));
    expect(bodies).toEqual([{ connectorId: '13' }]);
  });

  test('a draft that is refused says why, where it was asked for', async () => {
    const problem = { code: 'vendor_unavailable', changed: 'nothing', requestId: 'abcdefgh-1', vendor: 'patchworks' };
    const { user } = show(full, { rest: { 'POST /api/connector-drafts': () => answerJson({ problem }, 503) } });
    const ledger = await sectionOf('Ledgerly');
    await user.click(ledger.getByRole('button', { name: 'Add instance' }));
    expect((await ledger.findByRole('alert')).textContent).toMatch(
      /^Patchworks does not answer\. Nothing was changed\./,
    );
    expect(location.pathname).toBe('/connectors');
  });

  test('an update says what it reaches before it is made', async () => {
    const { user, requests } = show(full, {
      graph: { UpdateConnector: () => ({ updateConnector: { connector: { id: '12', version: '4.1' } } }) },
    });
    await user.click((await sectionOf('Shopkit')).getByRole('button', { name: 'Update' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Update Shopkit?' }));
    expect(dialog.getByText('From version 4.0 to version 4.1.')).toBeDefined();
    expect(dialog.getByText(/^It reaches all its 2 instances/)).toBeDefined();
    expect(requests.some(({ operation }) => operation === 'UpdateConnector')).toBe(false);
    await user.click(dialog.getByRole('button', { name: 'Update' }));
    expect(await screen.findByText('Shopkit is on version 4.1')).toBeDefined();
    expect(requests).toContainEqual({ operation: 'UpdateConnector', variables: { input: { id: '12' } } });
  });

  test('a connector with instances cannot be removed, and says why', async () => {
    const { user } = show(full);
    await user.click((await sectionOf('Shopkit')).getByRole('button', { name: 'Connector settings' }));
    const remove = await screen.findByRole('menuitem', { name: /^Remove/ });
    expect(remove.getAttribute('aria-disabled')).toBe('true');
    expect(remove.textContent).toContain('It has instances');
  });

  test('an empty one is removed by the word, and a refusal stays in the dialog', async () => {
    let refuse = true;
    const { user, requests } = show(full, {
      graph: {
        RemoveConnector: () =>
          refuse
            ? graphError({ code: 'in_use', changed: 'nothing', requestId: 'r' })
            : { removeConnector: { id: '13' } },
      },
    });
    await user.click((await sectionOf('Ledgerly')).getByRole('button', { name: 'Connector settings' }));
    await user.click(await screen.findByRole('menuitem', { name: /^Remove/ }));
    const dialog = within(await screen.findByRole('dialog', {}));
    const remove = dialog.getByRole('button', { name: 'Remove' });
    await user.type(dialog.getByRole('textbox'), 'Confirm');
    expect(remove.getAttribute('aria-disabled')).toBe('true');
    await user.clear(dialog.getByRole('textbox'));
    await user.type(dialog.getByRole('textbox'), 'confirm{Enter}');
    expect(requests.some(({ operation }) => operation === 'RemoveConnector')).toBe(false);
    await user.click(remove);
    expect((await dialog.findByRole('alert')).textContent).toContain('is used by process flows');
    refuse = false;
    await user.click(remove);
    expect(await screen.findByText('Ledgerly was removed')).toBeDefined();
    expect(requests).toContainEqual({
      operation: 'RemoveConnector',
      variables: { input: { id: '13', confirmation: 'confirm' } },
    });
  });

  test('who may look only can start nothing', async () => {
    const { user } = show(full, { person: jonas });
    const shops = await sectionOf('Shopkit');
    for (const name of ['Update', 'Add instance']) {
      expect(shops.getByRole('button', { name }).getAttribute('aria-disabled')).toBe('true');
    }
    expect(
      within(await rowOf('Shop Sweden'))
        .getByRole('button', { name: 'Edit' })
        .getAttribute('aria-disabled'),
    ).toBe('true');
    await user.click((await sectionOf('Ledgerly')).getByRole('button', { name: 'Connector settings' }));
    const remove = await screen.findByRole('menuitem', { name: /^Remove/ });
    expect(remove.getAttribute('aria-disabled')).toBe('true');
  });

  test('an instance’s menu holds only what its vendor has', async () => {
    const { user } = show(full);
    await user.click(within(await rowOf('Shop Sweden')).getByRole('button', { name: 'More actions' }));
    await screen.findByRole('menuitem', { name: 'Open' });
    expect(screen.getAllByRole('menuitem').map(({ textContent }) => textContent)).toEqual([
      'Open',
      'Rename',
      'Copy id',
      'Copy id at Patchworks',
      'Remove…',
    ]);
  });

  test('a change that failed stands below the row that it was to change', async () => {
    const failed = operationSummary({ kind: 'rename', state: 'failed', problemCode: 'vendor_unavailable' });
    const broken = connectorInstance({ name: 'Broken', operation: failed });
    show(() => connectorList([connector({ instances: [broken] })]));
    expect(await within(await rowOf('Broken')).findByText(/^Rename failed: Patchworks does not answer/)).toBeDefined();
  });
});

test('from an instance one comes back to what was searched, also by way of its other form', async () => {
  const detail = connectorInstanceDetail();
  const page = { kind: 'PatchworksInstance', __typename: 'PatchworksInstance', id: sweden.row.id, row: sweden.row };
  const { user } = show(full, {
    path: '/connectors?q=sweden',
    graph: { ConnectorInstance: () => ({ instance: { ...page, timeline: [], detail, problemCode: null } }) },
  });
  await user.click(within(await rowOf('Shop Sweden')).getByRole('link', { name: 'Shop Sweden' }));
  await user.click(await screen.findByRole('tab', { name: 'Authentication' }));
  const back = screen.getByRole('link', { name: 'Back to the list' });
  expect(back.getAttribute('href')).toBe('/connectors?q=sweden');
});

/** A browser's observer, of which the test tells what it sees. */
function observeByHand() {
  const observed: { element: Element; tell: (isNear: boolean) => void }[] = [];
  vi.stubGlobal(
    'IntersectionObserver',
    class {
      readonly #callback: (entries: object[]) => void;
      constructor(callback: (entries: object[]) => void) {
        this.#callback = callback;
      }
      observe(element: Element) {
        observed.push({
          element,
          tell: (isIntersecting) => this.#callback([{ isIntersecting, boundingClientRect: { height: 97 } }]),
        });
      }
      disconnect() {}
    },
  );
  return observed;
}

test('of very many instances of one connector those are drawn that are near, and their number is told', async () => {
  const many: Connector = connector({
    instances: Array.from({ length: 50 }, (_, index) => connectorInstance({ name: `Shop ${index}` })),
  });
  const observed = observeByHand();
  const { container } = show(() => connectorList([many]));
  // The imitated browser takes seconds to find so many by their role.
  const drawn = () => [...container.querySelectorAll('[data-id]')].map((row) => row.getAttribute('aria-rowindex'));
  await waitFor(() => expect(observed).toHaveLength(1));
  act(() => observed[0]?.tell(true));
  expect(container.querySelector('[role="table"]')?.getAttribute('aria-rowcount')).toBe('51');
  expect(observed.slice(1).map(({ element }) => element.getAttribute('style'))).toEqual([
    'height: 2020px;',
    'height: 2020px;',
    'height: 1010px;',
  ]);
  expect(drawn()).toEqual([]);
  act(() => observed[2]?.tell(true));
  expect(drawn()).toEqual(Array.from({ length: 20 }, (_, index) => String(22 + index)));
  act(() => observed[2]?.tell(false));
  expect(drawn()).toEqual([]);
});

test('what is far from the window is not drawn before it comes near, and its place is kept', async () => {
  const observed = observeByHand();
  show(full);
  await sectionOf('Shopkit');
  await waitFor(() => expect(observed).toHaveLength(1));
  act(() => observed[0]?.tell(false));
  expect(screen.queryByRole('row')).toBeNull();
  expect(observed[0]?.element.getAttribute('style')).toBe('height: 202px;');
  act(() => observed[0]?.tell(true));
  expect(await rowOf('Shop Sweden')).toBeDefined();

  // What has the focus stays; anything else goes, and leaves a place of its height.
  const link = screen.getByRole('link', { name: 'Shop Sweden' });
  act(() => link.focus());
  act(() => observed.at(-1)?.tell(false));
  expect(screen.getByRole('link', { name: 'Shop Sweden' })).toBe(link);
  act(() => link.blur());
  act(() => observed.at(-1)?.tell(false));
  expect(screen.queryByRole('link', { name: 'Shop Sweden' })).toBeNull();
  expect(observed.at(-1)?.element.getAttribute('style')).toBe('height: 97px;');
});
