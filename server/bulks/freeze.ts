import type { InstanceFilter } from '#contract/instance-filter.ts';
import { type Kysely, type RawBuilder, sql } from 'kysely';
import { instanceCondition } from '../inventory/list-filter.ts';
import type { Tables } from '../platform/database/schema.ts';

/** Which instances a set is made of. `failedOf`: those that failed in another bulk. */
export type Selection =
  | { ids: string[] }
  | { filter: InstanceFilter; upTo?: number | undefined }
  | { failedOf: string };

/**
 * Freezes the set: what matches at this moment, in one statement, so that what appears or changes later does not come into it. Its order
 * gives each account a turn, so that a part of it is a part of every account's. Answers how many they are.
 */
export async function freeze(
  database: Kysely<Tables>,
  bulkId: string,
  selection: Selection,
  hasUpgradeHook: boolean,
): Promise<number> {
  const { numAffectedRows = 0n } = await sql`
    insert into bulk_items (bulk_id, position, instance_id, account_id, vendor, name, outcome)
    select ${bulkId}, row_number() over (order by turn, account_id), id, account_id, vendor, name, 'waiting'
    from (
      select *, row_number() over (partition by account_id order by created_at nulls first, id) as turn
      from (${chosen(selection, hasUpgradeHook)}) as chosen
    ) as in_turns`.execute(database);
  return Number(numAffectedRows);
}

function chosen(selection: Selection, hasUpgradeHook: boolean): RawBuilder<unknown> {
  const columns = sql`instances.id, instances.account_id, instances.vendor, instances.name, instances.created_at`;
  if ('filter' in selection) {
    const { filter, upTo } = selection;
    return sql`
      select ${columns} from instances where ${instanceCondition(filter, 'everybody', hasUpgradeHook)}
      ${upTo === undefined ? sql`` : sql`order by instances.created_at nulls first, instances.id limit ${upTo}`}`;
  }
  // Those named one by one are told of even when they were removed meanwhile.
  if ('ids' in selection) return sql`select ${columns} from instances where id = any(${selection.ids}::uuid[])`;
  // Those that failed are of the set even where the index has forgotten them.
  return sql`
    select instance_id as id, account_id, vendor, name, null::timestamptz as created_at
    from bulk_items where bulk_id = ${selection.failedOf} and outcome = 'failed'`;
}
