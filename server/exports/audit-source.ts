import type { AuditFilter } from '#contract/audit-filter.ts';
import { type AuditedEntry, type AuditedRow, countAudited, selectAudited, toAudited } from '../audit/search-audit.ts';
import type { ExportSource } from './export-source.ts';
import { readByCursor } from './export-source.ts';

const columns: Record<string, (entry: AuditedEntry) => string | null> = {
  Entry: ({ id }) => id,
  When: ({ at }) => at.toISOString(),
  Action: ({ action }) => action,
  Result: ({ outcome }) => outcome,
  'Person id': ({ person }) => person?.id ?? null,
  Person: ({ person }) => person?.name ?? null,
  'Account external id': ({ account }) => account?.externalId ?? null,
  Account: ({ account }) => account?.name ?? null,
  'Instance id': ({ instance }) => instance?.id ?? null,
  Instance: ({ instance }) => instance?.name ?? null,
  Problem: ({ problemCode }) => problemCode,
  Detail: ({ detail }) => detail,
  'Request id': ({ requestId }) => requestId,
};

/** The entries of the log that a filter leaves, the newest first. */
export function auditSource(filter: AuditFilter): ExportSource {
  return {
    header: Object.keys(columns),
    count: (snapshot) => countAudited(snapshot, filter),
    async *read(snapshot) {
      for await (const rows of readByCursor<AuditedRow>(snapshot, selectAudited(snapshot, filter))) {
        yield rows.map(toAudited).map((entry) => Object.values(columns).map((cell) => cell(entry)));
      }
    },
  };
}
