import type { AdjustableClock } from '#server/platform/clock.ts';
import type { Logger } from '#server/platform/logger.ts';

import { startInstabase } from './instabase/instabase-sandbox.ts';
import { openKeptClock } from './kept-clock.ts';
import { startPatchworks } from './patchworks/patchworks-sandbox.ts';
import { startPrismatic } from './prismatic/prismatic-sandbox.ts';
import { startTray } from './tray/tray-sandbox.ts';

const starts = { prismatic: startPrismatic, instabase: startInstabase, patchworks: startPatchworks };

type FurtherVendor = keyof typeof starts;

/** Where the imitated vendors listen. 0 takes any free port. A vendor without a port is not imitated. */
export type SandboxPorts = { tray: number } & Partial<Record<FurtherVendor, number>>;

/** The running sandbox. */
export interface Sandbox {
  /** Each vendor's origin, such as `http://localhost:4101`. */
  origins: { tray: string } & Partial<Record<FurtherVendor, string>>;
  /** Stops listening, cuts open connections and lets the database go. */
  close(): Promise<void>;
}

/**
 * Starts the imitated vendors on 127.0.0.1 and ::1. Their state lives in schemas of their own in `database`, made and seeded
 * when missing. Rejects when a port is taken or the database cannot be reached.
 */
export async function startSandbox(options: {
  database: { url: string };
  clock: AdjustableClock;
  ports: SandboxPorts;
  logger: Logger;
}): Promise<Sandbox> {
  const { ports, ...shared } = options;
  const keptClock = await openKeptClock(options.database.url, options.clock);
  const closers = [() => keptClock.close()];
  const close = async () => {
    for (const closeOne of closers.splice(0).toReversed()) {
      // oxlint-disable-next-line no-await-in-loop -- what was started last stops first
      await closeOne();
    }
  };
  const begun = { ...shared, advanceClock: (milliseconds: number) => keptClock.advance(milliseconds) };
  try {
    const tray = await startTray({ ...begun, port: ports.tray });
    closers.push(() => tray.close());
    const origins: Sandbox['origins'] = { tray: tray.origin };
    for (const vendor of ['prismatic', 'instabase', 'patchworks'] as const) {
      const port = ports[vendor];
      if (port === undefined) continue;
      // oxlint-disable-next-line no-await-in-loop -- one database
      const running = await starts[vendor]({ ...begun, port });
      closers.push(() => running.close());
      origins[vendor] = running.origin;
    }
    return { origins, close };
  } catch (error) {
    await close();
    throw error;
  }
}
