import * as z from 'zod/mini';
import {
  type AllowedActions,
  givenValuesSchema,
  type PageContent,
  type PublishedVersion,
  type StoredConnection,
  type StoredValue,
} from '../deployables.ts';
import type { InstanceForm } from '../instance-form.ts';
import type { Operation } from '../operations.ts';
import { endpoint } from './endpoint.ts';

const versionId = z.string('required').check(z.minLength(1, 'required'), z.maxLength(500, 'too_long'));

/**
 * The published versions of a template that who asks may activate, the newest first: `?vendor=` and `?templateId=`. For an
 * administrator all that are published.
 */
export const getVersions = endpoint<{ versions: PublishedVersion[] }>()('GET', '/api/versions', null);

/** What a version asks for, before there is an instance: `?vendor=` and `?versionId=`. */
export const getVersionForm = endpoint<{ form: InstanceForm }>()('GET', '/api/version-form', null);

/** An owner at a vendor, for whom an administrator may activate. */
export interface FoundOwner {
  /** The vendor's id. */
  ownerId: string;
  name: string;
  externalId: string | null;
}

/** Owners whose name contains `?q=`, by name: `?vendor=`, and `?after=` for the page behind `next`. Administrators only. */
export const getOwners = endpoint<{ owners: FoundOwner[]; next: string | null }>()('GET', '/api/owners', null);

/** All that the wizard about an instance draws. */
export interface InstanceFormResponse {
  form: InstanceForm;
  values: StoredValue[];
  connections: StoredConnection[];
  allowed: AllowedActions;
  /** Of the version that is at work; null before the first deployment. */
  deployedVersionNumber: number | null;
  /** What is stored is not at work yet. */
  hasUndeployedChanges: boolean;
  /** Keys without which it cannot be deployed, and which have no value. */
  missingKeys: string[];
  /** The set-up or update that waits for a person with this instance; null when none does. */
  waiting: Operation | null;
}

/** The form of the version that the instance points at, with what it holds. `?version=`: that of another version. */
export const getInstanceForm = endpoint<InstanceFormResponse>()('GET', '/api/instances/:id/form', null);

/** The choices of a page that a third party offers for this instance: `?page=` is the page's name. */
export const getPageContent = endpoint<PageContent>()('GET', '/api/instances/:id/page-content', null);

/** What is stored after a change of values. */
export type StoredFormResponse = Pick<InstanceFormResponse, 'values' | 'connections' | 'missingKeys'>;

/**
 * Stores values, which do not take effect before they are deployed. `others: 'keep'` leaves alone what is not named.
 * `'reset'` puts it back to its default: refused unless the form shows every value and none of them is a connection.
 * `isComplete`: with these the form is done. Secrets are kept nowhere on the way.
 */
export const putInstanceValues = endpoint<StoredFormResponse>()(
  'PUT',
  '/api/instances/:id/values',
  z.strictObject({
    values: givenValuesSchema,
    others: z.enum(['keep', 'reset'], 'unknown_value'),
    isComplete: z.boolean('malformed'),
  }),
);

/**
 * Puts the stored values and version to work. It goes on with the set-up or update that waits for a person with this
 * instance, or else begins a `deploy`.
 */
export const postDeployment = endpoint<{ operation: Operation }>()('POST', '/api/instances/:id/deployments', null);

/**
 * Moves the instance to another published version. What that needs besides is asked for in the wizard; when it needs nothing
 * it is deployed at once.
 */
export const postVersion = endpoint<{ operation: Operation }>()(
  'POST',
  '/api/instances/:id/versions',
  z.strictObject({ versionId }),
);

/** How the connections stand, for asking again and again whether somebody has agreed. */
export const getConnections = endpoint<{ connections: StoredConnection[] }>()(
  'GET',
  '/api/instances/:id/connections',
  null,
);

/** The third party's page on which the owner agrees to a connection. It is for this person and now: `no-store`, never logged. */
export const postConsent = endpoint<{ url: string }>()('POST', '/api/instances/:id/connections/:key/consents', null);

/** Forgets what a third party has agreed to. */
export const deleteConnection = endpoint<{ connections: StoredConnection[] }>()(
  'DELETE',
  '/api/instances/:id/connections/:key',
  null,
);
