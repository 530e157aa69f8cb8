import { randomBytes } from 'node:crypto';

import { type HttpBindings, getRequestListener } from '@hono/node-server';
import { Hono } from 'hono';
import { cors } from 'hono/cors';
import { z } from 'zod';

import type { Clock } from '#server/platform/clock.ts';
import { migrate, openDatabase } from '#server/platform/database/connect.ts';
import { listenOnLoopback } from '#server/platform/listen.ts';
import type { Logger } from '#server/platform/logger.ts';

import { clockHeader } from '../clock-header.ts';
import { type ControlApp, createControls, withBody } from '../controls.ts';
import { createFaultBook } from '../faults.ts';
import { createAuthRoutes } from './auth/auth-routes.ts';
import { registerSigningKey } from './auth/embedded-tokens.ts';
import { createCallerRates } from './caller-rates.ts';
import { prismaticMigrations, prismaticSchema } from './database/migrations.ts';
import type { PrismaticDatabase, PrismaticTables } from './database/tables.ts';
import { createConnectionPage } from './flows/connection-page.ts';
import { createFlowRoutes } from './flows/flow-routes.ts';
import { globalId, uuidOf } from './global-ids.ts';
import { createGraphqlEndpoint } from './graphql/endpoint.ts';
import { plainAnswers } from './prismatic-errors.ts';
import { organisation, type PrismaticServices } from './prismatic-services.ts';
import { ensureCustomer, seedMany } from './seeds/seed-many.ts';
import { seedPrismatic } from './seeds/seed-prismatic.ts';

const signingKeySchema = z.strictObject({ publicKey: z.string().max(10_000) });
const accountSchema = z.strictObject({ name: z.string().min(1).max(200) });
const instanceSchema = z.strictObject({ systemSuspended: z.boolean() });

/** A running imitation of one vendor. */
interface RunningVendor {
  origin: string;
  close(): Promise<void>;
}

/** Starts the imitation of Prismatic: API, sign-in, webhook addresses and controls on one port. */
export async function startPrismatic(options: {
  database: { url: string };
  clock: Clock;
  advanceClock(milliseconds: number): Promise<void>;
  port: number;
  logger: Logger;
}): Promise<RunningVendor> {
  const { clock, logger } = options;
  const database = openDatabase<PrismaticTables>(options.database.url, { schema: prismaticSchema });
  try {
    await migrate(database, prismaticSchema, prismaticMigrations);
    await seedPrismatic(database, clock.now());

    let origin = '';
    let ownOrigins: readonly string[] = [];
    const signingSecret = await keptSecret(database);
    const services: PrismaticServices = { database, clock, signingSecret, origin: () => origin };
    const faults = createFaultBook();
    const rates = createCallerRates(clock);
    const controls = createControls({
      clock,
      advanceClock: (milliseconds) => options.advanceClock(milliseconds),
      faults,
      rateLimiter: rates.controlled,
      ownOrigins: () => ownOrigins,
      seed: (size) => seedMany(database, size, clock.now()),
    });
    addOwnControls(controls, services);

    const app = new Hono<{ Bindings: HttpBindings }>();
    app.use(clockHeader(clock));
    app.route('/_sandbox', controls);
    // Pages of any origin call the API and introduce their tokens, without cookies.
    const open = cors({ origin: '*', allowMethods: ['POST', 'GET'], allowHeaders: ['authorization', 'content-type'] });
    for (const path of ['/api', '/embedded/*', '/auth/*']) app.use(path, open);
    app.route('/api', createGraphqlEndpoint({ services, faults, rates, logger }));
    app.route('/', createAuthRoutes(services, faults));
    app.route('/', createFlowRoutes(services, faults));
    app.route('/', createConnectionPage(services, faults));
    app.notFound(() => plainAnswers.notFound());
    app.onError((error) => {
      logger.error({ error: error.stack }, 'the imitation of Prismatic failed');
      return plainAnswers.broken();
    });

    const answer = getRequestListener(app.fetch);
    const listener = await listenOnLoopback(
      (incoming, outgoing) => void answer(incoming, outgoing),
      options.port,
      logger,
    );
    origin = `http://localhost:${listener.port}`;
    ownOrigins = ['localhost', '127.0.0.1', '[::1]'].map((host) => `http://${host}:${listener.port}`);
    return {
      origin,
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

/** The secret behind signed addresses; they outlive a restart. */
async function keptSecret(database: PrismaticDatabase): Promise<string> {
  await database
    .insertInto('settings')
    .values({ name: 'signing-secret', value: randomBytes(32).toString('hex') })
    .onConflict((conflict) => conflict.doNothing())
    .execute();
  const kept = await database
    .selectFrom('settings')
    .where('name', '=', 'signing-secret')
    .select('value')
    .executeTakeFirstOrThrow();
  return kept.value;
}

function addOwnControls(controls: ControlApp, services: PrismaticServices): void {
  controls.put('/signing-key', (context) =>
    withBody(context, signingKeySchema, async ({ publicKey }) => {
      const registered = await registerSigningKey(services, publicKey);
      return registered
        ? context.json({ organization: organisation.id, ...registered })
        : context.json({ message: 'This is not an RSA public key in PEM' }, 400);
    }),
  );
  controls.put('/accounts/:externalId', (context) =>
    withBody(context, accountSchema, async ({ name }) => {
      const externalId = context.req.param('externalId');
      const customer = await ensureCustomer(services.database, externalId, name, services.clock.now());
      return context.json({ customer: globalId('Customer', customer), externalId, organization: organisation.id });
    }),
  );
  controls.put('/instances/:id', (context) =>
    withBody(context, instanceSchema, async ({ systemSuspended }) => {
      const changed = await services.database
        .updateTable('instances')
        .set({ system_suspended: systemSuspended })
        .where('id', '=', uuidOf('Instance', context.req.param('id')) ?? null)
        .executeTakeFirst();
      return changed.numUpdatedRows > 0n
        ? context.json({ systemSuspended })
        : context.json({ message: 'There is no such instance' }, 404);
    }),
  );
}
