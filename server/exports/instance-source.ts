import type { InstanceFilter } from '#contract/instance-filter.ts';
import { vendorNames } from '#contract/vendors.ts';
import { sql } from 'kysely';
import { type IndexedInstance, type IndexedRow, selectIndexed, toIndexed } from '../inventory/indexed-instance.ts';
import { instanceCondition } from '../inventory/list-filter.ts';
import type { ExportSource } from './export-source.ts';
import { readByCursor } from './export-source.ts';

/** What stands in each column. No config values, no webhook addresses: the index has none. */
const columns: Record<string, (row: IndexedInstance) => string | null> = {
  'Instance id': (row) => row.id,
  Vendor: (row) => vendorNames[row.vendor],
  'Vendor id': (row) => row.vendorId,
  Name: (row) => row.name,
  'Account external id': (row) => row.account.externalId,
  Account: (row) => row.account.name,
  'Template id': (row) => row.templateId,
  Template: (row) => row.templateName,
  Status: (row) => row.status,
  Health: (row) => row.health,
  Update: (row) => row.update,
  Created: (row) => row.createdAt?.toISOString() ?? null,
  Checked: (row) => row.checkedAt.toISOString(),
  Problem: (row) => row.operation?.problemCode ?? null,
  'Vendor’s words': (row) => row.operation?.problemMessage ?? null,
};

/** Everybody's instances that a filter leaves, the newest first. */
export function instanceSource(filter: InstanceFilter, hasUpgradeHook: boolean): ExportSource {
  const condition = instanceCondition(filter, 'everybody', hasUpgradeHook);
  return {
    header: Object.keys(columns),
    count: async (snapshot) => {
      const { count } = await snapshot
        .selectFrom('instances')
        .where(condition)
        .select((row) => row.fn.countAll<number>().as('count'))
        .executeTakeFirstOrThrow();
      return count;
    },
    async *read(snapshot) {
      const query = selectIndexed(snapshot)
        .where(condition)
        .orderBy(sql`instances.created_at desc nulls last`)
        .orderBy('instances.id');
      for await (const rows of readByCursor<IndexedRow>(snapshot, query)) {
        yield rows.map(toIndexed).map((row) => Object.values(columns).map((cell) => cell(row)));
      }
    },
  };
}
