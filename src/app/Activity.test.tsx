import { act, screen, waitFor, within } from '@testing-library/react';
import { expect, test, vi } from 'vitest';
import { dropCaches } from '#src/api/caches.ts';
import { activity, showToast } from '#src/ui/toast.ts';
import { instanceRow, listPage, maya, sessionOf } from '#src/testing/fixtures.ts';
import { installFakeServer } from '#src/testing/fake-server.ts';
import { renderApp } from '#src/testing/render-app.tsx';

async function show() {
  installFakeServer({
    session: sessionOf(maya),
    graph: { InstanceList: () => listPage([instanceRow({ name: 'Orders' })]) },
  });
  const app = renderApp('/instances');
  await screen.findByRole('link', { name: 'Orders' });
  const open = async () => {
    await app.user.click(screen.getByRole('button', { name: /^Activity/ }));
    return within(await screen.findByRole('dialog', { name: 'Activity' }));
  };
  return { ...app, open };
}

test('nothing yet: says what the list is for', async () => {
  const { open } = await show();
  expect((await open()).getByText(/^Nothing has happened here yet/)).toBeDefined();
});

test('what was told stays in the list, newest first, with its instance, time and request id', async () => {
  const { user, open } = await show();
  act(() => showToast('on', 'Orders is enabled', undefined, { link: { to: '/instances/i-1', name: 'Orders' } }));
  act(() => showToast('failed', 'Slack refused', undefined, { requestId: '4f1c7a52-1111-4222-8333-444455556666' }));
  const button = screen.getByRole('button', { name: 'Activity, something failed' });
  const panel = await open();
  expect(panel.getAllByRole('listitem').map((item) => item.textContent)).toEqual([
    expect.stringContaining('Slack refused'),
    expect.stringContaining('Orders is enabled'),
  ]);
  expect(panel.getByRole('link', { name: 'Orders' }).getAttribute('href')).toBe('/instances/i-1');
  expect(panel.getAllByText(/^(now|\d+ sec\. ago)$/)).toHaveLength(2);
  await user.click(panel.getByRole('button', { name: 'Copy request id' }));
  expect(await navigator.clipboard.readText()).toBe('4f1c7a52-1111-4222-8333-444455556666');
  expect(panel.getByText('Copied request id')).toBeDefined();
  // Said when they came, and not once more.
  expect(panel.queryByRole('alert')).toBeNull();
  expect(panel.queryByRole('log')).toBeNull();
  await user.keyboard('{Escape}');
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull());
  expect(button.textContent).toBe('Activity');
});

test('its action works once, and no longer than the server holds it', async () => {
  const { user, open } = await show();
  const undo = vi.fn<() => void>();
  act(() => showToast('off', 'Orders is disabled', { label: 'Undo', press: undo }));
  const panel = await open();
  await user.click(panel.getByRole('button', { name: 'Undo' }));
  expect(undo).toHaveBeenCalledTimes(1);
  expect(panel.queryByRole('button', { name: 'Undo' })).toBeNull();

  vi.useFakeTimers();
  act(() => showToast('off', 'Again', { label: 'Undo', press: undo }));
  expect(activity.get()[0]?.action).toBeDefined();
  act(() => {
    vi.advanceTimersByTime(10_000);
  });
  expect(activity.get()[0]).toMatchObject({ text: 'Again', action: undefined });
});

test('fifty are kept, and none for whoever comes next', async () => {
  await show();
  act(() => {
    for (let index = 0; index < 60; index += 1) showToast('on', `Number ${index}`);
  });
  expect(activity.get()).toHaveLength(50);
  expect(activity.get()[0]?.text).toBe('Number 59');
  act(() => dropCaches());
  expect(activity.get()).toEqual([]);
  expect(await screen.findByRole('button', { name: 'Activity' })).toBeDefined();
});
