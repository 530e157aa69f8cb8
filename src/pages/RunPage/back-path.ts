import * as z from 'zod/mini';
import { paths, safeReturnPath } from '#src/lib/paths.ts';

const cameFromSchema = z.object({ from: z.string() });

/** The list that a person came from, where the link told it (`state.from`); else the instance's own runs. */
export function backPathOf(state: unknown, instanceId: string): string {
  const told = z.safeParse(cameFromSchema, state);
  const from = told.success ? safeReturnPath(told.data.from, location.origin) : null;
  return from ?? `${paths.instance.to(instanceId)}?tab=runs`;
}
