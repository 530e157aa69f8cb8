import * as z from 'zod/mini';
import { textOf } from '#src/features/wizard/wizard-message.ts';

const messageSchema = z.object({
  type: z.string().check(z.maxLength(100)),
  authId: z.optional(z.unknown()),
  error: z.optional(z.unknown()),
  err: z.optional(z.unknown()),
});

const authIdSchema = z.string().check(z.minLength(1), z.maxLength(200));

export type AuthMessage =
  | { kind: 'finish'; authenticationId: string }
  | { kind: 'close' }
  | { kind: 'error'; text: string | null };

/**
 * Reads a message of the vendor's auth-only dialog; null for everything else, of whatever shape. Tray writes the types in
 * mixed letter case, and products differ in the name of an error's field, so neither counts. Which authentication it names
 * is a claim: the server looks whether it is the account's.
 */
export function parseAuthMessage(data: unknown): AuthMessage | null {
  try {
    const result = z.safeParse(messageSchema, data);
    return result.success ? read(result.data) : null;
  } catch {
    // A getter in hostile data may throw.
    return null;
  }
}

function read({ type, authId, error, err }: z.infer<typeof messageSchema>): AuthMessage | null {
  switch (type.toLowerCase()) {
    case 'tray.authpopup.finish': {
      const id = z.safeParse(authIdSchema, authId);
      return id.success ? { kind: 'finish', authenticationId: id.data } : null;
    }
    case 'tray.authpopup.close':
      return { kind: 'close' };
    case 'tray.authpopup.error':
      return { kind: 'error', text: textOf(error ?? err) };
    default:
      return null;
  }
}
