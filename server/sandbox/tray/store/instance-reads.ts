import { type SelectQueryBuilder, sql } from 'kysely';

import type { InstanceRow, InstanceSnapshot, TrayTables } from '../database/tables.ts';
import { isUuid, later, type TrayServices } from '../tray-services.ts';
import type { PagedList } from './pages.ts';

/** Tray's `SolutionInstanceSearchCriteria`. */
export interface InstanceCriteria {
  name?: string | null;
  owner?: string | null;
  id?: string | null;
  solutionId?: string | null;
}

/** How late a read is allowed to be, when a fault asks for it. */
export interface ReadLateness {
  /** Answers as before any change of the last 30 seconds. */
  stale: boolean;
  /** Shows `enabled` as before any change of the last 5 seconds. */
  enabledStale: boolean;
}

export const staleMs = 30_000;
export const settleMs = 5000;

/** Counting so many rows costs more than a page of them, so the number is remembered for a moment. */
const manyRows = 10_000;
const rememberedMs = 5_000;
const remembered = new WeakMap<TrayServices['database'], { rows: number; atMs: number }>();

type InstanceQuery<Output> = SelectQueryBuilder<TrayTables, 'instances', Output>;

/** The instances that match, oldest first, as a vendor that may lag shows them. */
export function listInstances(
  services: TrayServices,
  criteria: InstanceCriteria,
  lateness: ReadLateness,
): PagedList<InstanceRow> & { count(): Promise<number> } {
  const { database, clock } = services;
  const impossible = [criteria.id, criteria.owner, criteria.solutionId].some((id) => id && !isUuid(id));

  function filtered<Output>(query: InstanceQuery<Output>): InstanceQuery<Output> {
    let narrowed = visible(query, clock.now(), lateness);
    if (criteria.id) narrowed = narrowed.where('id', '=', criteria.id);
    if (criteria.owner) narrowed = narrowed.where('owner_id', '=', criteria.owner);
    if (criteria.solutionId) narrowed = narrowed.where('solution_id', '=', criteria.solutionId);
    if (criteria.name) narrowed = narrowed.where(sql<boolean>`position(lower(${criteria.name}) in lower(name)) > 0`);
    return narrowed;
  }

  return {
    positionOf: async (id) =>
      isUuid(id)
        ? (await database.selectFrom('instances').select('position').where('id', '=', id).executeTakeFirst())?.position
        : undefined,
    read: async ({ after, before, limit, backwards }) => {
      if (impossible || limit === 0) return [];
      let query = filtered(database.selectFrom('instances').selectAll());
      if (after !== undefined) query = query.where('position', '>', after);
      if (before !== undefined) query = query.where('position', '<', before);
      const rows = await query
        .orderBy('position', backwards ? 'desc' : 'asc')
        .limit(limit)
        .execute();
      return asSeenLate(services, rows, lateness);
    },
    count: async () => {
      if (impossible) return 0;
      const isOfAll = !(criteria.id || criteria.owner || criteria.solutionId || criteria.name || lateness.stale);
      const known = isOfAll ? remembered.get(database) : undefined;
      if (known && clock.now().getTime() - known.atMs < rememberedMs) return known.rows;
      const counted = await filtered(database.selectFrom('instances'))
        .select(({ fn }) => fn.countAll<number>().as('rows'))
        .executeTakeFirstOrThrow();
      if (isOfAll && counted.rows >= manyRows) {
        remembered.set(database, { rows: counted.rows, atMs: clock.now().getTime() });
      }
      return counted.rows;
    },
  };
}

function visible<Output>(query: InstanceQuery<Output>, now: Date, { stale }: ReadLateness): InstanceQuery<Output> {
  const shown = query.where((where) => where.or([where('hidden_until', 'is', null), where('hidden_until', '<=', now)]));
  const asOf = later(now, -staleMs);
  if (!stale) {
    return shown.where((where) => where.or([where('removed_at', 'is', null), where('shown_until', '>', now)]));
  }
  return shown
    .where('created_at', '<=', asOf)
    .where((where) =>
      where.or([where('removed_at', 'is', null), where('removed_at', '>', asOf), where('shown_until', '>', now)]),
    );
}

/** Puts back, in each row, what a lagging read has not seen yet. */
async function asSeenLate(
  { database, clock }: TrayServices,
  rows: InstanceRow[],
  lateness: ReadLateness,
): Promise<InstanceRow[]> {
  if (rows.length === 0) return rows;
  const now = clock.now();
  const changes = await database
    .selectFrom('instance_changes')
    .selectAll()
    .where(
      'instance_id',
      'in',
      rows.map(({ id }) => id),
    )
    .where('changed_at', '>', later(now, -staleMs))
    .orderBy('id')
    .execute();
  if (changes.length === 0) return rows;
  return rows.map((row) => {
    const own = changes.filter(({ instance_id }) => instance_id === row.id);
    const unseen = own.find((change) => lateness.stale || (change.stale_until !== null && change.stale_until > now));
    if (unseen) return { ...row, ...unseen.before };
    const unsettled = own.find(
      (change) =>
        (lateness.enabledStale && change.changed_at > later(now, -settleMs)) ||
        (change.enabled_stale_until !== null && change.enabled_stale_until > now),
    );
    return unsettled ? { ...row, enabled: unsettled.before.enabled } : row;
  });
}

/** The part of a row that a change may alter. */
export function snapshotOf(row: InstanceRow): InstanceSnapshot {
  const { name, enabled, version, user_version, system_version, auth_values, config_values } = row;
  return { name, enabled, version, user_version, system_version, auth_values, config_values };
}
