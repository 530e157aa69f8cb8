import type { StoredConnection as ShownConnection, StoredValue } from '#contract/deployables.ts';
import type { FormConnection, InstanceForm } from '#contract/instance-form.ts';
import type { Person } from '#contract/people.ts';
import type { DeployableDetail, StoredConnection } from '../../vendors/deployables.ts';
import { isOperator } from './deployable-context.ts';

/** The form as this person may see it: what only the operator sets is nothing to the people of an account. */
export function formFor(form: InstanceForm, person: Pick<Person, 'role'>): InstanceForm {
  if (isOperator(person)) return form;
  const hidden = new Set([...form.fields, ...form.connections].flatMap((one) => (one.isForOperator ? [one.key] : [])));
  return {
    ...form,
    pages: form.pages.map((page) => ({
      ...page,
      items: page.items.filter((item) => !('key' in item) || !hidden.has(item.key)),
    })),
    fields: form.fields.filter(({ key }) => !hidden.has(key)),
    connections: form.connections.filter(({ key }) => !hidden.has(key)),
    unplacedKeys: form.unplacedKeys.filter((key) => !hidden.has(key)),
  };
}

/**
 * Whether a connection is this person's to make: the operator's own are the operator's, all others the owner's alone, so
 * that an administrator who acts for an owner neither sees nor sets what they are made of.
 */
export function mayConnect(person: Pick<Person, 'role'>, connection: Pick<FormConnection, 'isForOperator'>): boolean {
  return isOperator(person) === connection.isForOperator;
}

/** What is stored, of what the form shows. `form` is what `formFor` made of it. */
export function shownValues(detail: Pick<DeployableDetail, 'values'>, form: InstanceForm): StoredValue[] {
  const known = new Set(form.fields.map(({ key }) => key));
  return detail.values.filter(({ key }) => known.has(key));
}

/** The same of connections. What may be secret, or is not this person's to set, is told by its presence alone. */
export function shownConnections(
  connections: StoredConnection[],
  form: InstanceForm,
  person: Pick<Person, 'role'>,
): ShownConnection[] {
  return connections.flatMap((stored) => {
    const connection = form.connections.find(({ key }) => key === stored.key);
    if (!connection) return [];
    const open = new Set(
      connection.inputs.filter(({ kind }) => kind !== 'secret' && kind !== 'unknown').map(({ name }) => name),
    );
    return [withoutInputs(stored, (name) => mayConnect(person, connection) && open.has(name))];
  });
}

/** A connection as a page may have it; of its inputs only those that `isOpen` with their value. */
export function withoutInputs(
  { key, status, lastRefreshedAt, inputs }: StoredConnection,
  isOpen: (name: string) => boolean = () => false,
): ShownConnection {
  return {
    key,
    status,
    lastRefreshedAt: lastRefreshedAt?.toISOString() ?? null,
    inputs: inputs.map(({ name, value, isStored }) => ({
      name,
      value: isOpen(name) ? value : null,
      isStored: isStored || value !== null,
    })),
  };
}

/**
 * The keys without which it cannot be deployed, and which have no value. Of the version that the instance points at the
 * vendor tells; of another one it follows from what is stored.
 */
export function missingKeys(detail: DeployableDetail, form: InstanceForm): string[] {
  const { record } = detail;
  const isLacking = (key: string) => !detail.values.some((stored) => stored.key === key && !isBlank(stored.value));
  const isUnset = form.fields.filter(
    ({ key, isPerUser, defaultValue }) => !isPerUser && isBlank(defaultValue) && isLacking(key),
  );
  if (form.versionId === detail.versionId) {
    if (record.required !== 'missing') return [];
    // The record is the same whoever reads it, so it leaves out what only the operator sets.
    const ofOperator = isUnset.filter(({ isForOperator }) => isForOperator).map(({ key }) => key);
    return [...record.missing.connections, ...record.missing.values, ...ofOperator];
  }
  const isActive = (key: string) => detail.connections.some((one) => one.key === key && one.status === 'active');
  const unmade = form.connections.filter(({ key, isPerUser }) => !isPerUser && !isActive(key));
  return [...unmade.map(({ key }) => key), ...isUnset.map(({ key }) => key)];
}

function isBlank(value: string | null): boolean {
  return value === null || value.trim() === '';
}
