import { screen, within } from '@testing-library/react';
import { expect, test } from 'vitest';
import { configurationCopy } from '#src/testing/copy-fixtures.ts';
import { graphError, installFakeServer, silence } from '#src/testing/fake-server.ts';
import type { Answer } from '#src/testing/fake-server.ts';
import { maya, outcome, sessionOf } from '#src/testing/fixtures.ts';
import { renderApp } from '#src/testing/render-app.tsx';
import { catchSavedFiles } from '#src/testing/saved-files.ts';
import { deployment, deploymentPage, job, jobPage, withInstabase } from '#src/testing/solution-fixtures.ts';
// Loaded with their first showing; here before, so that no test waits for them.
import './RemoveDeploymentDialog.tsx';
import '#src/pages/DeploymentPage/DeploymentPage.tsx';
import '#src/ui/Menu.tsx';

const claims = deployment({ version: '1.1.0' });

/** What the vendor says of the solution; `versions` besides its own. */
function solutionUse(versions: string[] = [], problemCode: string | null = null) {
  const all = [claims, ...versions.map((version) => deployment({ version }))];
  return {
    instance: {
      kind: 'InstabaseInstance',
      __typename: 'InstabaseInstance',
      id: claims.row.id,
      row: { __typename: 'InstanceRow', id: claims.row.id, operation: null },
      deployed: problemCode === null ? { versions: all } : null,
      problemCode,
    },
  };
}

async function open(use: () => Answer | Promise<Answer>, jobs: () => Answer | Promise<Answer> = silence) {
  const server = installFakeServer({
    session: withInstabase(sessionOf(maya)),
    graph: { Deployment: () => deploymentPage(claims), RemovalUse: use, Jobs: jobs },
    rest: {
      [`POST /api/instances/${claims.row.id}/configuration-copies`]: () => ({
        copy: configurationCopy({ instance: { id: claims.row.id, vendorId: 'v', name: 'Claims intake 1.1.0' } }),
      }),
    },
  });
  const { user } = renderApp(`/deployments/${claims.row.id}`);
  await user.click(await screen.findByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: /^Remove/ }));
  const dialog = within(await screen.findByRole('dialog', { name: 'Remove Claims intake 1.1.0?' }));
  const part = within(await dialog.findByRole('region', { name: 'What still uses it' }));
  return { user, dialog, part, server };
}

test('its jobs that are not over and the versions that stay', async () => {
  const { part, server } = await open(
    () => solutionUse(['1.0.0', '0.9.0']),
    () => jobPage([job({ state: 'running' }), job({ state: 'needs_person' })]),
  );
  expect(await part.findByText(/^2 jobs of it are not over yet;/)).toBeDefined();
  expect(part.getByText('These versions of the same name stay: 1.0.0 and 0.9.0.')).toBeDefined();
  const asked = server.requests.find(({ operation }) => operation === 'Jobs');
  expect(asked?.variables['filter']).toEqual({
    instanceIds: [claims.row.id],
    states: ['running', 'needs_person', 'paused'],
  });
});

test('nothing uses it', async () => {
  const { part, dialog } = await open(
    () => solutionUse(),
    () => jobPage([]),
  );
  expect(await part.findByText('No job of it is under way.')).toBeDefined();
  expect(part.getByText('There is no other version of this name.')).toBeDefined();
  expect(dialog.getAllByRole('textbox')).toHaveLength(1);
});

test.each([
  ['more than are shown', () => jobPage([job()], { mayHaveMore: true }), /There may be more of them\./],
  ['not read yet', silence, /^Looking whether a job of it is under way…$/],
  ['a vendor that fails', () => jobPage([], { outcome: outcome({ state: 'failed' }) }), /is not known now\.$/],
  ['a failure of ours', () => graphError({ code: 'internal', changed: 'nothing' }), /is not known now\.$/],
])('jobs: %s', async (_case, jobs, words) => {
  const { part } = await open(() => solutionUse(), jobs);
  expect(await part.findByText(words)).toBeDefined();
});

test('what is not known does not stand in the way', async () => {
  const { user, dialog, part } = await open(() => solutionUse([], 'vendor_unavailable'));
  expect(await part.findByText(/Instabase .*What still uses it is not known now\./)).toBeDefined();
  expect(part.getByRole('button', { name: 'Look again' })).toBeDefined();
  await user.type(dialog.getByRole('textbox'), 'Claims intake 1.1.0');
  expect(dialog.getByRole('button', { name: 'Remove' }).getAttribute('aria-disabled')).not.toBe('true');
});

test('a copy is saved from here too', async () => {
  const files = catchSavedFiles();
  const { user, dialog } = await open(() => solutionUse());
  await user.click(dialog.getByRole('button', { name: 'Save a copy of its settings' }));
  expect(await dialog.findByText('Saved as Claims-intake-1.1.0.jackfield.json.')).toBeDefined();
  expect(files).toHaveLength(1);
});
