import { z } from 'zod';

import type { GivenVariable } from '../credentials/variables.ts';
import { rateLimitUnits } from '../database/tables.ts';

const id = z.number().int().min(1).max(2_147_483_647);
const text = z.string().trim().min(1).max(255);
const settings = {
  name: text,
  timezone: text.refine(isTimeZone, 'must be a time zone'),
  date_format: text,
  rate_limit_unit: z.enum(rateLimitUnits),
  rate_limit_duration: z.number().int().min(1).max(2_147_483_647),
  connection_pool_id: id.nullable(),
};
const variables = z.array(z.object({ key: z.string().min(1), value: z.string().nullable() })).max(200);

/** The body of a create. */
export const createSchema = z.object({
  ...settings,
  connection_pool_id: settings.connection_pool_id.default(null),
  system_id: id,
  authentication_implementation_id: id,
  variables: variables.default([]),
  redirect_uri: z.string().optional(),
});

/** The body of a change: any part of it, but system and method stay for ever. */
export const changeSchema = z.object({
  ...z.object(settings).partial().shape,
  variables: variables.default([]),
  redirect_uri: z.string().optional(),
  system_id: z.undefined('cannot be changed').optional(),
  authentication_implementation_id: z.undefined('cannot be changed').optional(),
});

/** A system's method. */
export const methodSchema = z.object({ system_id: id, authentication_implementation_id: id });
/** Either an instance, with what is to be changed of it, or a method with all its values. */
export const testedSchema = z.object({
  ...methodSchema.partial().shape,
  connector_id: id.optional(),
  variables: variables.default([]),
});

/** What comes back from a consent. */
export const finishSchema = z.object({ state: z.string().min(1), code: z.string().min(1) });

/** An empty value comes as `""` or as `null`. */
export function given(list: z.infer<typeof variables>): GivenVariable[] {
  return list.map(({ key, value }) => ({ key, value: value ?? '' }));
}

function isTimeZone(name: string): boolean {
  try {
    return new Intl.DateTimeFormat('en', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
