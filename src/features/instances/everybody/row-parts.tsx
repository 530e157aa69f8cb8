import { formatNumber } from '#src/lib/format.ts';
import { i18n, params, useMessages } from '#src/lib/i18n.ts';
import { paths } from '#src/lib/paths.ts';
import { healthLamps, healthWords } from '../health-words.ts';
import { Icon } from '#src/ui/Icon.tsx';
import { Lamp } from '#src/ui/Lamp.tsx';
import { LinkFromHere } from '#src/ui/LinkFromHere.tsx';
import type { InstanceRowData } from '../instance-row.ts';
import type { RowParts } from '../table-shape.ts';
import { FilterLink } from './FilterLink.tsx';
import { SelectAll } from './SelectAll.tsx';
import { useIsChosen, useSelectionOfList } from './use-selection.ts';
import styles from './row-parts.module.css';

const messages = i18n('everybodysRow', {
  select: params<{ place: string }>('Select row {place}'),
});

/** Chooses a row; with Shift, every row from the last one that was chosen to this one. */
function Select({ row, index }: { row: InstanceRowData; index: number }) {
  const t = useMessages(messages);
  const selection = useSelectionOfList();
  const isOn = useIsChosen(selection, row.id);
  return (
    <label className={styles['select']} data-select>
      <input
        type="checkbox"
        aria-label={t.select({ place: formatNumber(index + 1) })}
        // What the row is called its other cells say; in this one's name it would stand twice.
        title={row.name || row.vendorId}
        checked={isOn}
        onChange={({ target, nativeEvent }) => {
          const isStretch = 'shiftKey' in nativeEvent && nativeEvent.shiftKey === true;
          void selection.choose({ id: row.id, index }, target.checked, isStretch);
        }}
      />
    </label>
  );
}

/** Leads to the owner's page; the icon beside it narrows the list to them. */
function Account({ row: { account } }: { row: InstanceRowData }) {
  return (
    <span className={styles['account']}>
      <LinkFromHere to={paths.account.to(account.id)} title={account.name}>
        {account.name}
      </LinkFromHere>
      <FilterLink by="account" value={account.id} what={account.name} className={styles['only']} isIcon>
        <Icon name="filter" />
      </FilterLink>
    </span>
  );
}

function Template({ row }: { row: InstanceRowData }) {
  return (
    <FilterLink by="template" value={row.templateId} what={row.templateName} className={styles['template']}>
      <bdi>{row.templateName}</bdi>
    </FilterLink>
  );
}

function Health({ row: { health } }: { row: InstanceRowData }) {
  const t = useMessages(healthWords);
  return (
    <span className={styles['health']}>
      <Lamp kind={healthLamps[health]} />
      {t[health]}
    </span>
  );
}

/** What rows of everybody's list have besides. */
export const everybodysParts: RowParts = { SelectAll, Select, Account, Template, Health };
