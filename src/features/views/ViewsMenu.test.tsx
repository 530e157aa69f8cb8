import { screen, waitFor, within } from '@testing-library/react';
import { describe, expect, test } from 'vitest';
import type { SavedView } from '#contract/endpoints/views.ts';
import { answerJson } from '#src/testing/fake-server.ts';
import { savedView, showEverybody } from '#src/testing/everybody-bed.tsx';

const broken = savedView();
const theirs = savedView({
  id: 'theirs',
  name: 'Needs its owner',
  query: 'needs=me',
  isMine: false,
  isShared: true,
  personName: 'Ada',
});

/** A server that keeps views as the real one does. */
function keeping(...first: SavedView[]) {
  let views = first;
  const sent: { what: string; body: unknown }[] = [];
  const put = (what: string, change: (body: SavedView) => SavedView) => (body: unknown) => {
    sent.push({ what, body });
    // The page's own requests, in the form that its contract gives them.
    const view = change(body as SavedView);
    views = [...views.filter(({ id }) => id !== view.id), view];
    return { view };
  };
  const rest = {
    'GET /api/views': () => ({ views }),
    'POST /api/views': put('saved', (body) => ({ ...savedView({ id: 'new' }), ...body })),
    [`PUT /api/views/${broken.id}`]: put('changed', (body) => ({ ...broken, ...body })),
    [`DELETE /api/views/${broken.id}`]: (body: unknown) => {
      sent.push({ what: 'deleted', body });
      views = views.filter(({ id }) => id !== broken.id);
      return { id: broken.id };
    },
  };
  return { rest, sent };
}

const parameters = () => new URLSearchParams(location.search);

async function openMenu(user: ReturnType<typeof showEverybody>['user'], name: string | RegExp) {
  await user.click(await screen.findByRole('button', { name }));
  await screen.findByRole('menuitem', { name: 'Save as a new view…' });
}

describe('the saved views', () => {
  test('are offered with who shares them, and opened as they were saved', async () => {
    const { rest } = keeping(broken, theirs);
    const { user } = showEverybody({ rest, address: '/admin/instances?q=orders' });
    await openMenu(user, 'Views');
    expect(screen.getByRole('menuitemradio', { name: 'Needs its owner, shared by Ada' })).toBeDefined();
    await user.click(screen.getByRole('menuitemradio', { name: 'Broken at Tray' }));
    await waitFor(() => expect(parameters().get('view')).toBe(broken.id));
    expect([parameters().get('q'), parameters().get('vendor'), parameters().get('health')]).toEqual([
      null,
      'tray',
      'failed',
    ]);
    expect(await screen.findByRole('button', { name: 'View: Broken at Tray' })).toBeDefined();
  });

  test('say that they were changed, and are saved anew or restored', async () => {
    const { rest, sent } = keeping(broken);
    const { user } = showEverybody({ rest, address: `/admin/instances?view=${broken.id}&vendor=tray` });
    await openMenu(user, 'View: Broken at Tray changed');
    expect(screen.getByRole('menuitem', { name: 'Back to Broken at Tray as saved' })).toBeDefined();
    await user.click(screen.getByRole('menuitem', { name: 'Save the changes to Broken at Tray' }));
    expect(await screen.findByRole('button', { name: 'View: Broken at Tray' })).toBeDefined();
    expect(sent).toHaveLength(1);
    expect(sent[0]).toMatchObject({ what: 'changed', body: { name: 'Broken at Tray', isShared: false } });
    expect(JSON.stringify(sent[0])).toContain(
      'vendor=tray&sort=-created&columns=account%2Cupdate%2Ccreated&density=comfortable',
    );
  });

  test('are made of the list on show, with a name that is asked for beside its field', async () => {
    const { rest, sent } = keeping(broken);
    const { user } = showEverybody({ rest, address: '/admin/instances?health=failed' });
    await openMenu(user, 'Views');
    await user.click(screen.getByRole('menuitem', { name: 'Save as a new view…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Save this list as a view' }));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(dialog.getByRole('alert').textContent).toBe('Enter a name.');
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Broken at Tray');
    expect(dialog.getByText('You have a view of this name. Saving replaces it.')).toBeDefined();
    await user.clear(dialog.getByRole('textbox', { name: 'Name' }));
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), ' All that failed ');
    await user.click(dialog.getByRole('checkbox', { name: 'Share it with all administrators' }));
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await screen.findByRole('button', { name: 'View: All that failed' })).toBeDefined();
    expect(sent[0]).toMatchObject({ what: 'saved', body: { name: 'All that failed', isShared: true } });
    expect(parameters().get('view')).toBe('new');
  });

  test('keep what was typed when saving is refused', async () => {
    const { rest } = keeping();
    const refusal = { problem: { code: 'internal', changed: 'nothing', requestId: 'abcdefgh-1' } };
    const { user } = showEverybody({ rest: { ...rest, 'POST /api/views': () => answerJson(refusal, 500) } });
    await openMenu(user, 'Views');
    await user.click(screen.getByRole('menuitem', { name: 'Save as a new view…' }));
    const dialog = within(await screen.findByRole('dialog'));
    await user.type(dialog.getByRole('textbox', { name: 'Name' }), 'Mine');
    await user.click(dialog.getByRole('button', { name: 'Save' }));
    expect(await dialog.findByText('Request abcdefgh')).toBeDefined();
    expect(dialog.getByDisplayValue('Mine')).toBeDefined();
  });

  test('are shared and deleted, with a question first', async () => {
    const { rest, sent } = keeping(broken);
    const { user } = showEverybody({ rest, address: `/admin/instances?${broken.query}` });
    await openMenu(user, 'View: Broken at Tray');
    await user.click(screen.getByRole('menuitemcheckbox', { name: 'Share Broken at Tray with administrators' }));
    expect(await screen.findByText('Broken at Tray is shared with all administrators')).toBeDefined();
    expect(sent[0]).toMatchObject({ what: 'changed', body: { isShared: true, query: broken.query } });
    await user.click(screen.getByRole('menuitem', { name: 'Delete Broken at Tray…' }));
    const dialog = within(await screen.findByRole('dialog', { name: 'Delete the view Broken at Tray?' }));
    expect(dialog.getByText(/^It is shared: it goes from the menus of all administrators\./)).toBeDefined();
    await user.click(dialog.getByRole('button', { name: 'Delete' }));
    expect(await screen.findByRole('button', { name: 'Views' })).toBeDefined();
    expect(sent.at(-1)?.what).toBe('deleted');
  });

  test('of others are opened, and changed by nobody else', async () => {
    const { rest } = keeping(theirs);
    const { user } = showEverybody({ rest, address: '/admin/instances?needs=me' });
    await openMenu(user, 'View: Needs its owner');
    const rename = screen.getByRole('menuitem', { name: /^Rename Needs its owner…/ });
    expect(rename.getAttribute('aria-disabled')).toBe('true');
    expect(rename.textContent).toContain('It is Ada’s. Save yours as a new view.');
  });

  test('that cannot be read are no empty menu', async () => {
    const refusal = { problem: { code: 'internal', changed: 'nothing', requestId: 'r' } };
    const { user } = showEverybody({ rest: { 'GET /api/views': () => answerJson(refusal, 500) } });
    await openMenu(user, 'Views');
    expect(screen.getByRole('menuitem', { name: /^The saved views could not be read\./ })).toBeDefined();
  });
});
