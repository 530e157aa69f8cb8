import { createPublicKey, generateKeyPairSync } from 'node:crypto';
import { decodeProtectedHeader, jwtVerify } from 'jose';
import { expect, test } from 'vitest';
import { createMovedClock } from '../testing/moved-clock.ts';
import { readSigningKey } from './credentials.ts';
import { changed, instance, instanceId, organisation, otherOwner, owner, page } from './fixtures/answers.ts';
import {
  createStubbedAdapter,
  failureOf,
  keyPair,
  operatorToken,
  ownerByOperator,
  startStubbedAdapter,
} from './testing/stubbed-adapter.ts';
import { type StubAnswer, startStubServer } from './testing/stub-server.ts';

const instances: StubAnswer = { json: { data: { instances: page([instance()]) } } };

test('the owner is asked for with a token that we signed for its customer, made known first', async () => {
  const clock = createMovedClock();
  const { adapter, stub } = await startStubbedAdapter(() => instances, { clock });
  await adapter.reader.listOwnInstances(owner, null);

  expect(stub.seen.map(({ operation }) => operation)).toEqual(['Customer', '/embedded/authenticate', 'Instances']);
  const [asked, introduced, listed] = stub.seen;
  expect(asked).toMatchObject({ token: operatorToken, variables: { id: owner.vendorAccountId } });
  expect(listed?.token).toBe(introduced?.token);

  const token = listed?.token ?? '';
  const { payload } = await jwtVerify(token, createPublicKey(keyPair.publicKey), { currentDate: clock.now() });
  expect(decodeProtectedHeader(token)).toEqual({ alg: 'RS256' });
  expect(payload).toEqual({
    sub: 'jackfield:northwind',
    external_id: 'jackfield:northwind',
    organization: organisation,
    customer: 'northwind',
    name: 'Jackfield',
    role: 'admin',
    iat: clock.now().getTime() / 1000 - 5,
    exp: clock.now().getTime() / 1000 + 595,
  });
});

test('a token is used until a minute before its end, and made once however many ask', async () => {
  const clock = createMovedClock();
  const { adapter, stub } = await startStubbedAdapter(() => instances, { clock });
  const list = () => adapter.reader.listOwnInstances(owner, null);
  await Promise.all([list(), list(), list()]);
  clock.advance(534_000);
  await list();
  const introductions = () => stub.seen.filter(({ operation }) => operation === '/embedded/authenticate').length;
  expect(introductions()).toBe(1);
  clock.advance(2_000);
  await Promise.all([list(), list()]);
  expect(introductions()).toBe(2);
});

test('everybody is asked for with the operator’s token, and so is one owner when an administrator asks', async () => {
  const { adapter, stub } = await startStubbedAdapter(() => instances);
  await adapter.reader.listAllInstances(null);
  await adapter.reader.listOwnInstances(ownerByOperator, null);
  expect(stub.seen.map(({ operation, token }) => `${operation} ${token}`)).toEqual([
    `Instances ${operatorToken}`,
    `Instances ${operatorToken}`,
  ]);
  expect(stub.seen[1]?.variables).toMatchObject({ customer: owner.vendorAccountId });
});

test('a refused token is renewed for a read; a change that meets it may have been done', async () => {
  let refusals = 1;
  const { adapter, asked } = await startStubbedAdapter(({ operation }) => {
    if (refusals > 0) {
      refusals -= 1;
      return { status: 401, json: { detail: 'no' } };
    }
    return operation === 'Instances' ? instances : changed('updateInstance');
  });
  await adapter.reader.listOwnInstances(owner, null);
  expect(asked().map(({ operation }) => operation)).toEqual(['Instances', 'Instances']);

  refusals = 1;
  expect(await failureOf(adapter.writer.renameInstance(owner, instanceId, 'New'))).toMatchObject({
    code: 'vendor_garbled',
    wasDone: 'unknown',
  });
  expect(asked()).toHaveLength(3);
  refusals = 1;
  expect(await failureOf(adapter.writer.renameInstance(owner, instanceId, 'New'))).toMatchObject({
    code: 'vendor_unauthorized',
    wasDone: 'unknown',
  });
  await adapter.writer.renameInstance(owner, instanceId, 'New');
});

test.each([
  ['has no external id', { id: owner.vendorAccountId, name: 'X', externalId: null }, 'not_connected'],
  ['is not there', null, 'gone'],
  ['is another', { id: otherOwner.vendorAccountId, name: 'X', externalId: 'fabrikam' }, 'gone'],
])('nothing is signed for a customer that %s', async (_, customer, code) => {
  const stub = await startStubServer(() => ({ json: { data: { customer } } }));
  try {
    const call = createStubbedAdapter(stub.baseUrl).writer.disableInstance(owner, instanceId);
    expect(await failureOf(call)).toMatchObject({ code, wasDone: 'no' });
    expect(stub.seen.map(({ operation }) => operation)).toEqual(['Customer']);
  } finally {
    await stub.stop();
  }
});

test('a refresh token is changed into a token, which is kept while it is good', async () => {
  const clock = createMovedClock();
  let made = 0;
  const { adapter, stub } = await startStubbedAdapter(
    ({ operation }) => {
      if (operation !== '/auth/refresh') return instances;
      made += 1;
      return { json: { access_token: `canary-access-${made}`, expires_in: 3_600 } };
    },
    { clock, operator: { refreshToken: 'canary-refresh' } },
  );
  await adapter.reader.listAllInstances(null);
  await adapter.reader.listAllInstances(null);
  clock.advance(3_545_000);
  await adapter.reader.listAllInstances(null);
  const tokens = stub.seen.filter(({ operation }) => operation === 'Instances').map(({ token }) => token);
  expect(tokens).toEqual(['canary-access-1', 'canary-access-1', 'canary-access-2']);
});

test('only an RSA private key is taken, and no other is quoted', () => {
  expect(readSigningKey(keyPair.privateKey.replaceAll('\n', '\\n')).asymmetricKeyType).toBe('rsa');
  const elliptic = generateKeyPairSync('ec', { namedCurve: 'P-256' }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  });
  for (const pem of [String(elliptic), 'canary', keyPair.publicKey]) {
    expect(() => readSigningKey(pem)).toThrow(/^PRISMATIC_SIGNING_KEY must be an RSA private key in PEM$/);
  }
});
