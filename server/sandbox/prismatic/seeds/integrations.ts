import { nameBasedUuid } from '../../name-based-uuid.ts';
import type {
  ConnectionDefinition,
  FlowDefinition,
  VariableDefinition,
  VersionDefinition,
} from '../database/tables.ts';

/** An integration as the imitation begins with it; its versions count from 1. */
export interface SeedIntegration {
  key: string;
  name: string;
  description: string;
  category: string;
  versions: VersionDefinition[];
}

const input = {
  type: 'STRING',
  required: true,
  shown: true,
  placeholder: null,
  example: null,
  comments: null,
  default: null,
} as const;

const ftpConnection: ConnectionDefinition = {
  key: 'basic',
  label: 'SFTP user',
  component: { key: 'sftp', label: 'SFTP' },
  comments: 'The user the files are read as',
  oauth2Type: null,
  inputs: [
    { ...input, key: 'host', label: 'Host', placeholder: 'sftp.example.com' },
    { ...input, key: 'username', label: 'User name' },
    { ...input, key: 'password', label: 'Password', type: 'PASSWORD' },
  ],
};

const slackConnection: ConnectionDefinition = {
  key: 'oauth2',
  label: 'Slack OAuth 2.0',
  component: { key: 'slack', label: 'Slack' },
  comments: null,
  oauth2Type: 'AUTHORIZATION_CODE',
  inputs: [{ ...input, key: 'scopes', label: 'Scopes', required: false, default: 'chat:write' }],
};

/** The first deploys without any value; the others have what a wizard has to draw. */
export const seedIntegrations: readonly SeedIntegration[] = [
  {
    key: 'echo',
    name: 'Order events',
    description: 'Takes order events and hands them on',
    category: 'Commerce',
    versions: [version('echo', 1, [], ['Receive order']), version('echo', 2, [], ['Receive order', 'Cancel order'])],
  },
  {
    key: 'inventory',
    name: 'Inventory sync',
    description: 'Reads stock files and keeps the shop up to date',
    category: 'Commerce',
    versions: [
      version(
        'inventory',
        1,
        [variable('SFTP', { connection: ftpConnection }), variable('Warehouse')],
        ['Import stock'],
      ),
      version(
        'inventory',
        2,
        [
          variable('SFTP', { connection: ftpConnection }),
          variable('Warehouse'),
          variable('Batch size', { dataType: 'NUMBER', defaultValue: '100' }),
          variable('Skip empty rows', { dataType: 'BOOLEAN', defaultValue: 'true' }),
          variable('Mode', { dataType: 'PICKLIST', pickList: ['full', 'changes'] }),
        ],
        ['Import stock'],
      ),
      version(
        'inventory',
        3,
        [
          variable('SFTP', { connection: ftpConnection }),
          variable('Warehouse'),
          variable('Batch size', { dataType: 'NUMBER', defaultValue: '100' }),
          variable('Skip empty rows', { dataType: 'BOOLEAN', defaultValue: 'true' }),
          variable('Mode', { dataType: 'PICKLIST', pickList: ['full', 'changes'] }),
          variable('Start date', { dataType: 'DATE' }),
          variable('Field mapping', { dataType: 'CODE', codeLanguage: 'JSON', defaultValue: '{}' }),
        ],
        ['Import stock', 'Report differences'],
      ),
    ],
  },
  {
    key: 'alerts',
    name: 'Team alerts',
    description: 'Tells a channel what happens in the shop',
    category: 'Communication',
    versions: [
      version('alerts', 1, [variable('Slack', { connection: slackConnection }), variable('Channel')], ['Send alert']),
      version(
        'alerts',
        2,
        [
          variable('Slack', { connection: slackConnection }),
          variable('Channel'),
          variable('Internal route', { orgOnly: true, defaultValue: 'default' }),
        ],
        ['Send alert'],
      ),
    ],
  },
];

function variable(key: string, more: Partial<VariableDefinition> = {}): VariableDefinition {
  return {
    key,
    description: null,
    header: null,
    dataType: more.connection ? 'CONNECTION' : 'STRING',
    collectionType: null,
    codeLanguage: null,
    pickList: null,
    defaultValue: null,
    orgOnly: false,
    connection: null,
    ...more,
  };
}

function version(key: string, number: number, variables: VariableDefinition[], flowNames: string[]): VersionDefinition {
  const pageOf = (connections: boolean) =>
    variables.filter(({ connection, orgOnly }) => (connection !== null) === connections && !orgOnly);
  const pages = [
    { name: 'Connections', tagline: 'Where the data comes from', keys: pageOf(true).map((item) => item.key) },
    { name: 'Settings', tagline: 'How it works', keys: pageOf(false).map((item) => item.key) },
  ];
  return {
    variables,
    flows: flowNames.map((name, place) => flow(`${key}:${number}`, name, place)),
    pages: pages.filter(({ keys }) => keys.length > 0),
  };
}

function flow(owner: string, name: string, place: number): FlowDefinition {
  return {
    id: nameBasedUuid(`prismatic:flow:${owner}:${name}`),
    stableKey: name.toLowerCase().replaceAll(' ', '-'),
    name,
    description: null,
    sortOrder: place,
    // The second flow of an integration answers its caller.
    isSynchronous: place === 1,
    endpointSecurityType: 'CUSTOMER_OPTIONAL',
    steps: [
      { name: 'Trigger', durationMs: 200 },
      { name: 'Transform', durationMs: 1_300 },
      { name: 'Deliver', durationMs: 1_500 },
    ],
  };
}
