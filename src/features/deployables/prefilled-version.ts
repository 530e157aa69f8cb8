import type { GivenValue } from '#contract/deployables.ts';
import type { InstanceForm } from '#contract/instance-form.ts';
import { fieldId, maySet, titleOf } from './form-entries.ts';
import { type KnownEntries, plainSettables } from './KnownValues.tsx';

/** What a new instance begins with, because another one had it. */
export interface PrefilledVersion {
  name: string;
  /** The version that the other one was of; null where that is not known. */
  versionId: string | null;
  values: readonly GivenValue[];
  /** What the person should know about where this comes from. */
  notes: readonly string[];
}

/** Values that no field shows before there is an instance, but that are given with it. */
export interface Carried {
  values: GivenValue[];
  shown: { title: string; text: string }[];
  /** What the version does not ask for, or not of this person. */
  dropped: string[];
}

/** What stands in the fields before anything is typed. */
export function entriesOf(prefilled: PrefilledVersion | undefined): KnownEntries {
  const fields = (prefilled?.values ?? []).flatMap((given) => {
    if ('inputs' in given || (given.value === null && !given.schedule)) return [];
    const { key, value, schedule } = given;
    return [[fieldId(key), { text: value ?? '', ...(schedule && { schedule }) }] as const];
  });
  return Object.fromEntries(fields);
}

/** What is given besides the fields on show: choices that a third party offers later, and what connections are set to. */
export function carriedOf(
  form: InstanceForm | undefined,
  prefilled: PrefilledVersion | undefined,
  isAdmin: boolean,
): Carried {
  const carried: Carried = { values: [], shown: [], dropped: [] };
  if (!form || !prefilled) return carried;
  const onShow = new Set(plainSettables(form, isAdmin).map(({ key }) => key));
  for (const given of prefilled.values) {
    if ('inputs' in given) carryInputs(carried, form, given, isAdmin);
    else if (!onShow.has(given.key)) carryField(carried, form, given, isAdmin);
  }
  return carried;
}

type GivenField = Extract<GivenValue, { value: unknown }>;
type GivenInputs = Extract<GivenValue, { inputs: unknown }>;

function carryField(carried: Carried, form: InstanceForm, given: GivenField, isAdmin: boolean): void {
  const field = form.fields.find(({ key }) => key === given.key);
  if (!field || !maySet(field, 'field', isAdmin)) {
    carried.dropped.push(field ? titleOf(field) : given.key);
    return;
  }
  carried.values.push(given);
  carried.shown.push({ title: titleOf(field), text: given.value ?? '' });
}

function carryInputs(carried: Carried, form: InstanceForm, { key, inputs }: GivenInputs, isAdmin: boolean): void {
  const connection = form.connections.find((one) => one.key === key);
  if (!connection || !maySet(connection, 'connection', isAdmin)) {
    carried.dropped.push(connection ? titleOf(connection) : key);
    return;
  }
  const taken = inputs.flatMap(({ name, value }) => {
    const input = connection.inputs.find((one) => one.name === name);
    return input && value !== null ? [{ name, value, label: input.label }] : [];
  });
  if (taken.length === 0) return;
  carried.values.push({ key, inputs: taken.map(({ name, value }) => ({ name, value })) });
  for (const { label, value } of taken) {
    carried.shown.push({ title: `${titleOf(connection)}: ${label}`, text: value });
  }
}
