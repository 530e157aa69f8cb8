import type { Clock } from '#server/platform/clock.ts';

import { nameBasedUuid } from '../name-based-uuid.ts';
import type { PrismaticDatabase } from './database/tables.ts';
import { globalId } from './global-ids.ts';

/** What every part of the imitation works with. */
export interface PrismaticServices {
  database: PrismaticDatabase;
  clock: Clock;
  /** Signs addresses that are good for a while without a token. */
  signingSecret: string;
  /** Where the imitation is reached. */
  origin(): string;
}

/** The one organisation, and the tokens of its owner. */
export const organisation = {
  uuid: nameBasedUuid('prismatic:organisation'),
  id: globalId('Organization', nameBasedUuid('prismatic:organisation')),
  name: 'Jackfield',
  ownerId: nameBasedUuid('prismatic:owner'),
};
export const organisationToken = 'sandbox-prismatic';
export const organisationRefreshToken = 'sandbox-prismatic-refresh';

/** Later than `now` by this many milliseconds. */
export function later(now: Date, milliseconds: number): Date {
  return new Date(now.getTime() + milliseconds);
}
