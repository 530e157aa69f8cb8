import * as z from 'zod/mini';
import { endpoint } from './endpoint.ts';

/** A connection to an outside account, as a person may know it. */
export interface ShownAuthentication {
  id: string;
  name: string;
  serviceTitle: string;
  /** Which outside account it is, as far as the vendor tells. */
  accountName: string | null;
}

const identifier = z.string('required').check(z.minLength(1, 'required'), z.maxLength(200, 'too_long'));

/**
 * Opens the vendor's dialog for one connection. `slot`: a new one for a slot of an instance. `edit`: one that exists is
 * signed in again. `another`: a new one of the same service as one that exists, for no slot yet. The answer's URL acts as
 * the user for five minutes and works once: it is sent `no-store` and the browser gives it to the window at once.
 */
export const postAuthDialog = endpoint<{ authDialog: { id: string }; url: string; origin: string }>()(
  'POST',
  '/api/auth-dialogs',
  z.discriminatedUnion('use', [
    z.strictObject({ use: z.literal('slot'), instanceId: z.uuid('malformed'), externalId: identifier }),
    z.strictObject({ use: z.literal('edit'), authenticationId: identifier }),
    z.strictObject({ use: z.literal('another'), likeAuthenticationId: identifier }),
  ]),
);

/**
 * Tells what came of the dialog: the connection that it says it made or changed, as the vendor knows it now, the one before
 * it (of the slot, or itself before it was signed in again), and whether that was another outside account. Nothing is
 * attached by this: `updateInstanceValues` does that.
 */
export const postAuthDialogLook = endpoint<{
  authentication: ShownAuthentication;
  before: ShownAuthentication | null;
  isOtherAccount: boolean;
}>()('POST', '/api/auth-dialogs/:id/looks', z.strictObject({ authenticationId: identifier }));
