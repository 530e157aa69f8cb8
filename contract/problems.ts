import type { CredentialCheck } from './connectors.ts';
import type { Vendor } from './vendors.ts';

/**
 * Why a request failed, as a closed list. The browser words each of them; the server never sends prose for people.
 *
 * - `signed_out`, `forged`, `not_found`, `bad_input`, `view_only`, `too_large`: about the request.
 * - `missing_values`, `refused`: the vendor understood and said no. `vendorMessage` may quote it.
 * - `vendor_forbidden`: the vendor does not let this credential do it. `vendor_unauthorized`: it does not take the credential.
 * - `rate_limited`, `vendor_unavailable`, `vendor_garbled`: the vendor could not be asked, or its answer could not be read.
 * - `outcome_unknown`: the vendor may or may not have done it; we are finding out.
 * - `incomplete`, `owners_hidden`: about a read. A part did not come; or the operator's credential is not shown what owners see.
 * - `not_connected`, `unsupported`: this account has no link to the vendor, or the vendor cannot do this at all.
 * - `busy`: another operation on the same instance is under way. `gone`: the instance no longer exists at the vendor.
 * - `name_mismatch`: the typed confirmation is not the instance's name. `too_late`: the time in which it could be done is over.
 * - `conflict`: what was to be changed has meanwhile been changed to something else. `other_account`: a connection would
 *   lead to another outside account than before, which has to be said outright.
 * - `in_use`: it is used elsewhere, and cannot be removed before that is changed.
 * - `credentials_refused`: the third party did not take the credentials; nothing was saved. `check` shows what was asked.
 * - `held_back`: the company's own check does not let the instance be enabled; `vendorMessage` holds its reason.
 * - `waiting_for_company`: the company's own systems have no values for this update yet. `hook_failed`: they could not tell.
 * - `sign_in_refused`: the host's token or the identity provider's answer cannot be used.
 * - `sign_in_unavailable`: who would have to vouch for the person cannot be asked at the moment.
 * - `internal`: our own fault.
 */
export const problemCodes = [
  'signed_out',
  'forged',
  'not_found',
  'bad_input',
  'view_only',
  'too_large',
  'missing_values',
  'refused',
  'vendor_forbidden',
  'vendor_unauthorized',
  'rate_limited',
  'vendor_unavailable',
  'vendor_garbled',
  'outcome_unknown',
  'incomplete',
  'owners_hidden',
  'not_connected',
  'unsupported',
  'busy',
  'gone',
  'name_mismatch',
  'owner_only',
  'too_late',
  'conflict',
  'other_account',
  'in_use',
  'credentials_refused',
  'held_back',
  'waiting_for_company',
  'hook_failed',
  'sign_in_refused',
  'sign_in_unavailable',
  'internal',
] as const;

export type ProblemCode = (typeof problemCodes)[number];

/** Whether anything was changed when it failed: nothing, something, or nobody can tell yet. */
export type Changed = 'nothing' | 'something' | 'unknown';

/** A failure as the browser receives it: REST answers `{ problem }`, GraphQL carries it in `errors[].extensions`. */
export interface Problem {
  code: ProblemCode;
  changed: Changed;
  /** The request's id, the same as in the server's log and in the `x-request-id` header. */
  requestId: string;
  vendor?: Vendor;
  instance?: { id: string; name: string };
  /** The vendor's own words, shortened and stripped of control characters. Shown as a quotation, never as markup. */
  vendorMessage?: string;
  /** What the vendor finds wrong, in its own words; with `refused` and `missing_values`. Each stands beside what it is about. */
  refusals?: ValueRefusal[];
  /** What the third party was asked and what it answered, without any secret; with `credentials_refused`. */
  check?: CredentialCheck;
  /** When asking again is worth while, as ISO 8601, where the vendor or our own circuit breaker told. */
  retryAt?: string;
  /** The input fields that were refused, with the reason for each. */
  fields?: Record<string, FieldProblem>;
}

/** What a vendor finds wrong with what was sent. */
export interface ValueRefusal {
  /** `whole`: with all of it together. */
  about: 'name' | 'values' | 'version' | 'owner' | 'whole';
  /** Quotations. They may name the key of a value. */
  messages: string[];
}

/** What is wrong with one field. Schemas of the contract use these as their messages. */
export const fieldProblems = [
  'required',
  'too_long',
  'not_text',
  'unknown_value',
  'malformed',
  'changed_meanwhile',
  // The vendor was asked, and does not take it.
  'not_taken',
  // It belongs to somebody else already.
  'taken',
] as const;

export type FieldProblem = (typeof fieldProblems)[number];
