import { loadavg } from 'node:os';
import { setTimeout as wait } from 'node:timers/promises';
import { type Bench, toTable } from './bench.ts';
import { type Clicks, clickUntil, longestMs, rowsOf } from './clicks.ts';
import { memoryOf, processorSecondsOf } from './memory.ts';
import { beginReading, endReading, type Reading, seedVendor, startSyncBed, stateOf, type SyncBed } from './sync-bed.ts';

/** A whole reading may take so many times what the vendor's limit alone makes it take. */
const bar = 1.2;
/** What Tray documents, and what it hands out at once. */
const perSecond = 30;
const pageSize = 100;
const longestClickMs = 2_000;
const mostMemoryMb = 250;
/** So many rows are changed, and as many removed, behind our back. */
const drifted = 100;

export const sync: Bench = {
  options: { instances: 100_000, accounts: 5_000, prismatic: 3_000 },
  run: async ({ instances = 100_000, accounts = 5_000, prismatic = 3_000 }, say) => {
    const bed = await startSyncBed();
    try {
      const idleMb = (await memoryOf(bed.server.pid())).nowMb;
      await seedVendor(bed.trayOrigin, { instances, accounts });
      // As on the first day: rows say nothing by being new.
      await bed.tables.query(`update sync_states set checked_at = null where vendor = 'tray' and scope = 'everything'`);
      const found: Found[] = [
        await measure(bed, 'the first of all', say),
        await measure(bed, 'nothing has changed', say),
      ];
      const interrupted = await measureInterrupted(bed, say);
      const other = await measurePrismatic(bed, prismatic, say);
      const floorMs = (instances / pageSize / perSecond) * 1000;
      say(tableOf(found, floorMs));
      say(`Clicks of a person signed in meanwhile:`);
      for (const { name, clicks } of found) {
        say(toTable([[name, 'clicks', 'p50', 'p95', 'longest'], ...rowsOf(clicks)]));
        say(clicks.failures.join('\n'));
      }
      say(`The server held ${idleMb} MB before, and ${Math.max(...found.map(({ peakMb }) => peakMb))} MB at most.`);
      const isWithin =
        found.every(
          ({ reading, clicks, peakMb }) =>
            reading.failure === null &&
            reading.found >= instances &&
            reading.tookMs <= bar * floorMs &&
            clicks.failures.length === 0 &&
            longestMs(clicks) <= longestClickMs &&
            peakMb <= mostMemoryMb,
        ) &&
        interrupted &&
        other;
      say(
        `${isWithin ? 'Within' : 'Above'} the bars: ${bar} times ${Math.round(floorMs / 1000)} s, ` +
          `${longestClickMs} ms a click, ${mostMemoryMb} MB, no row lost.`,
      );
      return isWithin;
    } finally {
      await bed.stop();
    }
  },
};

interface Found {
  name: string;
  reading: Reading;
  clicks: Clicks;
  writtenMb: number;
  processorSeconds: number;
  peakMb: number;
  load: number;
}

async function measure(bed: SyncBed, name: string, say: (line: string) => void): Promise<Found> {
  const writtenBefore = await writtenMb(bed);
  const busyBefore = await processorSecondsOf(bed.server.pid());
  const beganAt = await beginReading(bed, 'tray');
  const ended = endReading(bed, 'tray', beganAt);
  const clicks = await clickUntil(bed.server.origin, 'maya', ended);
  const reading = await ended;
  const found = {
    name,
    reading,
    clicks,
    writtenMb: (await writtenMb(bed)) - writtenBefore,
    processorSeconds: (await processorSecondsOf(bed.server.pid())) - busyBefore,
    peakMb: (await memoryOf(bed.server.pid())).peakMb,
    load: loadavg()[0] ?? 0,
  };
  say(`${name}: ${reading.found} rows in ${(reading.tookMs / 1000).toFixed(1)} s${said(reading)}`);
  return found;
}

function said({ failure, missing }: Reading): string {
  return failure === null ? '' : `, ${failure}, ${missing} missing`;
}

function tableOf(found: readonly Found[], floorMs: number): string {
  return toTable([
    ['reading', 'rows', 'took', 'of the floor', 'server’s processor', 'database wrote', 'memory at most', 'load'],
    ...found.map(({ name, reading, writtenMb: written, processorSeconds, peakMb, load }) => [
      name,
      String(reading.found),
      `${(reading.tookMs / 1000).toFixed(1)} s`,
      `${(reading.tookMs / floorMs).toFixed(2)} times`,
      `${processorSeconds.toFixed(1)} s`,
      `${Math.round(written)} MB`,
      `${peakMb} MB`,
      load.toFixed(1),
    ]),
  ]);
}

/** How much the database has written to its log so far. */
async function writtenMb(bed: SyncBed): Promise<number> {
  const { rows } = await bed.tables.query<{ bytes: string }>(
    `select pg_wal_lsn_diff(pg_current_wal_lsn(), '0/0') as bytes`,
  );
  return Number(rows[0]?.bytes) / 1e6;
}

/**
 * Changes some rows at the vendor and removes others, kills the server in the middle of reading them, and looks whether it
 * goes on where it was, and in the end tells exactly those, on their timelines.
 */
async function measureInterrupted(bed: SyncBed, say: (line: string) => void): Promise<boolean> {
  const { count: before } = await counted(bed, 'select count(*)::int as count from instances where removed_at is null');
  await bed.vendorTables.query(
    `with chosen as (select id, row_number() over (order by md5(id::text)) as place from sandbox_tray.instances
       where name !~ 'drifted' and removed_at is null and owner_id in
         (select id from sandbox_tray.users where external_user_id like 'bulk-%') limit ${drifted * 2})
     update sandbox_tray.instances as gone set
       name = case when chosen.place <= ${drifted} then gone.name || ' drifted' else gone.name end,
       removed_at = case when chosen.place > ${drifted} then gone.created_at end
     from chosen where chosen.id = gone.id`,
  );
  const mark = await counted(bed, 'select coalesce(max(id), 0)::int as count from audit_entries');
  await beginReading(bed, 'tray');
  const half = before / 2;
  let startedAt = '';
  for (;;) {
    // oxlint-disable-next-line no-await-in-loop -- until half of it is read
    const { rows } = await bed.tables.query<{ walk: { found: number; startedAt: string } | null }>(
      `select walk from sync_states where vendor = 'tray' and scope = 'everything'`,
    );
    startedAt = rows[0]?.walk?.startedAt ?? startedAt;
    if ((rows[0]?.walk?.found ?? 0) >= half) break;
    // oxlint-disable-next-line no-await-in-loop -- as above
    await wait(20);
  }
  await bed.server.kill('SIGKILL');
  await bed.server.restart();
  const resumedAt = performance.now();
  // The claim of who was killed runs out first.
  let after = await stateOf(bed, 'tray');
  while (!after.isUnderWay) {
    // oxlint-disable-next-line no-await-in-loop -- until it goes on
    await bed.tray.advance(61_000);
    // oxlint-disable-next-line no-await-in-loop -- as above
    await wait(1_500);
    // oxlint-disable-next-line no-await-in-loop -- as above
    after = await stateOf(bed, 'tray');
  }
  const resumed = await endReading(bed, 'tray', resumedAt);
  const wentOn = (await stateOf(bed, 'tray')).checkedAt === new Date(startedAt).getTime();
  const rest = await endReading(bed, 'tray', await beginReading(bed, 'tray'));
  const told = await bed.tables.query<{ detail: string; count: number }>(
    `select detail, count(*)::int as count from audit_entries
      where action = 'instance.drift' and id > ${mark.count} group by detail order by detail`,
  );
  const words = told.rows.map(({ detail, count }) => `${count} ${detail}`).join(', ');
  const { count: left } = await counted(bed, 'select count(*)::int as count from instances where removed_at is null');
  say(
    `killed half way: ${wentOn ? 'went on where it was' : 'began anew'}, the other half in ` +
      `${(resumed.tookMs / 1000).toFixed(1)} s${said(resumed)}, the next whole in ${(rest.tookMs / 1000).toFixed(1)} s${said(rest)}; ` +
      `timelines tell of ${words}; ${before - left} rows less`,
  );
  return wentOn && words === `${drifted} name, ${drifted} removed` && before - left === drifted;
}

/** The same reading of another vendor, with another limit. */
async function measurePrismatic(bed: SyncBed, instances: number, say: (line: string) => void): Promise<boolean> {
  await seedVendor(bed.prismaticOrigin, { instances, accounts: Math.ceil(instances / 20) });
  const reading = await endReading(bed, 'prismatic', await beginReading(bed, 'prismatic'));
  say(`Prismatic: ${reading.found} rows in ${(reading.tookMs / 1000).toFixed(1)} s${said(reading)}`);
  return reading.failure === null && reading.found >= instances;
}

async function counted(bed: SyncBed, query: string): Promise<{ count: number }> {
  const { rows } = await bed.tables.query<{ count: number }>(query);
  const [row] = rows;
  if (!row) throw new Error('a count came to nothing');
  return row;
}
