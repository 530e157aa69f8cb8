import { useMemo } from 'react';
import type { ComponentType } from 'react';
import { useMedia } from '#src/lib/media.ts';
import type { Density } from '#src/lib/preferences.ts';
import { fullWidthOf, gridTemplateOf, leastWidthOf, shownColumns } from './columns.ts';
import type { ColumnId, Lead } from './columns.ts';
import type { InstanceRowData } from './instance-row.ts';

/**
 * How rows are laid out. `wide`: all on one line. `stacked`: the solution stands below the name. `cards`: one thing below
 * the other, for phones, and where the chosen columns would not fit.
 */
export type RowLayout = 'wide' | 'stacked' | 'cards';

/** What rows of everybody's list have and those of one account do not. Each stands in the cell of its column. */
export interface RowParts {
  /** Before the status, in the header and in each row. */
  SelectAll: ComponentType<{ readIds: (most: number) => string[] }>;
  Select: ComponentType<{ row: InstanceRowData; index: number }>;
  Account: ComponentType<{ row: InstanceRowData }>;
  Template: ComponentType<{ row: InstanceRowData }>;
  Health: ComponentType<{ row: InstanceRowData }>;
}

/** What the header, the rows and their skeletons have in common, so that they line up. */
export interface TableShape {
  columns: readonly ColumnId[];
  layout: RowLayout;
  density: Density;
  parts: RowParts | null;
  /** A row's height without a second line, hairline included. */
  rowHeightPx: number;
  /** The grid that every row is. Cards have theirs from the style sheet. */
  rowStyle: { gridTemplateColumns: string } | undefined;
}

const phonePx = 720;
const narrowPx = 1080;
/** What stands beside the list: the rail and the gutters of Shell.module.css, in narrow windows and in wide ones. */
const besideNarrowPx = 124;
const besideWidePx = 216;
/** With less room than this a name cannot have its solution beside it. */
const roomyNamePx = 140;
/** The other columns give up room before a name and its solution have less than this. */
const fullNamePx = 300;

/**
 * The shape of the list for these columns and the window as it is. `besidePx` is what stands beside the list besides the
 * rail, such as a panel; `parts` has to stay the same between drawings.
 */
export function useTableShape({
  changed,
  density,
  isAdmin,
  besidePx = 0,
  parts = null,
}: {
  /** The columns that are not as they are at first. */
  changed: readonly string[];
  density: Density;
  isAdmin: boolean;
  besidePx?: number;
  parts?: RowParts | null;
}): TableShape {
  const columns = useMemo(() => shownColumns(changed, isAdmin), [changed, isAdmin]);
  const lead: Lead = parts ? 28 : 0;
  const leastPx = leastWidthOf(columns, lead) + besidePx;
  const isCards = useMedia(`(max-width: ${Math.max(phonePx, leastPx + besideNarrowPx)}px)`);
  const isNarrow = useMedia(`(max-width: ${Math.max(narrowPx, leastPx + besideWidePx + roomyNamePx)}px)`);
  const isTight = useMedia(`(max-width: ${fullWidthOf(columns, fullNamePx, lead) + besidePx + besideWidePx}px)`);
  const layout = isCards ? 'cards' : isNarrow && !columns.includes('template') ? 'stacked' : 'wide';
  return useMemo(
    () => ({
      columns,
      layout,
      density,
      parts,
      rowHeightPx: rowHeightOf(layout, density, columns),
      rowStyle: layout === 'cards' ? undefined : { gridTemplateColumns: gridTemplateOf(columns, isTight, lead) },
    }),
    [columns, layout, isTight, density, parts, lead],
  );
}

/** The heights that InstanceTable.module.css gives, in pixels. */
export function rowHeightOf(layout: RowLayout, closeness: Density, columns: readonly ColumnId[]): number {
  const hairlinePx = 1;
  if (layout === 'wide') return (closeness === 'compact' ? 36 : 44) + hairlinePx;
  const nameAndSolutionPx = columns.includes('template') ? 24 : 48;
  if (layout === 'stacked') return nameAndSolutionPx + (closeness === 'compact' ? 0 : 4) + hairlinePx;
  // The version is left out where there is nothing to say of it, which is the most frequent case.
  const lines = columns.filter((id) => !['status', 'name', 'actions', 'update'].includes(id)).length;
  const paddingPx = closeness === 'compact' ? 12 : 20;
  return paddingPx + nameAndSolutionPx + Math.max(36, 20 + lines * 20) + hairlinePx;
}
