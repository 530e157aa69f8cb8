import { connectorVendorOf } from '#src/features/instances/abilities.ts';
import type { SignedIn } from '#src/features/session/signed-in.ts';
import { cameFrom } from '#src/lib/from-here.ts';
import { paths } from '#src/lib/paths.ts';

/**
 * The list that a person goes back to: the one they came from, where the link that led here told, else the one on which
 * these instances stand for them.
 */
export function listPathOf(
  { person, vendors }: Pick<SignedIn, 'person' | 'vendors'>,
  page: { pathname: string; state: unknown },
): string {
  const from = cameFrom(page);
  if (from !== null) return from;
  if (person.role !== 'admin') return paths.connectors.to();
  const vendor = connectorVendorOf(vendors);
  return vendor === null ? paths.adminInstances.to() : `${paths.adminInstances.to()}?vendor=${vendor}`;
}
