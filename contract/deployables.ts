import * as z from 'zod/mini';

/** Longest value that is taken for one variable or one input. No vendor documents a limit; this one keeps requests small. */
export const longestGivenValue = 50_000;

/** Longest id or key of a vendor's. */
const vendorWord = z.string('required').check(z.minLength(1, 'required'), z.maxLength(500, 'too_long'));

const valueText = z.nullable(z.string('not_text').check(z.maxLength(longestGivenValue, 'too_long')));

/**
 * A value as it is to be stored, by its key. What is not named stays as it is. Of a connection, an input that is left out or
 * empty stays too, because an empty text would erase a secret that no form can show; null erases it outright.
 */
export const givenValueSchema = z.union([
  z.strictObject({
    key: vendorWord,
    value: valueText,
    schedule: z.optional(
      z.strictObject({ kind: vendorWord, timeZone: z.nullable(z.string().check(z.maxLength(100, 'too_long'))) }),
    ),
  }),
  z.strictObject({
    key: vendorWord,
    inputs: z.array(z.strictObject({ name: vendorWord, value: valueText })).check(z.maxLength(100, 'too_long')),
  }),
]);

export type GivenValue = z.infer<typeof givenValueSchema>;

export const givenValuesSchema = z.array(givenValueSchema).check(z.maxLength(200, 'too_long'));

/** A published version of a template. `publishedAt` is ISO 8601. */
export interface PublishedVersion {
  versionId: string;
  number: number;
  /** What its maker says about it. */
  comment: string | null;
  publishedAt: string | null;
}

/** What the vendor lets whoever asks do with an instance. Null: it does not say. */
export interface AllowedActions {
  change: boolean | null;
  configure: boolean | null;
  deploy: boolean | null;
  remove: boolean | null;
  /** Whether owners may move it to a newer version themselves. */
  update: boolean | null;
}

/** What is stored for a field that is no connection. */
export interface StoredValue {
  key: string;
  /** As the vendor holds it: always text. */
  value: string | null;
  schedule: { kind: string; timeZone: string | null } | null;
}

/** `waiting`: somebody must still agree on the third party's page. */
export type ConnectionStatus = 'active' | 'waiting' | 'failed' | 'unknown';

/** A connection of an instance. `lastRefreshedAt` is ISO 8601. */
export interface StoredConnection {
  key: string;
  status: ConnectionStatus;
  lastRefreshedAt: string | null;
  /** What its inputs hold. `value` is null where the vendor keeps it to itself, and `isStored` says that there is one. */
  inputs: { name: string; value: string | null; isStored: boolean }[];
}

/** What a page of the form offers just now, where the choices come from a third party. */
export interface PageContent {
  /** By the key of the field. */
  choices: Record<string, { value: string; label: string }[]>;
  /** Keys that can only be drawn from a description that we do not read. */
  unreadableKeys: string[];
}
