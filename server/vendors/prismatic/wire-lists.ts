import { z } from 'zod';
import { anything } from './wire-values.ts';

/** `hasNextPage` has no fallback: without it nobody knows whether rows are missing. */
const wireConnection = z.object({
  nodes: z.array(anything),
  pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().min(1).nullable().catch(null) }),
  totalCount: z.number().int().nonnegative().nullable().catch(null),
});

/** One page of rows, each either readable or counted as unreadable. Rows with the same id count once. */
export interface WirePage<Row> {
  rows: Row[];
  unreadableCount: number;
  totalCount: number | null;
  isEmpty: boolean;
  hasNextPage: boolean;
  lastCursor: string | null;
}

/**
 * Reads a connection row by row. Null when the connection itself cannot be read, or not one of its rows: that is a failure
 * and must not look like an empty list.
 */
export function readConnection<Row extends { id: string }>(value: unknown, node: z.ZodType<Row>): WirePage<Row> | null {
  const connection = wireConnection.safeParse(value);
  if (!connection.success) return null;
  const { nodes, pageInfo, totalCount } = connection.data;
  const rows = new Map<string, Row>();
  let unreadableCount = 0;
  for (const candidate of nodes) {
    const row = node.safeParse(candidate);
    if (!row.success) unreadableCount += 1;
    else if (!rows.has(row.data.id)) rows.set(row.data.id, row.data);
  }
  if (rows.size === 0 && unreadableCount > 0) return null;
  return {
    rows: [...rows.values()],
    unreadableCount,
    totalCount,
    isEmpty: nodes.length === 0,
    hasNextPage: pageInfo.hasNextPage,
    lastCursor: pageInfo.endCursor,
  };
}

/** A root field of an answer; null when Prismatic has nothing to show there. */
export function rootOf(data: unknown, field: string): unknown {
  if (typeof data !== 'object' || data === null) return null;
  return Object.entries(data).find(([name]) => name === field)?.[1] ?? null;
}
