import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest';
import { z } from 'zod';
import { createLogger, type Logger } from '../../platform/logger.ts';
import { callHook, hookFailed, hookTimeoutMs } from './call-hook.ts';

interface Given {
  value: string;
  signal: AbortSignal;
}

let lines: unknown[][];
let logger: Logger;

beforeEach(() => {
  vi.useFakeTimers();
  lines = [];
  logger = createLogger('silent');
  vi.spyOn(logger, 'error').mockImplementation((...line: unknown[]) => void lines.push(line));
});
afterEach(() => {
  vi.useRealTimers();
  vi.restoreAllMocks();
});

const call = (hook: (given: Given) => unknown) =>
  callHook<Given, number>({ name: 'validate', hook, given: { value: 'hunter2' }, answer: z.number(), logger });

describe('a hook that answers', () => {
  test('is given what it is about and a signal, and may answer now or later', async () => {
    let given: Given | undefined;
    const now = await call((got) => {
      given = got;
      return 1;
    });
    expect([now, await call(() => Promise.resolve(2))]).toEqual([1, 2]);
    expect(given).toMatchObject({ value: 'hunter2', signal: { aborted: false } });
    expect(vi.getTimerCount()).toBe(0);
    expect(lines).toEqual([]);
  });
});

describe('a hook that cannot tell', () => {
  test('has ten seconds, and is told when they are over', async () => {
    let signal: AbortSignal | undefined;
    const answer = call((given) => {
      signal = given.signal;
      return new Promise(() => {});
    });
    let isOver = false;
    void answer.then(() => (isOver = true));
    await vi.advanceTimersByTimeAsync(hookTimeoutMs - 1);
    expect({ isOver, aborted: signal?.aborted }).toEqual({ isOver: false, aborted: false });
    await vi.advanceTimersByTimeAsync(1);
    expect(await answer).toBe(hookFailed);
    expect(signal?.aborted).toBe(true);
    expect(lines).toMatchObject([[{ hook: 'validate', failure: 'took too long' }, 'a hook failed']]);
  });

  test('may fail after its time without anybody noticing', async () => {
    const answer = call(async ({ signal }) => {
      await new Promise((resolve) => signal.addEventListener('abort', resolve));
      throw new Error('too late');
    });
    await vi.advanceTimersByTimeAsync(hookTimeoutMs);
    expect(await answer).toBe(hookFailed);
    await vi.advanceTimersByTimeAsync(0);
  });

  test.each([
    [
      'throws',
      () => {
        throw new Error('the password is hunter2');
      },
    ],
    ['rejects', () => Promise.reject(new Error('the password is hunter2'))],
    ['rejects with what is no error', () => Promise.reject('hunter2')],
    ['answers something else', () => 'hunter2'],
  ])('one that %s is logged by its name and without the value', async (_how, hook) => {
    expect(await call(hook)).toBe(hookFailed);
    expect(lines).toMatchObject([[{ hook: 'validate' }, 'a hook failed']]);
    expect(JSON.stringify(lines)).not.toContain('hunter2');
    expect(vi.getTimerCount()).toBe(0);
  });

  test('is logged with the place in the company’s own code', async () => {
    await call(() => {
      throw new Error('x');
    });
    expect(JSON.stringify(lines)).toMatch(/call-hook\.test\.ts:\d+:\d+/);
  });
});
