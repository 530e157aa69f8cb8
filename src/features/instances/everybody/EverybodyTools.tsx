import type { ReactNode } from 'react';
import { healthWords } from '../health-words.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { vendorNames } from '#contract/vendors.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import { FilterChip } from '../FilterChip.tsx';
import { updateWord } from '../instance-state.ts';
import { instanceWords } from '../instance-words.ts';
import type { FilterKey, ListFilter } from '../list-filter.ts';
import { NeedsMeToggle } from '../NeedsMeToggle.tsx';
import { readerOf } from '../reader.ts';
import { facetWords } from './facet-words.ts';
import type { FacetPanelProps } from './FacetPanel.tsx';
import styles from './EverybodyTools.module.css';

const messages = i18n('everybodyTools', {
  search: 'Search by name, owner, solution, id or error',
  hide: 'Hide filters',
  chosen: params<{ label: string; count: number }>('{label} ({count})'),
  clear: 'Clear',
});

/** The lines above everybody's list: search and what can be done with the list, and what it is narrowed to as chips. */
export function EverybodyTools({
  filter,
  names,
  needsPersonCount,
  isPanelShown,
  panelId,
  onPanel,
  onFilter,
  onTurn,
  onClear,
  children,
}: Pick<FacetPanelProps, 'filter' | 'names' | 'onTurn'> & {
  needsPersonCount: number | null;
  isPanelShown: boolean;
  /** Null: the filters open in a dialog. */
  panelId: string | null;
  onPanel: () => void;
  onFilter: (key: FilterKey, value: string) => void;
  onClear: () => void;
  /** What stands at the end of the line. */
  children: ReactNode;
}) {
  const t = useMessages(messages);
  const f = useMessages(facetWords);
  const chips = useChips(filter, names, onFilter, onTurn);
  const label = isPanelShown && panelId ? t.hide : f.filters;
  return (
    <>
      <div className={styles['tools']}>
        <SearchBox label={t.search} value={filter.search} onChange={(value) => onFilter('q', value)} />
        <div className={styles['line']}>
          <Button
            icon="filter"
            onClick={onPanel}
            {...(panelId === null
              ? { 'aria-haspopup': 'dialog' as const }
              : { 'aria-expanded': isPanelShown, 'aria-controls': isPanelShown ? panelId : undefined })}
          >
            {chips.length === 0 || isPanelShown ? label : t.chosen({ label, count: chips.length })}
          </Button>
          <NeedsMeToggle
            isOn={filter.needsPerson}
            count={needsPersonCount}
            onChange={(isOn) => onFilter('needs', isOn ? 'me' : '')}
          />
          <span className={styles['end']}>{children}</span>
        </div>
      </div>
      {chips.length > 0 && (
        <div className={styles['chips']}>
          {chips.map(({ text, onRemove }) => (
            <FilterChip key={text} text={text} onRemove={onRemove} />
          ))}
          <Button variant="plain" size="small" onClick={onClear}>
            {t.clear}
          </Button>
        </div>
      )}
    </>
  );
}

interface Chip {
  text: string;
  onRemove: () => void;
}

function useChips(
  filter: ListFilter,
  names: FacetPanelProps['names'],
  onFilter: (key: FilterKey, value: string) => void,
  onTurn: FacetPanelProps['onTurn'],
): Chip[] {
  const f = useMessages(facetWords);
  const words = useMessages(instanceWords);
  const health = useMessages(healthWords);
  const reader = readerOf(useSignedIn());
  const { vendors, healths, statuses, updates, accountId, templateId } = filter;
  const several = <Value extends string>(
    key: 'vendor' | 'status' | 'health' | 'update',
    values: readonly Value[],
    nameOf: (value: Value) => string,
  ) =>
    values.map((value) => ({
      text: f.chip({ what: f[key], name: nameOf(value) }),
      onRemove: () => onTurn(key, value),
    }));
  const single = (key: 'account' | 'template', id: string | null) =>
    id === null ? [] : [{ text: f.chip({ what: f[key], name: names[key] ?? id }), onRemove: () => onFilter(key, '') }];
  return [
    ...several('health', healths, (value) => health[value]),
    ...several('vendor', vendors, (value) => vendorNames[value]),
    ...several('status', statuses, (value) => words[value]),
    ...several(
      'update',
      updates,
      (value) => updateWord(words, { update: value, deployment: null }, reader) ?? f.newest,
    ),
    ...single('account', accountId),
    ...single('template', templateId),
  ];
}
