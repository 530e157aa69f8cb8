import { Fragment } from 'react';
import { useMessages } from '#src/lib/i18n.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { deploymentColumns, deploymentColumnWords } from './deployment-columns.ts';
import type { DeploymentData } from './deployment-queries.ts';
import { deploymentSortFields } from './deployment-filter.ts';
import type { DeploymentFilter, DeploymentSortField } from './deployment-filter.ts';
import { deploymentWords, ownerWord } from './deployment-words.ts';
import { DeploymentRow } from './DeploymentRow.tsx';
import { groupVersions } from './group-versions.ts';
import styles from './DeploymentTable.module.css';

// Rows are grids, and cards on a phone: a table's own elements allow neither, so that the roles are given by hand.
// oxlint-disable jsx-a11y/prefer-tag-over-role

/** What is descending when it is first chosen: the newest first. */
const isTime = (field: DeploymentSortField) => ['created', 'updated', 'newest_job'].includes(field);

interface DeploymentTableProps {
  rows: readonly DeploymentData[];
  isStale: boolean;
  sort: DeploymentFilter['sort'];
  onSort: (sort: DeploymentFilter['sort']) => void;
  onRun: (deployment: DeploymentData) => void;
  onVisibility: (deployment: DeploymentData) => void;
}

/** Deployed solutions under headers that sort, the versions of one name and owner together below a row that names them. */
export function DeploymentTable({ rows, isStale, sort, onSort, onRun, onVisibility }: DeploymentTableProps) {
  const t = useMessages(deploymentColumnWords);
  const words = useMessages(deploymentWords);
  return (
    <div role="table" aria-label={t.label} aria-busy={isStale} className={styles['table']}>
      <div role="rowgroup" className={styles['head']}>
        <div role="row" className={styles['row']}>
          {deploymentColumns.map((id) => {
            const field = deploymentSortFields.find((known) => known === id);
            return field ? (
              <SortHeader key={id} field={field} label={t[id]} sort={sort} onSort={onSort} />
            ) : (
              <div key={id} role="columnheader">
                <span className="visually-hidden">{t[id]}</span>
              </div>
            );
          })}
        </div>
      </div>
      {groupVersions(rows).map((group) => (
        <div key={group.key} role="rowgroup" className={styles['group']}>
          {group.versions.length > 1 && (
            <div role="row" className={styles['heading']}>
              <div role="rowheader" aria-colspan={deploymentColumns.length}>
                <bdi>{group.name}</bdi>
                <span className={styles['quiet']}>
                  <bdi>{ownerWord(words, group.owner)}</bdi> · {words.versions(group.versions.length)}
                </span>
              </div>
            </div>
          )}
          {group.versions.map((deployment) => (
            <Fragment key={deployment.row.id}>
              <DeploymentRow
                deployment={deployment}
                isVersion={group.versions.length > 1}
                onRun={onRun}
                onVisibility={onVisibility}
              />
            </Fragment>
          ))}
        </div>
      ))}
    </div>
  );
}

function SortHeader({
  field,
  label,
  sort,
  onSort,
}: {
  field: DeploymentSortField;
  label: string;
  sort: DeploymentFilter['sort'];
  onSort: DeploymentTableProps['onSort'];
}) {
  const isSorted = sort.field === field;
  const direction = sort.isDescending ? 'descending' : 'ascending';
  return (
    <div role="columnheader" aria-sort={isSorted ? direction : 'none'}>
      <button
        type="button"
        className={styles['sort']}
        onClick={() => onSort({ field, isDescending: isSorted ? !sort.isDescending : isTime(field) })}
      >
        {label}
        {isSorted && <Icon name={direction} />}
      </button>
    </div>
  );
}
