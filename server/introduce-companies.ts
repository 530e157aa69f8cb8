import { createPublicKey } from 'node:crypto';
import { z } from 'zod';
import type { Vendor } from '#contract/vendors.ts';
import type { OwnAccount } from './accounts/link-credentials.ts';
import { type JsonOutcome, sendJson } from './platform/http/send-json.ts';
import type { Keys } from './platform/keys.ts';
import { VendorError } from './vendors/vendor-error.ts';

/** Who an account of ours is at a vendor whose owners have each a credential of their own. */
interface Introduced {
  vendorAccountId: string;
  sealedCredential?: Buffer;
  folderPrefixes?: string[];
}

/** Answers null for an account that the vendor is not known to have. */
type Introduce = (account: { externalId: string; name: string }) => Promise<Introduced | null>;

const companySchema = z.object({ external_id: z.string(), api_key: z.string().min(1) });
const userSchema = z.object({ username: z.string().min(1), token: z.string().min(1), prefixes: z.array(z.string()) });

/**
 * Live, an account's credential is entered by somebody who has it. Of the environment's own account it is in the
 * environment, and stays there; nobody else is known.
 */
export function introduceOwnAccount(own: OwnAccount | null): Introduce {
  return ({ externalId }) => {
    if (own === null || externalId !== own.account) return Promise.resolve(null);
    const { vendorAccountId, folderPrefixes } = own;
    return Promise.resolve(folderPrefixes === undefined ? { vendorAccountId } : { vendorAccountId, folderPrefixes });
  };
}

/**
 * The imitated Patchworks knows every account of ours, and makes a company with a key of its own for one that it has not
 * heard of. Rejects with `VendorError` when it cannot be asked.
 */
export function introduceAtSandbox(origin: string, keys: Keys): Introduce {
  return async ({ externalId, name }) => {
    const outcome = await makeKnown(origin, externalId, { name });
    // An account of a real way to sign in may have an id that no company of the imitation can have.
    if (outcome.ok && outcome.status === 400) return null;
    const company = answerOf('patchworks', outcome, companySchema);
    return { vendorAccountId: externalId, sealedCredential: keys.seal(company.api_key) };
  };
}

/** The same at the imitated Instabase, which makes a user with a token and folders. */
export function introduceUserAtSandbox(origin: string, keys: Keys): Introduce {
  return async ({ externalId }) => {
    const { username, token, prefixes } = answerOf('instabase', await makeKnown(origin, externalId, {}), userSchema);
    return { vendorAccountId: username, sealedCredential: keys.seal(token), folderPrefixes: prefixes };
  };
}

/**
 * Makes the public half of the key known with which the server signs at the imitated Prismatic. One that it knows stays as
 * it is. Rejects with `VendorError` when it cannot be asked.
 */
export async function introduceSigningKey(origin: string, privateKey: string): Promise<void> {
  const publicKey = createPublicKey(privateKey).export({ type: 'spki', format: 'pem' });
  const outcome = await sendJson({ url: `${origin}/_sandbox/signing-key`, method: 'PUT', body: { publicKey } });
  answerOf('prismatic', outcome, z.object({ organization: z.string() }));
}

function makeKnown(origin: string, externalId: string, body: object): Promise<JsonOutcome> {
  return sendJson({ url: `${origin}/_sandbox/accounts/${encodeURIComponent(externalId)}`, method: 'PUT', body });
}

function answerOf<Answer>(vendor: Vendor, outcome: JsonOutcome, schema: z.ZodType<Answer>): Answer {
  const answer = outcome.ok && outcome.status < 300 ? schema.safeParse(outcome.json) : null;
  if (!answer?.success) throw new VendorError(vendor, 'vendor_unavailable', { wasDone: 'unknown' });
  return answer.data;
}
