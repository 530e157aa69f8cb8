import * as z from 'zod/mini';
import type { Operation } from '../operations.ts';
import type { Problem } from '../problems.ts';
import { endpoint } from './endpoint.ts';

/**
 * One opening of a vendor's wizard. `open`: nothing is known yet. `configured`: the server has seen that every value is
 * there, or, for an instance that had them, that something changed. `unfinished`: the server looked and something is
 * missing. `unchanged`: the server looked at an instance that was configured before and nothing differs.
 */
export type WizardSessionState = 'open' | 'configured' | 'unfinished' | 'unchanged';

export interface WizardSession {
  id: string;
  instanceId: string;
  state: WizardSessionState;
  /** The operation that this opening belongs to: the activation, or the reconfiguration of an existing instance. */
  operation: Operation | null;
}

/**
 * Opens the wizard for an instance. The answer holds a URL that acts as the user for five minutes and works once: it is
 * sent `no-store` and the browser gives it to the window at once, keeping nothing.
 */
export const postWizardSession = endpoint<{ wizardSession: WizardSession; url: string; origin: string }>()(
  'POST',
  '/api/wizard-sessions',
  z.strictObject({ instanceId: z.uuid('malformed') }),
);

/** Why the browser asks the server to look: a message of the wizard, its window, or the passing of time. */
export const lookReasons = ['finish', 'cancel', 'error', 'closed', 'focus', 'interval'] as const;

export type LookReason = (typeof lookReasons)[number];

/**
 * Asks the server to look at the instance now. Whatever the reason claims, the server decides by what the vendor says;
 * only where a template asks for nothing at all does `finish` itself count.
 */
export const postWizardLook = endpoint<{ wizardSession: WizardSession; problem: Problem | null }>()(
  'POST',
  '/api/wizard-sessions/:id/looks',
  z.strictObject({ reason: z.enum(lookReasons, 'unknown_value') }),
);
