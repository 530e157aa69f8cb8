import * as z from 'zod/mini';
import { type ChangeEvent, eventNouns } from '#contract/endpoints/events.ts';
import { openEventSource } from './events-source.ts';

/** What a tab is told. */
export interface StreamEars {
  onEvent(event: ChangeEvent): void;
  /** Changes may have been missed: what is on show is to be asked for again. */
  onGap(): void;
  /** Whether the stream is known to work. */
  onLive(isLive: boolean): void;
}

/** After this long without a word (`alive` comes each 20 s) the stream counts as broken. */
const silentMs = 45_000;
const checkMs = 5_000;
/** The server repeats what changed in the 15 s before a stream opens; some of them go by until it is open. */
const repeatedMs = 10_000;

const eventSchema = z.object({ noun: z.enum(eventNouns), id: z.nullable(z.string()) });

/**
 * What tabs tell each other. `refused`: the server gives this person no stream. `asks`: a tab that was just opened wants to
 * know whether the stream works.
 */
const messageSchema = z.union([
  z.object({ kind: z.literal('change'), event: eventSchema }),
  z.object({ kind: z.enum(['alive', 'broken', 'refused', 'asks']) }),
]);

type Message = z.infer<typeof messageSchema>;

/**
 * One stream for all tabs that show the same person: the tab that holds the lock has it and passes on what it hears; when
 * that tab goes, the lock goes to another. A browser may have only six connections to an HTTP/1.1 server, so a stream per
 * tab would stop the seventh. Without locks or channels each tab has its own all the same.
 */
export function openSharedStream(personId: string, ears: StreamEars): () => void {
  const name = `jackfield.events.${personId}`;
  const locks = 'locks' in navigator ? navigator.locks : undefined;
  const channel = locks && typeof BroadcastChannel !== 'undefined' ? new BroadcastChannel(name) : null;
  const leaving = new AbortController();
  let heardAt = Date.now();
  let isLive = false;
  let leads = false;

  function setLive(next: boolean): void {
    if (isLive === next) return;
    isLive = next;
    ears.onLive(next);
  }

  function act(message: Message): void {
    if (leaving.signal.aborted || message.kind === 'asks') return;
    if (message.kind === 'broken' || message.kind === 'refused') {
      setLive(false);
      // Every tab finds out for itself who is signed in now.
      if (message.kind === 'refused') ears.onEvent({ noun: 'session', id: null });
      return;
    }
    const silenceMs = Date.now() - heardAt;
    heardAt = Date.now();
    if (!isLive) {
      setLive(true);
      if (silenceMs > repeatedMs) ears.onGap();
    }
    if (message.kind === 'change') ears.onEvent(message.event);
  }

  // A channel reaches this origin only and takes no target.
  // oxlint-disable-next-line unicorn/require-post-message-target-origin
  const tellOthers = (message: Message) => channel?.postMessage(message);

  function share(message: Message): void {
    act(message);
    tellOthers(message);
  }

  channel?.addEventListener('message', ({ data }: MessageEvent<unknown>) => {
    const { success, data: message } = z.safeParse(messageSchema, data);
    if (!success) return;
    if (message.kind !== 'asks') act(message);
    else if (leads && isLive) tellOthers({ kind: 'alive' });
  });

  function lead(): void {
    if (leaving.signal.aborted) return;
    leads = true;
    const close = openEventSource(personId, {
      onAlive: () => share({ kind: 'alive' }),
      onBroken: () => share({ kind: 'broken' }),
      onData: (data) => {
        const { success, data: event } = z.safeParse(eventSchema, data);
        share(success ? { kind: 'change', event } : { kind: 'alive' });
      },
      onRefused: () => share({ kind: 'refused' }),
    });
    leaving.signal.addEventListener('abort', close);
  }

  const check = setInterval(() => {
    if (Date.now() - heardAt > silentMs) setLive(false);
  }, checkMs);

  if (channel && locks) {
    tellOthers({ kind: 'asks' });
    const held = () =>
      new Promise<void>((resolve) => {
        leaving.signal.addEventListener('abort', () => resolve());
        lead();
      });
    locks.request(name, { signal: leaving.signal }, held).catch(() => {
      // Refused, as where storage is: then this tab's own stream.
      if (!leads) lead();
    });
  } else lead();

  return () => {
    leaving.abort();
    clearInterval(check);
    channel?.close();
  };
}
