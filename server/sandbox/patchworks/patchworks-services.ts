import type { Clock } from '#server/platform/clock.ts';

import type { CompanyRow, PatchworksDatabase, Role } from './database/tables.ts';

/** What every part of the imitation works with. */
export interface PatchworksServices {
  database: PatchworksDatabase;
  clock: Clock;
  shape: ShapeSwitch;
  /** Where the imitation third parties answer. Nothing outside is ever called. */
  thirdPartyOrigin(): string;
}

/**
 * The published schemas show flat objects, the vendor's own client reads `attributes` and `relationships`: both are
 * imitated, the flat one unless told otherwise.
 */
export interface ShapeSwitch {
  items: 'flat' | 'attributes';
}

/** Who calls: a company, with a person's role or with that of its key. */
export interface Caller {
  company: CompanyRow;
  role: Role;
}

/** Later than `now` by this many milliseconds. */
export function later(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}
