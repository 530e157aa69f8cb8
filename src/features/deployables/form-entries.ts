import type { GivenValue, StoredConnection, StoredValue } from '#contract/deployables.ts';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { ConnectionInput, FormConnection, FormField, FormPage, InstanceForm } from '#contract/instance-form.ts';

/** What stands in the form for one value. `text` is null for a stored secret, which stays as it is. */
export interface Entry {
  text: string | null;
  schedule?: StoredValue['schedule'];
}

/** One value that a person may set. */
export type Settable =
  | { id: string; key: string; kind: 'field'; field: FormField }
  | { id: string; key: string; kind: 'input'; connection: FormConnection; input: ConnectionInput };

/** Kinds that no form of ours can draw; they are said by their names. */
export function isDrawn({ kind }: FormField): boolean {
  return kind !== 'described' && kind !== 'unknown';
}

export function titleOf({ heading, key }: Pick<FormField, 'heading' | 'key'>): string {
  return heading ?? key;
}

export function fieldId(key: string): string {
  return JSON.stringify([key]);
}

export function inputId(key: string, name: string): string {
  return JSON.stringify([key, name]);
}

/** The pages of the form; what no page shows although it has to be set stands on one of its own at the end. */
export function pagesOf(form: InstanceForm, nameOfOthers: string): FormPage[] {
  if (form.unplacedKeys.length === 0) return form.pages;
  const items: FormPage['items'] = form.unplacedKeys.map((key) => ({
    kind: form.connections.some((connection) => connection.key === key) ? 'connection' : 'field',
    key,
  }));
  return [...form.pages, { name: nameOfOthers, tagline: null, isPerUser: false, items }];
}

/** Who may set a value: what is the company's own only an administrator, a connection else its owner alone. */
export function maySet(
  { isForOperator, isPerUser }: Pick<FormField, 'isForOperator' | 'isPerUser'>,
  kind: 'field' | 'connection',
  isAdmin: boolean,
): boolean {
  if (isPerUser) return false;
  if (isForOperator) return isAdmin;
  return kind === 'field' || !isAdmin;
}

/** What a person may set on a page. */
export function settablesOf(form: InstanceForm, page: FormPage, isAdmin: boolean): Settable[] {
  if (page.isPerUser) return [];
  return page.items.flatMap((item): Settable[] => {
    if (item.kind === 'field') {
      const field = form.fields.find(({ key }) => key === item.key);
      if (!field || !isDrawn(field) || !maySet(field, 'field', isAdmin)) return [];
      return [{ id: fieldId(field.key), key: field.key, kind: 'field', field }];
    }
    if (item.kind !== 'connection') return [];
    const connection = form.connections.find(({ key }) => key === item.key);
    if (!connection || !maySet(connection, 'connection', isAdmin)) return [];
    return connection.inputs
      .filter(({ kind }) => kind !== 'unknown')
      .map((input) => ({
        id: inputId(connection.key, input.name),
        key: connection.key,
        kind: 'input',
        connection,
        input,
      }));
  });
}

type Stored = Pick<InstanceFormResponse, 'values' | 'connections'>;

/** What the vendor holds of one value. */
export function storedOf(stored: Stored, settable: Settable): Entry & { isStored: boolean } {
  if (settable.kind === 'field') {
    const known = stored.values.find(({ key }) => key === settable.key);
    return { text: known?.value ?? '', schedule: known?.schedule ?? null, isStored: Boolean(known?.value) };
  }
  const known = inputOf(stored.connections, settable.key, settable.input.name);
  return { text: known?.value ?? '', isStored: known?.isStored ?? false };
}

/** What stands in the form before anything is typed: what is stored, or else the default. */
export function beginningOf(stored: Stored, settable: Settable): Entry {
  const { text, schedule, isStored } = storedOf(stored, settable);
  if (settable.kind === 'field') {
    return { text: text === '' ? (settable.field.defaultValue ?? '') : text, schedule: schedule ?? null };
  }
  if (isStored) return { text: text === '' ? null : text };
  return { text: settable.input.defaultValue ?? '' };
}

function inputOf(connections: readonly StoredConnection[], key: string, name: string) {
  return connections.find((one) => one.key === key)?.inputs.find((input) => input.name === name);
}

/** Whether an entry says something else than what is stored. */
export function differs(stored: Stored, settable: Settable, entry: Entry): boolean {
  if (entry.text === null) return false;
  const held = storedOf(stored, settable);
  if (settable.kind === 'input') {
    // An empty secret is none that was typed: the stored one stays.
    if (settable.input.kind === 'secret') return entry.text !== '';
    return entry.text !== held.text;
  }
  if (entry.text !== held.text) return true;
  if (settable.field.kind !== 'schedule') return false;
  return (
    entry.schedule?.kind !== held.schedule?.kind ||
    (entry.schedule?.timeZone ?? null) !== (held.schedule?.timeZone ?? null)
  );
}

/** The values as they are sent: of a connection those inputs only that are another; an emptied one is erased outright. */
export function givenOf(entries: readonly { settable: Settable; entry: Entry }[]): GivenValue[] {
  const given: GivenValue[] = [];
  const inputs = new Map<string, { name: string; value: string | null }[]>();
  for (const { settable, entry } of entries) {
    const text = entry.text ?? '';
    if (settable.kind === 'field') {
      const { schedule } = entry;
      given.push({ key: settable.key, value: text, ...(schedule && { schedule }) });
    } else {
      const list = inputs.get(settable.key) ?? [];
      list.push({ name: settable.input.name, value: text === '' ? null : text });
      inputs.set(settable.key, list);
    }
  }
  return [...given, ...[...inputs].map(([key, list]) => ({ key, inputs: list }))];
}

/** Whether every value of the form is shown to this person and none is a connection, so that all may be put back at once. */
export function mayRestoreDefaults(form: InstanceForm, isAdmin: boolean): boolean {
  return (
    form.connections.length === 0 &&
    form.unplacedKeys.length === 0 &&
    form.fields.length > 0 &&
    form.fields.every((field) => isDrawn(field) && maySet(field, 'field', isAdmin) && isPlaced(form, field.key))
  );
}

function isPlaced({ pages }: InstanceForm, wanted: string): boolean {
  return pages.some(({ items }) => items.some((item) => 'key' in item && item.key === wanted));
}
