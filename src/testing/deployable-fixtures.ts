import type { Capabilities } from '#contract/capabilities.ts';
import type { InstanceFormResponse } from '#contract/endpoints/deployables.ts';
import type { FormConnection, FormField, InstanceForm } from '#contract/instance-form.ts';
import type { Person } from '#contract/people.ts';
import { patchworksCapabilities, sessionOf } from './fixtures.ts';

export const deployableCapabilities: Capabilities = {
  ...patchworksCapabilities,
  activate: true,
  enable: true,
  disable: true,
  upgrade: true,
  runs: true,
  connectors: false,
  deployables: true,
};

/** A session in which Prismatic is set up. */
export function prismaticSession(person: Person | null) {
  return { ...sessionOf(person), vendors: [{ vendor: 'prismatic' as const, capabilities: deployableCapabilities }] };
}

export function formField(change: Partial<FormField> = {}): FormField {
  return {
    key: 'Warehouse',
    kind: 'text',
    kindName: 'STRING',
    shape: 'one',
    heading: null,
    description: null,
    choices: [],
    language: null,
    defaultValue: null,
    isForOperator: false,
    isPerUser: false,
    ...change,
  };
}

const input = {
  kind: 'text' as const,
  kindName: 'STRING',
  isRequired: true,
  placeholder: null,
  example: null,
  help: null,
  defaultValue: null,
};

/** A connection by inputs, one of them secret. */
export function formConnection(change: Partial<FormConnection> = {}): FormConnection {
  return {
    key: 'SFTP',
    heading: null,
    description: null,
    methodName: 'SFTP user',
    serviceName: 'SFTP',
    help: null,
    needsConsent: false,
    isForOperator: false,
    isPerUser: false,
    inputs: [
      { ...input, name: 'host', label: 'Host' },
      { ...input, name: 'password', label: 'Password', kind: 'secret', kindName: 'PASSWORD' },
    ],
    ...change,
  };
}

/** A form with a page of connections and a page of values. */
export function instanceForm(change: Partial<InstanceForm> = {}): InstanceForm {
  const connections = change.connections ?? [formConnection()];
  const fields = change.fields ?? [formField()];
  return {
    templateId: 'template-1',
    title: 'Stock sync',
    versionId: 'version-3',
    versionNumber: 3,
    pages: [
      {
        name: 'Connections',
        tagline: 'Where the data comes from',
        isPerUser: false,
        items: connections.map(({ key }) => ({ kind: 'connection', key })),
      },
      {
        name: 'Settings',
        tagline: null,
        isPerUser: false,
        items: fields.map(({ key }) => ({ kind: 'field', key })),
      },
    ],
    fields,
    connections,
    unplacedKeys: [],
    ...change,
  };
}

/** A new instance of that form, of which nothing is stored. */
export function formResponse(change: Partial<InstanceFormResponse> = {}): InstanceFormResponse {
  return {
    form: instanceForm(),
    values: [],
    connections: [],
    allowed: { change: true, configure: true, deploy: true, remove: true, update: true },
    deployedVersionNumber: null,
    hasUndeployedChanges: false,
    missingKeys: [],
    waiting: null,
    ...change,
  };
}
