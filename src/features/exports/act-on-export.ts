import { deleteExport, type Export, getExportFile, postExport, postExportRetry } from '#contract/endpoints/exports.ts';
import type { AuditFilter } from '#contract/audit-filter.ts';
import type { InstanceFilter } from '#contract/instance-filter.ts';
import { queryClient } from '#src/api/caches.ts';
import { pathOf, send } from '#src/api/http.ts';
import { exportsQuery } from './export-queries.ts';

/** What a file is wanted of. */
export type ExportRequest = { kind: 'instances'; filter: InstanceFilter } | { kind: 'audit'; filter: AuditFilter };

/** Begins to write a file. `key` is the press: the same key is the same file. Rejects with a `ProblemError`. */
export async function beginExport(request: ExportRequest, key: string): Promise<void> {
  const { export: begun } = await send(postExport, { body: { ...request, key } });
  await show(begun);
}

/** Writes the file of one that is over anew. */
export async function beginExportAnew({ id }: Export): Promise<void> {
  const { export: begun } = await send(postExportRetry, { params: { id } });
  await show(begun);
}

/** Gives up one that is written, or forgets one that is over. */
export async function giveUpExport({ id }: Export): Promise<void> {
  await send(deleteExport, { params: { id } });
  await queryClient.invalidateQueries({ queryKey: exportsQuery().queryKey });
}

export function exportAddress({ id }: Export): string {
  return pathOf(getExportFile.path, { id });
}

/** Shows it at once, before the list is asked for again. An answer of before it would hide it. */
async function show(begun: Export): Promise<void> {
  const { queryKey } = exportsQuery();
  await queryClient.cancelQueries({ queryKey });
  queryClient.setQueryData(queryKey, (former) => ({
    exports: [begun, ...(former?.exports ?? []).filter(({ id }) => id !== begun.id)],
  }));
  await queryClient.invalidateQueries({ queryKey });
}
