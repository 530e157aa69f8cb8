import type { HttpBindings } from '@hono/node-server';
import { type Context, Hono } from 'hono';
import type { z } from 'zod';

import { isJson } from '../../controls.ts';
import type { Caller } from '../patchworks-services.ts';
import { invalid, notFound, Refusal } from '../refusal.ts';

/** Who calls is settled before a resource is reached. */
export interface ApiEnvironment {
  Bindings: HttpBindings & { caller: Caller };
}

export type ApiContext = Context<ApiEnvironment>;
export type ApiApp = Hono<ApiEnvironment>;

export function createApiApp(): ApiApp {
  return new Hono<ApiEnvironment>();
}

/** Looking is for all roles, changing for administrators and managers. */
export function requireManager({ env }: ApiContext): void {
  const { role } = env.caller;
  if (role !== 'administrator' && role !== 'manager') throw new Refusal(403, 'This action is unauthorized.');
}

/** The id in the path; what is no id of the vendor's is simply not there. */
export function idIn(context: ApiContext, what: string, parameter = 'id'): number {
  const text = context.req.param(parameter) ?? '';
  const id = Number(text);
  if (!/^\d{1,10}$/.test(text) || id > 2_147_483_647) throw notFound(what);
  return id;
}

/** Reads a body of this shape or refuses with a text per field. Without its content type a body counts as empty. */
export async function readBody<Body>(context: ApiContext, schema: z.ZodType<Body>): Promise<Body> {
  const raw: unknown = isJson(context.req.header('content-type')) ? await context.req.json().catch(() => ({})) : {};
  return parseFields(raw, schema);
}

/** The same for values that do not come as a body. */
export function parseFields<Body>(raw: unknown, schema: z.ZodType<Body>): Body {
  const parsed = schema.safeParse(raw);
  if (parsed.success) return parsed.data;
  const errors: Record<string, string[]> = {};
  for (const issue of parsed.error.issues) {
    const field = issue.path.map(String).join('.') || 'body';
    const label = field.replaceAll('_', ' ');
    const text = isMissing(raw, issue.path)
      ? `The ${label} field is required.`
      : `The ${label} field: ${issue.message}.`;
    errors[field] = [...(errors[field] ?? []), text];
  }
  throw invalid(errors);
}

function isMissing(raw: unknown, path: readonly PropertyKey[]): boolean {
  let value = raw;
  for (const part of path) {
    if (typeof value !== 'object' || value === null) return true;
    value = Object.entries(value).find(([key]) => key === String(part))?.[1];
  }
  return value === undefined || value === null || value === '';
}
