import { randomUUID } from 'node:crypto';
import type { Hono } from 'hono';
import type { GatewayEnvironment } from '../request-variables.ts';

export interface Route {
  method: string;
  path: string;
}

/** Every route that answers one method, as the app itself lists them. Middleware answers all methods and is none. */
export function routesOf(app: Hono<GatewayEnvironment>): Route[] {
  const routes = app.routes.filter(({ method }) => method !== 'ALL').map(({ method, path }) => `${method} ${path}`);
  return [...new Set(routes)].map((route) => {
    const [method = '', path = ''] = route.split(' ');
    return { method, path };
  });
}

export function unsafeRoutesOf(app: Hono<GatewayEnvironment>): Route[] {
  return routesOf(app).filter(({ method }) => method !== 'GET');
}

/** An address of the route that names nothing which exists. */
export function addressOf({ path }: Route): string {
  return path.replaceAll(/:\w+/g, randomUUID());
}
