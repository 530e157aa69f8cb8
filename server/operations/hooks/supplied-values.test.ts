import { expect, test } from 'vitest';
import { VendorError } from '../../vendors/vendor-error.ts';
import { toSlotValues } from './supplied-values.ts';
import { withoutValues } from './without-values.ts';

const slot = (externalId: string, value: string | null) => ({ externalId, title: null, value, defaultValue: null });

test.each([
  ['text into a slot never set', null, 'eu', 'eu'],
  ['anything else into a slot never set', null, { a: [1] }, '{"a":[1]}'],
  ['text where JSON text stood', '"us"', 'eu', '"eu"'],
  ['text where a bare word stood', 'us', 'eu', 'eu'],
  ['a number where a number stood', '8', 9, '9'],
  ['yes or no', null, false, 'false'],
])('%s keeps the form', (_what, read, value, written) => {
  const given = toSlotValues({ configValues: { a: value, left: undefined }, authValues: { b: 'id' } }, [
    slot('a', read),
  ]);
  expect(given).toEqual({
    configValues: [{ externalId: 'a', value: written }],
    authValues: [{ externalId: 'b', authenticationId: 'id' }],
  });
});

test('a vendor’s words that quote a supplied value are not handed on; others are', () => {
  const values = { configValues: [{ externalId: 'a', value: '"ledger-77"' }], authValues: [] };
  const error = (vendorMessage: string) =>
    new VendorError('tray', 'refused', { wasDone: 'no', vendorMessage, retryAfterMs: 5 });
  const silent = withoutValues(error('ledger-77 is no ledger'), values);
  expect(silent).toMatchObject({ code: 'refused', wasDone: 'no', vendorMessage: null, retryAfterMs: 5 });
  expect(silent.message).not.toContain('ledger-77');
  const harmless = error('the version is not ready');
  expect(withoutValues(harmless, values)).toBe(harmless);
  expect(withoutValues(error('ledger-77 is no ledger'), undefined).vendorMessage).toContain('ledger-77');
});
