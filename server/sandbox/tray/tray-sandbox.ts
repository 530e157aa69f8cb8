import { type HttpBindings, getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';

import type { Clock } from '#server/platform/clock.ts';
import { migrate, openDatabase } from '#server/platform/database/connect.ts';
import { listenOnLoopback } from '#server/platform/listen.ts';
import type { Logger } from '#server/platform/logger.ts';

import { clockHeader } from '../clock-header.ts';
import { createControls, withBody } from '../controls.ts';
import { createFaultBook } from '../faults.ts';
import { createRateLimiter } from '../rate-limit.ts';
import { type Catalogue, createCatalogue } from './catalogue.ts';
import { trayMigrations, traySchema } from './database/migrations.ts';
import type { TrayTables } from './database/tables.ts';
import { createGraphqlEndpoint } from './graphql/endpoint.ts';
import { seedMany } from './seeds/seed-many.ts';
import { seedTray } from './seeds/seed-tray.ts';
import { plainAnswers } from './tray-errors.ts';
import type { ReadSwitch } from './tray-services.ts';
import { createAuthRoutes } from './wizard/auth-routes.ts';
import { createWizardRoutes } from './wizard/wizard-routes.ts';
import { addWizardSwitches } from './wizard/wizard-switches.ts';

/** Tray lets 30 requests a second through, in bursts of up to 50. */
const trayRate = { bucket: 50, refillPerSecond: 30 };

const versionSchema = z.strictObject({
  solution: z.string(),
  requires: z.array(z.enum(['user', 'system'])).default([]),
});

const readSchema = z.strictObject({ everybody: z.enum(['operator', 'own']) });

/** A running imitation of one vendor. */
export interface RunningVendor {
  origin: string;
  close(): Promise<void>;
}

/** Starts the imitation of Tray: GraphQL endpoint, Config Wizard and controls on one port. */
export async function startTray(options: {
  database: { url: string };
  clock: Clock;
  advanceClock(milliseconds: number): Promise<void>;
  port: number;
  logger: Logger;
}): Promise<RunningVendor> {
  const { clock, logger } = options;
  const database = openDatabase<TrayTables>(options.database.url, { schema: traySchema });
  try {
    await migrate(database, traySchema, trayMigrations);
    await seedTray(database, clock.now());

    const reads: ReadSwitch = { everybody: 'operator' };
    const services = { database, clock, catalogue: createCatalogue(database, clock), reads };
    const faults = createFaultBook();
    const rateLimiter = createRateLimiter(trayRate, clock);
    let ownOrigins: readonly string[] = [];
    const controls = createControls({
      clock,
      advanceClock: (milliseconds) => options.advanceClock(milliseconds),
      faults,
      rateLimiter,
      ownOrigins: () => ownOrigins,
      seed: (size) => seedMany(database, size, clock.now()),
    });
    addVersionControl(controls, services.catalogue);
    const wizardSwitches = addWizardSwitches(controls);
    addReadControl(controls, reads);

    const app = new Hono<{ Bindings: HttpBindings }>();
    app.use(clockHeader(clock));
    app.route('/_sandbox', controls);
    app.route('/graphql', createGraphqlEndpoint({ services, faults, rateLimiter, logger }));
    app.route('/', createWizardRoutes(services, faults, wizardSwitches));
    app.route('/', createAuthRoutes(services, faults, wizardSwitches));
    app.notFound((context) => context.json({ message: 'Not Found' }, 404));
    app.onError((error) => {
      logger.error({ error: error.stack }, 'the imitation of Tray failed');
      return plainAnswers.broken();
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

function addVersionControl(controls: ReturnType<typeof createControls>, catalogue: Catalogue): void {
  controls.post('/versions', (context) =>
    withBody(context, versionSchema, async ({ solution, requires }) => {
      const version = await catalogue.publish(solution, requires);
      return version
        ? context.json({ solution, version: version.number })
        : context.json({ message: 'There is no such Solution' }, 404);
    }),
  );
}

function addReadControl(controls: ReturnType<typeof createControls>, reads: ReadSwitch): void {
  controls.put('/reads', (context) =>
    withBody(context, readSchema, ({ everybody }) => {
      reads.everybody = everybody;
      return context.json(reads);
    }),
  );
  controls.delete('/reads', (context) => {
    reads.everybody = 'operator';
    return context.json(reads);
  });
}
