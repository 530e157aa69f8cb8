import type { Vendor } from '#contract/vendors.ts';
import { createAuditLog } from './audit/audit-log.ts';
import type { Deployment, Services } from './gateway/services.ts';
import { createSessions } from './gateway/sessions.ts';
import { isInventoryReady } from './inventory/readiness.ts';
import { createSync } from './inventory/sync.ts';
import { createJournal } from './operations/journal.ts';
import type { WorkContext } from './operations/work-context.ts';
import { createWizardSessions } from './operations/wizard-sessions.ts';
import { createWorker } from './operations/worker.ts';
import type { Clock } from './platform/clock.ts';
import type { JackfieldDatabase } from './platform/database/schema.ts';
import type { Logger } from './platform/logger.ts';
import type { VendorAdapter } from './vendors/adapter.ts';

/** Puts the rooms together over a database and adapters. Nothing runs yet: the worker is started by the caller. */
export function composeServices(parts: {
  database: JackfieldDatabase;
  adapters: Map<Vendor, VendorAdapter>;
  clock: Clock;
  logger: Logger;
  deployment: Deployment;
}): Services {
  const { database, adapters, clock, logger, deployment } = parts;
  const audit = createAuditLog(database, clock);
  const journal = createJournal(database, audit, clock);
  const context: WorkContext = { database, journal, adapters, clock, logger };
  const worker = createWorker(context);
  return {
    database,
    adapters,
    audit,
    clock,
    journal,
    logger,
    worker,
    deployment,
    sessions: createSessions(database, clock),
    sync: createSync({ database, adapters, clock, audit, logger }),
    wizardSessions: createWizardSessions(context, audit, worker),
    isReady: () => isInventoryReady(database, [...adapters.keys()]),
  };
}
