import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
// Loaded with their first showing; here before, so that no test waits for them.
import '#src/features/deployments/VisibilityDialog.tsx';
import '#src/features/deployments/RemoveDeploymentDialog.tsx';
import '#src/features/deployments/run/RunDialog.tsx';
import '#src/features/jobs/JobsList.tsx';
import '#src/ui/Menu.tsx';
import '../InstancePage/InstancePage.tsx';
import './DeploymentPage.tsx';
import type { Person } from '#contract/people.ts';
import { answerJson, graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { maya, operation, priya, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import {
  deployedSolution,
  deployment,
  deploymentPage,
  jobDetail,
  withInstabase,
} from '#src/testing/solution-fixtures.ts';

const claims = deployment({ version: '1.1.0' });
const last = deployment({ version: '1.0.1' });
const path = `/deployments/${claims.row.id}`;
const detail = deployedSolution({ versions: [last, claims] });

interface Options {
  person?: Person;
  path?: string;
  graph?: Record<string, (variables: Record<string, unknown>) => Answer | Promise<Answer>>;
  rest?: Record<string, (body: unknown) => Answer | Promise<Answer>>;
}

function show(
  answer: () => Answer | Promise<Answer>,
  { person = maya, path: at = path, graph = {}, rest = {} }: Options = {},
) {
  const session = withInstabase(sessionOf(person));
  const server = installFakeServer({ session, graph: { Deployment: answer, ...graph }, rest });
  return { ...server, ...renderApp(at) };
}

test('full: what it is, its versions, its metadata as a tree', async () => {
  show(() => deploymentPage(claims, { detail }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Claims intake 1.1.0' })).toBeDefined();
  expect(screen.getByText('Reads claims and files them.')).toBeDefined();
  const versions = within(screen.getByRole('region', { name: 'Versions' }));
  expect(versions.getAllByRole('listitem').map(({ textContent }) => textContent?.slice(0, 5))).toEqual([
    '1.0.1',
    '1.1.0',
  ]);
  const metadata = within(screen.getByRole('region', { name: 'Metadata' }));
  expect(metadata.getByText('authors')).toBeDefined();
  expect(metadata.getByText('Maya Lindqvist')).toBeDefined();
  expect(screen.getByText('northwind/claims/fs/Instabase Drive/claims.ibsolution')).toBeDefined();
});

test('metadata that does not parse stands there as text, and never as markup', async () => {
  const text = '{"authors": ["<b>Maya</b>"';
  show(() => deploymentPage(claims, { detail: deployedSolution({ metadata: { isJson: false, text } }) }));
  expect((await screen.findByRole('group', { name: 'Metadata as it came' })).textContent).toBe(text);
});

test('loading, failed, not there', async () => {
  show(silence);
  expect(await screen.findByRole('heading', { level: 1, name: 'Deployed solution' })).toBeDefined();
});

test('failed: says what and offers to try again', async () => {
  show(() => graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' }));
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeDefined();
});

test('not there, or somebody else’s', async () => {
  show(() => ({ instance: null }));
  expect(await screen.findByRole('heading', { level: 1, name: 'Page not found' })).toBeDefined();
});

test('the vendor cannot be asked: the row is shown, and that is said', async () => {
  show(() => deploymentPage(claims, { detail: null, problemCode: 'vendor_unavailable' }));
  expect(await screen.findByText(/Instabase does not answer\. Shown is what was read before/)).toBeDefined();
  expect(screen.queryByRole('region', { name: 'Metadata' })).toBeNull();
});

test('the address of an instance leads here', async () => {
  show(() => deploymentPage(claims, { detail }), {
    path: `/instances/${claims.row.id}`,
    graph: { InstanceDetail: () => deploymentPage(claims, { detail }) },
  });
  expect(await screen.findByRole('heading', { level: 1, name: 'Claims intake 1.1.0' })).toBeDefined();
  expect(location.pathname).toBe(path);
});

async function openMenu(user: ReturnType<typeof show>['user'], entry: RegExp) {
  await user.click(await screen.findByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: entry }));
  return within(await screen.findByRole('dialog', {}));
}

describe('visibility', () => {
  test('public is for administrators, and pending review is explained', async () => {
    const bodies: unknown[] = [];
    const put = {
      [`PUT /api/deployments/${claims.row.id}/visibility`]: (body: unknown) => {
        bodies.push(body);
        return answerJson({ visibility: 'pending_review' });
      },
    };
    const { user } = show(() => deploymentPage(claims, { detail }), { rest: put });
    const dialog = await openMenu(user, /^Change visibility/);
    expect(dialog.getByRole('radio', { name: 'Public' }).hasAttribute('disabled')).toBe(true);
    expect(dialog.getByText(/^Only administrators can make it public/)).toBeDefined();
    const change = dialog.getByRole('button', { name: 'Change visibility' });
    expect(change.getAttribute('aria-disabled')).toBe('true');
    await user.click(dialog.getByRole('radio', { name: 'Review asked for' }));
    await user.click(change);
    await waitFor(() => expect(bodies).toEqual([{ visibility: 'pending_review' }]));
    expect(await screen.findByText('Claims intake 1.1.0: Review asked for')).toBeDefined();
  });

  test('an administrator is warned first', async () => {
    const bodies: unknown[] = [];
    const put = {
      [`PUT /api/deployments/${claims.row.id}/visibility`]: (body: unknown) => {
        bodies.push(body);
        return answerJson({ visibility: 'public' });
      },
    };
    const { user } = show(() => deploymentPage(claims, { detail }), { person: priya, rest: put });
    const dialog = await openMenu(user, /^Change visibility/);
    await user.click(dialog.getByRole('radio', { name: 'Public' }));
    expect(dialog.getByText(/^Everybody on this site will be able to run it/)).toBeDefined();
    const change = dialog.getByRole('button', { name: 'Change visibility' });
    await user.click(change);
    expect(bodies).toEqual([]);
    await user.click(dialog.getByRole('checkbox'));
    await user.click(change);
    await waitFor(() => expect(bodies).toEqual([{ visibility: 'public' }]));
  });
});

describe('running', () => {
  const begun = operation({
    kind: 'run',
    vendor: 'instabase',
    instanceId: claims.row.id,
    name: 'Claims intake 1.1.0',
    runId: 'jackfield-1',
  });

  test('by id: a folder of others is refused beside the field, nothing typed is lost', async () => {
    const bodies: object[] = [];
    const { user } = show(() => deploymentPage(claims, { detail }), {
      graph: {
        Job: () => ({
          job: jobDetail({ id: 'jackfield-1', state: 'running', stateWord: 'RUNNING' }),
          instance: { id: claims.row.id, row: claims.row },
        }),
      },
      rest: {
        [`POST /api/deployments/${claims.row.id}/runs`]: (body: unknown) => {
          bodies.push(Object(body));
          return answerJson({ operation: begun }, 202);
        },
        'GET /api/operations/operation-1': () => answerJson({ operation: begun }),
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Run' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Run Claims intake' }));
    const input = dialog.getByRole<HTMLInputElement>('textbox', { name: 'Input folder' });
    await user.type(input, 'fabrikam/loans/in');
    await user.type(dialog.getByRole('textbox', { name: 'Id of the job' }), 'mine');
    expect(dialog.getByText('Empty: one is made. 4 of 50 characters')).toBeDefined();
    await user.click(dialog.getByRole('button', { name: 'Run' }));
    expect(dialog.getByRole('alert').textContent).toBe('This account may only use folders below northwind/.');
    expect(input.value).toBe('fabrikam/loans/in');
    await user.clear(input);
    await user.type(input, 'northwind/claims/in');
    await user.click(dialog.getByRole('button', { name: 'Run' }));
    expect(await screen.findByText('Running')).toBeDefined();
    expect(bodies).toMatchObject([
      { inputFolder: 'northwind/claims/in', outputFolder: null, runId: 'mine', moreSettings: null },
    ]);
    expect(new URLSearchParams(location.search).get('operation')).toBe('operation-1');
    expect(new URLSearchParams(location.search).get('space')).toBe('northwind/claims');
    expect(screen.queryByRole('textbox', { name: /JSON/ })).toBeNull();
  });

  test('by name: both defaults are said before it is sent', async () => {
    const bodies: object[] = [];
    const { user } = show(() => deploymentPage(claims, { detail }), {
      rest: {
        'POST /api/runs': (body: unknown) => {
          bodies.push(Object(body));
          const fields = { owner: 'unknown_value', inputFolder: 'unknown_value' };
          return answerJson({ problem: { code: 'bad_input', changed: 'nothing', requestId: 'r', fields } }, 400);
        },
      },
    });
    await user.click(await screen.findByRole('button', { name: 'Run' }));
    const dialog = within(await screen.findByRole('dialog', {}));
    await user.click(dialog.getByRole('radio', { name: 'By name' }));
    // Of a private one the public default would be another or none, so that its owner is there already.
    expect(dialog.getByText(/the version deployed last \(here: 1\.0\.1\), of northwind/)).toBeDefined();
    await user.clear(dialog.getByRole('textbox', { name: 'Owner' }));
    expect(dialog.getByText(/the version deployed last, public \(IB_DEPLOYED\)/)).toBeDefined();
    await user.type(dialog.getByRole('textbox', { name: 'Owner' }), 'northwind');
    expect(dialog.getByText(/the version deployed last \(here: 1\.0\.1\), of northwind/)).toBeDefined();
    await user.type(dialog.getByRole('textbox', { name: 'Input folder' }), 'northwind/claims/in');
    await user.click(dialog.getByRole('button', { name: 'Run' }));
    // The server's words for what is none of the account's stand beside the fields.
    expect((await dialog.findAllByRole('alert')).map(({ textContent }) => textContent)).toEqual([
      'Nobody of this name is known here. Leave it empty for what is public.',
      'This account may only use folders below northwind/.',
    ]);
    await user.click(dialog.getByRole('button', { name: 'Settings' }));
    expect(dialog.queryByRole('textbox', { name: 'Tell when it is over' })).toBeNull();
    expect(bodies).toMatchObject([{ name: 'Claims intake', version: null, owner: 'northwind' }]);
  });

  test('one that waits for a person says where to go', async () => {
    const over = {
      ...begun,
      state: 'succeeded' as const,
      endedAt: '2026-01-02T03:05:05.000Z',
      counts: { files: 1, records: 12, errors: 2, recordsWithMessages: 1 },
    };
    show(() => deploymentPage(claims, { detail }), {
      path: `${path}?operation=operation-1`,
      graph: {
        Job: () => ({
          job: jobDetail({ state: 'needs_person', reviewUrl: 'https://instabase.test/review/1' }),
          instance: { id: claims.row.id, row: claims.row },
        }),
      },
      rest: { 'GET /api/operations/operation-1': () => answerJson({ operation: over }) },
    });
    const work = within(await screen.findByRole('region', { name: /Run of/ }));
    expect(await work.findByText('Needs a person')).toBeDefined();
    expect(work.getByText(/Open Flow Review in Instabase/)).toBeDefined();
    expect(work.getByRole('link', { name: 'Open the review' }).getAttribute('href')).toBe(
      'https://instabase.test/review/1',
    );
    expect(work.getByText('1 file · 12 records · 2 errors · 1 record with a message')).toBeDefined();
  });

  test('the end that is kept says so too, where the job itself is not to be read', async () => {
    const runEnd = { state: 'needs_person' as const, outputFolder: null, message: 'Stopped', reviewUrl: null };
    const over = { ...begun, state: 'succeeded' as const, endedAt: '2026-01-02T03:05:05.000Z', runEnd };
    show(() => deploymentPage(claims, { detail }), {
      path: `${path}?operation=operation-1`,
      graph: { Job: () => ({ job: null, instance: { id: claims.row.id, row: claims.row } }) },
      rest: { 'GET /api/operations/operation-1': () => answerJson({ operation: over }) },
    });
    const work = within(await screen.findByRole('region', { name: /Run of/ }));
    expect(await work.findByText('Needs a person')).toBeDefined();
    expect(work.getByText(/Open Flow Review in Instabase/)).toBeDefined();
    expect(work.getByText('Stopped')).toBeDefined();
  });

  test('administrators may give further settings, which are checked', async () => {
    const { user } = show(() => deploymentPage(claims, { detail }), { person: priya });
    await user.click(await screen.findByRole('button', { name: 'Run' }));
    const dialog = within(await screen.findByRole('dialog', {}));
    await user.click(dialog.getByRole('button', { name: 'Settings' }));
    const more = dialog.getByRole<HTMLTextAreaElement>('textbox', { name: 'Further settings, as JSON' });
    await user.click(more);
    await user.paste('{"tags":"a","delete_out_dir":true}');
    expect(dialog.getByText(/^Of another type than Instabase documents: tags/)).toBeDefined();
    expect(dialog.getByText(/^Set by the fields above.*delete_out_dir/)).toBeDefined();
    await user.click(dialog.getByRole('button', { name: /^Format/ }));
    expect(more.value).toBe('{\n  "tags": "a",\n  "delete_out_dir": true\n}');
  });
});

test('removing asks for the name with its version', async () => {
  const { user, requests } = show(() => deploymentPage(claims, { detail }), {
    graph: {
      RemoveInstance: () => ({
        removed: { id: claims.row.id, operation: { id: 'o', state: 'running', problemCode: null } },
      }),
    },
  });
  const dialog = await openMenu(user, /^Remove/);
  const remove = dialog.getByRole('button', { name: 'Remove' });
  await user.type(dialog.getByRole('textbox'), 'Claims intake');
  expect(remove.getAttribute('aria-disabled')).toBe('true');
  await user.type(dialog.getByRole('textbox'), ' 1.1.0');
  await user.click(remove);
  await waitFor(() =>
    expect(requests).toContainEqual({
      operation: 'RemoveInstance',
      variables: { input: { id: claims.row.id, confirmation: 'Claims intake 1.1.0' } },
    }),
  );
});
