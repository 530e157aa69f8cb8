import type { z } from 'zod';
import type { Logger } from '../../platform/logger.ts';
import type { HookName } from './load-hooks.ts';

/** How long a hook may take. Somebody waits for each of them. */
export const hookTimeoutMs = 10_000;

/** The hook could not tell: it threw, took too long, or answered something that is no answer. */
export const hookFailed = Symbol('hook failed');

interface Call<Given, Answer> {
  name: HookName;
  hook: (given: Given) => unknown;
  given: Omit<Given, 'signal'>;
  /** Reads the answer; tolerant of more than was asked for. */
  answer: z.ZodType<Answer>;
  logger: Logger;
}

/**
 * Asks a hook within its time. Never rejects and never throws, whatever the hook does. A failure is logged by the hook's
 * name and the place in the company's code, and never by its message, which may quote a value.
 */
export async function callHook<Given, Answer>(call: Call<Given, Answer>): Promise<Answer | typeof hookFailed> {
  const { name, hook, given, answer, logger } = call;
  const ending = new AbortController();
  const timer = setTimeout(() => ending.abort(new TookTooLong()), hookTimeoutMs);
  try {
    // Given is what its caller made of it and the signal, which is the one part that is made here.
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion
    const whole = { ...given, signal: ending.signal } as Given;
    const answered = await Promise.race([Promise.resolve().then(() => hook(whole)), endOf(ending.signal)]);
    const parsed = answer.safeParse(answered);
    if (parsed.success) return parsed.data;
    logger.error({ hook: name, failure: 'unreadable answer' }, 'a hook failed');
  } catch (error) {
    logger.error({ hook: name, ...describe(error) }, 'a hook failed');
  } finally {
    clearTimeout(timer);
  }
  // What it still does when nobody listens any more it may stop.
  ending.abort(new TookTooLong());
  return hookFailed;
}

class TookTooLong extends Error {
  override readonly name = 'TookTooLong';
}

function endOf(signal: AbortSignal): Promise<never> {
  return new Promise((_resolve, reject) => {
    signal.addEventListener('abort', () => reject(new TookTooLong()), { once: true });
  });
}

/** The line of a stack that says where: `at check (file:///srv/hooks.mjs:12:5)`. A message has no such line as a rule. */
const placePattern = /^ {4}at .+:\d+:\d+\)?$/m;

function describe(error: unknown): { failure: string; place?: string } {
  if (error instanceof TookTooLong) return { failure: 'took too long' };
  const stack = error instanceof Error && typeof error.stack === 'string' ? error.stack : '';
  const place = placePattern.exec(stack)?.[0].trim();
  return { failure: 'threw', ...(place === undefined ? {} : { place }) };
}
