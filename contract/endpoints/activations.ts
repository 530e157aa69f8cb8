import * as z from 'zod/mini';
import { givenValuesSchema } from '../deployables.ts';
import { instanceNameSchema } from '../names.ts';
import type { Operation } from '../operations.ts';
import { vendors } from '../vendors.ts';
import { endpoint } from './endpoint.ts';

const slotId = z.string('required').check(z.minLength(1, 'required'), z.maxLength(200, 'too_long'));
const vendorId = z.string('required').check(z.minLength(1, 'required'), z.maxLength(500, 'too_long'));

/**
 * Starts an activation: one instance of one template. `key` is made once per dialog by the browser; the same key twice is
 * the same activation, so a double click or a repeated request never makes two.
 */
export const postActivation = endpoint<{ operation: Operation }>()(
  'POST',
  '/api/activations',
  z.strictObject({
    vendor: z.enum(vendors, 'unknown_value'),
    templateId: z.string('required').check(z.minLength(1, 'required'), z.maxLength(200, 'too_long')),
    name: instanceNameSchema,
    key: z.uuid('malformed'),
    /** Connections of the account that are put into slots at once, and values that need not be asked for. */
    authValues: z.optional(
      z.array(z.strictObject({ externalId: slotId, authenticationId: slotId })).check(z.maxLength(100, 'too_long')),
    ),
    configValues: z.optional(
      z
        .array(
          z.strictObject({ externalId: slotId, value: z.string('required').check(z.maxLength(20_000, 'too_long')) }),
        )
        .check(z.maxLength(100, 'too_long')),
    ),
    /** Where instances are of a published version: which one. Left out: the newest that may be activated. */
    versionId: z.optional(vendorId),
    /** Where instances are configured in a form of ours: the values that are known already. */
    values: z.optional(givenValuesSchema),
    /** For whom an administrator activates, by the vendor's id; nobody else may name one. */
    ownerId: z.optional(vendorId),
  }),
);
