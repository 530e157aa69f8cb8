import type {
  ConnectionInput,
  FieldKind,
  FormConnection,
  FormField,
  FormPage,
  InstanceForm,
} from '#contract/instance-form.ts';
import { garbled } from './errors.ts';
import { orLabel } from './mapping.ts';
import { isAsked, isConnection } from './requirements.ts';
import { type WireDefinition, type WireForm, type WireInput, wirePages } from './wire-definitions.ts';
import { parseJsonText } from './wire-values.ts';

const kinds: Record<string, FieldKind> = {
  STRING: 'text',
  NUMBER: 'number',
  BOOLEAN: 'yes-no',
  PICKLIST: 'choice',
  DATE: 'date',
  TIMESTAMP: 'moment',
  CODE: 'code',
  SCHEDULE: 'schedule',
  // These are drawn from a description that a third party makes; a form that cannot says so.
  JSONFORM: 'described',
  OBJECTSELECTION: 'described',
  OBJECTFIELDMAP: 'described',
};

const inputKinds: Record<string, ConnectionInput['kind']> = {
  STRING: 'text',
  TEXT: 'long-text',
  PASSWORD: 'secret',
  BOOLEAN: 'yes-no',
};

const languages: Record<string, 'json' | 'xml' | 'html'> = { JSON: 'json', XML: 'xml', HTML: 'html' };

/** Two machines among themselves need no person, though it is OAuth 2 as well. */
const unattended = 'CLIENT_CREDENTIALS';

/** What a form about an instance of this version must draw, in the order of the integration's own pages. */
export function toInstanceForm(version: WireForm): InstanceForm {
  const definitions = version.requiredConfigVariables;
  const pages = pagesOf(version);
  const placed = new Set(pages.flatMap(({ items }) => items.flatMap((item) => ('key' in item ? [item.key] : []))));
  return {
    templateId: version.versionSequenceId,
    title: orLabel(version.name, 'Unnamed integration'),
    versionId: version.id,
    versionNumber: version.versionNumber,
    pages,
    fields: definitions.filter((definition) => !isConnection(definition)).map(toField),
    connections: definitions.filter(isConnection).map(toConnection),
    unplacedKeys: definitions.filter((definition) => isAsked(definition) && !placed.has(definition.key)).map(keyOf),
  };
}

/** Pages that cannot be read are a failure: without them a form would look as if nothing were asked. */
function pagesOf({ configPages, requiredConfigVariables }: WireForm): FormPage[] {
  const parsed = wirePages.safeParse(parseJsonText(configPages));
  if (!parsed.success) throw garbled('read', 'The pages of the form cannot be read');
  const byKey = new Map(requiredConfigVariables.map((definition) => [definition.key, definition]));
  return parsed.data.map(({ name, tagline, userLevelConfigured, elements }) => ({
    name,
    tagline,
    isPerUser: userLevelConfigured,
    items: elements.map(({ type, value }) => {
      const definition = byKey.get(value);
      if (type === 'htmlElement') return { kind: 'markup', html: value };
      if (type !== 'configVar' || definition === undefined) return { kind: 'unknown', kindName: type };
      return { kind: isConnection(definition) ? 'connection' : 'field', key: value };
    }),
  }));
}

function toField(definition: WireDefinition): FormField {
  const { key, dataType, collectionType } = definition;
  return {
    key,
    kind: kinds[dataType] ?? 'unknown',
    kindName: dataType,
    shape: collectionType === 'VALUELIST' ? 'list' : collectionType === 'KEYVALUELIST' ? 'pairs' : 'one',
    heading: definition.header,
    description: definition.description,
    choices: definition.pickList,
    language: languages[definition.codeLanguage] ?? null,
    defaultValue: definition.defaultValue,
    isForOperator: definition.orgOnly,
    isPerUser: definition.userLevelConfigured,
  };
}

function toConnection(definition: WireDefinition): FormConnection {
  const { key, connection } = definition;
  const oauth = connection?.oauth2Type ?? '';
  return {
    key,
    heading: definition.header,
    description: definition.description,
    methodName: connection?.label ?? key,
    serviceName: connection?.component.label ?? key,
    help: connection?.comments ?? null,
    needsConsent: oauth !== '' && oauth !== unattended,
    isForOperator: definition.orgOnly,
    isPerUser: definition.userLevelConfigured,
    inputs: (connection?.inputs ?? []).map(toInput),
  };
}

function toInput(input: WireInput): ConnectionInput {
  const kind = inputKinds[input.type] ?? 'unknown';
  return {
    name: input.key,
    label: input.label ?? input.key,
    kind,
    kindName: input.type,
    isRequired: input.required,
    placeholder: input.placeholder,
    example: input.example,
    help: input.comments,
    defaultValue: kind === 'secret' ? null : textOf(input.default),
  };
}

/** A default is text, or JSON of any other kind. */
function textOf(value: unknown): string | null {
  if (value === null || value === undefined) return null;
  return typeof value === 'string' ? value : JSON.stringify(value);
}

function keyOf({ key }: WireDefinition): string {
  return key;
}
