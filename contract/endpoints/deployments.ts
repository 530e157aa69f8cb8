import * as z from 'zod/mini';
import { longestRunId, packageExtension, visibilities, type Visibility } from '../deployments.ts';
import { longestPath, partsOfPath } from '../folder-paths.ts';
import type { Operation } from '../operations.ts';
import { endpoint } from './endpoint.ts';

const path = z.string('required').check(
  z.trim(),
  z.minLength(1, 'required'),
  z.maxLength(longestPath, 'too_long'),
  z.refine((text) => partsOfPath(text) !== null, 'malformed'),
);

/** Made once per dialog by the browser; the same key twice is the same operation. */
const key = z.uuid('malformed');

/** Deploys a package. Administrators only: it is made with the operator's credential. */
export const postPackage = endpoint<{ operation: Operation }>()(
  'POST',
  '/api/deployments',
  z.strictObject({
    packagePath: path.check(z.refine((text) => text.endsWith(packageExtension), 'malformed')),
    key,
  }),
);

/** What a run is to do. What is null is left to the vendor. */
export const wantedRunSchema = z.strictObject({
  inputFolder: path,
  /** Null: a folder that the vendor makes inside the input folder. */
  outputFolder: z.nullable(path),
  /** An id of one's own. Null: one of ours, by which the run is found again. */
  runId: z.nullable(z.string().check(z.maxLength(longestRunId, 'too_long'), z.regex(/^[\w.-]+$/, 'malformed'))),
  clearsOutputFolder: z.nullable(z.boolean('malformed')),
  addsRunIdToFolder: z.nullable(z.boolean('malformed')),
  /** Administrators only: any account could have strangers written to otherwise. */
  notifiedEmails: z.array(z.email('malformed').check(z.maxLength(254, 'too_long'))).check(z.maxLength(20, 'too_long')),
  /** Further settings as a JSON object in text. Administrators only. They may hold secrets, and are kept nowhere unsealed. */
  moreSettings: z.nullable(z.string().check(z.maxLength(20_000, 'too_long'), z.refine(isJsonObject, 'malformed'))),
});

export type WantedRunInput = z.infer<typeof wantedRunSchema>;

/** Runs a deployed solution. */
export const postRun = endpoint<{ operation: Operation }>()(
  'POST',
  '/api/deployments/:id/runs',
  z.extend(wantedRunSchema, { key }),
);

const name = z.string('required').check(z.trim(), z.minLength(1, 'required'), z.maxLength(500, 'too_long'));

/**
 * Runs a solution by its name. `version` null: the one deployed last, which need not have the highest number. `owner` null:
 * the public one.
 */
export const postRunByName = endpoint<{ operation: Operation }>()(
  'POST',
  '/api/runs',
  z.extend(wantedRunSchema, { key, name, version: z.nullable(name), owner: z.nullable(name) }),
);

/**
 * Changes who sees a solution; `public` is for administrators. Answers what was found afterwards: whoever may not publish
 * gets a review instead, and the vendor does not always tell.
 */
export const putVisibility = endpoint<{ visibility: Visibility | 'unknown' }>()(
  'PUT',
  '/api/deployments/:id/visibility',
  z.strictObject({ visibility: z.enum(visibilities, 'unknown_value') }),
);

/** Whether this text is a JSON object. */
export function isJsonObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null && !Array.isArray(value);
  } catch {
    return false;
  }
}
