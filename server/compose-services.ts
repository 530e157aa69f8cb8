import type { Hooks } from '#contract/hooks.ts';
import type { Vendor } from '#contract/vendors.ts';
import { createAuditLog } from './audit/audit-log.ts';
import { createBulks } from './bulks/bulks.ts';
import { createExports } from './exports/exports.ts';
import { createChangeHub } from './gateway/events/change-hub.ts';
import type { Deployment, Services, SignInWays } from './gateway/services.ts';
import { createSessions, sessionLimits } from './gateway/sessions.ts';
import { withForeignRowsAudited } from './inventory/foreign-rows.ts';
import { createLinkedRows } from './inventory/linked-rows.ts';
import { isInventoryReady, wasInventoryTried } from './inventory/readiness.ts';
import { createSync } from './inventory/sync.ts';
import { createCompanyHooks } from './operations/hooks/company-hooks.ts';
import { createAuthDialogs } from './operations/auth-dialogs.ts';
import { createConnectors } from './operations/connectors/connectors.ts';
import { createJournal } from './operations/journal.ts';
import { createOperationValues } from './operations/operation-values.ts';
import type { WorkContext } from './operations/work-context.ts';
import { createWizardSessions } from './operations/wizard-sessions.ts';
import { createWorker } from './operations/worker.ts';
import type { Clock } from './platform/clock.ts';
import type { JackfieldDatabase } from './platform/database/schema.ts';
import type { Keys } from './platform/keys.ts';
import type { Logger } from './platform/logger.ts';
import type { VendorAdapter } from './vendors/adapter.ts';

/** Puts the rooms together over a database and adapters. Nothing runs yet: the worker is started by the caller. */
export function composeServices(parts: {
  database: JackfieldDatabase;
  /** Where that database is, for the connection that hears of changes. */
  databaseUrl: string;
  adapters: Map<Vendor, VendorAdapter>;
  clock: Clock;
  logger: Logger;
  keys: Keys;
  /** What the company's own module exports. */
  hooks: Hooks;
  deployment: Deployment;
  signIn: SignInWays;
}): Services {
  const { database, databaseUrl, adapters, clock, logger, keys, deployment, signIn } = parts;
  const audit = createAuditLog(database, clock);
  const journal = createJournal(database, audit, clock);
  const audited = withForeignRowsAudited(adapters, { database, audit });
  const operationValues = createOperationValues(database, keys);
  const hooks = createCompanyHooks(parts.hooks, logger);
  const context: WorkContext = { database, journal, operationValues, hooks, adapters: audited, clock, logger };
  const worker = createWorker(context);
  const sessions = createSessions({ database, clock, audit }, sessionLimits[deployment.mode]);
  return {
    accountLinks: { database, keys, clock, rows: createLinkedRows(clock) },
    database,
    adapters,
    audit,
    clock,
    hooks,
    journal,
    logger,
    operationValues,
    worker,
    deployment,
    sessions,
    signIn,
    events: createChangeHub({ databaseUrl, clock, logger, findPerson: (id) => sessions.look(id) }),
    exports: createExports({ database, audit, clock, logger, hasUpgradeHook: deployment.hasUpgradeHook }),
    sync: createSync({ database, adapters, clock, audit, logger }),
    authDialogs: createAuthDialogs(context, audit),
    bulks: createBulks({ ...context, audit, worker }),
    connectors: createConnectors({
      database,
      adapters: audited,
      audit,
      clock,
      logger,
      returnUrl: `${deployment.publicOrigin}/return`,
    }),
    wizardSessions: createWizardSessions(context, audit, worker),
    // A real vendor that does not answer must not take the whole deployment out of service: the pages say so.
    isReady: () =>
      (deployment.mode === 'live' ? wasInventoryTried : isInventoryReady)(database, [...adapters.values()]),
  };
}
