import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ComparedAuthentication, isOtherAccount } from './other-account.ts';

const slack = (id: string, accountName: string | null, serviceId: string | null = 'slack'): ComparedAuthentication => ({
  id,
  accountName,
  serviceId,
});

test.each([
  ['nothing before', null, slack('a', 'maya'), false],
  ['the same account in another authentication', slack('a', 'maya@x.example'), slack('b', 'maya@x.example'), false],
  ['the same account in another letter case', slack('a', 'Maya@X.example '), slack('b', 'maya@x.example'), false],
  ['another account in another authentication', slack('a', 'maya'), slack('b', 'ops'), true],
  ['another account in the same authentication', slack('a', 'maya'), slack('a', 'ops'), true],
  ['the same name at another service', slack('a', 'maya'), slack('b', 'maya', 'hubspot'), true],
  ['an account that is not told, in another authentication', slack('a', null), slack('b', null), true],
  ['an account that is no longer told, in another authentication', slack('a', 'maya'), slack('b', null), true],
  ['an account that is not told, in the same authentication', slack('a', null), slack('a', null), false],
  ['an account that is told for the first time, in the same one', slack('a', null), slack('a', 'maya'), false],
  ['a service that is not told', slack('a', 'maya', null), slack('b', 'maya'), false],
])('%s', (_what, before, after, isOther) => {
  expect(isOtherAccount(before, after)).toBe(isOther);
});

test('never calls an authentication another account than itself, and never depends on the direction', () => {
  const any = fc.record({
    id: fc.constantFrom('a', 'b', 'c'),
    accountName: fc.option(fc.string()),
    serviceId: fc.option(fc.constantFrom('slack', 'hubspot')),
  });
  fc.assert(
    fc.property(any, any, (one, other) => {
      expect(isOtherAccount(one, one)).toBe(false);
      expect(isOtherAccount(one, other)).toBe(isOtherAccount(other, one));
    }),
  );
});
