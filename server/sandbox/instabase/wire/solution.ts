import type { SolutionRow } from '../database/tables.ts';

/** A row of the list. Neither here nor anywhere else does Instabase tell a solution's visibility. */
export function listedSolution(row: SolutionRow) {
  return {
    id: row.id,
    name: row.name,
    version: row.version,
    owner: row.owner,
    createdAtMs: row.created_at.getTime(),
    updatedAtMs: row.updated_at.getTime(),
    summary: row.summary,
    state: row.state,
    author: row.author,
  };
}

/** One solution: the list's fields, the long text, and more JSON inside a string. It has no `solution_path` either. */
export function wholeSolution(row: SolutionRow) {
  return { ...listedSolution(row), description: row.description, metadata: row.metadata };
}
