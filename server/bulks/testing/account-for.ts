import { sql } from 'kysely';
import type { BulkCounts, BulkItemRow, BulkRow } from '../bulk-context.ts';
import { noCounts, sizeOf } from '../counting.ts';
import { type KeptInstance, type Sent, stateOf } from './memory-vendor.ts';
import type { World } from './mortal-process.ts';

type Item = Pick<BulkItemRow, 'id' | 'outcome' | 'problem_code' | 'vendor_message' | 'operation_id'> & {
  vendorId: string;
  /** The name in the index. */
  name: string | null;
};

interface Ended {
  id: string;
  request_key: string;
  state: string;
  changed: string | null;
  message: string | null;
  entries: number;
}

/**
 * Everything in which a bulk that is over is not accounted for; empty when it is. `before`: how the vendor stood when it was started.
 */
export async function untruths(
  world: World,
  bulk: BulkRow,
  { before, size }: { before: Map<string, KeptInstance>; size: number },
): Promise<string[]> {
  const items = await itemsOf(world, bulk);
  const operations = new Map((await operationsOf(world, bulk)).map((operation) => [operation.id, operation]));
  const wrong = items.flatMap((item) => {
    const sent = world.vendor.sent.get(item.vendorId) ?? [];
    const operation = item.operation_id === null ? null : (operations.get(item.operation_id) ?? null);
    const was = before.get(item.vendorId);
    const is = world.vendor.instances.get(item.vendorId);
    if (!was || !is) return [`${item.vendorId} is of no vendor`];
    const said = `${item.vendorId} was ${stateOf(was)}, is ${stateOf(is)} and is told as ${item.outcome} ${item.problem_code ?? ''}`;
    return [
      ...(bulk.action === 'resync' ? untrueReading(item, is) : untrueChange(bulk, item, { was, is, operation })),
      ...sentTooOften(sent),
      ...untrueOperation(item, operation),
    ].map((what) => `${said}: ${what}; ${JSON.stringify(sent)}`);
  });
  const owned = new Set(items.map((item) => item.operation_id));
  for (const { id } of operations.values()) if (!owned.has(id)) wrong.push(`operation ${id} is of no item`);
  const counted = countOf(items);
  if (JSON.stringify(counted) !== JSON.stringify({ ...noCounts(), ...bulk.counts })) {
    wrong.push(`it says ${JSON.stringify(bulk.counts)} and has ${JSON.stringify(counted)}`);
  }
  if (sizeOf(counted) !== size) wrong.push(`it has ${sizeOf(counted)} of ${size}`);
  return wrong;
}

function countOf(items: Item[]): BulkCounts {
  const counts = noCounts();
  for (const { outcome } of items) counts[outcome] += 1;
  return counts;
}

function untrueChange(
  bulk: BulkRow,
  item: Item,
  { was, is, operation }: { was: KeptInstance; is: KeptInstance; operation: Ended | null },
): string[] {
  const wanted = { enable: 'enabled', disable: 'disabled', remove: 'gone', upgrade: '', resync: '' }[bulk.action];
  const mayHaveChanged =
    item.outcome === 'done' ||
    (item.outcome === 'failed' && (item.problem_code === 'outcome_unknown' || operation?.changed === 'unknown'));
  return [
    ...(item.outcome === 'done' && stateOf(is) !== wanted ? ['it was not done'] : []),
    ...(!mayHaveChanged && stateOf(is) !== stateOf(was) ? ['it was changed'] : []),
    ...(item.outcome === 'waiting' || item.outcome === 'running' ? ['it has not ended'] : []),
  ];
}

function untrueReading(item: Item, is: KeptInstance): string[] {
  if (item.outcome === 'done' && item.name !== is.name) return ['the index has not what the vendor has'];
  return item.outcome === 'waiting' || item.outcome === 'running' ? ['it has not ended'] : [];
}

/**
 * Whose outcome is known is sent no more: what was done, even where nobody heard so, and what was refused for good, unless who
 * heard so died of it.
 */
function sentTooOften(sent: Sent[]): string[] {
  const isOver = ({ answer, heard, changed, by }: Sent) =>
    changed || (heard && !by.isOver && ['done', 'gone', 'refused', 'refused with words', 'forbidden'].includes(answer));
  return sent.slice(0, -1).some(isOver) ? ['it was sent once more'] : [];
}

function untrueOperation(item: Item, operation: Ended | null): string[] {
  if (operation === null) return item.operation_id === null ? [] : ['its operation is not there'];
  const { request_key: key, state, entries, message } = operation;
  return [
    ...(key === item.id ? [] : ['its operation is another one’s']),
    ...(state === 'running' ? ['its operation goes on'] : []),
    ...((state === 'succeeded') === (item.outcome === 'done') ? [] : [`its operation has ${state}`]),
    ...(entries === 1 ? [] : [`it is ${entries} times in the audit log`]),
    ...(item.outcome === 'failed' && item.vendor_message !== message ? ['the vendor said something else'] : []),
  ];
}

async function itemsOf({ tables }: World, bulk: BulkRow): Promise<Item[]> {
  return tables
    .selectFrom('bulk_items')
    .leftJoin('instances', 'instances.id', 'bulk_items.instance_id')
    .where('bulk_id', '=', bulk.id)
    .select([
      'bulk_items.id',
      'outcome',
      'problem_code',
      'vendor_message',
      'operation_id',
      // The beds name their instances so.
      'bulk_items.name as vendorId',
      'instances.name',
    ])
    .execute();
}

async function operationsOf({ tables }: World, bulk: BulkRow): Promise<Ended[]> {
  const { rows } = await sql<Ended>`
    select id, request_key, state, problem ->> 'changed' as changed, problem ->> 'vendorMessage' as message, (
      select count(*) from audit_entries
      where audit_entries.instance_id = operations.instance_id and audit_entries.request_id = operations.request_id
    ) as entries
    from operations where bulk_id = ${bulk.id}`.execute(tables);
  return rows;
}
