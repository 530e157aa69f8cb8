import type { AdjustableClock } from '#server/platform/clock.ts';
import type { Logger } from '#server/platform/logger.ts';

import { openKeptClock } from './kept-clock.ts';
import { startTray } from './tray/tray-sandbox.ts';

/** Where the imitated vendors listen. 0 takes any free port. */
export interface SandboxPorts {
  tray: number;
}

/** The running sandbox. */
export interface Sandbox {
  /** Each vendor's origin, such as `http://localhost:4101`. */
  origins: { tray: string };
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
  try {
    const tray = await startTray({
      ...shared,
      advanceClock: (milliseconds) => keptClock.advance(milliseconds),
      port: ports.tray,
    });
    return {
      origins: { tray: tray.origin },
      close: async () => {
        await tray.close();
        await keptClock.close();
      },
    };
  } catch (error) {
    await keptClock.close();
    throw error;
  }
}
