import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';

import { withBody } from '../../controls.ts';
import type { FaultBook } from '../../faults.ts';
import { consumeAuthorizationCode, peekAuthorizationCode } from '../store/tokens.ts';
import { TrayError } from '../tray-errors.ts';
import { partner, type TrayServices } from '../tray-services.ts';
import script from './auth-client.js?raw';
import { authErrorPage, authPage } from './auth-page.ts';
import { type AuthSession, type AuthTarget, openAuthSession, resumeAuthSession, signIn } from './auth-session.ts';
import { securityHeaders, underFaults } from './wizard-routes.ts';
import type { WizardSwitches } from './wizard-switches.ts';

type AuthContext = Context<{ Bindings: HttpBindings }>;

const connectSchema = z.object({ account: z.string().trim().min(1).max(200) });

/**
 * The auth-only dialog: a new authentication for a slot, a new one of a service, or one that is signed in again.
 * `skipTitleField`, `skipAuthSettings` and the scopes are taken and change nothing here.
 */
export function createAuthRoutes(
  services: TrayServices,
  faults: FaultBook,
  switches: WizardSwitches,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.use('/external/auth/*', async (context, next) => {
    await next();
    const headers = { ...securityHeaders, ...switches.headers() };
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
  });

  app.get('/assets/auth.js', (context) =>
    context.body(script, 200, {
      'content-type': 'text/javascript; charset=utf-8',
      'x-content-type-options': 'nosniff',
      'cache-control': 'no-store',
    }),
  );

  const open = (context: AuthContext, target: AuthTarget) => openUnderFaults(context, { services, faults }, target);

  app.get('/external/auth/create/:partner/:instance/:slot', (context) =>
    open(context, { use: 'slot', instanceId: context.req.param('instance'), externalId: context.req.param('slot') }),
  );
  app.get('/external/auth/create/:partner', (context) =>
    open(context, {
      use: 'free',
      serviceId: context.req.query('serviceId') ?? '',
      serviceEnvironmentId: context.req.query('serviceEnvironmentId') ?? '',
    }),
  );
  app.get('/external/auth/edit/:partner/:authentication', (context) =>
    open(context, { use: 'edit', authenticationId: context.req.param('authentication') }),
  );

  app.post('/external/auth/connect', (context) =>
    withSession(context, { services, faults }, (session) =>
      withBody(context, connectSchema, async ({ account }) =>
        context.json({ authId: await signIn(services, session, account) }),
      ),
    ),
  );
  return app;
}

interface Parts {
  services: TrayServices;
  faults: FaultBook;
}

async function openUnderFaults(
  context: AuthContext,
  { services, faults }: Parts,
  target: AuthTarget,
): Promise<Response> {
  // A HEAD, or a browser that loads ahead, must not use up the code.
  if (context.req.method === 'HEAD' || context.req.header('sec-purpose')) return context.body(null, 204);
  const code = context.req.query('code') ?? '';
  const visitor = faults.isEmpty() ? undefined : await peekAuthorizationCode(services, code);
  return underFaults(context, faults, visitor, async () => {
    const user = await consumeAuthorizationCode(services, code);
    if (!user) return context.html(authErrorPage('The authorization code is unknown, used or expired'), 403);
    if (context.req.param('partner') !== partner) return context.html(authErrorPage('This partner is not known'), 404);
    try {
      return await context.html(authPage(await openAuthSession(services, user, target)));
    } catch (error) {
      if (error instanceof TrayError) return context.html(authErrorPage(error.message), 404);
      throw error;
    }
  });
}

async function withSession(
  context: AuthContext,
  { services, faults }: Parts,
  handle: (session: AuthSession) => Promise<Response>,
): Promise<Response> {
  try {
    const session = await resumeAuthSession(services, context.req.header('x-auth-session') ?? '');
    return await underFaults(context, faults, session?.user, async () =>
      session ? handle(session) : context.json({ message: 'This connection is no longer open' }, 401),
    );
  } catch (error) {
    if (error instanceof TrayError) return context.json({ message: error.message }, 422);
    throw error;
  }
}
