import { expect, test } from 'vitest';
import { lookalikeMask } from '../../platform/lookalike-secrets.ts';
import { withoutNamedSecrets } from './named-secrets.ts';

test.each([
  [{ name: 'password', value: 'canary' }],
  [{ key: 'api_key', value: 'canary', label: 'Key' }],
  [{ externalId: 'external_client_secret', value: '"canary"' }],
  [{ key: 'harmless', secret: true, value: 'canary' }],
  [{ key: 'harmless', isSecret: true, value: { deep: 'canary' } }],
])('the value beside a secret’s name, or of what is marked as one, is masked: %j', (entry) => {
  const json = { data: { nodes: [entry, { name: 'host', value: 'example.com' }] } };
  expect(withoutNamedSecrets(json)).toEqual({
    data: {
      nodes: [
        { ...entry, value: lookalikeMask },
        { name: 'host', value: 'example.com' },
      ],
    },
  });
});

test.each([
  [
    { id: '1', value: 'canary', requiredConfigVariable: { key: 'API key', dataType: 'STRING' } },
    { id: '1', value: lookalikeMask, requiredConfigVariable: { key: 'API key', dataType: 'STRING' } },
  ],
  [
    { externalId: 'external_token', title: 'Token', defaultValue: 'canary' },
    { externalId: 'external_token', title: 'Token', defaultValue: lookalikeMask },
  ],
  [
    { externalId: 'external_1', title: 'Client secret', defaultValue: 'canary' },
    { externalId: 'external_1', title: 'Client secret', defaultValue: lookalikeMask },
  ],
  [
    { value: 'shown', requiredConfigVariable: { key: 'Folder', defaultValue: '/' } },
    { value: 'shown', requiredConfigVariable: { key: 'Folder', defaultValue: '/' } },
  ],
])(
  'a name may stand one step below its value, and a value may be what is used where none is given: %j',
  (json, shown) => {
    expect(withoutNamedSecrets({ nodes: [json] })).toEqual({ nodes: [shown] });
  },
);

test.each([
  [{ name: 'password', value: null }],
  [{ name: 'password', value: '' }],
  [{ name: 'password' }],
  ['text'],
  [null],
  [7],
])('what holds no value stays: %j', (json) => {
  expect(withoutNamedSecrets(json)).toEqual(json);
});
