import * as z from 'zod/mini';
import { connectorVendorOf } from '#src/features/instances/abilities.ts';
import type { SignedIn } from '#src/features/session/signed-in.ts';
import { paths, safeReturnPath } from '#src/lib/paths.ts';

const cameFromSchema = z.object({ from: z.string() });

/**
 * The list that a person goes back to: the one they came from, where the link that led here told (`state.from`), else the
 * one on which these instances stand for them.
 */
export function listPathOf({ person, vendors }: Pick<SignedIn, 'person' | 'vendors'>, state: unknown): string {
  const told = z.safeParse(cameFromSchema, state);
  const from = told.success ? safeReturnPath(told.data.from, location.origin) : null;
  // What opens a page from itself has told nothing.
  if (from !== null && from.split('?')[0] !== location.pathname) return from;
  if (person.role !== 'admin') return paths.connectors.to();
  const vendor = connectorVendorOf(vendors);
  return vendor === null ? paths.adminInstances.to() : `${paths.adminInstances.to()}?vendor=${vendor}`;
}
