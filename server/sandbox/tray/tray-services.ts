import type { Clock } from '#server/platform/clock.ts';

import type { Catalogue } from './catalogue.ts';
import type { TrayDatabase } from './database/tables.ts';

/** What every part of the imitation works with. */
export interface TrayServices {
  database: TrayDatabase;
  clock: Clock;
  catalogue: Catalogue;
  reads: ReadSwitch;
}

/**
 * What the master token is shown of the instances. Tray documents `operator`: those of all end users. Others report
 * `own`: none of the end users'.
 */
export interface ReadSwitch {
  everybody: 'operator' | 'own';
}

/** The one partner (Tray's "embedded id") and the token that acts as the whole organisation. */
export const partner = 'jackfield';
export const masterToken = 'sandbox-master';

/** Later than `now` by this many milliseconds. */
export function later(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}

const uuidForm = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** Ids come from callers as any text; only a UUID may reach a uuid column. */
export function isUuid(text: string): boolean {
  return uuidForm.test(text);
}
