import type { Vendor } from '#contract/vendors.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { Bulks } from '../bulks/bulks.ts';
import type { Sync } from '../inventory/sync.ts';
import type { CompanyHooks } from '../operations/hooks/company-hooks.ts';
import type { AuthDialogs } from '../operations/auth-dialogs.ts';
import type { Connectors } from '../operations/connectors/connectors.ts';
import type { Journal } from '../operations/journal.ts';
import type { OperationValues } from '../operations/operation-values.ts';
import type { WizardSessions } from '../operations/wizard-sessions.ts';
import type { Worker } from '../operations/worker.ts';
import type { Clock } from '../platform/clock.ts';
import type { Exports } from '../exports/exports.ts';
import type { JackfieldDatabase } from '../platform/database/schema.ts';
import type { Logger } from '../platform/logger.ts';
import type { VendorAdapter } from '../vendors/adapter.ts';
import type { LinkContext } from '../accounts/enter-link.ts';
import type { HostTokens } from '../accounts/host-tokens.ts';
import type { OpenIdSignIn } from '../accounts/openid.ts';
import type { ChangeHub } from './events/change-hub.ts';
import type { Sessions } from './sessions.ts';

/** Everything the gateway's handlers and resolvers call; put together in main. */
export interface Services {
  accountLinks: LinkContext;
  database: JackfieldDatabase;
  adapters: Map<Vendor, VendorAdapter>;
  audit: AuditLog;
  authDialogs: AuthDialogs;
  bulks: Bulks;
  clock: Clock;
  connectors: Connectors;
  events: ChangeHub;
  exports: Exports;
  hooks: CompanyHooks;
  journal: Journal;
  logger: Logger;
  operationValues: OperationValues;
  sessions: Sessions;
  signIn: SignInWays;
  sync: Sync;
  wizardSessions: WizardSessions;
  worker: Worker;
  /** Whether the vendors and the first read of them are ready to be shown. */
  isReady(): Promise<boolean>;
  deployment: Deployment;
}

/** Who may vouch for a person; null where that way is not set up. */
export interface SignInWays {
  hostTokens: HostTokens | null;
  openId: OpenIdSignIn | null;
}

/** What a page is told about how Jackfield is set up. */
export interface Deployment {
  /** `live`: a real vendor is used, and there are no demo people. */
  mode: 'sandbox' | 'live';
  publicOrigin: string;
  wizardOrigins: string[];
  hasUpgradeHook: boolean;
  companyName: string;
}
