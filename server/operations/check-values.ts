import { isSameValue } from '#contract/config-value.ts';
import type { FieldProblem } from '#contract/problems.ts';
import type { AuthenticationRecord, ChangedValues } from '../vendors/adapter.ts';
import type { WantedValues } from './operation-values.ts';
import { isOtherAccount } from './other-account.ts';

/** Values as somebody asks for them. `previous`: see `WantedValues`. */
export interface AskedValues {
  configValues: { externalId: string; value: string; previous?: string | null | undefined }[];
  authValues: { externalId: string; authenticationId: string; acceptsOtherAccount: boolean }[];
}

/** Why values are not taken, by the external ids of their slots. */
interface ValuesRefusal {
  code: 'bad_input' | 'conflict' | 'other_account';
  fields: Record<string, FieldProblem>;
}

type Slots = Pick<ChangedValues, 'authSlots' | 'configSlots'>;

/** As the contract's schema of an activation has it. */
export const longestValue = 20_000;
/** Config values and connections together. */
export const mostValues = 100;

/** Whether the input is one at all: some values, not too many or too long, each slot once. Null: it is. */
export function refuseInput({ configValues, authValues }: AskedValues): ValuesRefusal | null {
  const externalIds = [...configValues, ...authValues].map(({ externalId }) => externalId);
  if (externalIds.length === 0 || externalIds.length > mostValues) {
    return { code: 'bad_input', fields: { configValues: externalIds.length === 0 ? 'required' : 'too_long' } };
  }
  const repeated = externalIds.filter((externalId, index) => externalIds.indexOf(externalId) !== index);
  const long = configValues.filter(({ value }) => value.length > longestValue).map(({ externalId }) => externalId);
  return refusal('bad_input', [...named(repeated, 'malformed'), ...named(long, 'too_long')]);
}

/**
 * Whether the values fit what the vendor has now: known slots, authentications of the owner's, and no value that somebody
 * else has changed since it was read. Null: they do.
 */
export function refuseValues(
  asked: AskedValues,
  slots: Slots,
  authentications: AuthenticationRecord[],
): ValuesRefusal | null {
  const unknown = [
    ...without(asked.configValues, slots.configSlots),
    ...without(asked.authValues, slots.authSlots),
    ...asked.authValues.filter(({ authenticationId }) => !authentications.some(({ id }) => id === authenticationId)),
  ];
  return (
    refusal(
      'bad_input',
      named(
        unknown.map(({ externalId }) => externalId),
        'unknown_value',
      ),
    ) ??
    refuseChangedMeanwhile(asked.configValues, slots) ??
    refuseOtherAccounts(asked, slots, authentications)
  );
}

/** Names the values that are neither as they were read nor as they are wanted. Null: there are none. */
export function refuseChangedMeanwhile(
  configValues: AskedValues['configValues'],
  { configSlots }: Slots,
): ValuesRefusal | null {
  const changed = configValues.filter(({ externalId, value, previous }) => {
    const held = configSlots.find((slot) => slot.externalId === externalId)?.value ?? null;
    return previous !== undefined && !isSameValue(held, previous) && !isSameValue(held, value);
  });
  return refusal(
    'conflict',
    named(
      changed.map(({ externalId }) => externalId),
      'changed_meanwhile',
    ),
  );
}

/** What is asked for, with what the vendor tells of it. Made after `refuseValues` found nothing to refuse. */
export function toWanted(asked: AskedValues, slots: Slots, authentications: AuthenticationRecord[]): WantedValues {
  return {
    configValues: asked.configValues.map(({ externalId, value, previous }) => ({
      externalId,
      value,
      ...(previous === undefined ? {} : { previous }),
    })),
    authValues: asked.authValues.flatMap(({ externalId, authenticationId }) => {
      const authentication = authentications.find(({ id }) => id === authenticationId);
      return authentication ? [{ externalId, authentication, before: connectedIn(slots, externalId) }] : [];
    }),
  };
}

function refuseOtherAccounts(
  { authValues }: AskedValues,
  slots: Slots,
  authentications: AuthenticationRecord[],
): ValuesRefusal | null {
  const isOther = authValues.some(({ externalId, authenticationId, acceptsOtherAccount }) => {
    const after = authentications.find(({ id }) => id === authenticationId);
    return !acceptsOtherAccount && after !== undefined && isOtherAccount(connectedIn(slots, externalId), after);
  });
  return isOther ? { code: 'other_account', fields: {} } : null;
}

/** What stands in a slot; an authentication that is in no list of the owner's tells nothing but its id. */
function connectedIn({ authSlots }: Slots, externalId: string) {
  const slot = authSlots.find((candidate) => candidate.externalId === externalId);
  if (!slot || slot.authenticationId === null) return null;
  return slot.authentication ?? { id: slot.authenticationId, name: '', accountName: null, serviceId: null };
}

/** Also a slot whose template no longer has it is none. */
function without<Value extends { externalId: string }>(
  values: Value[],
  slots: { externalId: string; title: string | null }[],
): Value[] {
  const known = new Set(slots.filter(({ title }) => title !== null).map(({ externalId }) => externalId));
  return values.filter(({ externalId }) => !known.has(externalId));
}

function named(externalIds: string[], problem: FieldProblem): [string, FieldProblem][] {
  return externalIds.map((externalId) => [externalId, problem]);
}

function refusal(code: ValuesRefusal['code'], fields: [string, FieldProblem][]): ValuesRefusal | null {
  return fields.length === 0 ? null : { code, fields: Object.fromEntries(fields) };
}
