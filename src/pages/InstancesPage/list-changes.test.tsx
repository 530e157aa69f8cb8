import { screen, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import {
  instanceRow,
  listPage,
  maya,
  operation as operationOf,
  operationSummary,
  sessionOf,
} from '#src/testing/fixtures.ts';
import type { InstanceRowData } from '#src/features/instances/instance-row.ts';
import { answerJson, graphError, installFakeServer } from '#src/testing/fake-server.ts';
import { deferred } from '#src/testing/deferred.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const rowOf = (name: string) => screen.findByRole('row', { name: new RegExp(name) });

test('a refused change rolls back and says why, beside the row', async () => {
  const row = instanceRow({ name: 'Stubborn', status: 'enabled' });
  const answer = deferred<Response>();
  installFakeServer({
    session: sessionOf(maya),
    graph: {
      InstanceList: () => listPage([row]),
      DisableInstance: () => answer.promise,
    },
  });
  const { user } = renderApp('/instances');
  await user.click(within(await rowOf('Stubborn')).getByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Disable' }));
  expect(await within(await rowOf('Stubborn')).findByText('Disabled')).toBeDefined();

  answer.resolve(graphError({ code: 'refused', changed: 'nothing', requestId: 'r-1', vendorMessage: 'in use' }));
  const after = await rowOf('Stubborn');
  expect(await within(after).findByText(/Disable failed: Tray refused the change/)).toBeDefined();
  expect(within(after).getByText('Enabled')).toBeDefined();
  expect(within(after).getByText('in use')).toBeDefined();
});

test('removing asks for the name and cannot be confirmed by the Enter key', async () => {
  const row = instanceRow({ name: 'Doomed' });
  let removed = false;
  const { requests } = installFakeServer({
    session: sessionOf(maya),
    graph: {
      InstanceList: () => (removed ? listPage([]) : listPage([row])),
      RemoveInstance: () => {
        removed = true;
        return { removed: { id: row.id, operation: { id: 'o', state: 'succeeded', problemCode: null } } };
      },
    },
  });
  const { user } = renderApp('/instances');
  await user.click(within(await rowOf('Doomed')).getByRole('button', { name: 'More actions' }));
  await user.click(await screen.findByRole('menuitem', { name: 'Remove…' }));
  const dialog = await screen.findByRole('dialog');
  expect(within(dialog).getByText(row.id)).toBeDefined();
  const remove = within(dialog).getByRole('button', { name: 'Remove' });
  expect(remove.getAttribute('aria-disabled')).toBe('true');
  await user.type(within(dialog).getByRole('textbox'), 'Doomed{Enter}');
  expect(requests.some(({ operation }) => operation === 'RemoveInstance')).toBe(false);
  await user.click(within(dialog).getByRole('button', { name: 'Remove' }));
  expect(await screen.findByText('0 instances')).toBeDefined();
  expect(requests.find(({ operation }) => operation === 'RemoveInstance')?.variables).toEqual({
    input: { id: row.id, confirmation: 'Doomed' },
  });
});

describe('after a disable', () => {
  const undoable = (undoUntil: string | null) =>
    undoUntil === null
      ? null
      : operationSummary({ id: 'o-disabled', kind: 'disable', state: 'succeeded', step: 'done', undoUntil });

  test('the row and a notice offer to undo it, and the undo is asked of the server', async () => {
    const row = instanceRow({ name: 'Turned off', status: 'disabled' });
    const undoUntil = new Date(Date.now() + 10_000).toISOString();
    let listed = { ...row, status: 'enabled' as InstanceRowData['status'] };
    const undone: string[] = [];
    installFakeServer({
      session: sessionOf(maya),
      graph: {
        InstanceList: () => listPage([listed]),
        DisableInstance: () => {
          listed = { ...row, operation: undoable(undoUntil) };
          return { changed: { instance: listed } };
        },
      },
      rest: {
        'POST /api/operations/o-disabled/undo': () => {
          undone.push('undo');
          listed = { ...row, status: 'working', operation: operationSummary({ kind: 'enable' }) };
          return { operation: operationOf({ id: 'o-undo', kind: 'enable' }) };
        },
      },
    });
    const { user } = renderApp('/instances');
    await user.click(within(await rowOf('Turned off')).getByRole('button', { name: 'More actions' }));
    await user.click(await screen.findByRole('menuitem', { name: 'Disable' }));
    expect(await within(await rowOf('Turned off')).findByText('Disabled a moment ago.')).toBeDefined();
    expect(screen.getAllByRole('button', { name: 'Undo' })).toHaveLength(2);
    await user.click(within(await rowOf('Turned off')).getByRole('button', { name: 'Undo' }));
    expect(await within(await rowOf('Turned off')).findByText(/Enabling…/)).toBeDefined();
    expect(undone).toEqual(['undo']);
  });

  test('an undo that comes too late says so and offers no second', async () => {
    const row = instanceRow({
      name: 'Too late',
      status: 'disabled',
      operation: undoable(new Date(Date.now() + 10_000).toISOString()),
    });
    installFakeServer({
      session: sessionOf(maya),
      graph: { InstanceList: () => listPage([row]) },
      rest: {
        'POST /api/operations/o-disabled/undo': () =>
          answerJson({ problem: { code: 'too_late', changed: 'nothing', requestId: 'r' } }, 409),
      },
    });
    const { user } = renderApp('/instances');
    await user.click(await screen.findByRole('button', { name: 'Undo' }));
    expect(await screen.findByText(/^Undo failed: The time in which this could be done is over\./)).toBeDefined();
    expect(within(await rowOf('Too late')).queryByRole('button', { name: 'Undo' })).toBeNull();
  });
});
