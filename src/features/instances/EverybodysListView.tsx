import { persistentAtom } from '@nanostores/persistent';
import { useStore } from '@nanostores/react';
import { Suspense, useId, useState } from 'react';
import type { ComponentType, ReactNode } from 'react';
import type { InstanceFilter } from '#contract/instance-filter.ts';
import { i18n, useMessages } from '#src/lib/i18n.ts';
import { lazyPage } from '#src/lib/lazy-page.ts';
import { useMedia } from '#src/lib/media.ts';
import { EmptyState } from '#src/ui/EmptyState.tsx';
import { ColumnsButton } from './ColumnsButton.tsx';
import { EverybodyHeader } from './everybody/EverybodyHeader.tsx';
import { EverybodyTools } from './everybody/EverybodyTools.tsx';
import { facetWords } from './everybody/facet-words.ts';
import type { FacetDialog as FacetDialogType } from './everybody/FacetDialog.tsx';
import { FacetPanel } from './everybody/FacetPanel.tsx';
import type { FacetPanelProps } from './everybody/FacetPanel.tsx';
import { SelectionBar } from './everybody/SelectionBar.tsx';
import { useEverybodysAddress } from './everybody/use-everybodys-address.ts';
import { useFacets } from './everybody/use-facets.ts';
import { SelectionContext, useSelection } from './everybody/use-selection.ts';
import { useSettled } from './everybody/use-settled.ts';
import { ListBody } from './ListBody.tsx';
import { isFiltered } from './list-filter.ts';
import { isCounted } from './list-head.ts';
import { listWords } from './list-words.ts';
import { OutcomeBanners } from './OutcomeBanners.tsx';
import { useInstanceList } from './use-instance-list.ts';
import styles from './EverybodysListView.module.css';

type FacetDialogProps = Parameters<typeof FacetDialogType>[0];

const FacetDialog = lazyPage<FacetDialogProps>(async () => (await import('./everybody/FacetDialog.tsx')).FacetDialog);

const messages = i18n('everybodysInstances', {
  all: 'all instances',
  none: 'As soon as an end user activates a solution, it appears here.',
});

/** Whether the filters stand beside the list, where there is room. */
const isPanelOpen = persistentAtom<boolean>('jackfield.filters', true, {
  encode: (value) => (value ? 'open' : 'folded'),
  decode: (text) => text !== 'folded',
});

/** From here on there is room for filters beside the rows. */
const roomyWindow = '(min-width: 1200px)';
/** As EverybodysListView.module.css has it, with the space between. */
const panelPx = 224 + 24;

/** What many rows are meant by: some by their ids, or all that the filter leaves. */
export type SelectedInstances = { ids: string[] } | { filter: InstanceFilter };

/** Everybody's instances: header, filters with counts, rows to be selected. The address holds all of how they are shown. */
export function EverybodysListView({
  title,
  views,
  Export,
  Act,
}: {
  title: string;
  /** The choice between saved views. */
  views: ReactNode;
  /** What hands on all that match. */
  Export: ComponentType<{ filter: InstanceFilter; count: number }>;
  /** What is done with the selected ones; may be loaded with the first of them. */
  Act: ComponentType<{ selection: SelectedInstances; count: number; onClear: () => void }>;
}) {
  const t = useMessages(messages);
  const words = useMessages(listWords);
  const f = useMessages(facetWords);
  const panelId = useId();
  const isRoomy = useMedia(roomyWindow);
  const isPanelWanted = useStore(isPanelOpen);
  const [isDialogOpen, setIsDialogOpen] = useState(false);
  const isPanelShown = isRoomy && isPanelWanted;
  const address = useEverybodysAddress(isPanelShown ? panelPx : 0);
  const { filter, variables, asContract, shape } = address;
  const list = useInstanceList(variables);
  const selection = useSelection(list, variables);
  const counted = list.head && isCounted(list.head) ? list.head : null;
  const isNarrowed = isFiltered(filter);

  const [found, setFound] = useState({ account: '', template: '' });
  const counts = useFacets(
    {
      filter: asContract,
      accountSearch: useSettled(found.account.trim()) || null,
      templateSearch: useSettled(found.template.trim()) || null,
    },
    list.head,
    isPanelShown || (isDialogOpen && !isRoomy),
  );
  const first = list.isStale ? undefined : list.rowAt(0);
  const nameIn = (nodes: readonly { id: string; name: string }[] | undefined, id: string | null) =>
    nodes?.find((node) => node.id === id)?.name ?? null;
  const names = {
    account:
      first?.account.id === filter.accountId
        ? (first?.account.name ?? null)
        : nameIn(counts.facets?.accounts.nodes, filter.accountId),
    template:
      first?.templateId === filter.templateId
        ? (first?.templateName ?? null)
        : nameIn(counts.facets?.templates.nodes, filter.templateId),
  };
  const panel: FacetPanelProps = {
    filter,
    counts,
    names,
    words: found,
    onWords: setFound,
    onTurn: address.onTurn,
    onChoose: address.onFilter,
  };

  return (
    <SelectionContext value={selection}>
      <EverybodyHeader title={title} list={list} isNarrowed={isNarrowed} actions={views} />
      <EverybodyTools
        filter={filter}
        names={names}
        needsPersonCount={counted?.needsPersonCount ?? null}
        isPanelShown={isPanelShown}
        panelId={isRoomy ? panelId : null}
        onPanel={() => (isRoomy ? isPanelOpen.set(!isPanelWanted) : setIsDialogOpen(true))}
        onFilter={address.onFilter}
        onTurn={address.onTurn}
        onClear={address.onClear}
      >
        <ColumnsButton
          isAdmin
          changed={address.changed}
          density={address.closeness}
          onColumns={address.onColumns}
          onDensity={address.onDensity}
        />
        <Export filter={asContract} count={counted?.totalCount ?? 0} />
      </EverybodyTools>
      <div className={isPanelShown ? styles['beside'] : undefined}>
        {isPanelShown && (
          <section id={panelId} aria-label={f.filters} className={styles['panel']}>
            <FacetPanel {...panel} />
          </section>
        )}
        <div className={styles['list']}>
          <div className={styles['banners']}>
            <OutcomeBanners outcomes={list.head?.outcomes ?? []} problem={list.problem} />
          </div>
          <ListBody
            list={list}
            shape={shape}
            whose={t.all}
            isNarrowed={isNarrowed}
            whenEmpty={<EmptyState title={words.none}>{t.none}</EmptyState>}
            sort={filter.sort}
            onClear={address.onClear}
            onSort={address.onSort}
          />
          <SelectionBar totalCount={list.head?.totalCount ?? 0} isNarrowed={isNarrowed}>
            {(chosen, count) => (
              <Suspense fallback={null}>
                <Act
                  selection={chosen.kind === 'all' ? { filter: asContract } : { ids: [...chosen.ids] }}
                  count={count}
                  onClear={selection.clear}
                />
              </Suspense>
            )}
          </SelectionBar>
        </div>
      </div>
      {isDialogOpen && !isRoomy && (
        <Suspense fallback={null}>
          <FacetDialog {...panel} totalCount={counted?.totalCount ?? null} onClose={() => setIsDialogOpen(false)} />
        </Suspense>
      )}
    </SelectionContext>
  );
}
