import { memo } from 'react';
import type { Ref } from 'react';
import { vendorNames } from '#contract/vendors.ts';
import { useSignedIn } from '#src/features/session/signed-in.ts';
import { classNames } from '#src/lib/class-names.ts';
import { momentOf } from '#src/lib/format.ts';
import { useMessages } from '#src/lib/i18n.ts';
import { LinkFromHere } from '#src/ui/LinkFromHere.tsx';
import { RelativeTime } from '#src/ui/RelativeTime.tsx';
import { VendorGlyph } from '#src/ui/VendorGlyph.tsx';
import { instancePath } from './abilities.ts';
import { ActionButtons } from './ActionButtons.tsx';
import { columnWords } from './column-words.ts';
import type { ColumnId } from './columns.ts';
import type { InstanceRowData } from './instance-row.ts';
import { isReadersUpdate, updateWord } from './instance-state.ts';
import { instanceWords } from './instance-words.ts';
import { applyChange, usePendingChange } from './pending-changes.ts';
import { readerOf } from './reader.ts';
import { RowNoteSlot } from './RowNoteSlot.tsx';
import { StateBadges } from './StateBadges.tsx';
import { StatusLamp } from './StatusLamp.tsx';
import type { TableShape } from './table-shape.ts';
import styles from './InstanceTable.module.css';

// oxlint-disable jsx-a11y/prefer-tag-over-role -- see InstanceTable.tsx

export interface InstanceRowProps {
  row: InstanceRowData;
  /** Counts from 0 over the whole list, the header not included. */
  index: number;
  shape: TableShape;
  /** The one row that Tab leads to; the arrow keys lead on from it. */
  isTabStop: boolean;
  /** How far below the list's top it stands, where the list lays out its rows itself. */
  topPx?: number | null;
  ref?: Ref<HTMLDivElement>;
}

/** One instance. Plain elements with our own classes: a component per cell is what makes long tables scroll badly. */
export const InstanceRow = memo(function InstanceRow({
  row: listed,
  index,
  shape,
  isTabStop,
  topPx = null,
  ref,
}: InstanceRowProps) {
  const t = useMessages(instanceWords);
  const reader = readerOf(useSignedIn());
  const change = usePendingChange(listed.id);
  const row = applyChange(listed, change);
  return (
    <div
      ref={ref}
      role="row"
      tabIndex={isTabStop ? 0 : -1}
      aria-rowindex={index + 2}
      data-index={index}
      data-id={row.id}
      className={classNames(
        styles['row'],
        change?.state === 'removed' && styles['gone'],
        topPx !== null && styles['placed'],
      )}
      style={topPx === null ? shape.rowStyle : { ...shape.rowStyle, top: topPx }}
    >
      {shape.columns.map((id) => {
        if (id === 'status') {
          const Select = shape.parts?.Select;
          return (
            <div key={id} role="cell" className={styles['status']}>
              {Select && <Select row={row} index={index} />}
              <StatusLamp row={row} change={change} />
              <StateBadges row={row} />
            </div>
          );
        }
        if (id === 'update') {
          return (
            <div
              key={id}
              role="cell"
              className={styles['update']}
              data-needs-person={isReadersUpdate(row.update, reader) || undefined}
            >
              {updateWord(t, row, reader)}
            </div>
          );
        }
        return <Cell key={id} id={id} row={row} shape={shape} />;
      })}
      <div role="cell" className={styles['note']}>
        <RowNoteSlot row={row} change={change} />
      </div>
    </div>
  );
});

function Cell({ id, row, shape }: { id: ColumnId; row: InstanceRowData; shape: TableShape }) {
  const words = useMessages(columnWords);
  const { vendors } = useSignedIn();
  const Part = id === 'account' ? shape.parts?.Account : shape.parts?.Health;
  switch (id) {
    case 'name':
      return (
        <div role="cell" className={styles['name']}>
          <LinkFromHere to={instancePath(vendors, row)} title={row.name || row.vendorId}>
            {row.name || row.vendorId}
          </LinkFromHere>
          {!shape.columns.includes('template') && <Template row={row} shape={shape} />}
        </div>
      );
    case 'template':
      return (
        <div role="cell" className={styles['templateCell']}>
          <Template row={row} shape={shape} />
        </div>
      );
    case 'vendor':
      return (
        <div role="cell" className={styles['vendor']}>
          {vendorNames[row.vendor]}
        </div>
      );
    case 'account':
    case 'health':
      return (
        <div role="cell" className={styles[id]}>
          {Part && <Part row={row} />}
        </div>
      );
    case 'created':
    case 'checked': {
      const moment = momentOf(id === 'created' ? row.createdAt : row.checkedAt);
      return (
        <div role="cell" className={styles[id]} data-label={words[id]}>
          {moment !== null && <RelativeTime moment={moment} />}
        </div>
      );
    }
    case 'id':
      return (
        <div role="cell" className={styles['id']} data-label={words.id}>
          <code title={row.id}>{row.id}</code>
        </div>
      );
    default:
      return (
        <div role="cell" className={styles['actions']}>
          <ActionButtons row={row} />
        </div>
      );
  }
}

function Template({ row, shape: { parts } }: { row: InstanceRowData; shape: TableShape }) {
  return (
    <span className={styles['template']}>
      <VendorGlyph vendor={row.vendor} />{' '}
      {parts ? <parts.Template row={row} /> : <bdi title={row.templateName}>{row.templateName}</bdi>}
    </span>
  );
}
