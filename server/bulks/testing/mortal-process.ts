import { setTimeout as wait } from 'node:timers/promises';
import { createAuditLog } from '#server/audit/audit-log.ts';
import { createCompanyHooks } from '#server/operations/hooks/company-hooks.ts';
import { createJournal } from '#server/operations/journal.ts';
import { createOperationValues } from '#server/operations/operation-values.ts';
import { createWorker } from '#server/operations/worker.ts';
import { whileLocked } from '#server/platform/advisory-lock.ts';
import type { Clock } from '#server/platform/clock.ts';
import type { JackfieldDatabase } from '#server/platform/database/schema.ts';
import { createKeys } from '#server/platform/keys.ts';
import { createLogger } from '#server/platform/logger.ts';
import { DeadError, type Life, lifeOf, openMortalTables } from '#server/testing/mortal-database.ts';
import { advanceBulk } from '../advancing.ts';
import type { BulkContext } from '../bulk-context.ts';
import type { MemoryVendor } from './memory-vendor.ts';

/** Where processes live and die: the tables, which outlive them all, and the vendor. */
export interface World {
  url: string;
  tables: JackfieldDatabase;
  clock: Clock;
  vendor: MemoryVendor;
}

/** A server's part that works on many, in a process that may die at any step. */
export interface MortalProcess {
  readonly isDead: boolean;
  /** Does the next part of a bulk, and every operation of it that is due. Answers when the next part is due, as far as it lived. */
  work(bulkId: string): Promise<Date | null>;
  end(): Promise<void>;
}

/** The real parts, as the composition root puts them together. */
export function contextOf({ clock, vendor }: World, database: JackfieldDatabase, life: Life): BulkContext {
  const logger = createLogger('silent');
  const audit = createAuditLog(database, clock);
  const work = {
    database,
    journal: createJournal(database, audit, clock),
    operationValues: createOperationValues(database, createKeys('a secret for tests that is long enough')),
    hooks: createCompanyHooks({}, logger),
    adapters: new Map([['tray', vendor.seenBy(life)]] as const),
    clock,
    logger,
  };
  return { ...work, audit, worker: createWorker(work) };
}

/** One that lives for so many steps. */
export function beginProcess(world: World, steps: number): MortalProcess {
  const life = lifeOf(steps);
  const { tables, bury } = openMortalTables(world.url, life, world.tables);
  const context = contextOf(world, tables, life);
  context.worker.start();

  async function advance(bulkId: string): Promise<Date | null> {
    try {
      const locked = await whileLocked(tables, `bulk:${bulkId}`, () => advanceBulk(context, bulkId));
      return locked?.result ?? null;
    } catch (error) {
      if (error instanceof DeadError) return null;
      throw error;
    }
  }

  return {
    get isDead() {
      return life.isOver;
    },
    work: async (bulkId) => {
      const again = await advance(bulkId);
      for (let tries = 0; !life.isOver; tries += 1) {
        // oxlint-disable-next-line no-await-in-loop -- it is waited for
        const due = await dueOperations(world, bulkId);
        if (due.length === 0) break;
        if (tries > 5_000) throw new Error(`nobody does the operations ${due.join(', ')}`);
        if (tries % 200 === 0) for (const id of due) context.worker.wake(id);
        // oxlint-disable-next-line no-await-in-loop -- as above
        await wait(2);
      }
      return again;
    },
    end: async () => {
      await context.worker.stop();
      await bury();
    },
  };
}

async function dueOperations({ tables, clock }: World, bulkId: string): Promise<string[]> {
  const rows = await tables
    .selectFrom('operations')
    .where('bulk_id', '=', bulkId)
    .where('state', '=', 'running')
    .where('due_at', '<=', clock.now())
    .select('id')
    .execute();
  return rows.map(({ id }) => id);
}
