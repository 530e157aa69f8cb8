import * as z from 'zod/mini';
import { aliveEventName, eventStreamPath } from '#contract/endpoints/events.ts';

interface SourceEars {
  /** The stream works, and it is this person's. */
  onAlive(): void;
  /** The parsed `data` of an event. */
  onData(data: unknown): void;
  onBroken(): void;
  /** The server gives this person no stream: the session is over or is somebody else's. */
  onRefused(): void;
}

const silentMs = 45_000;
const shortestPauseMs = 2_000;
const longestPauseMs = 30_000;

const aliveSchema = z.object({ person: z.string() });
const endSchema = z.object({ noun: z.literal('session') });

function parse(text: unknown): unknown {
  try {
    return typeof text === 'string' ? JSON.parse(text) : null;
  } catch {
    return null;
  }
}

/**
 * Keeps an `EventSource` open. It reconnects by itself after a cut, but never after an answer that is no stream (HTML
 * standard), such as a 401 or a proxy's 502; nor does it notice a connection that died in silence. So we open anew then.
 */
export function openEventSource(personId: string, ears: SourceEars): () => void {
  let source: EventSource | null = null;
  let timer: ReturnType<typeof setTimeout> | undefined;
  let failures = 0;

  function open(): void {
    const opened = new EventSource(eventStreamPath);
    source = opened;
    wait(silentMs, breakOff);
    const listen = (type: string, act: (data: unknown) => void) =>
      opened.addEventListener(type, (event: MessageEvent<unknown>) => {
        if (source !== opened) return;
        wait(silentMs, breakOff);
        act(parse(event.data));
      });
    listen(aliveEventName, (data) => {
      const alive = z.safeParse(aliveSchema, data);
      // The cookie is that of another person who has signed in meanwhile.
      if (alive.success && alive.data.person !== personId) {
        refused();
        return;
      }
      failures = 0;
      ears.onAlive();
    });
    listen('message', (data) => {
      // It would come back by itself to a 401.
      if (z.safeParse(endSchema, data).success) refused();
      else ears.onData(data);
    });
    opened.addEventListener('error', () => {
      if (source !== opened) return;
      // Not closed: the browser tries again by itself.
      if (opened.readyState === EventSource.CLOSED) refused();
      else ears.onBroken();
    });
  }

  function refused(): void {
    ears.onRefused();
    openLater();
  }

  function breakOff(): void {
    ears.onBroken();
    openLater();
  }

  function openLater(): void {
    source?.close();
    source = null;
    const pauseMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** failures);
    failures += 1;
    wait(pauseMs * (1 + Math.random() / 2), open);
  }

  function wait(delayMs: number, task: () => void): void {
    clearTimeout(timer);
    timer = setTimeout(task, delayMs);
  }

  open();

  return () => {
    clearTimeout(timer);
    source?.close();
    source = null;
  };
}
