import { z } from 'zod';
import type { OwnAccount } from './accounts/link-credentials.ts';
import { sendJson } from './platform/http/send-json.ts';
import type { Keys } from './platform/keys.ts';
import type { Introduction, PatchworksAdapterOptions } from './vendors/patchworks/adapter.ts';
import { VendorError } from './vendors/vendor-error.ts';

type Introduce = PatchworksAdapterOptions['introduce'];

const companySchema = z.object({ external_id: z.string(), api_key: z.string().min(1) });

/**
 * Live, a company's key is entered by somebody who has it. Of the environment's own account it is in the environment, and
 * stays there; nobody else is known.
 */
export function introduceOwnAccount(own: OwnAccount | null): Introduce {
  return ({ externalId }): Promise<Introduction | null> =>
    Promise.resolve(own !== null && externalId === own.account ? { vendorAccountId: externalId } : null);
}

/**
 * The imitation knows every account of ours, and makes a company with a key of its own for one that it has not heard of.
 * Rejects with `VendorError` when it cannot be asked.
 */
export function introduceAtSandbox(origin: string, keys: Keys): Introduce {
  return async ({ externalId, name }) => {
    const outcome = await sendJson({
      url: `${origin}/_sandbox/accounts/${encodeURIComponent(externalId)}`,
      method: 'PUT',
      body: { name },
    });
    // An account of a real way to sign in may have an id that no company of the imitation can have.
    if (outcome.ok && outcome.status === 400) return null;
    const company = outcome.ok && outcome.status < 300 ? companySchema.safeParse(outcome.json).data : undefined;
    if (!company) throw new VendorError('patchworks', 'vendor_unavailable', { wasDone: 'unknown' });
    return { vendorAccountId: externalId, sealedCredential: keys.seal(company.api_key) };
  };
}
