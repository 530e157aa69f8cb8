import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
// Loaded with their first showing; here before, so that no test waits for them.
import '#src/features/deployments/DeployDialog.tsx';
import '#src/features/deployments/run/RunDialog.tsx';
import '#src/ui/Menu.tsx';
import './DeploymentsPage.tsx';
import type { Operation } from '#contract/operations.ts';
import type { Person } from '#contract/people.ts';
import { answerJson, graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { jonas, maya, operation, operationSummary, outcome, priya, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import { deployment, deploymentList, withInstabase } from '#src/testing/solution-fixtures.ts';

const older = deployment({ version: '1.1.0' }, { createdAt: '2026-01-01T00:00:00.000Z' });
const newer = deployment(
  { version: '1.0.1', newestJobId: 'j1', newestJobState: 'needs_person', visibility: 'pending_review' },
  { createdAt: '2026-02-01T00:00:00.000Z' },
);
const shared = deployment({
  name: 'Identity documents',
  version: '4.2.0',
  owner: 'IB_DEPLOYED',
  visibility: 'public',
  isPublic: true,
});
const full = () => deploymentList([older, shared, newer, deployment({ name: 'Odd one', visibility: 'unknown' })]);

interface Options {
  person?: Person;
  path?: string;
  rest?: Record<string, (body: unknown) => Answer | Promise<Answer>>;
}

function show(
  answer: (variables: Record<string, unknown>) => Answer | Promise<Answer>,
  { person = maya, path = '/deployments', rest = {} }: Options = {},
) {
  const session = withInstabase(sessionOf(person));
  const server = installFakeServer({ session, graph: { Deployments: answer }, rest });
  return { ...server, ...renderApp(path) };
}

const row = (name: RegExp) => screen.findByRole('row', { name });

describe('the states of the page', () => {
  test('loading: claims no number', async () => {
    show(silence);
    expect(await screen.findByText('Reading…')).toBeDefined();
    expect(screen.queryByText(/instances?$/)).toBeNull();
  });

  test('full: versions of one name together, the newest on top, and all in words', async () => {
    show(full);
    expect(await screen.findByText('4 instances')).toBeDefined();
    // How old what is shown is.
    expect(screen.getByText(/^· checked/).querySelector('time')).not.toBeNull();
    const names = (await screen.findAllByRole('row')).map(({ textContent }) => textContent);
    expect(names[1]).toMatch(/^Claims intakenorthwind · 2 versions$/);
    expect(names[2]).toContain('1.0.1');
    expect(names[3]).toContain('1.1.0');
    expect(names[4]).toContain('Identity documents');
    expect(screen.getByText('Review asked for', { selector: '[role=cell]' })).toBeDefined();
    expect(screen.getByText('Not known', { selector: '[role=cell]' })).toBeDefined();
    expect(screen.getByTitle('IB_DEPLOYED').textContent).toBe('Everybody');
    expect(screen.getByRole('link', { name: 'Needs a person' }).getAttribute('href')).toBe(
      `/deployments/${newer.row.id}/jobs/j1`,
    );
    expect(screen.getByRole('link', { name: 'Deployments' }).getAttribute('aria-current')).toBe('page');
  });

  test('empty, and failed with the rows of the index', async () => {
    show(() => deploymentList([], { outcomes: [outcome({ vendor: 'instabase', state: 'empty' })] }));
    expect(await screen.findByRole('heading', { name: 'Nothing is deployed yet' })).toBeDefined();
  });

  test('failed: keeps the rows and says who does not answer', async () => {
    const failed = outcome({ vendor: 'instabase', state: 'failed', code: 'vendor_unavailable' });
    show(() => deploymentList([older], { outcomes: [failed] }));
    expect(await screen.findByText(/^Instabase does not answer/)).toBeDefined();
    expect(await row(/1\.1\.0/)).toBeDefined();
  });

  test('failed on our side: says what and offers to try again', async () => {
    show(() => graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' }));
    expect(await screen.findByRole('button', { name: 'Try again' })).toBeDefined();
    expect(screen.queryByText('Nothing is deployed yet')).toBeNull();
  });

  test('where the vendor is not set up there is no such page', async () => {
    installFakeServer({ session: sessionOf(maya), graph: {} });
    renderApp('/deployments');
    expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeDefined();
    expect(screen.queryByRole('link', { name: 'Deployments' })).toBeNull();
  });
});

test('filters and the order are in the address and in the question', async () => {
  const { user, requests } = show(full, { path: '/deployments?state=inactive&sort=name' });
  await row(/Identity documents/);
  expect(requests.find(({ operation: name }) => name === 'Deployments')?.variables).toMatchObject({
    filter: { state: 'inactive' },
    sort: { field: 'name', direction: 'ascending' },
  });
  await user.selectOptions(screen.getByRole('combobox', { name: 'Visibility' }), 'pending_review');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Author' }), 'maya');
  await user.click(screen.getByRole('button', { name: 'Created' }));
  await waitFor(() =>
    expect(location.search).toBe('?state=inactive&sort=-created&visibility=pending_review&author=maya'),
  );
  await user.click(screen.getByRole('button', { name: 'Clear the filters' }));
  await waitFor(() => expect(location.search).toBe('?sort=-created'));
});

test('no match: offers to clear', async () => {
  show(
    ({ filter }) =>
      JSON.stringify(filter) === '{}' ? full() : deploymentList([], { totalCount: 0, unfilteredCount: 4 }),
    { path: '/deployments?q=nothing' },
  );
  expect(await screen.findByRole('heading', { name: 'No instances match' })).toBeDefined();
});

test('what is everybody’s can be run and not changed by a user', async () => {
  const { user } = show(full);
  const cells = within(await row(/Identity documents/));
  expect(cells.getByRole('button', { name: 'Run' }).getAttribute('aria-disabled')).toBeNull();
  await user.click(cells.getByRole('button', { name: 'More actions' }));
  for (const name of [/^Disable/, /^Change visibility/, /^Remove/]) {
    const entry = await screen.findByRole('menuitem', { name });
    expect(entry.getAttribute('aria-disabled')).toBe('true');
    expect(entry.textContent).toContain('It is everybody’s');
  }
});

test('who may look only runs nothing, and only administrators deploy', async () => {
  show(full, { person: jonas });
  const cells = within(await row(/Identity documents/));
  expect(cells.getByRole('button', { name: 'Run' }).getAttribute('aria-disabled')).toBe('true');
  expect(screen.queryByRole('button', { name: 'Deploy' })).toBeNull();
});

test('what is disabled, or being changed, is not run', async () => {
  const removing = operationSummary({ kind: 'remove', step: 'following' });
  show(() =>
    deploymentList([
      deployment({ name: 'Off', state: 'inactive' }, { status: 'disabled' }),
      deployment({ name: 'Going' }, { status: 'working', operation: removing }),
    ]),
  );
  for (const [name, reason] of [
    [/Off/, 'It is disabled; enable it first'],
    [/Going/, 'A change is under way; wait until it is done'],
  ] as const) {
    // oxlint-disable-next-line no-await-in-loop -- both are there with the first
    const run = within(await row(name)).getByRole('button', { name: 'Run' });
    expect(run.getAttribute('aria-disabled')).toBe('true');
    expect(run.getAttribute('aria-describedby') ?? '').not.toBe('');
    expect(document.getElementById(run.getAttribute('aria-describedby') ?? '')?.textContent).toBe(reason);
  }
});

test('a row that is being removed says so', async () => {
  const removing = operationSummary({ kind: 'remove', step: 'following' });
  show(() => deploymentList([deployment({ name: 'Going' }, { status: 'working', operation: removing })]));
  expect((await row(/Going/)).textContent).toContain('Removing…');
});

describe('deploying', () => {
  const under = (change: Partial<Operation> = {}) =>
    operation({ kind: 'deploy_package', vendor: 'instabase', name: 'claims.ibsolution', ...change });

  test('a path that is none is refused beside the field, and nothing is sent', async () => {
    const { user, fetch } = show(full, { person: priya });
    await user.click(await screen.findByRole('button', { name: 'Deploy' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Deploy a package' }));
    for (const key of ['name', 'version', 'owner', 'solution_type', 'short_description', 'visibility']) {
      expect(dialog.getByText(key)).toBeDefined();
    }
    await user.type(dialog.getByRole('textbox'), 'maya/claims/claims.zip');
    await user.click(dialog.getByRole('button', { name: 'Deploy' }));
    expect(dialog.getByRole('alert').textContent).toBe('Enter the path of a file whose name ends in .ibsolution.');
    expect(
      fetch.mock.calls.some(([, init]) => init?.method === 'POST' && JSON.stringify(init.body).includes('packagePath')),
    ).toBe(false);
  });

  test('is followed on the page with its progress, also after a reload, and tells its cause', async () => {
    let answer = under({
      progress: 0.4,
      steps: [{ step: 'following', startedAt: '2026-01-02T03:04:05.000Z', endedAt: null }],
    });
    const rest = {
      'POST /api/deployments': () => answerJson({ operation: answer }, 202),
      'GET /api/operations/operation-1': () => answerJson({ operation: answer }),
    };
    const { user, unmount } = show(full, { person: priya, rest });
    await user.click(await screen.findByRole('button', { name: 'Deploy' }));
    const dialog = within(await screen.findByRole('dialog', {}));
    await user.type(dialog.getByRole('textbox'), 'maya/claims/claims.ibsolution');
    await user.click(dialog.getByRole('button', { name: 'Deploy' }));
    const bar = await screen.findByRole('progressbar', { name: 'Progress of claims.ibsolution' });
    expect(bar.getAttribute('value')).toBe('0.4');
    expect(screen.getByText('Instabase is deploying it')).toBeDefined();
    expect(location.search).toBe('?operation=operation-1');

    unmount();
    answer = under({
      state: 'failed',
      endedAt: '2026-01-02T03:05:05.000Z',
      problem: {
        code: 'refused',
        changed: 'nothing',
        requestId: 'r',
        vendor: 'instabase',
        vendorMessage: 'No version',
      },
    });
    renderApp('/deployments?operation=operation-1');
    expect(await screen.findByText('No version')).toBeDefined();
    expect(screen.queryByRole('progressbar')).toBeNull();
    await user.click(screen.getByRole('button', { name: 'Stop following' }));
    await waitFor(() => expect(location.search).toBe(''));
  });
});
