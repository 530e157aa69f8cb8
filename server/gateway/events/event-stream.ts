import { aliveEventName, type AliveEvent, type EventNoun } from '#contract/endpoints/events.ts';
import { identityOf, type Person } from '#contract/people.ts';
import { createPendingEvents } from './pending-events.ts';

/** One event of the stream, as hono's `writeSSE` takes it. Empty data is no event, so `retry` can travel alone. */
export interface StreamMessage {
  data: string;
  event?: string;
  retry?: number;
}

/** Where a stream writes to. `send` resolves once the reader can take more. */
export interface StreamSink {
  send(message: StreamMessage): Promise<unknown>;
  /** Lets go of a reader that takes nothing any more. */
  abort(): void;
}

/**
 * Why a stream ends. `session`: nobody is signed in any more. `rights`: the person's rights are others now. `replaced`:
 * the session has opened too many. `stop`: the server stops. `gone`: the reader has left.
 */
export type StreamEnd = 'session' | 'rights' | 'replaced' | 'stop' | 'gone';

/** A stream that is open. */
export interface EventStream {
  readonly person: Person;
  /** Has events sent within `withinMs`, together with what else there is by then. */
  add(noun: EventNoun, ids: readonly string[] | null, withinMs: number): void;
  /** Says that changes are heard. */
  sayAlive(): void;
  end(why: StreamEnd): void;
  /** Resolves when the stream is over and its last words are said. */
  readonly finished: Promise<void>;
}

/** A reader that has not taken the last words by then will not. */
const lastWordsMs = 500;

/** A browser comes back after two to five seconds, so that not all of them come at once after a restart. */
const retryMs = () => 2_000 + Math.floor(Math.random() * 3_000);
/** Whoever was replaced polls, and would only replace another in turn. */
const replacedRetryMs = 60_000;

/**
 * Writes one reader's events. While the reader is slow, what comes is kept as nouns and at most a few ids of each, so no
 * reader makes the server grow.
 */
export function openEventStream(person: Person, sink: StreamSink): EventStream {
  const pending = createPendingEvents();
  let timer: NodeJS.Timeout | null = null;
  let dueAt = Infinity;
  let isAliveDue = false;
  let isWriting = false;
  let isOver = false;
  let finish = () => {};
  const finished = new Promise<void>((resolve) => {
    finish = resolve;
  });

  const alive: AliveEvent = { person: identityOf(person) };

  function schedule(withinMs: number): void {
    const at = performance.now() + withinMs;
    if (isOver || isWriting || at >= dueAt) return;
    if (timer) clearTimeout(timer);
    dueAt = at;
    timer = setTimeout(() => void write(), withinMs);
  }

  async function write(): Promise<void> {
    timer = null;
    dueAt = Infinity;
    const messages: StreamMessage[] = pending.take().map((event) => ({ data: JSON.stringify(event) }));
    if (isAliveDue) messages.unshift({ event: aliveEventName, data: JSON.stringify(alive) });
    isAliveDue = false;
    isWriting = true;
    for (const message of messages) {
      if (isOver) return;
      // oxlint-disable-next-line no-await-in-loop -- the reader takes one after the other
      await sink.send(message);
    }
    isWriting = false;
    if (isAliveDue || !pending.isEmpty()) schedule(0);
  }

  async function sayLastWords(why: StreamEnd): Promise<void> {
    if (why !== 'gone') {
      if (why === 'session') await sink.send({ data: JSON.stringify({ noun: 'session', id: null }) });
      await sink.send({ data: '', retry: why === 'replaced' ? replacedRetryMs : retryMs() });
    }
  }

  return {
    person,
    finished,
    add: (noun, ids, withinMs) => {
      pending.add(noun, ids);
      schedule(withinMs);
    },
    sayAlive: () => {
      isAliveDue = true;
      schedule(0);
    },
    end: (why) => {
      if (isOver) return;
      isOver = true;
      if (timer) clearTimeout(timer);
      const giveUp = setTimeout(() => {
        sink.abort();
        finish();
      }, lastWordsMs);
      void sayLastWords(why).then(() => {
        clearTimeout(giveUp);
        finish();
      });
    },
  };
}
