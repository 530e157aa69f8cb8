import { expect, test } from 'vitest';
import {
  connection,
  detailAnswer,
  instanceId,
  otherOwner,
  owner,
  solutionId,
  writtenAnswer,
} from './fixtures/answers.ts';
import { failureOf, masterToken, startStubbedAdapter } from './testing/stubbed-adapter.ts';
import type { StubAnswer } from './testing/stub-server.ts';

test('sends exactly what each change needs', async () => {
  const { adapter, seen } = await startStubbedAdapter((request) => {
    const field = `${request.operationName.charAt(0).toLowerCase()}${request.operationName.slice(1)}`;
    if (field === 'removeSolutionInstance') return { json: { data: { [field]: { clientMutationId: null } } } };
    return writtenAnswer(field, { name: 'New name' });
  });
  const created = await adapter.writer.createInstance(owner, { templateId: solutionId, name: 'New name' });
  await adapter.writer.renameInstance(owner, instanceId, 'New name');
  await adapter.writer.enableInstance(owner, instanceId);
  await adapter.writer.disableInstance(owner, instanceId);
  await adapter.writer.upgradeInstance(owner, instanceId);
  await adapter.writer.removeInstance(owner, instanceId);

  expect(created).toMatchObject({ vendorId: instanceId, name: 'New name', required: 'missing' });
  expect(seen.slice(1).map((request) => [request.operationName, request.variables['input']])).toEqual([
    ['CreateSolutionInstance', { solutionId, instanceName: 'New name' }],
    ['UpdateSolutionInstance', { solutionInstanceId: instanceId, instanceName: 'New name' }],
    [
      'UpdateSolutionInstance',
      { solutionInstanceId: instanceId, enabled: true, errorOnEnablingWithMissingValues: true },
    ],
    ['UpdateSolutionInstance', { solutionInstanceId: instanceId, enabled: false }],
    ['UpgradeSolutionInstance', { solutionInstanceId: instanceId }],
    ['RemoveSolutionInstance', { solutionInstanceId: instanceId }],
  ]);
  expect(new Set(seen.slice(1).map((request) => request.token))).toEqual(new Set(['user-token-1']));
});

test.each<[string, StubAnswer]>([
  ['reset', 'reset'],
  ['timeout', 'silence'],
  ['HTML', { status: 200, text: '<html>Sign in</html>' }],
  ['a redirect', { status: 302, headers: { location: '/login' }, text: '' }],
  ['500', { status: 500, json: { message: 'Internal server error' } }],
  ['a payload of null', { json: { data: { createSolutionInstance: null } } }],
  ['a payload without identity', writtenAnswer('createSolutionInstance', { id: null })],
  ['a payload of another owner', writtenAnswer('createSolutionInstance', { owner: otherOwner.vendorAccountId })],
])('after %s nobody knows whether it was done', async (_, answer) => {
  const { adapter } = await startStubbedAdapter(() => answer, { timeoutMs: 300 });
  const error = await failureOf(adapter.writer.createInstance(owner, { templateId: solutionId, name: 'x' }));
  expect(error.wasDone).toBe('unknown');
});

test('a change that is answered with another instance is not believed', async () => {
  const { adapter } = await startStubbedAdapter(() => writtenAnswer('updateSolutionInstance', { id: 'another' }));
  const error = await failureOf(adapter.writer.renameInstance(owner, instanceId, 'x'));
  expect(error).toMatchObject({ code: 'vendor_garbled', wasDone: 'unknown' });
});

test('a write is not done when no user token could be made', async () => {
  const { adapter } = await startStubbedAdapter(() => 'reset', {
    tokens: { withToken: (_, make) => make().then(({ token }) => token), forget: () => Promise.resolve() },
    apiUrl: 'http://127.0.0.1:9/graphql',
  });
  expect(await failureOf(adapter.writer.removeInstance(owner, instanceId))).toMatchObject({
    code: 'vendor_unavailable',
    wasDone: 'no',
  });
});

const corpus = [
  '"',
  "'",
  '\\',
  '}) { viewer { details { email } } } #',
  '${name}',
  '{{name}}',
  '$input',
  '"""block"""',
  '# comment',
  '...InstanceFields',
  '\\u0022',
  '\u2028\u2029',
  '\u202e\u200b',
  '\ud83d\udc69\u200d\ud83d\ude80',
  '\r\nX: y',
  '<script>',
  '__proto__',
  'constructor',
  '\t\u0007',
  'null',
  'x'.repeat(10_000),
];

test.each(corpus)('%j arrives as data', async (text) => {
  const { adapter, seen } = await startStubbedAdapter((request) =>
    request.operationName === 'Users'
      ? { json: { data: { users: connection([]) } } }
      : request.operationName === 'CreateExternalUser'
        ? { json: { data: { createExternalUser: { userId: 'u' } } } }
        : request.operationName === 'SolutionInstanceDetail'
          ? detailAnswer([])
          : writtenAnswer(
              request.operationName === 'UpdateSolutionInstance' ? 'updateSolutionInstance' : 'createSolutionInstance',
            ),
  );
  await adapter.writer.findOrCreateOwner({ externalId: text, name: text });
  await adapter.writer.createInstance(owner, { templateId: text, name: text });
  await adapter.writer.renameInstance(owner, instanceId, text);
  await adapter.reader.readInstance(owner, text);

  const sent = seen.filter((request) => request.operationName !== 'Authorize');
  expect(sent.map((request) => request.variables)).toEqual([
    { first: 100, criteria: { externalUserId: text } },
    { input: { name: text, externalUserId: text } },
    { input: { solutionId: text, instanceName: text } },
    { input: { solutionInstanceId: instanceId, instanceName: text } },
    { criteria: { id: text }, first: 1 },
  ]);
  const plain = await startStubbedAdapter(() => detailAnswer([]));
  await plain.adapter.reader.readInstance(owner, 'plain');
  expect(sent.at(-1)?.query).toBe(plain.seen.at(-1)?.query);
});

test('an owner is found by the exact external id, the same one each time, and else made', async () => {
  const users = [
    { id: 'c', name: 'Near', externalUserId: 'northwind-2' },
    { id: 'b', name: 'Twin', externalUserId: 'northwind' },
    { id: 'a', name: 'First', externalUserId: 'northwind' },
  ];
  const { adapter, seen } = await startStubbedAdapter((request) =>
    request.operationName === 'Users'
      ? { json: { data: { users: connection(users) } } }
      : { json: { data: { createExternalUser: { userId: 'made' } } } },
  );

  expect(await adapter.writer.findOrCreateOwner({ externalId: 'northwind', name: 'N' })).toEqual({
    vendorAccountId: 'a',
  });
  expect(seen).toHaveLength(1);
  expect(await adapter.writer.findOrCreateOwner({ externalId: 'North', name: 'N' })).toEqual({
    vendorAccountId: 'made',
  });
  expect(new Set(seen.map((request) => request.token))).toEqual(new Set([masterToken]));
});

test('the wizard opens with a code for the owner', async () => {
  const { adapter, seen } = await startStubbedAdapter(() => ({
    json: { data: { generateAuthorizationCode: { authorizationCode: 'c0de' } } },
  }));
  expect(await adapter.writer.openWizard(owner, instanceId)).toEqual({
    url: `https://wizard.example/external/solutions/jackfield/configure/${instanceId}?code=c0de`,
    origin: 'https://wizard.example',
  });
  expect(seen.map((request) => [request.token, request.variables])).toEqual([
    [masterToken, { input: { userId: owner.vendorAccountId } }],
  ]);
});

test('an upgrade carries the values that it is given, and no empty list', async () => {
  const { adapter, seen } = await startStubbedAdapter(() => writtenAnswer('upgradeSolutionInstance', {}));
  await adapter.writer.upgradeInstance(owner, instanceId, {
    configValues: [{ externalId: 'external_region', value: 'eu' }],
    authValues: [],
  });
  expect(seen.at(-1)?.variables['input']).toEqual({
    solutionInstanceId: instanceId,
    configValues: [{ externalId: 'external_region', value: 'eu' }],
  });
});

test('no failure names a token, in whichever way Tray quotes it', async () => {
  const { adapter } = await startStubbedAdapter((request) => ({
    json: { data: null, errors: [{ message: `Token ${request.token} of ${masterToken} is bad` }] },
  }));
  const error = await failureOf(adapter.writer.enableInstance(owner, instanceId));
  expect(`${error.message} ${error.vendorMessage} ${error.stack} ${String(error.cause)}`).not.toMatch(
    /user-token-1|canary-master-token/,
  );
  expect(error.vendorMessage).toBe('Token [redacted] of [redacted] is bad');
});

test('no second owner is made while the first may be among rows that cannot be read', async () => {
  const { adapter, seen } = await startStubbedAdapter(() => ({
    json: { data: { users: connection([{ id: null }, { id: 'a', name: 'Near', externalUserId: 'northwind-2' }]) } },
  }));
  const error = await failureOf(adapter.writer.findOrCreateOwner({ externalId: 'northwind', name: 'N' }));
  expect(error).toMatchObject({ code: 'vendor_garbled', wasDone: 'no' });
  expect(seen.map((request) => request.operationName)).toEqual(['Users']);
});
