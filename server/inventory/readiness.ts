import { sql } from 'kysely';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';
import { catalogueScope, everything } from './sync.ts';

/** Whether every vendor, and its catalogue where it has one, has been read into the index at least once. */
export function isInventoryReady(database: JackfieldDatabase, adapters: VendorAdapter[]): Promise<boolean> {
  return hasForAll(database, adapters, sql<boolean>`checked_at is not null`);
}

/** Whether reading every vendor and its catalogue was tried at least once, however it went. */
export function wasInventoryTried(database: JackfieldDatabase, adapters: VendorAdapter[]): Promise<boolean> {
  return hasForAll(database, adapters, sql<boolean>`(checked_at is not null or failed_since is not null)`);
}

async function hasForAll(
  database: JackfieldDatabase,
  adapters: VendorAdapter[],
  condition: ReturnType<typeof sql<boolean>>,
): Promise<boolean> {
  const told = await database
    .selectFrom('sync_states')
    .where('scope', 'in', [everything, catalogueScope])
    .where(condition)
    .select(['vendor', 'scope'])
    .execute();
  const scopes = new Set(told.map(({ vendor, scope }) => `${vendor} ${scope}`));
  return adapters.every(({ vendor, capabilities }) =>
    [everything, ...(capabilities.activate ? [catalogueScope] : [])].every((scope) => scopes.has(`${vendor} ${scope}`)),
  );
}
