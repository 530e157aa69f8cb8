import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';

import type { Clock } from '#server/platform/clock.ts';

import { type FaultBook, faultListSchema } from './faults.ts';
import { type RateLimiter, rateSchema } from './rate-limit.ts';

const limitsSchema = z.strictObject({ rate: rateSchema.nullable() });
const seedSchema = z.union([
  z.strictObject({
    instances: z.number().int().min(1).max(1_000_000),
    accounts: z.number().int().min(1).max(100_000),
  }),
  z.strictObject({
    instances: z.number().int().min(1).max(1_000_000),
    account: z.string().min(1).max(200),
  }),
]);
const clockSchema = z.strictObject({ advanceMs: z.number().int().min(0) });

/** How many rows a seeding adds: instances, spread over accounts of their own, or all in the one of this external id. */
export type SeedSize = z.infer<typeof seedSchema>;

/** One vendor's parts that the controls move. */
export interface ControlledSandbox {
  clock: Clock;
  /** Moves the one clock of the sandbox and of the server beside it. */
  advanceClock(milliseconds: number): Promise<void>;
  faults: FaultBook;
  rateLimiter: RateLimiter;
  /** The origins on which this vendor's own pages live; all others are refused. */
  ownOrigins(): readonly string[];
  seed(size: SeedSize): Promise<void>;
}

export type ControlApp = Hono<{ Bindings: HttpBindings }>;

/** The switches under `/_sandbox`, for this machine alone. A vendor adds its own to the application it gets. */
export function createControls(sandbox: ControlledSandbox): ControlApp {
  const { clock, faults, rateLimiter } = sandbox;
  const app: ControlApp = new Hono();

  app.use(async (context, next) => {
    const refusal = refuse(context, sandbox.ownOrigins());
    return refusal ?? next();
  });

  app.get('/faults', (context) => context.json(faults.list()));
  app.put('/faults', (context) =>
    withBody(context, faultListSchema, (list) => {
      faults.replace(list);
      return context.json(faults.list());
    }),
  );
  app.delete('/faults', (context) => {
    faults.replace([]);
    return context.json([]);
  });

  app.get('/limits', (context) => context.json({ rate: rateLimiter.current() }));
  app.put('/limits', (context) =>
    withBody(context, limitsSchema, ({ rate }) => {
      rateLimiter.set(rate);
      return context.json({ rate });
    }),
  );
  app.delete('/limits', (context) => {
    rateLimiter.restore();
    return context.json({ rate: rateLimiter.current() });
  });

  app.get('/clock', (context) => context.json({ now: clock.now().toISOString() }));
  app.post('/clock', (context) =>
    withBody(context, clockSchema, async ({ advanceMs }) => {
      await sandbox.advanceClock(advanceMs);
      return context.json({ now: clock.now().toISOString() });
    }),
  );

  app.post('/seed', (context) =>
    withBody(context, seedSchema, async (size) => {
      await sandbox.seed(size);
      return context.json(size);
    }),
  );
  return app;
}

/** Reads a JSON body of this shape and hands it on; anything else is a 400 (or 415) that says what is wrong. */
export async function withBody<Body>(
  context: Context,
  schema: z.ZodType<Body>,
  handle: (body: Body) => Response | Promise<Response>,
): Promise<Response> {
  if (!isJson(context.req.header('content-type'))) {
    return context.json({ message: 'The content type must be application/json' }, 415);
  }
  const raw: unknown = await context.req.json().catch(() => undefined);
  const parsed = schema.safeParse(raw);
  if (!parsed.success) return context.json({ message: z.prettifyError(parsed.error) }, 400);
  return handle(parsed.data);
}

/** True for `application/json`, with or without parameters. */
export function isJson(contentType: string | undefined): boolean {
  return contentType?.split(';')[0]?.trim().toLowerCase() === 'application/json';
}

function refuse(context: Context<{ Bindings: HttpBindings }>, ownOrigins: readonly string[]): Response | undefined {
  const origin = context.req.header('origin');
  if (origin !== undefined && !ownOrigins.includes(origin)) {
    return context.json({ message: 'Foreign origin' }, 403);
  }
  if (!isLoopback(context.env.incoming.socket.remoteAddress)) {
    return context.json({ message: 'Only for this machine' }, 403);
  }
  return undefined;
}

function isLoopback(address: string | undefined): boolean {
  return address === '::1' || /^(::ffff:)?127\./.test(address ?? '');
}
