import { randomBytes } from 'node:crypto';

import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';

import type { SystemTemplate } from '../catalogue/template.ts';
import { templates } from '../catalogue/templates.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { agree, decline, openAuthorisation, redeemCode } from '../store/authorisations.ts';
import { consentErrorPage, consentPage, consentStyle } from './consent-page.ts';
import { answerByScenario, credentialsOf } from './scenarios.ts';

type ThirdPartyContext = Context<{ Bindings: HttpBindings }>;

const consentSchema = z.object({
  state: z.string(),
  account: z.string().trim().max(200).default(''),
  answer: z.enum(['allow', 'deny']),
});
const exchangeSchema = z.object({ grant_type: z.literal('authorization_code'), code: z.string() });

/** The services that credentials are for, each under its own path. They know nothing of who calls but what it sends. */
export function createThirdPartyRoutes(services: PatchworksServices): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/third-party/consent.css', (context) =>
    context.body(consentStyle, 200, { 'content-type': 'text/css; charset=utf-8', 'x-content-type-options': 'nosniff' }),
  );

  app.get('/third-party/:slug/oauth/authorize', async (context) => {
    const state = context.req.query('state') ?? '';
    const template = templateIn(context);
    const authorisation = await openAuthorisation(services, state);
    if (!template || !authorisation || authorisation.redirect_uri !== context.req.query('redirect_uri')) {
      return unusable(context);
    }
    protect(context, authorisation.redirect_uri);
    return context.html(consentPage(template.name, state, 'owner@shop.example'));
  });

  app.post('/third-party/:slug/oauth/authorize', async (context) => {
    const form = consentSchema.safeParse(await context.req.parseBody());
    const authorisation = form.success ? await openAuthorisation(services, form.data.state) : undefined;
    if (!form.success || !authorisation) return unusable(context);
    const { state, account, answer } = form.data;
    const target = new URL(authorisation.redirect_uri);
    target.searchParams.set('state', state);
    if (answer === 'deny') {
      await decline(services, state);
      target.searchParams.set('error', 'access_denied');
    } else {
      const code = await agree(services, state, account);
      if (code === undefined) return unusable(context);
      target.searchParams.set('code', code);
    }
    protect(context, authorisation.redirect_uri);
    return context.redirect(target.href, 303);
  });

  app.post('/third-party/:slug/oauth/token', async (context) => {
    const form = exchangeSchema.safeParse(await context.req.parseBody());
    const account = form.success ? await redeemCode(services, form.data.code) : undefined;
    if (account === undefined) return context.json({ error: 'invalid_grant' }, 400);
    // The token ends as the account does, and with that has its scenario.
    const ending = /-(bad|forbidden|timeout|500)$/.exec(account)?.[0] ?? '';
    const token = `${randomBytes(24).toString('hex')}${ending}`;
    return context.json({ access_token: token, token_type: 'Bearer', expires_in: 86_400 });
  });

  app.all('/third-party/:slug/*', async (context) => {
    const template = templateIn(context);
    if (!template || !context.req.path.endsWith(template.checkPath)) return context.json({ error: 'not_found' }, 404);
    return answerByScenario(context, template.name, await credentialsOf(context));
  });
  return app;
}

function templateIn(context: ThirdPartyContext): SystemTemplate | undefined {
  const slug = context.req.param('slug');
  return templates.find((template) => template.slug === slug);
}

function unusable(context: ThirdPartyContext): Response | Promise<Response> {
  protect(context);
  return context.html(
    consentErrorPage('It is unknown, has been used or has expired. Begin again where you came from.'),
    403,
  );
}

/** A browser applies `form-action` to where a form's answer leads, too. */
function protect(context: ThirdPartyContext, redirectUri?: string): void {
  const back = redirectUri === undefined ? '' : ` ${new URL(redirectUri).origin}`;
  context.header(
    'content-security-policy',
    `default-src 'none'; style-src 'self'; form-action 'self'${back}; frame-ancestors 'none'; base-uri 'none'`,
  );
  context.header('referrer-policy', 'no-referrer');
  context.header('x-content-type-options', 'nosniff');
  context.header('cache-control', 'no-store');
}
