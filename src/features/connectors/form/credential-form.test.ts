import { expect, test } from 'vitest';
import * as z from 'zod/mini';
import { connectorInstanceDetail, keyMethod } from '#src/testing/connector-fixtures.ts';
import { askedFields, beginningTexts, changedValues, credentialSchema, splitValues } from './credential-form.ts';

const stored = connectorInstanceDetail().fields;

test('a stored secret begins as kept, and never as a text', () => {
  expect(beginningTexts(stored)).toEqual(['sweden', null]);
});

test('of an instance only what differs is sent; what is kept is not, and emptying is', () => {
  expect(changedValues(stored, ['sweden', null])).toEqual({});
  expect(changedValues(stored, ['norway', 'new-key'])).toEqual({ store: 'norway', api_key: 'new-key' });
  expect(changedValues(stored, ['', null])).toEqual({ store: '' });
});

test('of one in the making secrets are parted from what may be kept', () => {
  const fields = askedFields(keyMethod.fields, { 'store.domain': 'sweden' });
  expect(beginningTexts(fields)).toEqual(['sweden', '', '2026-01']);
  expect(splitValues(fields, ['norway', 'a-key', ''])).toEqual({
    values: { 'store.domain': 'norway', version: '' },
    secrets: { api_key: 'a-key' },
  });
});

test.each([
  [['a', null, 'x'], []],
  [
    ['  ', '', ''],
    [0, 1, 2],
  ],
  [['a', 'k'.repeat(10_001), 'x'], [1]],
])('%j is checked by the contract', (texts, wrong) => {
  const parsed = z.safeParse(credentialSchema(askedFields(keyMethod.fields, {})), { texts });
  expect(parsed.error?.issues.map(({ path }) => path[1]) ?? []).toEqual(wrong);
});
