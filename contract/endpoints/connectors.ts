import * as z from 'zod/mini';
import {
  type ConnectorForm,
  fieldValuesSchema,
  instanceDetailsSchema,
  type FieldValues,
  type InstanceDetails,
} from '../connectors.ts';
import { endpoint } from './endpoint.ts';

/** The wizard's pages, in their order. */
export const draftSteps = ['name', 'settings', 'method', 'credentials'] as const;

export type DraftStep = (typeof draftSteps)[number];

/**
 * An instance in the making: what was typed so far, secrets left out. It belongs to one person, makes at most one
 * instance, and is forgotten a week after it was last changed.
 */
export interface ConnectorDraft {
  id: string;
  connectorId: string;
  /** As typed: `name` may still be empty. */
  details: InstanceDetails;
  methodId: string | null;
  /** Values of the method's fields that are no secrets. */
  values: FieldValues;
  /** The instance that was made of it; then the draft is over. */
  instanceId: string | null;
}

const vendorId = z.string('required').check(z.minLength(1, 'required'), z.maxLength(100, 'too_long'));

/** Begins a draft with the connector's defaults. 201. */
export const postConnectorDraft = endpoint<{ draft: ConnectorDraft; form: ConnectorForm }>()(
  'POST',
  '/api/connector-drafts',
  z.strictObject({ connectorId: vendorId }),
);

/** A draft of one's own, with the form as the vendor describes it now. */
export const getConnectorDraft = endpoint<{ draft: ConnectorDraft; form: ConnectorForm }>()(
  'GET',
  '/api/connector-drafts/:id',
  null,
);

/**
 * Keeps what was typed. The name may be empty yet; all else is checked as at the end. Values of fields that are secret, or
 * that the method does not have, are refused.
 */
export const putConnectorDraft = endpoint<{ draft: ConnectorDraft }>()(
  'PUT',
  '/api/connector-drafts/:id',
  z.strictObject({
    details: z.extend(instanceDetailsSchema, {
      name: z.string('required').check(z.maxLength(255, 'too_long')),
    }),
    methodId: z.nullable(vendorId),
    values: fieldValuesSchema,
  }),
);

/** Forgets a draft. */
export const deleteConnectorDraft = endpoint<{ id: string }>()('DELETE', '/api/connector-drafts/:id', null);

/**
 * `done`: it is saved. `name`, of a new instance: what it was made with, which another tab of the draft may have changed.
 * `consent`: the browser must go to this address, and comes back on `/return`.
 */
export type CredentialsOutcome =
  | { state: 'done'; instanceId: string; name?: string }
  | { state: 'consent'; url: string };

/**
 * Makes the instance of a draft: the vendor checks the credentials at the third party and saves nothing unless they are
 * taken. `secrets` are the values of the method's secret fields; they are kept nowhere. Asked twice, it makes one.
 */
export const postConnectorDraftInstance = endpoint<CredentialsOutcome>()(
  'POST',
  '/api/connector-drafts/:id/instance',
  z.strictObject({ secrets: fieldValuesSchema }),
);

/**
 * Changes an instance's credentials, which the vendor checks first: while they are not taken the old ones stay. A field that
 * is left out keeps its value. With a consent method and no values it signs in again.
 */
export const postConnectorCredentials = endpoint<CredentialsOutcome>()(
  'POST',
  '/api/connector-instances/:id/credentials',
  z.strictObject({ values: fieldValuesSchema }),
);
