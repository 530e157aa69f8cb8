import type { Migration } from 'kysely';
import * as initial from './migrations/initial.ts';

/** Every migration in order. A name once released is never changed. */
export const migrations: Record<string, Migration> = {
  '0001-initial': initial,
};
