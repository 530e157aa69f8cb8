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

/**
 * What the wizard asks to be checked when a person goes on from one of its screens, only where the company has a check of
 * its own. `visible`: the external ids on that screen. The answer names what is wrong by external id; empty: all is well.
 * `isUnchecked`: the check failed or took too long, and the words for the wizard say so.
 */
export const postWizardValidation = endpoint<{ errors: Record<string, string>; isUnchecked: boolean }>()(
  'POST',
  '/api/wizard-sessions/:id/validations',
  z.strictObject({
    visible: z.array(z.string().check(z.maxLength(200, 'too_long'))).check(z.maxLength(200, 'too_long')),
    configValues: z.record(z.string(), z.unknown()),
    authValues: z.record(z.string(), z.nullable(z.string())),
  }),
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
