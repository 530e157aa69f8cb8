import { eventStreamPath } from '#contract/endpoints/events.ts';
import type { Hono } from 'hono';
import { streamSSE } from 'hono/streaming';
import type { GatewayEnvironment } from '../request-variables.ts';
import type { Services } from '../services.ts';
import { readSessionCookie } from '../session-cookie.ts';
import { signedInPerson } from '../signed-in-person.ts';

/** The stream of what changes, for whoever is signed in, until the session ends. */
export function addEventsEndpoint(app: Hono<GatewayEnvironment>, services: Services): void {
  app.get(eventStreamPath, (context) => {
    const person = signedInPerson(context);
    const sessionId = readSessionCookie(context, services.deployment.publicOrigin) ?? '';
    // Said to nginx, which would otherwise keep events until a buffer is full.
    context.header('X-Accel-Buffering', 'no');
    if (context.req.method === 'HEAD') return context.body(null, 200, { 'Content-Type': 'text/event-stream' });
    return streamSSE(context, async (response) => {
      const stream = services.events.open(person, sessionId, {
        send: (message) => response.writeSSE(message),
        abort: () => response.abort(),
      });
      response.onAbort(() => stream.end('gone'));
      if (response.aborted) stream.end('gone');
      await stream.finished;
    });
  });
}
