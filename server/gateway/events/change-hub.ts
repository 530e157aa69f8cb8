import type { EventNoun } from '#contract/endpoints/events.ts';
import { aliveIntervalMs } from '#contract/endpoints/events.ts';
import type { Person } from '#contract/people.ts';
import { mayReach } from '../../accounts/ownership.ts';
import type { Clock } from '../../platform/clock.ts';
import { digest } from '../../platform/keys.ts';
import type { Logger } from '../../platform/logger.ts';
import type { ChangeNotice } from './change-notice.ts';
import { type EventStream, openEventStream, type StreamSink } from './event-stream.ts';
import { type ChangeListener, listenForChanges } from './listen-for-changes.ts';
import { createRecentNotices } from './recent-notices.ts';

/** Tells browsers what changed, whichever replica changed it. One for each process. */
export interface ChangeHub {
  /** Begins to listen, so that the first stream need not wait for it. */
  start(): void;
  /** Serves one stream to its end. `sessionId` is what the cookie holds. */
  open(person: Person, sessionId: string, sink: StreamSink): EventStream;
  /** Ends every stream, telling the browsers to come back, and stops listening. */
  stop(): Promise<void>;
}

export interface ChangeHubOptions {
  databaseUrl: string;
  clock: Clock;
  logger: Logger;
  /** Who a session belongs to now; null when it is over. Asking must not prolong it. */
  findPerson: (sessionId: string) => Promise<Person | null>;
  /** What makes everybody ask is told within this time, a different moment for each stream. */
  spreadMs?: number;
  aliveMs?: number;
  /** How often each stream's session is looked at, in case nobody tells that it ended: expiry is such a case. */
  recheckMs?: number;
}

/** Changes within this time are told together. */
const batchMs = 100;
/** Browsers open one stream for all their tabs; those that cannot share one poll from here on. */
const mostStreamsOfSession = 6;

const nounsOnShow: readonly EventNoun[] = ['instance', 'operation', 'template', 'vendor'];
/** What exists for administrators alone. */
const adminsNouns: readonly EventNoun[] = ['bulk', 'account'];

interface OpenStream {
  stream: EventStream;
  sessionId: string;
  sessionKey: string;
  timers: NodeJS.Timeout[];
}

export function createChangeHub(options: ChangeHubOptions): ChangeHub {
  const { databaseUrl, clock, logger, findPerson } = options;
  const { spreadMs = 2_000, aliveMs = aliveIntervalMs, recheckMs = 30_000 } = options;
  // In the order in which they were opened.
  const streams = new Set<OpenStream>();
  const recent = createRecentNotices(clock);
  let listener: ChangeListener | null = null;
  let isStopped = false;

  function start(): void {
    if (listener || isStopped) return;
    listener = listenForChanges({ databaseUrl, logger, onNotice, onListening });
  }

  function onListening(): void {
    recent.begin();
    for (const { stream } of streams) {
      tellEverything(stream);
      stream.sayAlive();
    }
    // A session may have ended while nobody listened.
    recheckSessions(null);
  }

  function onNotice(notice: ChangeNotice): void {
    if (notice.to === 'sessions') {
      recheckSessions(notice.ids);
      return;
    }
    recent.add(notice);
    for (const { stream } of streams) tell(stream, notice);
  }

  /** Passes a notice on to whom it concerns. The one place that decides who hears of what. */
  function tell(stream: EventStream, { noun, to, ids }: ChangeNotice): void {
    if (to === 'everybody') stream.add(noun, ids, batchMs + Math.random() * spreadMs);
    else if (to === 'admins' ? stream.person.role === 'admin' : mayReach(stream.person, to)) {
      stream.add(noun, ids, batchMs);
    }
  }

  /** What changed is not known: all that can be on show has to be asked for again. */
  function tellEverything(stream: EventStream): void {
    const withinMs = batchMs + Math.random() * spreadMs;
    const nouns = stream.person.role === 'admin' ? [...nounsOnShow, ...adminsNouns] : nounsOnShow;
    for (const noun of nouns) stream.add(noun, null, withinMs);
  }

  function recheckSessions(keys: string[] | null): void {
    for (const entry of streams) {
      if (keys === null || keys.includes(entry.sessionKey)) void recheck(entry);
    }
  }

  async function recheck({ stream, sessionId }: OpenStream): Promise<void> {
    try {
      const person = await findPerson(sessionId);
      if (!person) stream.end('session');
      else if (!hasSameRights(person, stream.person)) stream.end('rights');
    } catch (error) {
      logger.warn({ err: error }, 'the session of an event stream could not be looked at');
    }
  }

  function makeRoom(sessionKey: string): void {
    const siblings = [...streams].filter((entry) => entry.sessionKey === sessionKey);
    for (const { stream } of siblings.slice(0, Math.max(0, siblings.length + 1 - mostStreamsOfSession))) {
      stream.end('replaced');
    }
  }

  function open(person: Person, sessionId: string, sink: StreamSink): EventStream {
    start();
    const stream = openEventStream(person, sink);
    const sessionKey = digest(sessionId).toString('hex');
    makeRoom(sessionKey);
    const entry: OpenStream = { stream, sessionId, sessionKey, timers: [] };
    if (isStopped) {
      stream.end('stop');
      return stream;
    }
    streams.add(entry);
    // Silence while nothing is heard from the database: after 45 s of it a page polls.
    const sayAlive = () => {
      if (listener?.isListening()) stream.sayAlive();
    };
    entry.timers.push(
      setInterval(sayAlive, aliveMs),
      setInterval(() => void recheck(entry), recheckMs),
    );
    void stream.finished.then(() => {
      streams.delete(entry);
      for (const timer of entry.timers) clearInterval(timer);
    });
    if (listener?.isListening()) {
      sayAlive();
      const notices = recent.all();
      if (notices) for (const notice of notices) tell(stream, notice);
      else tellEverything(stream);
    }
    return stream;
  }

  return {
    start,
    open,
    stop: async () => {
      isStopped = true;
      const last = [...streams];
      for (const { stream } of last) stream.end('stop');
      await Promise.all([listener?.stop(), ...last.map(({ stream }) => stream.finished)]);
    },
  };
}

function hasSameRights(one: Person, other: Person): boolean {
  return (
    one.id === other.id &&
    one.role === other.role &&
    one.viewOnly === other.viewOnly &&
    one.account?.id === other.account?.id &&
    one.viewedBy?.id === other.viewedBy?.id
  );
}
