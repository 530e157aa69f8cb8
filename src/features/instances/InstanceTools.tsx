import { useStore } from '@nanostores/react';
import { instanceStatuses } from '#contract/statuses.ts';
import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import { formatNumber } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { changedColumns, density } from '#src/lib/preferences.ts';
import { Button } from '#src/ui/Button.tsx';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import { SelectFilter } from '#src/ui/SelectFilter.tsx';
import { ColumnsButton } from './ColumnsButton.tsx';
import { FilterChip } from './FilterChip.tsx';
import { instanceWords } from './instance-words.ts';
import type { InstanceListPage } from './instance-list-query.ts';
import { isFiltered } from './list-filter.ts';
import type { FilterKey, ListFilter } from './list-filter.ts';
import { NeedsMeToggle } from './NeedsMeToggle.tsx';
import styles from './InstanceTools.module.css';

const messages = i18n('instanceTools', {
  search: 'Search by name, solution or id',
  status: 'Status',
  allStatuses: 'Any status',
  allVendors: 'Any vendor',
  vendorLabel: 'Vendor',
  clear: 'Clear',
  vendor: params<{ name: string }>('Vendor: {name}'),
  template: params<{ name: string }>('Solution: {name}'),
});

/** The line above a list: search, status, and the filters that came with the address as chips. */
export function InstanceTools({
  filter,
  vendors,
  statusCounts,
  needsPersonCount,
  templateName,
  onFilter,
  onClear,
}: {
  filter: ListFilter;
  /** The vendors that are set up. */
  vendors: readonly Vendor[];
  statusCounts: NonNullable<InstanceListPage['statusCounts']>;
  /** How many rows wait for a person; null while that is not known. */
  needsPersonCount: number | null;
  /** What the template in the address is called, as far as the rows on show tell. */
  templateName: string | null;
  onFilter: (key: FilterKey, value: string) => void;
  onClear: () => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(instanceWords);
  const changed = useStore(changedColumns);
  const closeness = useStore(density);
  const countOf = new Map(statusCounts.map(({ status, count }) => [status, count]));
  const [vendor = ''] = filter.vendors;
  const [status = ''] = filter.statuses;
  const { templateId } = filter;

  return (
    <div className={styles['tools']}>
      <SearchBox label={t.search} value={filter.search} onChange={(value) => onFilter('q', value)} />
      <div className={styles['filters']}>
        <SelectFilter
          label={t.status}
          value={status}
          onChange={(value) => onFilter('status', value)}
          options={[
            { value: '', label: t.allStatuses },
            ...instanceStatuses.map((known) => {
              const count = countOf.get(known);
              return {
                value: known,
                label: count === undefined ? words[known] : `${words[known]} (${formatNumber(count)})`,
              };
            }),
          ]}
        />
        {vendors.length > 1 && (
          <SelectFilter
            label={t.vendorLabel}
            value={vendor}
            onChange={(value) => onFilter('vendor', value)}
            options={[
              { value: '', label: t.allVendors },
              ...vendors.map((known) => ({ value: known, label: vendorNames[known] })),
            ]}
          />
        )}
        <NeedsMeToggle
          isOn={filter.needsPerson}
          count={needsPersonCount}
          onChange={(isOn) => onFilter('needs', isOn ? 'me' : '')}
        />
        {vendor && (
          <FilterChip text={t.vendor({ name: vendorNames[vendor] })} onRemove={() => onFilter('vendor', '')} />
        )}
        {templateId && (
          <FilterChip
            text={t.template({ name: templateName ?? templateId })}
            onRemove={() => onFilter('template', '')}
          />
        )}
        {isFiltered(filter) && (
          <Button variant="plain" onClick={onClear}>
            {t.clear}
          </Button>
        )}
        <span className={styles['columns']}>
          <ColumnsButton
            isAdmin={false}
            changed={changed}
            density={closeness}
            onColumns={(next) => changedColumns.set(next)}
            onDensity={(next) => density.set(next)}
          />
        </span>
      </div>
    </div>
  );
}
