import type { AuthenticationRecord, InstanceDetail, InstanceRecord, TemplateRecord } from '../adapter.ts';
import { accountNameOf } from './account-name.ts';
import { fingerprintOf, valuesFingerprintOf } from './fingerprint.ts';
import type { WireAuthentication, WireInstance, WireSolution } from './wire.ts';

const unnamedInstance = 'Unnamed instance';
const unnamedSolution = 'Unnamed solution';
const unnamedAuthentication = 'Unnamed authentication';
const unnamedSlot = 'Unnamed slot';
const unknownService = 'Unknown service';

/** Tray's dates are ISO 8601 in UTC. Anything else is no date: `Date` would read "0" as the year 2000. */
const isoPattern = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}/;
const zonePattern = /(Z|[+-]\d{2}:?\d{2})$/;

export function toInstanceRecord(instance: WireInstance, fingerprintKey: Buffer): InstanceRecord {
  const flags = instance.solutionVersionFlags;
  return {
    vendorId: instance.id,
    vendorAccountId: instance.owner,
    name: orLabel(instance.name, unnamedInstance),
    templateId: instance.solution?.id ?? '',
    templateName: orLabel(instance.solution?.title ?? '', unnamedSolution),
    enabled: instance.enabled,
    useCount: null,
    ...requirementsOf(instance),
    flags: {
      hasNewerVersion: flags.hasNewerVersion,
      requiresUserInput: flags.requiresUserInputToUpdateVersion,
      requiresSystemInput: flags.requiresSystemInputToUpdateVersion,
    },
    createdAt: toDate(instance.created),
    fingerprint: fingerprintOf(instance, fingerprintKey),
    valuesFingerprint: valuesFingerprintOf(instance, fingerprintKey),
  };
}

/** `authentications` are all of the owner's; each slot gets the one its value names, if it is among them. */
export function toInstanceDetail(
  instance: WireInstance,
  authentications: WireAuthentication[],
  fingerprintKey: Buffer,
): InstanceDetail {
  const authenticationOf = new Map(authentications.map((one) => [one.id, toAuthenticationRecord(one)]));
  const authIdOf = new Map(instance.authValues.map((value) => [value.externalId, value.authId]));
  const configValueOf = new Map(instance.configValues.map((value) => [value.externalId, value.value]));
  const { solution } = instance;
  return {
    record: toInstanceRecord(instance, fingerprintKey),
    solution: {
      templateId: solution?.id ?? '',
      title: orLabel(solution?.title ?? '', unnamedSolution),
      description: solution?.description ?? null,
      tags: solution?.tags ?? [],
      customFields: solution?.customFields ?? [],
    },
    authSlots: slotsOf(solution?.authSlots ?? [], authIdOf).map(({ externalId, slot }) => {
      const authenticationId = authIdOf.get(externalId) ?? null;
      return {
        externalId,
        title: titleOf(slot),
        authenticationId,
        authentication: authenticationId === null ? null : (authenticationOf.get(authenticationId) ?? null),
      };
    }),
    configSlots: slotsOf(solution?.configSlots ?? [], configValueOf).map(({ externalId, slot }) => ({
      externalId,
      title: titleOf(slot),
      value: configValueOf.get(externalId) ?? null,
      defaultValue: slot?.defaultValue ?? null,
    })),
    workflows: instance.workflows,
  };
}

export function toTemplateRecord(solution: WireSolution): TemplateRecord {
  return {
    templateId: solution.id,
    title: orLabel(solution.title, unnamedSolution),
    description: solution.description,
    tags: solution.tags,
    customFields: solution.customFields,
    authSlotTitles: solution.authSlots.map((slot) => slot.title ?? unnamedSlot),
    configSlotTitles: solution.configSlots.map((slot) => slot.title ?? unnamedSlot),
    authSlots: solution.authSlots.map(({ externalId, title }) => ({ externalId, title: title ?? unnamedSlot })),
    configSlots: solution.configSlots.map(({ externalId, title, defaultValue }) => ({
      externalId,
      title: title ?? unnamedSlot,
      defaultValue,
    })),
  };
}

export function toAuthenticationRecord(authentication: WireAuthentication): AuthenticationRecord {
  return {
    id: authentication.id,
    name: orLabel(authentication.name, unnamedAuthentication),
    serviceTitle: orLabel(authentication.service.title, unknownService),
    serviceVersion: authentication.service.version,
    serviceId: authentication.service.id,
    serviceEnvironmentId: authentication.serviceEnvironment?.id ?? null,
    accountName: accountNameOf(authentication.customFields),
  };
}

/**
 * Tray says nowhere whether an instance is configured. It needs a value for every auth slot and for every config slot
 * that has no default.
 */
function requirementsOf(instance: WireInstance): Pick<InstanceRecord, 'required' | 'missing'> {
  const authSlots = instance.solution?.authSlots ?? [];
  const configSlots = (instance.solution?.configSlots ?? []).filter((slot) => isBlank(slot.defaultValue));
  const connected = instance.authValues.filter((value) => value.authId !== null);
  const filled = instance.configValues.filter((value) => !isBlank(value.value));
  const connections = titlesWithout(authSlots, connected);
  const values = titlesWithout(configSlots, filled);
  const isAskedFor = authSlots.length + configSlots.length > 0;
  const isMissing = connections.length + values.length > 0;
  return {
    required: isMissing ? 'missing' : isAskedFor ? 'complete' : 'nothing',
    missing: { connections, values },
  };
}

/** The titles of those slots that none of the values is for. */
function titlesWithout(
  slots: { externalId: string; title: string | null }[],
  values: { externalId: string }[],
): string[] {
  const filled = new Set(values.map((value) => value.externalId));
  return slots.filter((slot) => !filled.has(slot.externalId)).map((slot) => slot.title ?? unnamedSlot);
}

/** Empty text and null, either bare or as JSON text in the string. */
function isBlank(value: string | null): boolean {
  return value === null || ['', 'null', '""'].includes(value.trim());
}

/** The solution's slots, then slots that only a value knows: an outdated instance may have some that are gone. */
function slotsOf<Slot extends { externalId: string }>(
  slots: Slot[],
  values: Map<string, unknown>,
): { externalId: string; slot: Slot | null }[] {
  const known = new Map(slots.map((slot) => [slot.externalId, slot]));
  const externalIds = new Set([...known.keys(), ...values.keys()]);
  return [...externalIds].map((externalId) => ({ externalId, slot: known.get(externalId) ?? null }));
}

/** Null only for a slot that the solution no longer has. */
function titleOf(slot: { title: string | null } | null): string | null {
  return slot === null ? null : (slot.title ?? unnamedSlot);
}

function toDate(value: unknown): Date | null {
  if (typeof value !== 'string' || !isoPattern.test(value)) return null;
  const date = new Date(zonePattern.test(value) ? value : `${value}Z`);
  return Number.isNaN(date.getTime()) ? null : date;
}

function orLabel(text: string, fallback: string): string {
  return text.trim() === '' ? fallback : text;
}
