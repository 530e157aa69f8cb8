import * as z from 'zod/mini';
import { instanceNameSchema } from '../names.ts';
import type { Operation } from '../operations.ts';
import { vendors } from '../vendors.ts';
import { endpoint } from './endpoint.ts';

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
  }),
);
