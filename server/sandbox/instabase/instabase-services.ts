import type { Clock } from '#server/platform/clock.ts';

import type { InstabaseDatabase } from './database/tables.ts';

/** What every part of the imitation works with. */
export interface InstabaseServices {
  database: InstabaseDatabase;
  clock: Clock;
}

/** Later than `now` by this many milliseconds. */
export function later(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids come from callers as any text; only a UUID may reach a uuid column. */
export function isUuid(text: string): boolean {
  return uuidForm.test(text);
}
