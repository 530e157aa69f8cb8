import * as z from 'zod/mini';

const longestText = 500;

const messageSchema = z.object({
  type: z.string().check(z.maxLength(100)),
  err: z.optional(z.unknown()),
  data: z.optional(z.unknown()),
});

/** `validate`: the wizard waits for an answer, whatever its `data` holds. */
export type WizardMessage =
  | { kind: 'ready' | 'finish' | 'cancel' }
  | { kind: 'error'; text: string | null }
  | { kind: 'validate'; data: unknown };

/**
 * Reads a message of the vendor's wizard; null for everything else, of whatever shape. Only what the wizard says about
 * its own course is known here: such a message is a hint, and the server decides what it is worth.
 */
export function parseWizardMessage(data: unknown): WizardMessage | null {
  let parsed: { type: string; err?: unknown; data?: unknown };
  try {
    const result = z.safeParse(messageSchema, data);
    if (!result.success) return null;
    parsed = result.data;
  } catch {
    // A getter in hostile data may throw.
    return null;
  }
  switch (parsed.type.toLowerCase()) {
    case 'tray.configpopup.ready':
      return { kind: 'ready' };
    case 'tray.configpopup.finish':
      return { kind: 'finish' };
    case 'tray.configpopup.cancel':
      return { kind: 'cancel' };
    case 'tray.configpopup.error':
      return { kind: 'error', text: textOf(parsed.err) };
    case 'tray.configpopup.validate':
      return { kind: 'validate', data: parsed.data };
    default:
      return null;
  }
}

/** What a window of the vendor says went wrong: a text or an error-like object; its shape is not documented. */
export function textOf(err: unknown): string | null {
  if (typeof err === 'string') return err.trim().slice(0, longestText) || null;
  const withMessage = z.safeParse(z.object({ message: z.string() }), err);
  return withMessage.success ? withMessage.data.message.trim().slice(0, longestText) || null : null;
}
