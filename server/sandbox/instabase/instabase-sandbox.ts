import { getRequestListener, type HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';

import type { Clock } from '#server/platform/clock.ts';
import { migrate, openDatabase } from '#server/platform/database/connect.ts';
import { listenOnLoopback } from '#server/platform/listen.ts';
import type { Logger } from '#server/platform/logger.ts';

import { clockHeader } from '../clock-header.ts';
import { createControls } from '../controls.ts';
import { createFaultBook } from '../faults.ts';
import { createRateLimiter } from '../rate-limit.ts';
import { instabaseMigrations, instabaseSchema } from './database/migrations.ts';
import type { InstabaseTables } from './database/tables.ts';
import { createServe } from './http/endpoint.ts';
import { addJobRoutes } from './http/job-routes.ts';
import { addRunRoutes } from './http/run-routes.ts';
import { addSolutionRoutes } from './http/solution-routes.ts';
import { addInstabaseControls } from './instabase-controls.ts';
import { failureAnswer } from './instabase-errors.ts';
import { seedInstabase } from './seeds/seed-instabase.ts';
import { seedMany } from './seeds/seed-many.ts';

/** Instabase documents no limit; this one is far above what a well-behaved client needs. */
const instabaseRate = { bucket: 200, refillPerSecond: 100 };

const maximumBodyBytes = 1024 * 1024;

/** The running imitation of Instabase. */
export interface RunningVendor {
  origin: string;
  close(): Promise<void>;
}

/** Starts the imitation of Instabase: both dialects of its API and the controls on one port. */
export async function startInstabase(options: {
  database: { url: string };
  clock: Clock;
  advanceClock(milliseconds: number): Promise<void>;
  port: number;
  logger: Logger;
}): Promise<RunningVendor> {
  const { clock, logger } = options;
  const database = openDatabase<InstabaseTables>(options.database.url, { schema: instabaseSchema });
  try {
    await migrate(database, instabaseSchema, instabaseMigrations);
    await seedInstabase(database, clock.now());

    const services = { database, clock };
    const faults = createFaultBook();
    const rateLimiter = createRateLimiter(instabaseRate, clock);
    let ownOrigins: readonly string[] = [];
    const controls = createControls({
      clock,
      advanceClock: (milliseconds) => options.advanceClock(milliseconds),
      faults,
      rateLimiter,
      ownOrigins: () => ownOrigins,
      seed: (size) => seedMany(database, size, clock.now()),
    });
    addInstabaseControls(controls, services);

    const app = new Hono<{ Bindings: HttpBindings }>();
    app.use(clockHeader(clock));
    app.route('/_sandbox', controls);
    // What was not read stands in the way of the next request on the same connection.
    app.use(
      bodyLimit({
        maxSize: maximumBodyBytes,
        onError: () => failureAnswer('v2', 413, 'The request is too large', { connection: 'close' }),
      }),
    );
    const serve = createServe({ services, faults, rateLimiter, logger });
    addRunRoutes(app, services, serve);
    addSolutionRoutes(app, services, serve);
    addJobRoutes(app, services, serve);
    app.notFound(() => failureAnswer('v2', 404, 'Not Found'));
    app.onError((error) => {
      logger.error({ error: error.stack }, 'the imitation of Instabase failed');
      return failureAnswer('v2', 500, 'Internal server error');
    });

    const answer = getRequestListener(app.fetch);
    const listener = await listenOnLoopback(
      (incoming, outgoing) => void answer(incoming, outgoing),
      options.port,
      logger,
    );
    ownOrigins = ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${listener.port}`);
    return {
      origin: `http://localhost:${listener.port}`,
      close: async () => {
        await listener.close();
        await database.destroy();
      },
    };
  } catch (error) {
    await database.destroy();
    throw error;
  }
}
