import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';

import { withBody } from '../../controls.ts';
import type { FaultBook } from '../../faults.ts';
import { answerUnderFaults, type VendorFaultAnswers } from '../../http-faults.ts';
import type { UserRow } from '../database/tables.ts';
import { consumeAuthorizationCode, peekAuthorizationCode } from '../store/tokens.ts';
import { plainAnswers, TrayError } from '../tray-errors.ts';
import { partner, type TrayServices } from '../tray-services.ts';
import script from './wizard-client.js?raw';
import { errorPage, wizardPage } from './wizard-page.ts';
import {
  connectAccount,
  finishWizard,
  openSession,
  resumeSession,
  type WizardSession,
  wizardSteps,
} from './wizard-session.ts';
import type { WizardSwitches } from './wizard-switches.ts';
import stylesheet from './wizard.css?raw';

type WizardContext = Context<{ Bindings: HttpBindings }>;

const connectSchema = z.object({ slot: z.string() });
const finishSchema = z.object({
  authValues: z.record(z.string(), z.string()),
  configTexts: z.record(z.string(), z.string()),
});

const pageAnswers: VendorFaultAnswers = {
  '401': plainAnswers.unauthorized,
  '403': plainAnswers.forbidden,
  '500': plainAnswers.broken,
};

/** Any site may frame the wizard or open it, unless a switch says otherwise; the page loads nothing from elsewhere. */
export const securityHeaders = {
  'content-security-policy':
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src data:; connect-src 'self'; " +
    "base-uri 'none'; form-action 'none'",
  'cache-control': 'no-store',
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
};

/** The Config Wizard: its page, the two calls of its script, script and stylesheet. */
export function createWizardRoutes(
  services: TrayServices,
  faults: FaultBook,
  switches: WizardSwitches,
): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.use(async (context, next) => {
    await next();
    const headers = { ...securityHeaders, ...switches.headers() };
    for (const [name, value] of Object.entries(headers)) context.header(name, value);
  });

  app.get('/assets/wizard.js', (context) =>
    context.body(script, 200, { 'content-type': 'text/javascript; charset=utf-8' }),
  );
  app.get('/assets/wizard.css', (context) =>
    context.body(stylesheet, 200, { 'content-type': 'text/css; charset=utf-8' }),
  );

  app.get('/external/solutions/:partner/configure/:id', async (context) => {
    // A HEAD, or a browser that loads ahead, must not use up the code.
    if (context.req.method === 'HEAD' || context.req.header('sec-purpose')) return context.body(null, 204);
    const code = context.req.query('code') ?? '';
    const visitor = faults.isEmpty() ? undefined : await peekAuthorizationCode(services, code);
    return underFaults(context, faults, visitor, () => openPage(context, services, code));
  });

  app.post('/external/wizard/connect', (context) =>
    withSession(context, services, faults, (session) =>
      withBody(context, connectSchema, async ({ slot }) => {
        const connected = await connectAccount(services, session, slot);
        return connected ? context.json(connected) : context.json({ message: 'This slot does not exist' }, 404);
      }),
    ),
  );

  app.post('/external/wizard/finish', (context) =>
    withSession(context, services, faults, (session) =>
      withBody(context, finishSchema, async (result) => {
        const missing = await finishWizard(services, session, result);
        return missing.length === 0
          ? context.json({ finished: true })
          : context.json({ message: `Values are missing for: ${missing.join(', ')}` }, 422);
      }),
    ),
  );
  return app;
}

async function openPage(context: WizardContext, services: TrayServices, code: string): Promise<Response> {
  const user = await consumeAuthorizationCode(services, code);
  if (!user) return context.html(errorPage('The authorization code is unknown, used or expired'), 403);
  if (context.req.param('partner') !== partner) return context.html(errorPage('This partner is not known'), 404);
  try {
    const session = await openSession(services, user, context.req.param('id') ?? '');
    const customValidation = context.req.query('customValidation') === 'true';
    return await context.html(wizardPage(session, await wizardSteps(services, session), customValidation));
  } catch (error) {
    if (error instanceof TrayError) return context.html(errorPage(error.message), 404);
    throw error;
  }
}

async function withSession(
  context: WizardContext,
  services: TrayServices,
  faults: FaultBook,
  handle: (session: WizardSession) => Promise<Response>,
): Promise<Response> {
  try {
    const session = await resumeSession(services, context.req.header('x-wizard-session') ?? '');
    return await underFaults(context, faults, session?.user, async () =>
      session ? handle(session) : context.json({ message: 'This configuration is no longer open' }, 401),
    );
  } catch (error) {
    if (error instanceof TrayError) return context.json({ message: error.message }, 422);
    throw error;
  }
}

export function underFaults(
  context: WizardContext,
  faults: FaultBook,
  visitor: UserRow | undefined,
  work: () => Promise<Response>,
): Promise<Response> {
  const { method, path } = context.req;
  const accounts = visitor?.external_user_id ? [visitor.external_user_id] : [];
  return answerUnderFaults(faults.matching({ method, path, fields: [], accounts }), pageAnswers, context.env, work);
}
