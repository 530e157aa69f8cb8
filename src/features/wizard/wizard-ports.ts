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
}

export interface WizardTarget {
  instanceId: string;
  name: string;
  vendor: Vendor;
}
