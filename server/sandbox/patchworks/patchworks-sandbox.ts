import { type HttpBindings, getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { z } from 'zod';

import type { Clock } from '#server/platform/clock.ts';
import { migrate, openDatabase } from '#server/platform/database/connect.ts';
import { listenOnLoopback } from '#server/platform/listen.ts';
import type { Logger } from '#server/platform/logger.ts';

import { clockHeader } from '../clock-header.ts';
import { type ControlApp, createControls, withBody } from '../controls.ts';
import { createFaultBook } from '../faults.ts';
import { createApiGate } from './api/api-gate.ts';
import { createCompanyLimits } from './company-limits.ts';
import { patchworksMigrations, patchworksSchema } from './database/migrations.ts';
import type { PatchworksTables } from './database/tables.ts';
import { addFlowControls } from './flow-controls.ts';
import type { PatchworksServices } from './patchworks-services.ts';
import { plainAnswers } from './refusal.ts';
import { seedMany } from './seeds/seed-many.ts';
import { seedPatchworks } from './seeds/seed-patchworks.ts';
import { ensureCompany } from './store/companies.ts';
import { addSystemControls } from './system-controls.ts';
import { createThirdPartyRoutes } from './third-party/third-party-routes.ts';

const shapeSchema = z.strictObject({ items: z.enum(['flat', 'attributes']) });
const accountSchema = z.strictObject({ name: z.string().trim().min(1).max(200) });
const externalIdForm = /^[A-Za-z0-9][A-Za-z0-9._-]{0,199}$/;

/** A running imitation of one vendor. */
interface RunningVendor {
  origin: string;
  close(): Promise<void>;
}

/** Starts the imitation of Patchworks: Core API, sign-in, imitation third parties and controls on one port. */
export async function startPatchworks(options: {
  database: { url: string };
  clock: Clock;
  advanceClock(milliseconds: number): Promise<void>;
  port: number;
  logger: Logger;
}): Promise<RunningVendor> {
  const { clock, logger } = options;
  const database = openDatabase<PatchworksTables>(options.database.url, { schema: patchworksSchema });
  try {
    await migrate(database, patchworksSchema, patchworksMigrations);
    await seedPatchworks(database, clock.now());

    let ownOrigins: readonly string[] = [];
    let thirdPartyOrigin = '';
    const services: PatchworksServices = {
      database,
      clock,
      shape: { items: 'flat' },
      thirdPartyOrigin: () => thirdPartyOrigin,
    };
    const faults = createFaultBook();
    const limits = createCompanyLimits(clock);
    const controls = createControls({
      clock,
      advanceClock: (milliseconds) => options.advanceClock(milliseconds),
      faults,
      rateLimiter: limits,
      ownOrigins: () => ownOrigins,
      seed: (size) => seedMany(database, size, clock.now()),
    });
    addOwnControls(controls, services);
    addFlowControls(controls, services);
    addSystemControls(controls, services);

    const app = new Hono<{ Bindings: HttpBindings }>();
    app.use(clockHeader(clock));
    app.route('/_sandbox', controls);
    app.route('/', createThirdPartyRoutes(services));
    app.route('/', createApiGate({ services, faults, limits, logger }));
    app.notFound((context) => context.json({ message: 'Not Found' }, 404));
    app.onError((error) => {
      logger.error({ error: error.stack }, 'the imitation of Patchworks failed');
      return plainAnswers.broken();
    });

    const answer = getRequestListener(app.fetch);
    const listener = await listenOnLoopback(
      (incoming, outgoing) => void answer(incoming, outgoing),
      options.port,
      logger,
    );
    ownOrigins = ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${listener.port}`);
    thirdPartyOrigin = `http://localhost:${listener.port}`;
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

/** Which of the two shapes items have; and companies, which the Core API has no way to make. */
function addOwnControls(controls: ControlApp, { shape, database, clock }: PatchworksServices): void {
  controls.get('/shape', (context) => context.json(shape));
  controls.put('/shape', (context) =>
    withBody(context, shapeSchema, ({ items }) => {
      shape.items = items;
      return context.json(shape);
    }),
  );
  controls.put('/accounts/:externalId', (context) =>
    withBody(context, accountSchema, async ({ name }) => {
      const externalId = context.req.param('externalId');
      if (!externalIdForm.test(externalId)) return context.json({ message: 'This is no external id' }, 400);
      return context.json(await ensureCompany(database, { externalId, name }, clock.now()));
    }),
  );
}
