import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import { z } from 'zod';

import type { FaultBook } from '../../faults.ts';
import { answerUnderFaults } from '../../http-faults.ts';
import { faultAnswers } from '../fault-answers.ts';
import { organisationRefreshToken, organisationToken, type PrismaticServices } from '../prismatic-services.ts';
import { bearerToken } from './callers.ts';
import { admit, readEmbeddedToken } from './embedded-tokens.ts';

type Connected = Context<{ Bindings: HttpBindings }>;

const refreshSchema = z.object({ refresh_token: z.string() });
const clientId = 'jackfield-sandbox';
const tokenLifeSeconds = 604_800;

/** Sign-in beside GraphQL: who issues tokens, the exchange of a refresh token, and the embedded token's introduction. */
export function createAuthRoutes(services: PrismaticServices, faults: FaultBook): Hono<{ Bindings: HttpBindings }> {
  const app = new Hono<{ Bindings: HttpBindings }>();

  app.get('/auth/meta', (context) =>
    underFaults(context, faults, [], async () => {
      const { host } = new URL(services.origin());
      return context.json({ domain: host, clientId, audience: `${services.origin()}/api` });
    }),
  );
  for (const path of ['/oauth/token', '/auth/refresh']) {
    app.post(path, (context) => underFaults(context, faults, [], () => refresh(context)));
  }

  app.post('/embedded/authenticate', async (context) => {
    const token = bearerToken(context.req.header('authorization'));
    if (token === undefined) return context.text('A signed token is needed', 401);
    const claims = await readEmbeddedToken(services, token);
    if (typeof claims === 'string') return context.text(claims, 401);
    return underFaults(context, faults, [claims.customer], async () => {
      const admitted = await admit(services, claims);
      return typeof admitted === 'string' ? context.text(admitted, 401) : context.text('');
    });
  });
  return app;
}

async function refresh(context: Connected): Promise<Response> {
  const body: unknown = context.req.header('content-type')?.includes('json')
    ? await context.req.json().catch(() => undefined)
    : await context.req.parseBody().catch(() => undefined);
  const parsed = refreshSchema.safeParse(body);
  if (parsed.data?.refresh_token !== organisationRefreshToken) {
    return context.json({ error: 'invalid_grant', error_description: 'Unknown or invalid refresh token.' }, 403);
  }
  return context.json({
    access_token: organisationToken,
    expires_in: tokenLifeSeconds,
    scope: 'openid profile email offline_access',
    token_type: 'Bearer',
  });
}

function underFaults(
  context: Connected,
  faults: FaultBook,
  accounts: readonly string[],
  work: () => Promise<Response>,
): Promise<Response> {
  const matching = faults.matching({ method: context.req.method, path: context.req.path, fields: [], accounts });
  return answerUnderFaults(matching, faultAnswers, context.env, work);
}
