import type { LeftOut } from '#contract/configuration-copy.ts';
import { type GivenValue, givenValueSchema } from '#contract/deployables.ts';
import type { FormConnection, FormField, InstanceForm } from '#contract/instance-form.ts';
import type { Person } from '#contract/people.ts';
import type { DeployableDetail, StoredConnection } from '../../vendors/deployables.ts';
import { formFor, mayConnect } from '../deployables/shown-form.ts';
import type { Copied } from './copied.ts';
import { mayBeSecret } from './may-be-secret.ts';

/** One thing of the form: what is kept of it, and what is not. */
interface Part {
  given: GivenValue[];
  leftOut: LeftOut[];
}

const mostGiven = 200;

/**
 * Of an instance that a form of ours configured, as far as this person sees and sets it. `form` is the whole form of the
 * instance's version; null where the vendor no longer shows it, so that nobody knows what is secret.
 */
export function copyForm(detail: DeployableDetail, form: InstanceForm | null, person: Pick<Person, 'role'>): Copied {
  const { record, versionId } = detail;
  const parts = form === null ? [unread(detail)] : partsOf(detail, formFor(form, person), person);
  const given = parts.flatMap((part) => part.given);
  const taken = given.slice(0, mostGiven);
  return {
    name: record.name,
    template: {
      id: record.templateId,
      name: record.templateName,
      versionId: versionId === '' ? null : versionId,
      version: form === null ? null : String(form.versionNumber),
    },
    content: { kind: 'form', values: taken },
    leftOut: [
      ...parts.flatMap((part) => part.leftOut),
      ...given.slice(taken.length).map(({ key }) => ({ title: key, reason: 'too_large' as const })),
    ],
  };
}

function unread({ values, connections }: DeployableDetail): Part {
  const stored = [...values.filter(({ value }) => value !== null), ...connections];
  return { given: [], leftOut: stored.map(({ key }) => ({ title: key, reason: 'unread' })) };
}

/** `form` is what `formFor` made of it. */
function partsOf(detail: DeployableDetail, form: InstanceForm, person: Pick<Person, 'role'>): Part[] {
  return [
    ...form.fields.map((field) => fieldPart(field, detail)),
    ...form.connections.map((connection) => {
      const stored = detail.connections.find(({ key }) => key === connection.key);
      return connectionPart(connection, stored, mayConnect(person, connection));
    }),
  ];
}

function fieldPart({ key, heading, isPerUser }: FormField, { values }: DeployableDetail): Part {
  const title = heading ?? key;
  if (isPerUser) return without(title, 'unread');
  const stored = values.find((one) => one.key === key);
  if (!stored || (stored.value === null && stored.schedule === null)) return { given: [], leftOut: [] };
  const { value, schedule } = stored;
  if (mayBeSecret([key, heading], value ?? '')) return without(title, 'secret');
  return kept(title, { key, value, ...(schedule === null ? {} : { schedule }) });
}

/** `isTheirs`: the connection is the person's to set. Of others only its name is told. */
function connectionPart(connection: FormConnection, stored: StoredConnection | undefined, isTheirs: boolean): Part {
  const title = connection.heading ?? connection.key;
  if (connection.isPerUser || !isTheirs) return without(title, 'connection');
  const held = (stored?.inputs ?? []).filter(({ value, isStored }) => isStored || value !== null);
  const inputs = held.map((input) => ({ ...input, ...openly(connection, input) }));
  const open = inputs.flatMap(({ name, openValue }) => (openValue === null ? [] : [{ name, value: openValue }]));
  const secret = inputs.flatMap(({ openValue, label }) =>
    openValue === null ? [{ title: `${title}: ${label}`, reason: 'secret' as const }] : [],
  );
  const given = open.length === 0 ? { given: [], leftOut: [] } : kept(title, { key: connection.key, inputs: open });
  const consent = connection.needsConsent ? without(title, 'connection').leftOut : [];
  return { given: given.given, leftOut: [...given.leftOut, ...consent, ...secret] };
}

/** What an input is called, and what it holds; null for what is secret, may be, or is kept by the vendor. */
function openly(
  { inputs }: FormConnection,
  { name, value }: { name: string; value: string | null },
): { label: string; openValue: string | null } {
  const input = inputs.find((one) => one.name === name);
  const label = input?.label ?? name;
  const isOpen = input !== undefined && input.kind !== 'secret' && input.kind !== 'unknown';
  return { label, openValue: isOpen && value !== null && !mayBeSecret([name, label], value) ? value : null };
}

/** As it could be given again; what is more than is taken stays out. */
function kept(title: string, given: GivenValue): Part {
  const isTaken = givenValueSchema.safeParse(given).success;
  return isTaken ? { given: [given], leftOut: [] } : without(title, 'too_large');
}

function without(title: string, reason: LeftOut['reason']): Part {
  return { given: [], leftOut: [{ title, reason }] };
}
