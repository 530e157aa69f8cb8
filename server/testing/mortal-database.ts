import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import { sql } from 'kysely';
import { openDatabase } from '#server/platform/database/connect.ts';
import { jackfieldSchema, type JackfieldDatabase, type Tables } from '#server/platform/database/schema.ts';

/** What every query of a process meets that is no more. */
export class DeadError extends Error {
  override readonly name = 'DeadError';
}

/** How long a process has to live, in steps: each query is one when it is sent and one when it is answered. */
export interface Life {
  readonly isOver: boolean;
  /** Takes a step. Throws `DeadError` from the last one on. */
  step(): void;
}

export function lifeOf(steps: number): Life {
  let left = steps;
  return {
    get isOver() {
      return left <= 0;
    },
    step: () => {
      left -= 1;
      if (left <= 0) throw new DeadError('this process is dead');
    },
  };
}

/**
 * The tables as a process sees them that dies in the middle, as by `kill -9`: it reaches nothing any more, and an open transaction
 * never comes to be. `bury` ends its connections, and waits until PostgreSQL has seen that, with which its locks are free.
 */
export function openMortalTables(
  url: string,
  life: Life,
  survivor: JackfieldDatabase,
): { tables: JackfieldDatabase; bury: () => Promise<void> } {
  const own = new URL(url);
  const name = randomUUID();
  own.searchParams.set('application_name', name);
  const pool = openDatabase<Tables>(own.href, { schema: jackfieldSchema });
  const tables = pool.withPlugin({
    transformQuery: ({ node }) => {
      life.step();
      return node;
    },
    transformResult: async ({ result }) => {
      life.step();
      return result;
    },
  });
  return {
    tables,
    bury: async () => {
      await pool.destroy();
      const connections = sql<{ pid: number }>`select pid from pg_stat_activity where application_name = ${name}`;
      // oxlint-disable-next-line no-await-in-loop -- it is waited for
      while ((await connections.execute(survivor)).rows.length > 0) await wait(2);
    },
  };
}
