import * as z from 'zod/mini';
import { updateKinds, instanceStatuses } from './statuses.ts';
import { vendors } from './vendors.ts';
import { healths } from './row-cause.ts';

/**
 * What a list of instances is narrowed to, as a request names it that is about all that match: an export, or work on many at
 * once. The same fields as the graph's `InstanceFilter`.
 */
export const instanceFilter = z.strictObject({
  search: z.optional(z.string().check(z.maxLength(200, 'too_long'))),
  vendors: z.optional(z.array(z.enum(vendors, 'unknown_value')).check(z.maxLength(vendors.length, 'too_long'))),
  statuses: z.optional(
    z.array(z.enum(instanceStatuses, 'unknown_value')).check(z.maxLength(instanceStatuses.length, 'too_long')),
  ),
  healths: z.optional(z.array(z.enum(healths, 'unknown_value')).check(z.maxLength(healths.length, 'too_long'))),
  updates: z.optional(z.array(z.enum(updateKinds, 'unknown_value')).check(z.maxLength(updateKinds.length, 'too_long'))),
  needsPerson: z.optional(z.boolean()),
  accountId: z.optional(z.string().check(z.maxLength(100, 'too_long'))),
  templateId: z.optional(z.string().check(z.maxLength(200, 'too_long'))),
});

export type InstanceFilter = z.infer<typeof instanceFilter>;
