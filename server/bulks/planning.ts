import type { Kysely } from 'kysely';
import type { Tables } from '../platform/database/schema.ts';
import { type BulkContext, type BulkRow, planKeptMs } from './bulk-context.ts';
import { countItems, toColumns } from './counting.ts';
import { type ItemChange, writeItems } from './item-outcomes.ts';
import { judge, loadCandidates, type Rules } from './judge.ts';

/** So many are judged at a time; a set that is no larger is planned with the request that asks for it. */
export const planPart = 1_000;

export function rulesOf({ adapters, hooks }: Pick<BulkContext, 'adapters' | 'hooks'>): Rules {
  return { adapters, hasUpgradeHook: hooks.has('upgradeValues') };
}

/**
 * Finds out what would become of the next part of a set; with the last of it the plan stands. In the caller's transaction. Answers
 * whether it stands.
 */
export async function planNext(
  context: Pick<BulkContext, 'adapters' | 'hooks' | 'clock'>,
  transaction: Kysely<Tables>,
  bulk: BulkRow,
): Promise<boolean> {
  const items = await transaction
    .selectFrom('bulk_items')
    .where('bulk_id', '=', bulk.id)
    .where('position', '>', bulk.planned_to)
    .orderBy('position')
    .limit(planPart)
    .select(['id', 'position', 'instance_id', 'account_id'])
    .execute();
  const candidates = await loadCandidates(
    transaction,
    items.map((item) => item.instance_id),
  );
  const rules = rulesOf(context);
  const changes = items.flatMap((item): ItemChange[] => {
    const verdict = judge(bulk.action, candidates.get(item.instance_id) ?? null, item.account_id, rules);
    return verdict.outcome === 'waiting' ? [] : [{ id: item.id, ...verdict }];
  });
  await writeItems(transaction, changes);
  const isPlanned = items.length < planPart;
  const now = context.clock.now();
  await transaction
    .updateTable('bulks')
    .set({
      planned_to: items.at(-1)?.position ?? bulk.planned_to,
      ...toColumns(await countItems(transaction, bulk, now)),
      ...(isPlanned ? { state: 'planned', due_at: new Date(now.getTime() + planKeptMs) } : { due_at: now }),
    })
    .where('id', '=', bulk.id)
    .where('state', '=', 'planning')
    .execute();
  return isPlanned;
}
