import fc from 'fast-check';
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { postWizardValidation } from '#contract/endpoints/wizard-sessions.ts';
import { readToldScreen, uncheckedScreen } from './unchecked-screen.ts';
import { answerWithinMs, validateScreen } from './validate-screen.ts';

const screen = {
  visibleValues: ['channel', 'text'],
  configValues: { channel: 'orders', rows: [{ a: 1 }] },
  authValues: { slack: 'auth-1', other: undefined },
};

const wild = fc.anything({ withBigInt: true, withDate: true, withMap: true, withSet: true, withNullPrototype: true });
/** Screens of nearly the right shape, where each part may be anything. */
const nearly = fc.record(
  { visibleValues: wild, visibleSlots: wild, configValues: wild, authValues: wild },
  { requiredKeys: [] },
);

describe('what a wizard tells of its screen', () => {
  test('is read under either name', () => {
    const read = {
      visible: ['channel', 'text'],
      configValues: screen.configValues,
      authValues: { slack: 'auth-1', other: null },
    };
    expect(readToldScreen(screen)).toEqual(read);
    const { visibleValues: visibleSlots, ...rest } = screen;
    expect(readToldScreen({ ...rest, visibleSlots })).toEqual(read);
  });

  test('is empty where it is missing or of another shape', () => {
    const empty = { visible: [], configValues: {}, authValues: {} };
    for (const told of [undefined, null, 'x', [], {}, { visibleValues: 'x', configValues: [], authValues: 7 }]) {
      expect(readToldScreen(told)).toEqual(empty);
    }
    expect(readToldScreen({ visibleValues: [1, 'a', null, 'x'.repeat(201)] }).visible).toEqual(['a']);
  });

  test('never throws, and what is read of it the server’s own schema takes', () => {
    fc.assert(
      fc.property(fc.oneof(wild, nearly), (told) => {
        expect(postWizardValidation.request?.safeParse(readToldScreen(told)).success).toBe(true);
        uncheckedScreen(told);
      }),
    );
    const trap = Object.defineProperty({}, 'visibleValues', {
      enumerable: true,
      get: () => {
        throw new Error('trap');
      },
    });
    expect(readToldScreen(trap).visible).toEqual([]);
  });

  test('that cannot be checked has a word on its first field', () => {
    const said = 'This could not be checked just now. Next tries again.';
    expect(uncheckedScreen(screen)).toEqual({ errors: { channel: said }, isUnchecked: true });
    expect(uncheckedScreen({ authValues: { slack: null } }).errors).toEqual({ slack: said });
    expect(uncheckedScreen(null)).toEqual({ errors: {}, isUnchecked: true });
  });
});

describe('asking the server', () => {
  const fetched = vi.fn<typeof fetch>();
  beforeEach(() => {
    vi.useFakeTimers();
    vi.stubGlobal('fetch', fetched);
  });
  afterEach(() => {
    vi.useRealTimers();
    vi.unstubAllGlobals();
    fetched.mockReset();
  });
  const ask = (told: unknown = screen, signal = new AbortController().signal) => validateScreen('s-1', told, signal);
  const hanging = (_url: unknown, init?: RequestInit) =>
    new Promise<Response>((_resolve, reject) => {
      init?.signal?.addEventListener('abort', () => reject(new DOMException('', 'AbortError')));
    });

  test('hands its verdict on', async () => {
    const verdict = { errors: { channel: 'Begin it with #.' }, isUnchecked: false };
    fetched.mockResolvedValue(Response.json(verdict));
    expect(await ask()).toEqual(verdict);
    expect(fetched.mock.calls[0]?.[0]).toBe('/api/wizard-sessions/s-1/validations');
    expect(vi.getTimerCount()).toBe(0);
  });

  test.each([
    ['the check could not be made', () => Promise.resolve(Response.json({ errors: {}, isUnchecked: true }))],
    ['the server is away', () => Promise.reject(new TypeError('Failed to fetch'))],
    ['the session is over', () => Promise.resolve(Response.json({ problem: { code: 'signed_out' } }, { status: 401 }))],
    ['the answer is no answer', () => Promise.resolve(new Response('<html>', { status: 502 }))],
  ])('releases with a word when %s', async (_why, answer) => {
    fetched.mockImplementation(answer);
    expect(await ask()).toEqual(uncheckedScreen(screen));
  });

  test('releases when the answer takes too long, and when nobody wants it any more', async () => {
    fetched.mockImplementation(hanging);
    const slow = ask();
    await vi.advanceTimersByTimeAsync(answerWithinMs);
    expect(await slow).toEqual(uncheckedScreen(screen));
    const giving = new AbortController();
    const unwanted = ask(screen, giving.signal);
    giving.abort();
    expect(await unwanted).toEqual(uncheckedScreen(screen));
  });

  test('releases what cannot even be sent', async () => {
    expect(await ask({ ...screen, configValues: { huge: 1n } })).toEqual(uncheckedScreen(screen));
    expect(fetched).not.toHaveBeenCalled();
  });
});
