import { instanceStatuses } from '#contract/statuses.ts';
import { vendorNames } from '#contract/vendors.ts';
import type { Vendor } from '#contract/vendors.ts';
import { formatNumber } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { Button } from '#src/ui/Button.tsx';
import { SearchBox } from '#src/ui/SearchBox.tsx';
import { SelectFilter } from '#src/ui/SelectFilter.tsx';
import { ColumnsButton } from './ColumnsButton.tsx';
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
  clearOne: params<{ what: string }>('{what}, remove this filter'),
  vendor: params<{ name: string }>('Vendor: {name}'),
  owner: params<{ name: string }>('Owner: {name}'),
  template: params<{ name: string }>('Solution: {name}'),
});

/** What an id in the address is called, as far as the rows on show tell. */
export interface FilterNames {
  account: string | null;
  template: string | null;
}

/** The line above a list: search, status, and the filters that came with the address as chips. */
export function InstanceTools({
  isAdmin,
  filter,
  vendors,
  statusCounts,
  needsPersonCount,
  names,
  onFilter,
  onClear,
}: {
  isAdmin: boolean;
  filter: ListFilter;
  /** The vendors that are set up. */
  vendors: readonly Vendor[];
  statusCounts: InstanceListPage['statusCounts'];
  /** How many rows wait for a person; null while that is not known. */
  needsPersonCount: number | null;
  names: FilterNames;
  onFilter: (key: FilterKey, value: string) => void;
  onClear: () => void;
}) {
  const t = useMessages(messages);
  const words = useMessages(instanceWords);
  const countOf = new Map(statusCounts.map(({ status, count }) => [status, count]));
  const chips: [FilterKey, string][] = [];
  if (filter.vendor) chips.push(['vendor', t.vendor({ name: vendorNames[filter.vendor] })]);
  if (filter.accountId) chips.push(['account', t.owner({ name: names.account ?? filter.accountId })]);
  if (filter.templateId) chips.push(['template', t.template({ name: names.template ?? filter.templateId })]);

  return (
    <div className={styles['tools']}>
      <SearchBox label={t.search} value={filter.search} onChange={(value) => onFilter('q', value)} />
      <div className={styles['filters']}>
        <SelectFilter
          label={t.status}
          value={filter.status ?? ''}
          onChange={(value) => onFilter('status', value)}
          options={[
            { value: '', label: t.allStatuses },
            ...instanceStatuses.map((status) => {
              const count = countOf.get(status);
              return {
                value: status,
                label: count === undefined ? words[status] : `${words[status]} (${formatNumber(count)})`,
              };
            }),
          ]}
        />
        {vendors.length > 1 && (
          <SelectFilter
            label={t.vendorLabel}
            value={filter.vendor ?? ''}
            onChange={(value) => onFilter('vendor', value)}
            options={[
              { value: '', label: t.allVendors },
              ...vendors.map((vendor) => ({ value: vendor, label: vendorNames[vendor] })),
            ]}
          />
        )}
        <NeedsMeToggle
          isOn={filter.needsPerson}
          count={needsPersonCount}
          onChange={(isOn) => onFilter('needs', isOn ? 'me' : '')}
        />
        {chips.map(([key, text]) => (
          <button
            key={key}
            type="button"
            className={styles['chip']}
            aria-label={t.clearOne({ what: text })}
            title={text}
            onClick={() => onFilter(key, '')}
          >
            <bdi>{text}</bdi> <span aria-hidden="true">×</span>
          </button>
        ))}
        {isFiltered(filter) && (
          <Button variant="plain" onClick={onClear}>
            {t.clear}
          </Button>
        )}
        <span className={styles['columns']}>
          <ColumnsButton isAdmin={isAdmin} />
        </span>
      </div>
    </div>
  );
}
