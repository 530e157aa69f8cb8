import { expect, test } from 'vitest';
import { createDebugAddress, outsideAddress, parseBaseUrl } from './addresses.ts';
import { definition, oauthConnection, owner, templateId, versionId } from './fixtures/answers.ts';
import { secretsIn, toWireGiven } from './given-values.ts';
import { failureOf, startStubbedAdapter } from './testing/stubbed-adapter.ts';

const formOf = async (pages: unknown, nodes: unknown[]) => {
  const integration = {
    id: versionId,
    name: 'Stock sync',
    versionNumber: 3,
    versionSequenceId: templateId,
    configPages: pages,
    requiredConfigVariables: { nodes },
  };
  const { port } = await startStubbedAdapter(() => ({ json: { data: { integration } } }));
  return port.reader.readForm(owner, versionId);
};

const pages = JSON.stringify([
  {
    name: 'Start',
    elements: [
      { type: 'htmlElement', value: '<b>Hello</b>' },
      { type: 'configVar', value: 'Chat' },
      { type: 'configVar', value: 'Shape' },
      { type: 'configVar', value: 'Gone' },
      { type: 'hologram', value: 'x' },
      7,
    ],
  },
]);

test('what cannot be drawn is said, and what no page shows is named', async () => {
  const form = await formOf(pages, [
    definition('Chat', { dataType: 'CONNECTION', connection: oauthConnection }),
    definition('Shape', { dataType: 'HOLOGRAM' }),
    definition('Fields', { dataType: 'OBJECTFIELDMAP' }),
    definition('Tags', { collectionType: 'VALUELIST' }),
    definition('Pairs', { collectionType: 'KEYVALUELIST', orgOnly: true }),
    definition('Signature', { userLevelConfigured: true }),
    { key: null },
  ]);
  expect(form?.pages[0]?.items).toEqual([
    { kind: 'markup', html: '<b>Hello</b>' },
    { kind: 'connection', key: 'Chat' },
    { kind: 'field', key: 'Shape' },
    { kind: 'unknown', kindName: 'configVar' },
    { kind: 'unknown', kindName: 'hologram' },
  ]);
  expect(form?.fields.map(({ key, kind, kindName, shape }) => [key, kind, kindName, shape])).toEqual([
    ['Shape', 'unknown', 'HOLOGRAM', 'one'],
    ['Fields', 'described', 'OBJECTFIELDMAP', 'one'],
    ['Tags', 'text', 'STRING', 'list'],
    ['Pairs', 'text', 'STRING', 'pairs'],
    ['Signature', 'text', 'STRING', 'one'],
  ]);
  expect(form?.unplacedKeys).toEqual(['Fields', 'Tags']);
});

test('a connection says whether somebody must agree, and no default of a secret is passed on', async () => {
  const unattended = { ...oauthConnection, oauth2Type: 'CLIENT_CREDENTIALS' };
  const form = await formOf(pages, [
    definition('Chat', { dataType: 'CONNECTION', connection: oauthConnection }),
    definition('Robot', { dataType: 'CONNECTION', connection: unattended }),
    definition('Basic', { dataType: 'CONNECTION', connection: { ...oauthConnection, oauth2Type: null } }),
  ]);
  expect(form?.connections.map(({ key, needsConsent }) => [key, needsConsent])).toEqual([
    ['Chat', true],
    ['Robot', false],
    ['Basic', false],
  ]);
  expect(form?.connections[0]?.inputs.map(({ name, defaultValue }) => [name, defaultValue])).toEqual([
    ['scopes', 'chat:write'],
    ['clientSecret', null],
  ]);
});

test('pages that cannot be read are a failure and never a form without fields', async () => {
  expect(await failureOf(formOf('{"no": "list"}', []))).toMatchObject({ code: 'vendor_garbled', wasDone: 'no' });
  expect(await failureOf(formOf(null, []))).toMatchObject({ code: 'vendor_garbled' });
  expect((await formOf('[]', []))?.pages).toEqual([]);
});

test('an empty input is never sent, null erases, and a connection of which nothing is left is not named', () => {
  const values = [
    {
      key: 'SFTP',
      inputs: [
        { name: 'host', value: 'h' },
        { name: 'password', value: '' },
        { name: 'user', value: null },
      ],
    },
    { key: 'Chat', inputs: [{ name: 'secret', value: '' }] },
    { key: 'Warehouse', value: '' },
    { key: 'When', value: '0 * * * *', schedule: { kind: 'CUSTOM', timeZone: null } },
  ];
  expect(toWireGiven(values)).toEqual([
    {
      key: 'SFTP',
      values: '[{"name":"host","type":"value","value":"h"},{"name":"user","type":"value","value":""}]',
    },
    { key: 'Warehouse', value: '' },
    { key: 'When', value: '0 * * * *', scheduleType: 'CUSTOM' },
  ]);
  expect(secretsIn(values)).toEqual(['h', '', '']);
});

test('addresses: the configured origin as it is, others https and public', () => {
  const base = parseBaseUrl('http://127.0.0.1:4102/prefix');
  expect(outsideAddress('http://127.0.0.1:4102/connect/x', base)).toBe('http://127.0.0.1:4102/connect/x');
  expect(outsideAddress('https://login.example.com/authorize?a=b', base)).toBe(
    'https://login.example.com/authorize?a=b',
  );
  for (const bad of [null, '', 'javascript:alert(1)', 'http://login.example.com/', 'https://127.0.0.1:4102/']) {
    expect(outsideAddress(bad, base)).toBeNull();
  }
  expect(() => parseBaseUrl('ftp://prismatic.example')).toThrow('PRISMATIC_URL');
});

test('Prismatic’s own page about an instance, from a template in which no id chooses the host', () => {
  const base = parseBaseUrl('https://app.prismatic.example');
  const instance = { vendorId: 'SW5z/dGFuY2U=', vendorAccountId: 'Q3Vz' };
  const address = createDebugAddress('https://app.prismatic.example/instances/{vendorId}?of={owner}', base);
  expect(address(instance)).toBe('https://app.prismatic.example/instances/SW5z%2FdGFuY2U%3D?of=Q3Vz');
  expect(address({ ...instance, vendorId: '"><script>' })).toBeNull();
  expect(createDebugAddress(null, base)(instance)).toBeNull();
  for (const template of [
    'http://elsewhere.example/{vendorId}',
    'https://{vendorId}.example/',
    'https://a:b@c.example/',
  ]) {
    expect(() => createDebugAddress(template, base)).toThrow('PRISMATIC_DEBUG_URL_TEMPLATE');
  }
});
