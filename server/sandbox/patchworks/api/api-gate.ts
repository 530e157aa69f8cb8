import type { HttpBindings } from '@hono/node-server';
import { Hono } from 'hono';
import { bodyLimit } from 'hono/body-limit';
import { z } from 'zod';

import type { Logger } from '#server/platform/logger.ts';

import type { FaultBook } from '../../faults.ts';
import { answerUnderFaults, type VendorFaultAnswers } from '../../http-faults.ts';
import type { CompanyLimits } from '../company-limits.ts';
import type { PatchworksServices } from '../patchworks-services.ts';
import { plainAnswers, Refusal } from '../refusal.ts';
import { companyOfUsername, identifyCaller, signIn } from '../store/companies.ts';
import { type ApiApp, createApiApp, parseFields } from './api-context.ts';
import { createConnectorRoutes } from './connector-routes.ts';
import { createFlowRoutes } from './flow-routes.ts';
import { createPoolRoutes } from './pool-routes.ts';
import { createRunRoutes } from './run-routes.ts';
import { createSystemRoutes } from './system-routes.ts';

const greatestBodyBytes = 8 * 1024 * 1024;
const base = '/api/v1';

const loginSchema = z.object({ username: z.string().min(1), password: z.string().min(1) });
/** Older pages call the name `email`. */
const loginNames = z.object({ username: z.unknown(), email: z.unknown(), password: z.unknown() }).partial();

/** What the API needs besides the data. */
export interface GateParts {
  services: PatchworksServices;
  faults: FaultBook;
  limits: CompanyLimits;
  logger: Logger;
}

/** The Core API and its sign-in: who calls, how often, under which faults, and in which form errors are told. */
export function createApiGate(parts: GateParts): Hono<{ Bindings: HttpBindings }> {
  const { services, faults, limits, logger } = parts;
  const resources = createResources(parts);
  const faultAnswers: VendorFaultAnswers = {
    '401': plainAnswers.unauthenticated,
    '403': plainAnswers.forbidden,
    '500': plainAnswers.broken,
    'rate-limit': () => plainAnswers.tooMany(limits.retryAfterSeconds()),
  };
  const app = new Hono<{ Bindings: HttpBindings }>();
  const limited = bodyLimit({ maxSize: greatestBodyBytes, onError: plainAnswers.tooLarge });

  for (const path of ['/fabric/api/login', '/api/v1/login'] as const) {
    app.post(path, limited, async (context) => {
      const respond = async () => {
        if (!limits.take()) return plainAnswers.tooMany(limits.retryAfterSeconds());
        const names = loginNames.safeParse(await context.req.json().catch(() => ({}))).data ?? {};
        const { username, password } = parseFields({ ...names, username: names.username ?? names.email }, loginSchema);
        const company = faults.isEmpty() ? undefined : await companyOfUsername(services, username);
        const accounts = company ? [company.external_id] : [];
        const matching = faults.matching({ method: 'POST', path, fields: [], accounts });
        return answerUnderFaults(matching, faultAnswers, context.env, async () => {
          const signed = await signIn(services, username, password);
          if (!signed) return context.json({ message: 'These credentials do not match our records.' }, 401);
          return context.json({ message: 'Login successful', token: signed.token, expires_in: signed.expiresIn });
        });
      };
      return inFormAskedFor(context.req.header('accept'), await respond().catch(refusalOrThrow));
    });
  }

  app.all(`${base}/*`, limited, async (context) => {
    const respond = async () => {
      const caller = await identifyCaller(services, context.req.header('authorization'));
      if (!caller) return plainAnswers.unauthenticated();
      if (!limits.takeFor(caller.company.id)) return plainAnswers.tooMany(limits.retryAfterSeconds());
      const { method, path } = context.req;
      const matching = faults.matching({ method, path, fields: [], accounts: [caller.company.external_id] });
      return answerUnderFaults(matching, faultAnswers, context.env, async () =>
        resources.fetch(context.req.raw, { ...context.env, caller }),
      );
    };
    return inFormAskedFor(context.req.header('accept'), await respond());
  });

  app.onError((error) => {
    logger.error({ error: error.stack }, 'the imitation of Patchworks failed');
    return plainAnswers.broken();
  });
  return app;
}

function createResources({ services, logger }: GateParts): ApiApp {
  const app = createApiApp().basePath(base);
  for (const routes of [
    createConnectorRoutes(services),
    createSystemRoutes(services),
    createPoolRoutes(services),
    createFlowRoutes(services),
    createRunRoutes(services),
  ]) {
    app.route('/', routes);
  }
  app.notFound((context) =>
    context.json({ message: `The route ${context.req.path.slice(1)} could not be found.` }, 404),
  );
  app.onError((error) => {
    if (error instanceof Refusal) return error.answer();
    logger.error({ error: error.stack }, 'the imitation of Patchworks failed');
    return plainAnswers.broken();
  });
  return app;
}

function refusalOrThrow(error: unknown): Response {
  if (error instanceof Refusal) return error.answer();
  throw error;
}

/** Who does not say that JSON is wanted gets an error's page instead, as the framework behind the API does it. */
function inFormAskedFor(accept: string | undefined, answer: Response): Response {
  if (answer.status < 400 || answer.headers.has('x-hono-already-sent') || /[/+]json/.test(accept ?? '')) return answer;
  const page = `<!doctype html><title>${answer.status}</title><h1>${answer.status}</h1>`;
  const headers = new Headers(answer.headers);
  headers.set('content-type', 'text/html; charset=utf-8');
  headers.delete('content-length');
  return new Response(page, { status: answer.status, headers });
}
