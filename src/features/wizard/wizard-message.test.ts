import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWizardMessage } from './wizard-message.ts';

describe('parseWizardMessage', () => {
  test.each(['ready', 'finish', 'cancel'] as const)('knows %s', (kind) => {
    expect(parseWizardMessage({ type: `tray.configPopup.${kind}` })).toEqual({ kind });
  });

  test('takes the text of an error, shortened, and of an error-like object', () => {
    expect(parseWizardMessage({ type: 'tray.configPopup.error', err: 'x'.repeat(9000) })).toEqual({
      kind: 'error',
      text: 'x'.repeat(500),
    });
    expect(parseWizardMessage({ type: 'tray.configPopup.error', err: { message: 'used code' } })).toEqual({
      kind: 'error',
      text: 'used code',
    });
    expect(parseWizardMessage({ type: 'tray.configPopup.error' })).toEqual({ kind: 'error', text: null });
  });

  test('knows that a screen is to be checked, whatever it tells of it', () => {
    for (const data of [{ visibleValues: ['a'] }, null, 'x', undefined]) {
      expect(parseWizardMessage({ type: 'tray.configPopup.VALIDATE', data })).toEqual({ kind: 'validate', data });
    }
  });

  test('ignores everything else without throwing', () => {
    fc.assert(
      fc.property(fc.anything({ withNullPrototype: true, withBigInt: true, withDate: true }), (data) => {
        expect(parseWizardMessage(data)).toBeNull();
      }),
    );
  });

  test('ignores an unknown type, a type that is no text, and a getter that throws', () => {
    expect(parseWizardMessage({ type: 'tray.configPopup.client.validation' })).toBeNull();
    expect(parseWizardMessage({ type: ['tray.configPopup.finish'] })).toBeNull();
    const trap = Object.defineProperty({}, 'type', {
      enumerable: true,
      get: () => {
        throw new Error('trap');
      },
    });
    expect(parseWizardMessage(trap)).toBeNull();
  });
});
