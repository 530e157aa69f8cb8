import { setTimeout as wait } from 'node:timers/promises';
import pg from 'pg';
import { portOf } from '../e2e/support/crash-bed.ts';
import { reachSandbox, type Sandbox, type VendorOrigins } from '../e2e/support/sandbox.ts';
import { databaseOf, startSandboxProcess } from '../e2e/support/sandbox-process.ts';
import { type RunningServer, startServer } from '../e2e/support/server.ts';

/** Vendors, server and both databases in processes of their own, so that each can be measured alone. */
export interface SyncBed extends VendorOrigins {
  server: RunningServer;
  /** Tray's switches; the clock among them is that of all vendors and of the server. */
  tray: Sandbox;
  /** Our tables, past the server. */
  tables: pg.Pool;
  /** The vendors' own, past their APIs. */
  vendorTables: pg.Pool;
  stop: () => Promise<void>;
}

/** A reading that is over. */
export interface Reading {
  tookMs: number;
  /** How many rows it found, and how many it knows it lacks. */
  found: number;
  missing: number;
  failure: string | null;
}

const portBlock = 80;
/** One reading of everything begins so long after the end of the one before. */
const betweenReadingsMs = 61_000;
const lookMs = 100;

export async function startSyncBed(): Promise<SyncBed> {
  const vendor = await startSandboxProcess(portOf(portBlock));
  try {
    const server = await startServer(portBlock, { JACKFIELD_SANDBOX: 'external', JACKFIELD_LOG_LEVEL: 'info' });
    const { trayOrigin, prismaticOrigin, instabaseOrigin, patchworksOrigin } = vendor;
    const tables = poolOf(await databaseOf(server.dataFolder), 'jackfield');
    const vendorTables = poolOf(vendor.databaseUrl, 'public');
    return {
      server,
      tray: reachSandbox(trayOrigin),
      tables,
      vendorTables,
      trayOrigin,
      prismaticOrigin,
      instabaseOrigin,
      patchworksOrigin,
      stop: async () => {
        await Promise.all([tables.end(), vendorTables.end()]);
        await server.stop();
        await vendor.stop();
      },
    };
  } catch (error) {
    await vendor.stop();
    throw error;
  }
}

function poolOf(url: string, schema: string): pg.Pool {
  const pool = new pg.Pool({ connectionString: url, max: 2, options: `-c search_path=${schema},public` });
  pool.on('error', () => {});
  return pool;
}

/** Adds rows to a vendor, in accounts of their own. */
export async function seedVendor(origin: string, size: { instances: number; accounts: number }): Promise<void> {
  const response = await fetch(`${origin}/_sandbox/seed`, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(size),
  });
  if (!response.ok) throw new Error(`Seeding answered ${response.status}: ${await response.text()}`);
}

/** How the reading of everybody's at a vendor stands. */
export interface ReadState {
  isUnderWay: boolean;
  checkedAt: number;
  found: number;
  missing: number;
  failure: string | null;
}

export async function stateOf(bed: SyncBed, vendor: string): Promise<ReadState> {
  const { rows } = await bed.tables.query<{
    is_under_way: boolean;
    checked_at: Date | null;
    found: number;
    missing_count: number | null;
    failure_code: string | null;
  }>(
    `select claim is not null as is_under_way, checked_at, found, missing_count, failure_code
      from sync_states where vendor = $1 and scope = 'everything'`,
    [vendor],
  );
  const [row] = rows;
  return {
    isUnderWay: row?.is_under_way ?? false,
    checkedAt: row?.checked_at?.getTime() ?? 0,
    found: row?.found ?? 0,
    missing: row?.missing_count ?? 0,
    failure: row?.failure_code ?? null,
  };
}

/** Lets the time until the next reading go by, and waits until that has begun. Answers when, by `performance.now()`. */
export async function beginReading(bed: SyncBed, vendor: string): Promise<number> {
  // Another vendor's may go on still, and all have to be over.
  await untilState(bed, vendor, ({ isUnderWay }) => !isUnderWay);
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- until the server has noticed
    await bed.tray.advance(betweenReadingsMs);
    const askedAt = performance.now();
    // oxlint-disable-next-line no-await-in-loop -- as above
    while (performance.now() - askedAt < 5_000) {
      // oxlint-disable-next-line no-await-in-loop -- as above
      if ((await stateOf(bed, vendor)).isUnderWay) return performance.now();
      // oxlint-disable-next-line no-await-in-loop -- as above
      await wait(20);
    }
  }
}

/** Waits for the end of the reading that began at `beganAt`. */
export async function endReading(bed: SyncBed, vendor: string, beganAt: number): Promise<Reading> {
  const { found, missing, failure } = await untilState(bed, vendor, ({ isUnderWay }) => !isUnderWay);
  return { tookMs: performance.now() - beganAt, found, missing, failure };
}

async function untilState(bed: SyncBed, vendor: string, willDo: (state: ReadState) => boolean): Promise<ReadState> {
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- waiting is the purpose
    const state = await stateOf(bed, vendor);
    if (willDo(state)) return state;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await wait(lookMs);
  }
}
