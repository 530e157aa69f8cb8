import { useQuery } from '@tanstack/react-query';
import { Suspense, useState } from 'react';
import { useLocation, useSearchParams } from 'react-router-dom';
import type { SavedView } from '#contract/endpoints/views.ts';
import { problemMessages, wordsOfProblem } from '#src/api/problem-messages.ts';
import { problemOf } from '#src/api/problem.ts';
import { canonicalQuery } from '#src/features/instances/list-address.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import type { MenuEntry } from '#src/ui/Menu.tsx';
import { MenuButton } from '#src/ui/MenuButton.tsx';
import { showToast } from '#src/ui/toast.ts';
import { activeView, queryOfView } from './active-view.ts';
import type { DeleteViewDialogProps } from './DeleteViewDialog.tsx';
import { changeView, viewsQuery } from './saved-views.ts';
import type { ViewContent } from './saved-views.ts';
import type { ViewDialogProps } from './ViewDialog.tsx';
import styles from './Views.module.css';

const ViewDialog = lazyPage<ViewDialogProps>(async () => (await import('./ViewDialog.tsx')).ViewDialog);
const DeleteViewDialog = lazyPage<DeleteViewDialogProps>(
  async () => (await import('./DeleteViewDialog.tsx')).DeleteViewDialog,
);

type Named = { name: string };

const messages = i18n('viewsMenu', {
  views: 'Views',
  label: 'Saved views',
  active: 'View:',
  changed: 'changed',
  everything: 'All instances',
  ofOther: params<{ name: string; person: string }>('{name}, shared by {person}'),
  shared: params<Named>('{name}, shared'),
  saveAs: 'Save as a new view…',
  update: params<Named>('Save the changes to {name}'),
  rename: params<Named>('Rename {name}…'),
  share: params<Named>('Share {name} with administrators'),
  remove: params<Named>('Delete {name}…'),
  restore: params<Named>('Back to {name} as saved'),
  notMine: params<{ person: string }>('It is {person}’s. Save yours as a new view.'),
  reading: 'Reading the saved views…',
  failed: params<{ what: string }>('The saved views could not be read. {what}'),
  again: 'Try again',
  none: 'No views are saved yet',
  updated: params<Named>('The view {name} is saved'),
  nowShared: params<Named>('{name} is shared with all administrators'),
  nowOwn: params<Named>('{name} is yours alone now'),
  refused: params<{ name: string; what: string; changed: string }>('{name} was not saved. {what} {changed}'),
});

type Opened = { kind: 'save' } | { kind: 'rename' | 'delete'; view: SavedView };

/** The saved views of a list: which one is on show, the others to go to, and what can be done with it. */
export function ViewsMenu() {
  const t = useMessages(messages);
  const problems = useMessages(problemMessages);
  const [search] = useSearchParams();
  const { pathname } = useLocation();
  const { data: views, error, refetch } = useQuery(viewsQuery);
  const [opened, setOpened] = useState<Opened | null>(null);
  const active = activeView(views ?? [], search);
  const close = () => setOpened(null);

  async function change(view: SavedView, content: Partial<ViewContent>, said: string) {
    const { name, query, isShared } = view;
    try {
      await changeView(view.id, { name, query, isShared, ...content });
      showToast('on', said);
    } catch (failure) {
      const { what, changed } = wordsOfProblem(problems, problemOf(failure));
      showToast('failed', t.refused({ name, what, changed }));
    }
  }

  function entriesOfViews(): MenuEntry[] {
    if (!views) {
      return error
        ? [
            {
              key: 'again',
              label: t.failed({ what: wordsOfProblem(problems, problemOf(error)).what }),
              onSelect: () => void refetch(),
            },
          ]
        : [{ key: 'reading', label: t.reading, disabledReason: ' ' }];
    }
    const sorted = views.toSorted((one, other) => one.name.localeCompare(other.name));
    return sorted.map((view) => ({
      key: view.id,
      label: view.isMine
        ? view.isShared
          ? t.shared(view)
          : view.name
        : t.ofOther({ name: view.name, person: view.personName }),
      to: `${pathname}?${queryOfView(view)}`,
      isChecked: active?.view.id === view.id && !active.isChanged,
    }));
  }

  function entriesOfActive(): MenuEntry[] {
    if (!active) return [];
    const { view, isChanged } = active;
    const { name, isShared } = view;
    const disabledReason = view.isMine ? null : t.notMine({ person: view.personName });
    return [
      ...(isChanged
        ? [
            { key: 'restore', label: t.restore({ name }), to: `${pathname}?${queryOfView(view)}` },
            {
              key: 'update',
              label: t.update({ name }),
              disabledReason,
              onSelect: () => void change(view, { query: canonicalQuery(search) }, t.updated({ name })),
            },
          ]
        : []),
      { key: 'rename', label: t.rename({ name }), disabledReason, onSelect: () => setOpened({ kind: 'rename', view }) },
      {
        key: 'share',
        label: t.share({ name }),
        disabledReason,
        isChecked: isShared,
        isToggle: true,
        onSelect: () =>
          void change(view, { isShared: !isShared }, isShared ? t.nowOwn({ name }) : t.nowShared({ name })),
      },
      {
        key: 'remove',
        label: t.remove({ name }),
        disabledReason,
        isDangerous: true,
        onSelect: () => setOpened({ kind: 'delete', view }),
      },
    ];
  }

  return (
    <>
      <MenuButton
        label={t.label}
        icon="views"
        entries={() => {
          const [first, ...others] = entriesOfActive();
          return [
            { key: 'everything', label: t.everything, to: pathname, isChecked: canonicalQuery(search) === plainList },
            ...entriesOfViews(),
            { key: 'save', label: t.saveAs, startsGroup: true, onSelect: () => setOpened({ kind: 'save' }) },
            ...(first ? [{ ...first, startsGroup: true }, ...others] : []),
          ];
        }}
      >
        {active ? (
          <>
            <span className="visually-hidden">{t.active} </span>
            <bdi className={styles['label']}>{active.view.name}</bdi>
            {active.isChanged && <span className={styles['changed']}> {t.changed}</span>}
          </>
        ) : (
          t.views
        )}
      </MenuButton>
      {opened && (
        <Suspense fallback={null}>
          {opened.kind === 'delete' ? (
            <DeleteViewDialog view={opened.view} onClose={close} />
          ) : (
            <ViewDialog
              view={opened.kind === 'rename' ? opened.view : null}
              query={canonicalQuery(search)}
              views={views ?? []}
              onClose={close}
            />
          )}
        </Suspense>
      )}
    </>
  );
}

const plainList = canonicalQuery(new URLSearchParams());
