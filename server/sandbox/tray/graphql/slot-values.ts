import type { AuthValues, ConfigValues, VersionDefinition } from '../database/tables.ts';
import { requireAuthentications } from '../store/authentications.ts';
import { TrayError } from '../tray-errors.ts';
import type { TrayServices } from '../tray-services.ts';
import type { SlotValues } from './inputs.ts';

/** Values given with a mutation, by external id. */
export interface GivenValues {
  authValues: AuthValues;
  configValues: ConfigValues;
  /** The external ids of all slots given. */
  slots: ReadonlySet<string>;
}

/** Reads a mutation's values. Throws a TrayError when an authentication is not the owner's. */
export async function readGivenValues(
  services: TrayServices,
  ownerId: string,
  input: SlotValues,
): Promise<GivenValues> {
  const authValues = Object.fromEntries((input.authValues ?? []).map(({ externalId, authId }) => [externalId, authId]));
  const configValues = Object.fromEntries(
    (input.configValues ?? []).map(({ externalId, value }) => [externalId, value ?? null]),
  );
  await requireAuthentications(services, ownerId, Object.values(authValues));
  return {
    authValues,
    configValues,
    slots: new Set([...Object.keys(authValues), ...Object.keys(configValues)]),
  };
}

/** Throws a TrayError for a value whose slot this version does not have: new slots need an upgrade. */
export function requireSlots(given: GivenValues, definition: VersionDefinition, now: Date): void {
  const auths = new Set(definition.authSlots.map(({ externalId }) => externalId));
  const configs = new Set(definition.configSlots.map(({ externalId }) => externalId));
  const unknown = [
    ...Object.keys(given.authValues).filter((externalId) => !auths.has(externalId)),
    ...Object.keys(given.configValues).filter((externalId) => !configs.has(externalId)),
  ];
  if (unknown.length > 0) throw new TrayError('invalidInput', `Unknown slots: ${unknown.join(', ')}`, now);
}
