import type { MiddlewareHandler } from 'hono';

import type { Clock } from '#server/platform/clock.ts';

/** Tells the sandbox's time with every answer, so that the server beside it can live in the same moment. */
export function clockHeader(clock: Clock): MiddlewareHandler {
  return async (context, next) => {
    await next();
    context.header('x-sandbox-clock', clock.now().toISOString());
  };
}
