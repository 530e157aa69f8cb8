import { expect, test } from 'vitest';
import { connectorForm, consentMethod, keyMethod, openMethod } from '#src/testing/connector-fixtures.ts';
import { isTaken, reachableStep, stepOfField, stepsOf } from './wizard-steps.ts';

const oneWay = connectorForm({ methods: [keyMethod] });
const open = connectorForm({ methods: [openMethod] });
const ways = connectorForm({ methods: [keyMethod, consentMethod, openMethod] });

test.each([
  ['one way', oneWay, null, ['name', 'settings', 'credentials']],
  ['one way that asks for nothing', open, null, ['name', 'settings']],
  ['several, none chosen', ways, null, ['name', 'settings', 'method', 'credentials']],
  ['several, one with fields chosen', ways, '31', ['name', 'settings', 'method', 'credentials']],
  ['several, the open one chosen', ways, '33', ['name', 'settings', 'method']],
])('%s leads through the pages that are needed', (_name, form, methodId, steps) => {
  expect(stepsOf(form, methodId)).toEqual(steps);
});

test.each([
  ['details.name', 'name'],
  ['details.poolId', 'settings'],
  ['methodId', null],
  ['values.store.domain', 'credentials'],
  ['secrets.api_key', 'credentials'],
  ['something', null],
])('%s stands on %s', (field, step) => {
  expect(stepOfField(field, stepsOf(oneWay, '31'))).toBe(step);
});

test('no page is reached over one that is not done', () => {
  const steps = stepsOf(ways, '31');
  expect(reachableStep(steps, 'credentials', () => true)).toBe('credentials');
  expect(reachableStep(steps, 'credentials', (step) => step !== 'settings')).toBe('settings');
  expect(reachableStep(steps, 'nonsense', () => false)).toBe('name');
  expect(reachableStep(steps, null, () => true)).toBe('name');
});

test('a second one of the same name is noticed, whatever its letters', () => {
  expect(isTaken(' shop sweden ', ['Shop Sweden'])).toBe(true);
  expect(isTaken('Shop Norway', ['Shop Sweden'])).toBe(false);
  expect(isTaken('', [''])).toBe(false);
});
