import { Link } from 'react-router-dom';
import { vendorNames } from '#contract/vendors.ts';
import { formatNumber, momentOf } from '#src/lib/format.ts';
import { count, i18n, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import type { AccountFilter, AccountSortField } from './account-filter.ts';
import type { AccountRowData } from './account-queries.ts';
import styles from './AccountTable.module.css';
import { HealthCounts } from './HealthCounts.tsx';

// Rows are grids, and cards on a phone: a table's own elements allow neither, so that the roles are given by hand.
// oxlint-disable jsx-a11y/prefer-tag-over-role

const messages = i18n('accountTable', {
  label: 'Accounts',
  name: 'Account',
  instances: 'Instances',
  vendors: 'Linked vendors',
  people: 'People',
  activity: 'Last activity',
  created: 'Added',
  never: 'never',
  noLink: 'none',
  instanceCount: count({ one: '{count} instance', other: '{count} instances' }),
  peopleCount: count({ one: '{count} person', other: '{count} people' }),
});

const columns = ['name', 'instances', 'vendors', 'people', 'activity', 'created'] as const;

/** What is descending when it is first chosen: the most and the newest first. */
const startsDescending = (field: AccountSortField) => field !== 'name';

interface AccountTableProps {
  rows: readonly AccountRowData[];
  isStale: boolean;
  sort: AccountFilter['sort'];
  onSort: (sort: AccountFilter['sort']) => void;
}

/** Accounts under headers that sort. */
export function AccountTable({ rows, isStale, sort, onSort }: AccountTableProps) {
  const t = useMessages(messages);
  return (
    <div role="table" aria-label={t.label} aria-busy={isStale} className={styles['table']}>
      <div role="rowgroup" className={styles['head']}>
        <div role="row" className={styles['row']}>
          {columns.map((column) =>
            column === 'vendors' ? (
              <div key={column} role="columnheader">
                {t.vendors}
              </div>
            ) : (
              <SortHeader key={column} field={column} label={t[column]} sort={sort} onSort={onSort} />
            ),
          )}
        </div>
      </div>
      <div role="rowgroup">
        {rows.map((row) => (
          <AccountRow key={row.account.id} row={row} />
        ))}
      </div>
    </div>
  );
}

function AccountRow({ row }: { row: AccountRowData }) {
  const t = useMessages(messages);
  const { account, healths, instanceCount, linkedVendors, peopleCount } = row;
  const activity = momentOf(row.lastActivityAt);
  return (
    <div role="row" className={styles['row']}>
      <div role="cell" className={styles['name']}>
        <Link to={paths.account.to(account.id)}>
          <bdi>{account.name}</bdi>
        </Link>
        <code dir="auto" title={account.externalId}>
          {account.externalId}
        </code>
      </div>
      <div role="cell" className={styles['instances']}>
        <span className={styles['count']}>
          <span className={styles['wide']}>{formatNumber(instanceCount)}</span>
          <span className={styles['onPhone']}>{t.instanceCount(instanceCount)}</span>
        </span>
        <HealthCounts accountId={account.id} healths={healths} isCompact />
      </div>
      <div role="cell" className={styles['vendors']}>
        {linkedVendors.length === 0 && <span className={styles['quiet']}>{t.noLink}</span>}
        {linkedVendors.map((vendor) => (
          <span key={vendor} title={vendorNames[vendor]}>
            <VendorGlyph vendor={vendor} />
          </span>
        ))}
      </div>
      <div role="cell">
        <span className={styles['wide']}>{formatNumber(peopleCount)}</span>
        <span className={styles['onPhone']}>{t.peopleCount(peopleCount)}</span>
      </div>
      <div role="cell" className={styles['quiet']}>
        <span className={styles['onPhone']}>{t.activity} </span>
        {activity === null ? t.never : <RelativeTime moment={activity} />}
      </div>
      <div role="cell" className={styles['quiet']}>
        <span className={styles['onPhone']}>{t.created} </span>
        <RelativeTime moment={Date.parse(row.createdAt)} />
      </div>
    </div>
  );
}

function SortHeader({
  field,
  label,
  sort,
  onSort,
}: {
  field: AccountSortField;
  label: string;
  sort: AccountFilter['sort'];
  onSort: AccountTableProps['onSort'];
}) {
  const isSorted = sort.field === field;
  const direction = sort.isDescending ? 'descending' : 'ascending';
  return (
    <div role="columnheader" aria-sort={isSorted ? direction : 'none'}>
      <button
        type="button"
        className={styles['sort']}
        onClick={() => onSort({ field, isDescending: isSorted ? !sort.isDescending : startsDescending(field) })}
      >
        {label}
        {isSorted && <Icon name={direction} />}
      </button>
    </div>
  );
}
