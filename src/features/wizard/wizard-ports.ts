import type { LookReason, WizardSession } from '#contract/endpoints/wizard-sessions.ts';
import type { Operation } from '#contract/operations.ts';
import type { Vendor } from '#contract/vendors.ts';
import type { ClientProblem } from '#src/api/problem.ts';
import type { WizardWindow } from './wizard-window.ts';

/** What the flows need of the world. */
export interface WizardPorts {
  /** Null when the browser blocked it. Called within the click. */
  openWindow: (name: string, vendor: Vendor) => WizardWindow | null;
  /** A frame that the page shows while it is open. */
  openFrame: (vendor: Vendor) => WizardWindow;
  startActivation: (activation: Activation) => Promise<Operation>;
  readOperation: (id: string) => Promise<Operation>;
  openSession: (instanceId: string) => Promise<{ wizardSession: WizardSession; url: string; origin: string }>;
  look: (
    sessionId: string,
    reason: LookReason,
  ) => Promise<{ wizardSession: WizardSession; problem: ClientProblem | null }>;
  /** Has the company check a screen of the wizard, as the wizard told it. Never rejects. */
  validate: (sessionId: string, told: unknown, signal: AbortSignal) => Promise<ScreenVerdict>;
  /** The origins from which wizards may answer, as the server configured them. */
  allowedOrigins: () => readonly string[];
  /** Something about this instance may have changed. */
  changed: (instanceId: string | null) => void;
}

export interface Activation {
  vendor: Vendor;
  templateId: string;
  name: string;
  key: string;
  /** Connections and values that the wizard need not ask for. */
  authValues?: { externalId: string; authenticationId: string }[];
  configValues?: { externalId: string; value: string }[];
  /** They are all that the template asks for: no window is opened, and the activation goes on by itself. */
  needsNoWizard?: boolean;
}

/** What a wizard is to be told of a screen, and whether that is only that it could not be checked. */
export interface ScreenVerdict {
  errors: Record<string, string>;
  isUnchecked: boolean;
}

/**
 * Work that comes before a wizard opens in the window that is there already. `problem`: why the wizard is not opened.
 * `operationId`: an operation that is still under way and has to end well first.
 */
export type Preparation = () => Promise<{ problem: ClientProblem | null; operationId: string | null }>;

export interface WizardTarget {
  instanceId: string;
  name: string;
  vendor: Vendor;
}
