import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { updateKinds } from './statuses.ts';
import { areContradictory, decideUpdate, updateKindOf } from './update-decision.ts';

const [T, F] = [true, false];

/** Every combination of Tray's three flags, in the order newer, user, system. */
const kinds = [
  [T, F, F, 'automatic', F],
  [T, T, F, 'needs_user', F],
  [T, F, T, 'needs_system', F],
  [T, T, T, 'needs_both', F],
  [F, F, F, 'none', F],
  [F, T, F, 'none', T],
  [F, F, T, 'none', T],
  [F, T, T, 'none', T],
] as const;

describe('the flags newer, user, system', () => {
  test.each(kinds)('%s %s %s mean %s', (hasNewerVersion, requiresUserInput, requiresSystemInput, kind, odd) => {
    const flags = { hasNewerVersion, requiresUserInput, requiresSystemInput };
    expect(updateKindOf(flags)).toBe(kind);
    expect(areContradictory(flags)).toBe(odd);
  });
});

/** Kind, whether the company's hook is there, then: primary button, why it is off, upgrade in the menu, who is waited for. */
const decisions = [
  ['none', F, 'edit', null, F, 'nobody'],
  ['none', T, 'edit', null, F, 'nobody'],
  ['automatic', F, 'edit', null, T, 'vendor'],
  ['automatic', T, 'edit', null, T, 'vendor'],
  ['needs_user', F, 'update', null, F, 'user'],
  ['needs_user', T, 'update', null, F, 'user'],
  ['needs_system', F, 'upgrade', 'waiting_for_company', F, 'company'],
  ['needs_system', T, 'upgrade', null, F, 'company'],
  ['needs_both', F, 'edit', null, F, 'company_then_user'],
  ['needs_both', T, 'update', null, F, 'company_then_user'],
] as const;

describe('a row offers', () => {
  test.each(decisions)('for %s, hook %s: %s', (kind, hasHook, primary, disabledReason, upgradeInMenu, waitingFor) => {
    expect(decideUpdate(kind, hasHook)).toEqual({ primary, disabledReason, upgradeInMenu, waitingFor });
  });

  test('something for whatever flags a vendor may send', () => {
    const flags = fc.record({
      hasNewerVersion: fc.boolean(),
      requiresUserInput: fc.boolean(),
      requiresSystemInput: fc.boolean(),
    });
    fc.assert(
      fc.property(flags, fc.boolean(), (some, hasHook) => {
        const kind = updateKindOf(some);
        const decision = decideUpdate(kind, hasHook);
        expect(updateKinds).toContain(kind);
        expect(decision.primary).toMatch(/^(edit|update|upgrade)$/);
        // Nothing to update is the one case in which nobody is waited for.
        expect(decision.waitingFor === 'nobody').toBe(!some.hasNewerVersion);
        // A button is off only where the company's values are missing.
        const isMissingValues = some.hasNewerVersion && some.requiresSystemInput && !hasHook;
        expect(decision.disabledReason === null || isMissingValues).toBe(true);
      }),
    );
  });
});
