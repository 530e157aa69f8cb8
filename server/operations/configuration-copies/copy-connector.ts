import type { LeftOut } from '#contract/configuration-copy.ts';
import { connectorOptions } from '#contract/connector-options.ts';
import {
  type ConnectorForm,
  fieldValuesSchema,
  type InstanceDetails,
  instanceDetailsSchema,
  longestDetail,
} from '#contract/connectors.ts';
import type { ConnectorInstanceDetail, StoredField } from '../../vendors/connectors.ts';
import type { Copied } from './copied.ts';
import { mayBeSecret } from './may-be-secret.ts';

/** What stands in the place of a detail that could not be given again. */
const fallbacks: Omit<InstanceDetails, 'name'> = {
  timeZone: 'UTC',
  dateFormat: 'c',
  rateLimitAmount: 60,
  rateLimitUnit: 'minute',
  poolId: null,
};

const detailKeys = ['name', 'timeZone', 'dateFormat', 'rateLimitAmount', 'rateLimitUnit', 'poolId'] as const;

/** Of an instance of a connector. `form`: what its connector asks of a new instance; null where it is no longer installed. */
export function copyConnector(detail: ConnectorInstanceDetail, form: ConnectorForm | null): Copied {
  const { record, connector, methodId, methodName, methodKind, fields } = detail;
  const { details, unread } = givenDetails(detail, form);
  const secret = fields.filter(isKeptBack);
  const open = fields.filter((field) => !secret.includes(field) && saysMore(field, defaultOf(field, methodId, form)));
  const large = open.filter((field) => !fieldValuesSchema.safeParse(toValues([field])).success);
  return {
    name: record.name,
    template: { id: connector.connectorId, name: connector.name, versionId: null, version: null },
    content: {
      kind: 'connector',
      details,
      methodId: methodId === '' ? null : methodId,
      values: toValues(open.filter((field) => !large.includes(field))),
    },
    leftOut: [
      ...unread.map((title) => ({ title, reason: 'unread' as const })),
      ...(methodKind === 'consent' ? [{ title: methodName, reason: 'connection' as const }] : []),
      ...named(secret, 'secret'),
      ...named(large, 'too_large'),
    ],
  };
}

/** The details in a form in which they are taken; `unread` are those that are not, by their labels. */
function givenDetails({ details, connector }: ConnectorInstanceDetail, form: ConnectorForm | null) {
  const name = details.name.trim().slice(0, longestDetail).trim();
  const wanted = { ...details, name };
  const parsed = instanceDetailsSchema.safeParse(wanted);
  if (parsed.success) return { details: parsed.data, unread: [] };
  const wrong = new Set(parsed.error.issues.map(({ path: [key] }) => key));
  const begun = { ...fallbacks, ...form?.defaults, name: name === '' ? connector.name : name };
  const unread = detailKeys.filter((key) => wrong.has(key));
  const replaced = Object.fromEntries(unread.map((key) => [key, begun[key]]));
  return {
    details: { ...wanted, ...replaced },
    unread: [...new Set(unread.map((key) => connectorOptions[key].label))],
  };
}

/** What the vendor calls a secret, and what only looks like one, where there is a value. */
function isKeptBack({ secret, hasValue, value }: StoredField): boolean {
  return secret ? hasValue : mayBeSecret([], value ?? '');
}

/** An empty field is worth a word only where a new instance would begin with something else, and may do without. */
function saysMore({ value, required }: StoredField, defaultValue: string): boolean {
  return (value ?? '').trim() !== '' || (!required && defaultValue !== '');
}

function defaultOf({ key }: StoredField, methodId: string, form: ConnectorForm | null): string {
  const method = form?.methods.find(({ id }) => id === methodId);
  return method?.fields.find((field) => field.key === key)?.defaultValue ?? '';
}

function toValues(fields: StoredField[]): Record<string, string> {
  return Object.fromEntries(fields.map(({ key, value }) => [key, value ?? '']));
}

function named(fields: StoredField[], reason: LeftOut['reason']): LeftOut[] {
  return fields.map(({ label }) => ({ title: label, reason }));
}
