import * as z from 'zod/mini';
import { instanceFilter } from '../instance-filter.ts';
import { auditFilter } from '../audit-filter.ts';
import type { ProblemCode } from '../problems.ts';
import { endpoint } from './endpoint.ts';

export const exportKinds = ['instances', 'audit'] as const;

export type ExportKind = (typeof exportKinds)[number];

/** `expired`: it was there and is gone; the file is kept for an hour. */
export type ExportState = 'running' | 'succeeded' | 'failed' | 'stopped' | 'expired';

/** The making of a CSV file, by and for one person. Times are ISO 8601. */
export interface Export {
  id: string;
  kind: ExportKind;
  state: ExportState;
  /** Rows written so far, and how many there are to be; null until they are counted. */
  rowsDone: number;
  rowsAll: number | null;
  bytes: number | null;
  startedAt: string;
  endedAt: string | null;
  /** Until when the file can be fetched; null until there is one. */
  keptUntil: string | null;
  problemCode: ProblemCode | null;
}

/**
 * Begins to write a file of exactly what the filter leaves at that moment. Admins only, as all that follow; each sees their own.
 * Audited. The same `key` is the same export.
 */
export const postExport = endpoint<{ export: Export }>()(
  'POST',
  '/api/exports',
  z.discriminatedUnion('kind', [
    z.strictObject({ kind: z.literal('instances'), key: z.uuid('malformed'), filter: instanceFilter }),
    z.strictObject({ kind: z.literal('audit'), key: z.uuid('malformed'), filter: auditFilter }),
  ]),
);

/** One's own exports of the last day, the newest first. */
export const getExports = endpoint<{ exports: Export[] }>()('GET', '/api/exports', null);

export const getExport = endpoint<{ export: Export }>()('GET', '/api/exports/:id', null);

/** Writes the file of one that is over anew, of what its filter leaves by now. Audited like a new one; `busy` while it is written. */
export const postExportRetry = endpoint<{ export: Export }>()('POST', '/api/exports/:id/retry', null);

/** Gives up one that runs, or forgets a file before its time. */
export const deleteExport = endpoint<{ id: string }>()('DELETE', '/api/exports/:id', null);

/** The file itself, as `text/csv; charset=utf-8; header=present` with a name of its own (RFC 4180, RFC 6266). */
export const getExportFile = endpoint<never>()('GET', '/api/exports/:id/file', null);
