import { expect, test } from 'vitest';
import type { InstanceDetails } from '#contract/connectors.ts';
import { conflictsOf, detailKeys, differing, onlyDetails, untouchedNews, withDetailsOf } from './details-changes.ts';

const basis: InstanceDetails = {
  name: 'Shop',
  timeZone: 'UTC',
  dateFormat: 'c',
  rateLimitAmount: 240,
  rateLimitUnit: 'minute',
  poolId: '7',
};

test('only details are sent, and all of them', () => {
  const read = { ...basis, __typename: 'InstanceDetails' };
  expect(onlyDetails(read)).toEqual(basis);
  expect(Object.keys(onlyDetails(read)).toSorted()).toEqual([...detailKeys].toSorted());
});

test('what differs', () => {
  expect(differing(basis, { ...basis })).toEqual([]);
  expect(differing(basis, { ...basis, poolId: null, name: 'Store' })).toEqual(['name', 'poolId']);
});

test('what nobody touched follows the vendor; what was typed does not', () => {
  const typed = { ...basis, timeZone: 'Europe/Oslo' };
  const now = { ...basis, timeZone: 'Europe/Stockholm', rateLimitAmount: 100 };
  expect(untouchedNews(basis, typed, now)).toEqual(['rateLimitAmount']);
  expect(conflictsOf(basis, typed, now)).toEqual(['timeZone', 'rateLimitAmount']);
  const followed = withDetailsOf(basis, now, ['rateLimitAmount']);
  expect(followed).toEqual({ ...basis, rateLimitAmount: 100 });
  expect(conflictsOf(followed, { ...typed, rateLimitAmount: 100 }, now)).toEqual(['timeZone']);
});

test('two people who typed the same are in no conflict', () => {
  const both = { ...basis, poolId: null };
  expect(conflictsOf(basis, both, both)).toEqual([]);
});

test('an amount that is no number yet is neither followed nor in conflict by itself', () => {
  const typed = { ...basis, rateLimitAmount: Number.NaN };
  expect(untouchedNews(basis, typed, { ...basis, rateLimitAmount: 100 })).toEqual([]);
  expect(conflictsOf(basis, typed, basis)).toEqual([]);
});
