import type { Vendor } from './vendors.ts';

/**
 * What a company may add to Jackfield by a module of its own, named by `JACKFIELD_HOOKS`. The module exports any of the
 * three functions by name. Each may be asynchronous, has ten seconds, and is told by `signal` when its time is over; one
 * that throws or takes longer changes nothing, and the person is told so.
 */
export interface Hooks {
  /** Asked before an instance is enabled, whoever asks for it. May hold it back, with a reason for the person. */
  beforeEnable?: (given: BeforeEnableGiven) => Eventually<BeforeEnableAnswer>;
  /**
   * Asked for the values that only the company's own systems know, when a newer version needs them. Null: there are none
   * yet, and the update goes on waiting for the company.
   */
  upgradeValues?: (given: UpgradeValuesGiven) => Eventually<SuppliedValues | null>;
  /**
   * Asked for each screen of the wizard that a person wants to leave. Answers what is wrong by external id, in words for
   * the person; nothing when all is well.
   */
  validate?: (given: ValidateGiven) => Eventually<Record<string, string>>;
}

type Eventually<Value> = Value | Promise<Value>;

/** Whose instance it is about. `externalId` is the account's id in the company's own product. */
export interface HookInstance {
  id: string;
  vendor: Vendor;
  vendorId: string;
  name: string;
  templateId: string;
  templateName: string;
  account: { externalId: string; name: string };
}

/** Config values by external id, parsed where they are JSON; ids of authentications by external id. */
export interface HookValues {
  configValues: Record<string, unknown>;
  authValues: Record<string, string>;
}

export interface BeforeEnableGiven {
  instance: HookInstance;
  /** Who asks for it. */
  person: { name: string; role: 'user' | 'admin' };
  values: HookValues;
  signal: AbortSignal;
}

export type BeforeEnableAnswer = { allow: true } | { allow: false; reason: string };

export interface UpgradeValuesGiven {
  instance: HookInstance;
  values: HookValues;
  /** The external ids of all slots of the template's newest version, as far as the vendor tells. */
  slots: { auth: string[]; config: string[] };
  signal: AbortSignal;
}

/** What the company supplies, by external id. Config values are written as JSON text unless they are text. */
export interface SuppliedValues {
  configValues?: Record<string, unknown>;
  authValues?: Record<string, string>;
}

export interface ValidateGiven {
  instance: HookInstance;
  person: { name: string; role: 'user' | 'admin' };
  /** The external ids on the screen. */
  visible: string[];
  values: HookValues;
  signal: AbortSignal;
}
