import { screen, waitFor } from '@testing-library/react';
import { expect, test } from 'vitest';
import type { UpgradeNotice } from '#contract/endpoints/upgrades.ts';
import { instanceRow, listPage, maya, sessionOf } from '#src/testing/fixtures.ts';
import { answerJson, installFakeServer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

const notice: UpgradeNotice = {
  id: 'n-1',
  vendor: 'tray',
  templateId: 't 1',
  templateName: 'Order alerts',
  message: 'By Friday, please',
  sentAt: '2026-01-02T03:04:05.000Z',
  count: 2,
};

function show(rest: Record<string, () => object>) {
  installFakeServer({
    session: sessionOf(maya),
    graph: { InstanceList: () => listPage([instanceRow({ name: 'Orders' })]) },
    rest,
  });
  return renderApp('/instances');
}

test('says what is out and in whose words, leads to what waits, and is put away', async () => {
  let notices = [notice];
  const { user } = show({
    'GET /api/upgrade-notices': () => ({ notices }),
    'DELETE /api/upgrade-notices/n-1': () => {
      notices = [];
      return { id: 'n-1' };
    },
  });
  expect(await screen.findByText('A newer version of Order alerts is out and needs you.')).toBeDefined();
  expect(screen.getByText('By Friday, please')).toBeDefined();
  expect(screen.getByRole('link', { name: 'Show 2 instances' }).getAttribute('href')).toBe(
    '/instances?template=t%201&needs=me',
  );
  await user.click(screen.getByRole('button', { name: 'Got it' }));
  await waitFor(() => expect(screen.queryByText(/is out and needs you/)).toBeNull());
});

test('one that could not be put away stays, and says so', async () => {
  const { user } = show({
    'GET /api/upgrade-notices': () => ({ notices: [notice] }),
    'DELETE /api/upgrade-notices/n-1': () =>
      answerJson({ problem: { code: 'internal', changed: 'nothing', requestId: 'r' } }, 500),
  });
  await user.click(await screen.findByRole('button', { name: 'Got it' }));
  expect(await screen.findByText('The notice could not be put away. Try again.')).toBeDefined();
  expect(screen.getByText(/is out and needs you/)).toBeDefined();
});

test('when it cannot be asked for, the list stands as it is', async () => {
  show({
    'GET /api/upgrade-notices': () =>
      answerJson({ problem: { code: 'internal', changed: 'nothing', requestId: 'r' } }, 500),
  });
  expect(await screen.findByRole('row', { name: /Orders/ })).toBeDefined();
  expect(screen.queryByText(/is out and needs you/)).toBeNull();
});
