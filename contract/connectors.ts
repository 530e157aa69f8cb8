import * as z from 'zod/mini';
import { isTimeZone } from './time-zone.ts';

/** The units of a rate limit: so many requests in one of them. */
export const rateLimitUnits = ['second', 'minute', 'hour', 'day'] as const;

export type RateLimitUnit = (typeof rateLimitUnits)[number];

/** No greater amount is taken anywhere. */
export const greatestRateLimit = 2_147_483_647;

/** Longest text of a detail, as the vendor takes it. */
export const longestDetail = 255;

/** Longest value of a credential field. */
export const longestFieldValue = 10_000;

const detail = z.string('required').check(z.trim(), z.minLength(1, 'required'), z.maxLength(longestDetail, 'too_long'));

/** What an instance of a connector is set to, besides its credentials. */
export const instanceDetailsSchema = z.strictObject({
  name: detail,
  timeZone: detail.check(z.refine(isTimeZone, 'unknown_value')),
  dateFormat: detail,
  /** So many requests in one unit. */
  rateLimitAmount: z
    .number('required')
    .check(z.int('malformed'), z.minimum(1, 'malformed'), z.maximum(greatestRateLimit, 'malformed')),
  rateLimitUnit: z.enum(rateLimitUnits, 'unknown_value'),
  /** Null: no pool. */
  poolId: z.nullable(z.string().check(z.minLength(1, 'malformed'), z.maxLength(100, 'too_long'))),
});

export type InstanceDetails = z.infer<typeof instanceDetailsSchema>;

/** Values of credential fields by the fields' keys. A field that is left out keeps what is stored; `""` clears it. */
export const fieldValuesSchema = z.record(
  z.string().check(z.minLength(1, 'malformed'), z.maxLength(200, 'too_long')),
  z.string().check(z.maxLength(longestFieldValue, 'too_long')),
);

export type FieldValues = z.infer<typeof fieldValuesSchema>;

/**
 * How a method signs in, as far as it matters to a form. `none`: nothing is asked. `consent`: the person agrees on the
 * third party's own page. `fields`: everything else.
 */
export type MethodKind = 'none' | 'fields' | 'consent';

/** A field that a method asks for. */
export interface CredentialField {
  key: string;
  label: string;
  required: boolean;
  /** Not normally needed. */
  advanced: boolean;
  /** Its value is never shown again, and never kept by us. */
  secret: boolean;
  /** What it begins with; null for a secret. */
  defaultValue: string | null;
}

/** One way to sign in that a connector offers. */
export interface AuthenticationMethod {
  id: string;
  name: string;
  kind: MethodKind;
  /** What the vendor calls its type, such as "Basic"; null when it does not say. */
  typeName: string | null;
  fields: CredentialField[];
}

/** A cap on requests at the same time, which several instances may share. */
export interface ConnectionPool {
  id: string;
  name: string;
  /** How many requests at once. */
  limit: number;
}

/** What is needed to draw the forms about a new instance of a connector. */
export interface ConnectorForm {
  connector: { id: string; name: string };
  /** What the connector suggests. */
  defaults: Omit<InstanceDetails, 'name'>;
  methods: AuthenticationMethod[];
  /** The pools to choose from; empty where the connector has no limit on requests at once, or no pool is set up. */
  pools: ConnectionPool[];
  /** The names of the instances that the connector has, to warn of a second one of the same name. */
  takenNames: string[];
}

/** What the third party was asked with the credentials, and what it answered. Secrets are replaced by a mask. */
export interface CredentialCheck {
  request: { method: string; url: string; headers: Record<string, string>; body: string | null };
  response: {
    /** Null: it did not answer. */
    statusCode: number | null;
    headers: Record<string, string>;
    /** At most 4 KiB. */
    body: string | null;
    /** Why there is no answer. */
    message: string | null;
  };
}

/** The word that confirms the removal of what belongs to a connector. */
export const removalWord = 'confirm';
