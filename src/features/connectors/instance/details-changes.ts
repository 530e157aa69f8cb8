import type { InstanceDetails } from '#contract/connectors.ts';

export type DetailKey = keyof InstanceDetails;

/** Every detail, in the order of the form. */
export const detailKeys = [
  'name',
  'timeZone',
  'dateFormat',
  'rateLimitAmount',
  'rateLimitUnit',
  'poolId',
] as const satisfies readonly DetailKey[];

/** Only details, whatever else an answer carries: our server refuses what it does not know. */
export function onlyDetails(details: InstanceDetails): InstanceDetails {
  const { name, timeZone, dateFormat, rateLimitAmount, rateLimitUnit, poolId } = details;
  return { name, timeZone, dateFormat, rateLimitAmount, rateLimitUnit, poolId };
}

/** The details in which two differ. */
export function differing(one: InstanceDetails, other: InstanceDetails): DetailKey[] {
  return detailKeys.filter((key) => one[key] !== other[key]);
}

/** These details of `from`, all others of `to`. */
export function withDetailsOf(to: InstanceDetails, from: InstanceDetails, keys: readonly DetailKey[]): InstanceDetails {
  const take = <Key extends DetailKey>(key: Key): InstanceDetails[Key] => (keys.includes(key) ? from : to)[key];
  return {
    name: take('name'),
    timeZone: take('timeZone'),
    dateFormat: take('dateFormat'),
    rateLimitAmount: take('rateLimitAmount'),
    rateLimitUnit: take('rateLimitUnit'),
    poolId: take('poolId'),
  };
}

/**
 * Details that somebody else has changed since they were read (`basis`), and that nobody has touched here: they follow the
 * vendor.
 */
export function untouchedNews(basis: InstanceDetails, typed: InstanceDetails, now: InstanceDetails): DetailKey[] {
  return differing(basis, now).filter((key) => typed[key] === basis[key]);
}

/** Details that stand otherwise at the vendor than when they were read, and otherwise here: a person has to choose. */
export function conflictsOf(basis: InstanceDetails, typed: InstanceDetails, now: InstanceDetails): DetailKey[] {
  return differing(basis, now).filter((key) => typed[key] !== now[key]);
}
