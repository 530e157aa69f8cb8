import pg from 'pg';
import type { Logger } from '../../platform/logger.ts';
import { type ChangeNotice, changeChannel, parseNotice } from './change-notice.ts';

const connectTimeoutMs = 5_000;
/** A connection that died without a word (a failover, a firewall) is found out by asking. */
const pingMs = 15_000;
const pingTimeoutMs = 5_000;
const shortestPauseMs = 100;
const longestPauseMs = 5_000;

export interface ChangeListener {
  /** Whether notices arrive now. */
  isListening(): boolean;
  stop(): Promise<void>;
}

interface ListenerOptions {
  databaseUrl: string;
  logger: Logger;
  onNotice: (notice: ChangeNotice) => void;
  /** Listening has begun. What changed before was not heard. */
  onListening: () => void;
}

/** Listens on a connection of its own, and connects again, sooner or later, whenever that one breaks. */
export function listenForChanges({ databaseUrl, logger, onNotice, onListening }: ListenerOptions): ChangeListener {
  let client: pg.Client | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isListening = false;
  let isStopped = false;
  let failures = 0;

  function after(delayMs: number, task: () => Promise<void>): void {
    if (isStopped) return;
    timer = setTimeout(() => void task(), delayMs);
    timer.unref();
  }

  async function connect(): Promise<void> {
    const next = new pg.Client({
      connectionString: databaseUrl,
      connectionTimeoutMillis: connectTimeoutMs,
      query_timeout: pingTimeoutMs,
      keepAlive: true,
    });
    client = next;
    next.on('error', (error) => leave(next, error));
    next.on('end', () => leave(next, null));
    next.on('notification', ({ payload }) => {
      const notice = parseNotice(payload ?? '');
      if (notice) onNotice(notice);
      else logger.warn('a change notice could not be read');
    });
    try {
      await next.connect();
      await next.query(`listen ${changeChannel}`);
    } catch (error) {
      leave(next, error);
      return;
    }
    if (client !== next) return;
    failures = 0;
    isListening = true;
    onListening();
    after(pingMs, () => ping(next));
  }

  async function ping(asked: pg.Client): Promise<void> {
    try {
      await asked.query('select 1');
      if (client === asked) after(pingMs, () => ping(asked));
    } catch (error) {
      leave(asked, error);
    }
  }

  /** Gives a connection up, once, and has another one made after a pause that grows. */
  function leave(broken: pg.Client, error: unknown): void {
    if (client !== broken) return;
    client = null;
    isListening = false;
    if (timer) clearTimeout(timer);
    void broken.end().catch(() => {});
    if (isStopped) return;
    logger.warn({ err: error }, 'changes are not heard; connecting again');
    const pauseMs = Math.min(longestPauseMs, shortestPauseMs * 2 ** failures);
    failures += 1;
    // Replicas that lost the database together should not come back together.
    after(pauseMs * (0.5 + Math.random()), connect);
  }

  void connect();

  return {
    isListening: () => isListening,
    stop: async () => {
      isStopped = true;
      isListening = false;
      if (timer) clearTimeout(timer);
      const last = client;
      client = null;
      await last?.end().catch(() => {});
    },
  };
}
