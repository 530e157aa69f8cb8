import type { Vendor } from '#contract/vendors.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import { catalogueScope, everything } from './sync.ts';

/** Whether every vendor and its catalogue have been read into the index at least once. */
export async function isInventoryReady(database: JackfieldDatabase, vendors: Vendor[]): Promise<boolean> {
  const { read } = await database
    .selectFrom('sync_states')
    .where('vendor', 'in', vendors)
    .where('scope', 'in', [everything, catalogueScope])
    .where('checked_at', 'is not', null)
    .select((row) => row.fn.countAll<number>().as('read'))
    .executeTakeFirstOrThrow();
  return read === vendors.length * 2;
}

/** Whether reading every vendor and its catalogue was tried at least once, however it went. */
export async function wasInventoryTried(database: JackfieldDatabase, vendors: Vendor[]): Promise<boolean> {
  const { tried } = await database
    .selectFrom('sync_states')
    .where('vendor', 'in', vendors)
    .where('scope', 'in', [everything, catalogueScope])
    .where((row) => row.or([row('checked_at', 'is not', null), row('failed_since', 'is not', null)]))
    .select((row) => row.fn.countAll<number>().as('tried'))
    .executeTakeFirstOrThrow();
  return tried === vendors.length * 2;
}
