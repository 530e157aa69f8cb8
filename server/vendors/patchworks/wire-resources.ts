import { z } from 'zod';
import { rateLimitUnits } from '#contract/connectors.ts';
import {
  flag,
  identifier,
  label,
  listOf,
  moment,
  optional,
  optionalCount,
  optionalId,
  optionalLabel,
  optionalText,
  resource,
  versionText,
} from './wire.ts';

/**
 * What we read of the Core API's nouns, and no more. Theirs are shifted by one against ours: their *system* is our
 * connector, their *connector* our instance.
 */

const wirePivot = z.object({ required: flag, advanced: flag, configurable: flag }).nullable().catch(null);

/** A field of a method, with what is stored in it where an instance was asked for. */
export const wireVariable = resource({
  key: z.string().min(1).max(200),
  label: optionalLabel,
  required: flag,
  advanced: flag,
  configurable: flag,
  secret: flag,
  has_value: flag,
  value: z.string().nullable().catch(null),
  /** Where the first three stand in the schema of variables that are shared by several methods. */
  pivot: wirePivot,
});
export type WireVariable = z.infer<typeof wireVariable>;

const wireAuthenticationType = resource({ key: optionalText, name: optionalLabel });

export const wireMethod = resource({
  id: identifier,
  name: optionalLabel,
  authentication_type: optional(wireAuthenticationType),
  variables: listOf(wireVariable),
});
export type WireMethod = z.infer<typeof wireMethod>;

export const wireTemplate = resource({
  id: identifier,
  name: optionalLabel,
  label: optionalLabel,
  description: optionalText,
  system_type: z
    .union([z.string(), z.record(z.string(), z.unknown())])
    .nullable()
    .catch(null),
  version: versionText,
  version_name: versionText,
  installed: flag,
});
export type WireTemplate = z.infer<typeof wireTemplate>;

export const wireSystem = resource({
  id: identifier,
  name: optionalLabel,
  label: optionalLabel,
  system_template_id: optionalId,
  system_type: optional(resource({ name: optionalLabel })),
  system_template: optional(wireTemplate),
  version: versionText,
  version_name: versionText,
  latest_version: versionText,
  protocol: optionalText,
  timezone: optionalText,
  date_format: optionalText,
  rate_limit_unit: z.enum(rateLimitUnits).nullable().catch(null),
  rate_limit_duration: optionalCount,
  /** The published schema does not have it; so left out it means "not told", and null "no limit". */
  concurrency_limit: z.number().nullable().optional().catch(undefined),
  authentication_implementations: listOf(wireMethod),
});
export type WireSystem = z.infer<typeof wireSystem>;

export const wirePool = resource({ id: identifier, name: optionalLabel, limit: optionalCount });

export const wireConnector = resource({
  id: identifier,
  name: label,
  system_id: optionalId,
  authentication_implementation_id: optionalId,
  timezone: optionalText,
  date_format: optionalText,
  rate_limit_unit: z.enum(rateLimitUnits).nullable().catch(null),
  /** The amount, whatever its name says. */
  rate_limit_duration: optionalCount,
  connection_pool_id: optionalId,
  flows_count: optionalCount,
  last_authenticated_at: moment,
  created_at: moment,
  updated_at: moment,
  system: optional(wireSystem),
  connection_pool: optional(wirePool),
  authentication_implementation: optional(wireMethod),
  /** Left out unless asked for: an instance without fields is another thing than one whose fields were not told. */
  variables: listOf(wireVariable).optional(),
});
export type WireConnector = z.infer<typeof wireConnector>;

const wireStep = resource({
  id: identifier,
  name: optionalLabel,
  connector_id: optionalId,
  connector: optional(resource({ id: identifier })),
});

export const wireFlow = resource({
  id: identifier,
  name: optionalLabel,
  is_enabled: flag,
  current_version: optional(resource({ steps: listOf(wireStep) })),
});
export type WireFlow = z.infer<typeof wireFlow>;

export const wireRun = resource({
  id: identifier,
  flow_id: optionalId,
  status: z.union([z.number(), z.string()]).nullable().catch(null),
  started_at: moment,
  finished_at: moment,
  message: optionalText,
});
export type WireRun = z.infer<typeof wireRun>;

export const wireConsent = resource({
  authorise_url: z.string().min(1).max(4_000),
  state: z.string().min(1).max(2_000),
});
