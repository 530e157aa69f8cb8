import { type Generated, type Kysely, sql } from 'kysely';
import type { AdjustableClock } from '#server/platform/clock.ts';
import { migrate, openDatabase } from '#server/platform/database/connect.ts';

interface ClockTables {
  clock: { single_row: Generated<boolean>; advanced_ms: number };
}

const clockSchema = 'sandbox';

const migrations = {
  '0001-clock': {
    up: async (database: Kysely<unknown>) => {
      await sql`
        create table clock (single_row boolean primary key default true check (single_row), advanced_ms bigint not null)`.execute(
        database,
      );
    },
  },
};

/** The sandbox's clock, whose leaps outlive a restart: time that went backwards would undo what came to pass in it. */
export interface KeptClock {
  advance(milliseconds: number): Promise<void>;
  close(): Promise<void>;
}

/** Moves `clock` to where it stood in this database, and keeps every further leap there. */
export async function openKeptClock(url: string, clock: AdjustableClock): Promise<KeptClock> {
  const database = openDatabase<ClockTables>(url, { schema: clockSchema, maxConnections: 1 });
  await migrate(database, clockSchema, migrations);
  const kept = await database.selectFrom('clock').select('advanced_ms').executeTakeFirst();
  clock.advance(kept?.advanced_ms ?? 0);
  return {
    advance: async (milliseconds) => {
      await database
        .insertInto('clock')
        .values({ advanced_ms: milliseconds })
        .onConflict((conflict) =>
          conflict
            .column('single_row')
            .doUpdateSet((row) => ({ advanced_ms: sql<number>`${row.ref('clock.advanced_ms')} + ${milliseconds}` })),
        )
        .execute();
      clock.advance(milliseconds);
    },
    close: () => database.destroy(),
  };
}
