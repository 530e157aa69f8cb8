import { type UpdateKind, updateKinds } from '#contract/statuses.ts';
import { type Turn, turnOf } from '#contract/update-decision.ts';
import { abilitiesOf } from '#src/features/instances/abilities.ts';
import type { SignedIn } from '#src/features/session/signed-in.ts';
import type { UpgradePlan } from './upgrades-query.ts';

/** The kinds of update with which it is this turn, as the server counts them. */
export function kindsOfTurn(
  { vendor }: Pick<UpgradePlan, 'vendor'>,
  { vendors, hasUpgradeHook }: Pick<SignedIn, 'vendors' | 'hasUpgradeHook'>,
  turn: Turn,
): UpdateKind[] {
  const movesVersions = abilitiesOf(vendors, vendor).deployables;
  return updateKinds.filter((kind) => turnOf(kind, { hasUpgradeHook, movesVersions }) === turn);
}
