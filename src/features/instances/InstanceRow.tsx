import { memo } from 'react';
import type { Ref } from 'react';
import { Link } from 'react-router-dom';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { classNames } from '#src/lib/class-names.ts';
import { momentOf } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { ActionButtons } from './ActionButtons.tsx';
import { FilterLink } from './FilterLink.tsx';
import type { InstanceRowData } from './instance-row.ts';
import { updateWord } from './instance-state.ts';
import { instanceWords } from './instance-words.ts';
import { applyChange, usePendingChange } from './pending-changes.ts';
import { RowNote } from './RowNote.tsx';
import { StatusLamp } from './StatusLamp.tsx';
import styles from './InstanceTable.module.css';

// oxlint-disable jsx-a11y/prefer-tag-over-role -- see InstanceTable.tsx

/**
 * One instance. Plain elements with our own classes: a component per cell is what makes long tables scroll badly.
 * `position` counts from 1 over the whole list, the header not included.
 */
export const InstanceRow = memo(function InstanceRow({
  row: listed,
  position,
  withOwner,
  ref,
}: {
  row: InstanceRowData;
  position: number;
  withOwner: boolean;
  ref?: Ref<HTMLDivElement>;
}) {
  const t = useMessages(instanceWords);
  const { hasUpgradeHook, companyName } = useSignedIn();
  const change = usePendingChange(listed.id);
  const row = applyChange(listed, change);
  const created = momentOf(row.createdAt);
  const update = updateWord(t, row.update, hasUpgradeHook, companyName);
  return (
    <div
      ref={ref}
      role="row"
      aria-rowindex={position + 1}
      data-index={position - 1}
      className={classNames(
        styles['row'],
        withOwner && styles['withOwner'],
        change?.state === 'removed' && styles['gone'],
      )}
    >
      <div role="cell" className={styles['status']}>
        <StatusLamp row={row} change={change} />
      </div>
      <div role="cell" className={styles['name']}>
        <Link to={paths.instance.to(row.id)} dir="auto">
          {row.name || row.vendorId}
        </Link>
        <span className={styles['template']}>
          <VendorGlyph vendor={row.vendor} />{' '}
          {withOwner ? (
            <FilterLink by="template" value={row.templateId} what={row.templateName}>
              <bdi>{row.templateName}</bdi>
            </FilterLink>
          ) : (
            <bdi>{row.templateName}</bdi>
          )}
        </span>
      </div>
      {withOwner && (
        <div role="cell" className={styles['owner']} dir="auto">
          <FilterLink by="account" value={row.account.id} what={row.account.name}>
            {row.account.name}
          </FilterLink>
        </div>
      )}
      <div role="cell" className={styles['update']} data-needs-person={row.update === 'needs_user' || undefined}>
        {update}
      </div>
      <div role="cell" className={styles['created']}>
        {created !== null && <RelativeTime moment={created} />}
      </div>
      <div role="cell" className={styles['actions']}>
        <ActionButtons row={row} />
      </div>
      <div role="cell" className={styles['note']}>
        <RowNote row={row} change={change} />
      </div>
    </div>
  );
});
