/** Every column a list of instances can have, in the order in which they stand. */
export const columnIds = [
  'status',
  'name',
  'template',
  'vendor',
  'account',
  'health',
  'update',
  'created',
  'checked',
  'id',
  'actions',
] as const;

export type ColumnId = (typeof columnIds)[number];

interface ColumnRule {
  /** How narrow and how wide it may be, in pixels; without a greatest width it takes what is left. */
  min: number;
  max?: number;
  /** `always`: cannot be hidden. `on` and `off`: what it is until someone chooses. */
  shown: 'always' | 'on' | 'off';
  /** Only admins see instances of more than one owner. */
  adminsOnly?: true;
}

const rules: Record<ColumnId, ColumnRule> = {
  status: { min: 140, max: 176, shown: 'always' },
  name: { min: 180, shown: 'always' },
  template: { min: 88, max: 200, shown: 'off' },
  vendor: { min: 80, max: 112, shown: 'off' },
  account: { min: 88, max: 144, shown: 'on', adminsOnly: true },
  health: { min: 96, max: 144, shown: 'off', adminsOnly: true },
  update: { min: 104, max: 240, shown: 'on' },
  created: { min: 80, max: 104, shown: 'on' },
  checked: { min: 80, max: 104, shown: 'off' },
  id: { min: 72, max: 144, shown: 'off' },
  actions: { min: 148, max: 168, shown: 'always' },
};

export const columnGapPx = 16;

/** The columns that a person may show or hide. */
export function choosableColumns(isAdmin: boolean): ColumnId[] {
  return columnIds.filter((id) => rules[id].shown !== 'always' && (isAdmin || !rules[id].adminsOnly));
}

/**
 * The columns on show. `changed` names those that are not as they are at first; what it names and nobody knows, such as a
 * column of a later version, counts for nothing.
 */
export function shownColumns(changed: readonly string[], isAdmin: boolean): ColumnId[] {
  return columnIds.filter((id) => {
    const { shown, adminsOnly } = rules[id];
    if (shown === 'always') return true;
    if (adminsOnly && !isAdmin) return false;
    return (shown === 'on') !== changed.includes(id);
  });
}

/** The choice by which exactly these are on show, of those that a person may show or hide. */
export function changedFor(shown: readonly string[], isAdmin: boolean): ColumnId[] {
  return choosableColumns(isAdmin).filter((id) => (rules[id].shown === 'on') !== shown.includes(id));
}

/** The choice with this column shown where it was hidden, and the other way round. */
export function withColumnTurned(changed: readonly string[], id: ColumnId): string[] {
  return changed.includes(id) ? changed.filter((other) => other !== id) : [...changed, id];
}

/** What stands before the status in its column takes up so many pixels where there is something. */
export type Lead = 0 | 28;

function ruleOf(id: ColumnId, lead: Lead): ColumnRule {
  const rule = rules[id];
  return id === 'status' ? { ...rule, min: rule.min + lead, max: (rule.max ?? rule.min) + lead } : rule;
}

/**
 * The widths as `grid-template-columns` takes them; with `isTight` the name gets nearly all of the room that is left. Every
 * row is a grid of its own: that they line up rests on no width here depending on what a cell holds.
 */
export function gridTemplateOf(columns: readonly ColumnId[], isTight: boolean, lead: Lead = 0): string {
  return columns
    .map((id) => {
      const { min, max } = ruleOf(id, lead);
      if (max === undefined) return `minmax(${min}px, 1fr)`;
      return `minmax(${min}px, ${isTight ? min + (max - min) / 4 : max}px)`;
    })
    .join(' ');
}

/** How wide a list must be, in pixels, for these columns to stand beside each other. */
export function leastWidthOf(columns: readonly ColumnId[], lead: Lead = 0): number {
  return columns.reduce((sum, id) => sum + ruleOf(id, lead).min, columnGapPx * (columns.length - 1));
}

/** How wide a list must be, in pixels, for every column to have its greatest width and the name this one. */
export function fullWidthOf(columns: readonly ColumnId[], namePx: number, lead: Lead = 0): number {
  return columns.reduce((sum, id) => sum + (ruleOf(id, lead).max ?? namePx), columnGapPx * (columns.length - 1));
}
