import * as z from 'zod/mini';
import { paths, safeReturnPath } from '#src/lib/paths.ts';

const cameFromSchema = z.object({ from: z.string() });

/** The list that a person goes back to: the one they came from, where the link that led here told, else `otherwise`. */
export function listFrom(state: unknown, otherwise: string = paths.deployments.to()): string {
  const told = z.safeParse(cameFromSchema, state);
  const from = told.success ? safeReturnPath(told.data.from, location.origin) : null;
  // What opens a page from itself has told nothing.
  return from !== null && from.split('?')[0] !== location.pathname ? from : otherwise;
}
