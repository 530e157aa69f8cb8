import { screen, waitFor, within } from '@testing-library/react';
import { expect, test } from 'vitest';
// Loaded with their first showing; here before, so that no test waits for them.
import './JobChart.tsx';
import './JobsList.tsx';
import '#src/ui/Menu.tsx';
import '#src/pages/DeploymentPage/DeploymentPage.tsx';
import '#src/pages/JobPage/JobPage.tsx';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { maya, outcome, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import { deployment, deploymentPage, job, jobDetail, jobPage, withInstabase } from '#src/testing/solution-fixtures.ts';

const claims = deployment();
const row = { id: claims.row.id, name: claims.row.name, account: { id: 'a', name: 'Northwind' } };

function show(answer: (variables: Record<string, unknown>) => Answer | Promise<Answer>, search = '') {
  const server = installFakeServer({
    session: withInstabase(sessionOf(maya)),
    graph: { Deployment: () => deploymentPage(claims), Jobs: answer },
  });
  return { ...server, ...renderApp(`/deployments/${claims.row.id}?tab=jobs${search}`) };
}

const many = (count: number, from = 0) =>
  Array.from({ length: count }, (_, index) => job({ id: `job-${from + index}`, row }));

test('loading, and failed on our side', async () => {
  show(silence);
  expect(await screen.findByText('Reading the jobs…')).toBeDefined();
});

test('failed: says what and claims nothing', async () => {
  show(() => graphError({ code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' }));
  expect(await screen.findByRole('button', { name: 'Try again' })).toBeDefined();
  expect(screen.queryByText('No jobs yet')).toBeNull();
});

test('failed: it is asked again at once when that is wanted', async () => {
  let isBack = false;
  const { user } = show(() =>
    isBack
      ? jobPage([job({ id: 'job-a', row })])
      : graphError({ code: 'internal', changed: 'nothing', requestId: 'r' }),
  );
  const again = await screen.findByRole('button', { name: 'Try again' });
  isBack = true;
  await user.click(again);
  expect(await screen.findByText('1 job read')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Try again' })).toBeNull();
});

test('empty, and a vendor that does not answer is not empty', async () => {
  show(() => jobPage([], { outcome: outcome({ vendor: 'instabase', state: 'empty' }) }));
  expect(await screen.findByRole('heading', { name: 'No jobs yet' })).toBeDefined();
});

test('a vendor that does not answer is said, and is no empty list', async () => {
  show(() => jobPage([], { outcome: outcome({ vendor: 'instabase', state: 'failed', code: 'vendor_unavailable' }) }));
  expect(await screen.findByText(/^Instabase does not answer/)).toBeDefined();
  expect(screen.queryByText('No jobs yet')).toBeNull();
});

test('a job tells its state, its time to the nanosecond, its duration, message and folder', async () => {
  show(() => jobPage([job({ id: 'job-a', row, state: 'needs_person', message: 'Stopped' })]));
  const line = within(await screen.findByRole('row', { name: /job-a/ }));
  expect(line.getByText('Needs a person')).toBeDefined();
  expect(line.getByTitle('2026-01-05T10:00:00.123456789Z')).toBeDefined();
  expect(line.getByTitle('7.025218861 s').textContent).toBe('7.03 sec');
  expect(line.getByText('northwind/claims/out')).toBeDefined();
  expect(line.getByRole('link', { name: 'job-a' }).getAttribute('href')).toBe(
    `/deployments/${claims.row.id}/jobs/job-a?space=northwind%2Fclaims`,
  );
  // Where it goes on is a step away: on the job's page, or with the address of the review at once.
  expect(line.getByRole('link', { name: /^Where to go/ }).getAttribute('href')).toBe(
    `/deployments/${claims.row.id}/jobs/job-a?space=northwind%2Fclaims`,
  );
  expect(screen.getByText('1 job read')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
});

test('a job that waits for a person leads to its review where an address is configured', async () => {
  const reviewUrl = 'https://instabase.test/review/1';
  show(() => jobPage([job({ id: 'job-a', row, state: 'needs_person', reviewUrl })]));
  expect((await screen.findByRole('link', { name: /^Open the review/ })).getAttribute('href')).toBe(reviewUrl);
});

test('more is offered after a full page alone, and no job stands there twice', async () => {
  const { user, requests } = show(({ offset }) =>
    // One began meanwhile, which pushed the last of the first page into the second.
    offset === 0 ? jobPage(many(100), { mayHaveMore: true }) : jobPage(many(30, 99)),
  );
  expect(await screen.findByText('100 jobs read; more may follow')).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Load more' }));
  expect(await screen.findByText('129 jobs read')).toBeDefined();
  expect(screen.queryByRole('button', { name: 'Load more' })).toBeNull();
  expect(requests.filter(({ operation }) => operation === 'Jobs').map(({ variables }) => variables['offset'])).toEqual([
    0, 100,
  ]);
});

test('as many as there are can be loaded, and no more than sixty rows stand in the page', async () => {
  const { user, container } = show(({ offset }) => {
    const from = Number(offset);
    return jobPage(many(from < 1_000 ? 100 : 0, from), { mayHaveMore: from < 1_000 });
  });
  await user.click(await screen.findByRole('button', { name: 'Load all' }));
  expect(await screen.findByText('1,000 jobs read', {}, { timeout: 30_000 })).toBeDefined();
  const rows = container.querySelectorAll('[role=row]').length;
  expect(rows).toBeGreaterThan(5);
  expect(rows).toBeLessThanOrEqual(60);
  expect(container.querySelector('[role=table]')?.getAttribute('aria-rowcount')).toBe('1001');
}, 60_000);

test('every filter is in the address and in the question', async () => {
  const { user, requests } = show(() => jobPage(many(1)));
  await screen.findByRole('row', { name: /job-0/ });
  await user.click(screen.getByRole('button', { name: 'Any state' }));
  await user.click(await screen.findByRole('menuitemcheckbox', { name: 'Failed' }));
  await user.click(screen.getByRole('menuitemcheckbox', { name: 'Needs a person' }));
  await user.keyboard('{Escape}');
  await user.click(screen.getByRole('button', { name: 'More filters' }));
  await user.type(screen.getByRole('textbox', { name: 'Started by' }), 'maya, jonas{Enter}');
  await user.type(screen.getByRole('textbox', { name: 'Spaces' }), 'northwind/claims{Enter}');
  await user.selectOptions(screen.getByRole('combobox', { name: 'Sort by' }), 'duration');
  await user.click(screen.getByRole('button', { name: 'Descending' }));
  await waitFor(() =>
    expect(requests.filter(({ operation }) => operation === 'Jobs').at(-1)?.variables).toMatchObject({
      filter: {
        instanceIds: [claims.row.id],
        states: ['failed', 'needs_person'],
        users: ['maya', 'jonas'],
        spaces: ['northwind/claims'],
      },
      sort: { field: 'duration', direction: 'ascending' },
      offset: 0,
    }),
  );
  await user.click(screen.getByRole('button', { name: 'Started by: jonas, remove' }));
  await waitFor(() => expect(new URLSearchParams(location.search).getAll('user')).toEqual(['maya']));
});

test('the owner of very many spaces is asked for them, with nothing typed lost', async () => {
  const { user } = show(
    ({ filter }) =>
      JSON.stringify(filter).includes('spaces')
        ? jobPage(many(1))
        : jobPage([], {
            problemFields: ['spaces'],
            outcome: outcome({ vendor: 'instabase', state: 'failed', code: 'bad_input' }),
          }),
    '&state=failed',
  );
  expect(await screen.findByText(/owns more than 900 spaces/, { selector: '[role=alert]' })).toBeDefined();
  expect(screen.queryByText(/No jobs/)).toBeNull();
  await user.type(screen.getByRole('textbox', { name: 'Started by' }), 'may');
  await user.type(screen.getByRole('textbox', { name: 'Spaces' }), 'archive/boxes{Enter}');
  expect(await screen.findByRole('row', { name: /job-0/ })).toBeDefined();
  expect(screen.getByRole<HTMLInputElement>('textbox', { name: 'Started by' }).value).toBe('may');
  expect(new URLSearchParams(location.search).getAll('state')).toEqual(['failed']);
});

test('the chart says in words what it draws, and stands there as a table', async () => {
  const { user } = show(() =>
    jobPage([...many(3), job({ id: 'bad', row, state: 'failed', durationNanoseconds: '9000000000' })]),
  );
  await user.click(await screen.findByRole('button', { name: 'Outcomes and durations' }));
  expect(
    await screen.findByText(/^4 jobs: 3 complete, 1 failed, 0 waiting for a person\. The longest took 9 sec\./),
  ).toBeDefined();
  expect(screen.getByRole('img', { name: /^How did these jobs end\?/ })).toBeDefined();
  await user.click(screen.getByRole('button', { name: 'Show as a table' }));
  expect(await screen.findByRole('table', { name: 'How did these jobs end?' })).toBeDefined();
});

test('a job’s page: message and folder first, every field, and the same folders to run again', async () => {
  const one = jobDetail({ id: 'job-a', row, message: 'Flow failed', state: 'failed', stateWord: 'FAILED' });
  installFakeServer({
    session: withInstabase(sessionOf(maya)),
    graph: {
      Deployment: () => deploymentPage(claims),
      Job: () => ({ job: one, instance: { id: claims.row.id, row: claims.row } }),
    },
  });
  const { user } = renderApp(`/deployments/${claims.row.id}/jobs/job-a?space=northwind%2Fclaims`);
  const first = within(await screen.findByRole('region', { name: 'What it says' }));
  expect(first.getByText('Flow failed')).toBeDefined();
  expect(first.getByText('northwind/claims/out')).toBeDefined();
  const fields = within(screen.getByRole('region', { name: 'All fields' }));
  expect(fields.getByText('2026-01-05T10:00:00.123456789Z')).toBeDefined();
  expect(fields.getByText('7.025218861 s')).toBeDefined();
  await user.click(await screen.findByRole('button', { name: 'Run again' }));
  const dialog = within(await screen.findByRole('dialog', {}));
  expect(dialog.getByRole<HTMLInputElement>('textbox', { name: 'Input folder' }).value).toBe('northwind/claims/in');
  expect(dialog.getByRole<HTMLInputElement>('textbox', { name: 'Output folder' }).value).toBe('northwind/claims/out');
});

test('what a job does not tell is said field by field, and what cannot be told yet otherwise', async () => {
  const untold = { startedAt: null, lastStartedAt: null, changedAt: null, finishedAt: null, durationNanoseconds: null };
  const running = jobDetail({ id: 'job-a', row, ...untold, state: 'running', stateWord: 'RUNNING', startedBy: null });
  installFakeServer({
    session: withInstabase(sessionOf(maya)),
    graph: { Job: () => ({ job: running, instance: { id: claims.row.id, row: claims.row } }) },
  });
  renderApp(`/deployments/${claims.row.id}/jobs/job-a`);
  const fields = within(await screen.findByRole('region', { name: 'All fields' }));
  const told = (term: string) => fields.getByText(term).nextElementSibling?.textContent;
  expect(['Started', 'Started by', 'Changed'].map(told)).toEqual(['not told', 'not told', 'not told']);
  expect(['Finished', 'Duration'].map(told)).toEqual(['not yet', 'not yet']);
});
