import { z } from 'zod';
import { VendorError } from '../vendor-error.ts';

const headers = z
  .record(
    z.string(),
    z.union([z.string(), z.number().transform(String), z.array(z.string()).transform((values) => values.join(', '))]),
  )
  .catch({});
const body = z
  .unknown()
  .optional()
  .transform((value) => {
    if (value === null || value === undefined) return null;
    return typeof value === 'string' ? value : JSON.stringify(value);
  });

/** The vendor's report of a credential check. It is not to be shown as it is: see `redactCheck`. */
export const wireCheck = z.object({
  request: z
    .object({ method: z.string().catch(''), url: z.string().catch(''), headers, body })
    .catch({ method: '', url: '', headers: {}, body: null }),
  response: z
    .object({
      status_code: z.number().int().min(100).max(599).nullable().catch(null),
      headers,
      body,
      message: z.string().nullable().catch(null),
    })
    .catch({ status_code: null, headers: {}, body: null, message: null }),
});
export type WireCheck = z.infer<typeof wireCheck>;

/**
 * The third party did not take the credentials, and what came of it is still as the vendor sent it. It never leaves the
 * adapter: the writer hands on a `CredentialsRefusedError` without secrets in its place.
 */
export class CheckFailedError extends VendorError {
  /** Out of sight of loggers, which print what can be enumerated. */
  readonly #check: WireCheck;

  constructor(check: WireCheck) {
    super('patchworks', 'credentials_refused', { wasDone: 'no' });
    this.#check = check;
  }

  rawCheck(): WireCheck {
    return this.#check;
  }
}
