import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseAuthMessage } from './auth-message.ts';

describe('parseAuthMessage', () => {
  test('reads what the dialog says, in whatever letter case', () => {
    const finish = { kind: 'finish', authenticationId: 'a-1' };
    expect(parseAuthMessage({ type: 'tray.authpopup.finish', authType: 'oauth', authId: 'a-1' })).toEqual(finish);
    expect(parseAuthMessage({ type: 'TRAY.authPopup.FINISH', authId: 'a-1' })).toEqual(finish);
    expect(parseAuthMessage({ type: 'tray.authpopup.close' })).toEqual({ kind: 'close' });
    expect(parseAuthMessage({ type: 'tray.authPopup.error', error: ' denied ' })).toEqual({
      kind: 'error',
      text: 'denied',
    });
  });

  test('takes an error’s words from either field, shortened, and from an error-like object', () => {
    const text = (more: object) => parseAuthMessage({ type: 'tray.authPopup.error', ...more });
    expect(text({ err: 'x'.repeat(9000) })).toEqual({ kind: 'error', text: 'x'.repeat(500) });
    expect(text({ error: { message: 'used code' } })).toEqual({ kind: 'error', text: 'used code' });
    expect(text({})).toEqual({ kind: 'error', text: null });
  });

  test.each([undefined, null, '', 7, ['a'], { id: 'a' }, 'x'.repeat(201)])(
    'a finish that names no authentication (%j) is none',
    (authId) => {
      expect(parseAuthMessage({ type: 'tray.authpopup.finish', authId })).toBeNull();
    },
  );

  test('ignores everything else without throwing', () => {
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true });
    fc.assert(
      fc.property(anything, (data) => {
        expect(parseAuthMessage(data)).toBeNull();
      }),
    );
    const type = fc.oneof(fc.string(), fc.constantFrom('tray.configPopup.finish', 'tray.authpopup.accountIdRequest'));
    fc.assert(
      fc.property(type, anything, (given, authId) => {
        expect(parseAuthMessage({ type: given, authId, error: authId })).toBeNull();
      }),
    );
  });

  test('wild content beside a known type never throws', () => {
    const anything = fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true });
    const type = fc.constantFrom('tray.authpopup.finish', 'tray.authpopup.close', 'tray.authPopup.error');
    fc.assert(
      fc.property(type, anything, anything, (given, authId, error) => {
        expect(() => parseAuthMessage({ type: given, authId, error })).not.toThrow();
      }),
    );
    const trap = Object.defineProperty({}, 'type', {
      enumerable: true,
      get: () => {
        throw new Error('trap');
      },
    });
    expect(parseAuthMessage(trap)).toBeNull();
  });
});
