import type { RateLimitUnit } from '#contract/connectors.ts';
import type { ProblemCode } from '#contract/problems.ts';
import type { Vendor } from '#contract/vendors.ts';
import { ownerOrLink } from '../../accounts/vendor-links.ts';
import { auditForeignRows } from '../../inventory/foreign-rows.ts';
import { type IndexedInstance, selectIndexed, toIndexed } from '../../inventory/indexed-instance.ts';
import { mergeRead } from '../../inventory/merge-read.ts';
import { type ReadOutcome, readOutcome } from '../../inventory/read-outcome.ts';
import { everything } from '../../inventory/sync.ts';
import { mayStillAppear } from '../../inventory/write-through.ts';
import type { VendorAdapter, VendorOwner } from '../../vendors/adapter.ts';
import type {
  ConnectorInstanceRecord,
  ConnectorPort,
  ConnectorRecord,
  MarketplaceRecord,
} from '../../vendors/connectors.ts';
import { ForeignRowsError, VendorError } from '../../vendors/vendor-error.ts';
import { connectorAdapter, type ConnectorContext, portOf } from './connector-context.ts';
import { unlessVendorFails } from '../unless-vendor-fails.ts';

/** An instance of a connector. What only the vendor tells is null when it could not be asked. */
export interface ListedInstance {
  row: IndexedInstance;
  rateLimitAmount: number | null;
  rateLimitUnit: RateLimitUnit | null;
  poolName: string | null;
  lastCheckedAt: Date | null;
}

export interface ListedConnector extends ConnectorRecord {
  instances: ListedInstance[];
}

export interface Listed<Node> {
  nodes: Node[];
  outcome: Omit<ReadOutcome, 'state'> & { state: ReadOutcome['state'] | 'empty' };
}

/**
 * An account's connectors with their instances, as the vendor says now; where it cannot be asked, the instances of the index
 * below their connectors' names. Null where no vendor has connectors.
 */
export async function listConnectors(
  context: ConnectorContext,
  accountId: string,
): Promise<Listed<ListedConnector> | null> {
  const adapter = connectorAdapter(context.adapters);
  if (!adapter?.connectors) return null;
  const { reader } = adapter.connectors;
  const asked = await ask(context, adapter, accountId, async (owner) => {
    const readAt = context.clock.now();
    const [connectors, found] = await Promise.all([
      reader.listConnectors(owner),
      readInstances(reader, adapter.vendor, owner),
    ]);
    await keepInIndex(context, adapter.vendor, accountId, { found, readAt });
    return { connectors, found };
  });
  const rows = await rowsOf(context, adapter.vendor, accountId);
  if ('failure' in asked) return { nodes: fromIndex(rows), outcome: asked.failure };
  const { connectors, found } = asked.answer;
  const instances = joined(context, rows, found);
  const nodes = grouped([...connectors, ...unlisted(connectors, instances)], instances);
  return { nodes, outcome: outcomeOf(context, adapter.vendor, nodes.length) };
}

/** What an account can install, as the vendor says now. Null where no vendor has connectors. */
export async function listMarketplace(
  context: ConnectorContext,
  accountId: string,
): Promise<Listed<MarketplaceRecord> | null> {
  const adapter = connectorAdapter(context.adapters);
  if (!adapter?.connectors) return null;
  const { reader } = adapter.connectors;
  const asked = await ask(context, adapter, accountId, (owner) => reader.listMarketplace(owner));
  if ('failure' in asked) return { nodes: [], outcome: asked.failure };
  return { nodes: asked.answer, outcome: outcomeOf(context, adapter.vendor, asked.answer.length) };
}

/** The instances of one connector: as the vendor says, where it tells; else as the index knows them. */
export async function listInstancesOf(
  context: ConnectorContext,
  vendor: Vendor,
  owner: { accountId: string } & VendorOwner,
  connectorId: string,
): Promise<ListedInstance[]> {
  const found = await unlessVendorFails(readInstances(portOf(context, vendor).reader, vendor, owner));
  const rows = await rowsOf(context, vendor, owner.accountId);
  const instances = found ? joined(context, rows, found) : rows.map(withoutDetail);
  return inOrder(instances.filter(({ row }) => row.templateId === connectorId));
}

type Asked<Answer> = { answer: Answer } | { failure: Listed<never>['outcome'] };

async function ask<Answer>(
  context: ConnectorContext,
  adapter: VendorAdapter,
  accountId: string,
  read: (owner: VendorOwner) => Promise<Answer>,
): Promise<Asked<Answer>> {
  try {
    return { answer: await read(await ownerOrLink(context.database, adapter, accountId)) };
  } catch (error) {
    if (!(error instanceof VendorError)) throw error;
    await auditForeignRows(context.audit, error, accountId);
    return { failure: await failureOf(context, accountId, error) };
  }
}

async function readInstances(
  reader: ConnectorPort['reader'],
  vendor: Vendor,
  owner: VendorOwner,
): Promise<ConnectorInstanceRecord[]> {
  const found = await reader.listInstances(owner);
  if (found.some(({ record }) => record.vendorAccountId !== owner.vendorAccountId)) throw new ForeignRowsError(vendor);
  return found;
}

/** A statement takes 65,535 parameters at most, and a row is sixteen. */
const rowsAtOnce = 500;

/** What was never read before says nothing by being new. */
async function keepInIndex(
  context: ConnectorContext,
  vendor: Vendor,
  accountId: string,
  { found, readAt }: { found: ConnectorInstanceRecord[]; readAt: Date },
): Promise<void> {
  const read = await context.database
    .selectFrom('sync_states')
    .where('vendor', '=', vendor)
    .where('scope', 'in', [accountId, everything])
    .where('checked_at', 'is not', null)
    .select('scope')
    .executeTakeFirst();
  const rows = found.map(({ record }) => ({ accountId, record }));
  for (let from = 0; from < rows.length; from += rowsAtOnce) {
    const batch = { rows: rows.slice(from, from + rowsAtOnce), readStartedAt: readAt, isFirstRead: read === undefined };
    // oxlint-disable-next-line no-await-in-loop -- statements of a size that PostgreSQL takes
    await mergeRead(context, { vendor, ...batch });
  }
}

async function rowsOf({ database }: ConnectorContext, vendor: Vendor, accountId: string): Promise<IndexedInstance[]> {
  const rows = await selectIndexed(database)
    .where('instances.account_id', '=', accountId)
    .where('instances.vendor', '=', vendor)
    .where('instances.removed_at', 'is', null)
    .execute();
  return rows.map(toIndexed);
}

/** Rows that the vendor listed, with what it says of them; and those so young that it may not list them yet. */
function joined(
  { clock }: ConnectorContext,
  rows: IndexedInstance[],
  found: ConnectorInstanceRecord[],
): ListedInstance[] {
  const byId = new Map(found.map((instance) => [instance.record.vendorId, instance]));
  const now = clock.now();
  return rows.flatMap((row) => {
    const instance = byId.get(row.vendorId);
    if (!instance) return mayStillAppear(row.createdAt, now) ? [withoutDetail(row)] : [];
    const { rateLimitAmount, rateLimitUnit, poolName, lastCheckedAt } = instance;
    return [{ row, rateLimitAmount, rateLimitUnit, poolName, lastCheckedAt }];
  });
}

function withoutDetail(row: IndexedInstance): ListedInstance {
  return { row, rateLimitAmount: null, rateLimitUnit: null, poolName: null, lastCheckedAt: null };
}

function fromIndex(rows: IndexedInstance[]): ListedConnector[] {
  const instances = rows.map(withoutDetail);
  return grouped(unlisted([], instances), instances);
}

/** Connectors that are known by an instance alone. */
function unlisted(connectors: ConnectorRecord[], instances: ListedInstance[]): ConnectorRecord[] {
  const known = new Set(connectors.map(({ connectorId }) => connectorId));
  const missing = new Map(
    instances.flatMap(({ row }) => (known.has(row.templateId) ? [] : [[row.templateId, row.templateName] as const])),
  );
  return [...missing].map(([connectorId, name]) => ({
    connectorId,
    name,
    category: null,
    version: null,
    newerVersion: null,
  }));
}

function grouped(connectors: ConnectorRecord[], instances: ListedInstance[]): ListedConnector[] {
  return connectors
    .map((connector) => ({
      ...connector,
      instances: inOrder(instances.filter(({ row }) => row.templateId === connector.connectorId)),
    }))
    .toSorted((one, other) => order.compare(one.name, other.name));
}

const order = new Intl.Collator('en', { numeric: true });

function inOrder(instances: ListedInstance[]): ListedInstance[] {
  return instances.toSorted(
    (one, other) => order.compare(one.row.name, other.row.name) || (one.row.id < other.row.id ? -1 : 1),
  );
}

function outcomeOf({ clock }: ConnectorContext, vendor: Vendor, found: number): Listed<never>['outcome'] {
  return {
    vendor,
    state: found === 0 ? 'empty' : 'ok',
    code: null,
    missingCount: null,
    checkedAt: clock.now(),
    failedSince: null,
    retryAt: null,
    refreshing: false,
  };
}

/** How old the index is that stands in for the vendor, and why it has to. */
async function failureOf(
  { database, clock }: ConnectorContext,
  accountId: string,
  error: VendorError,
): Promise<Listed<never>['outcome']> {
  const now = clock.now();
  const scopes = [accountId, everything];
  const known = await readOutcome(database, { vendor: error.vendor, scopes, now, since: null });
  const isUnlinked = error.code === 'not_connected';
  return {
    ...known,
    state: isUnlinked ? 'not_connected' : 'failed',
    code: error.code satisfies ProblemCode,
    missingCount: null,
    failedSince: known.failedSince ?? (isUnlinked ? null : now),
    retryAt: error.retryAt ?? known.retryAt,
  };
}
