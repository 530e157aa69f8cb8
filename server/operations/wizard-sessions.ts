import type { LookReason } from '#contract/endpoints/wizard-sessions.ts';
import type { Person } from '#contract/people.ts';
import type { Selectable } from 'kysely';
import { ownerAt } from '../accounts/vendor-links.ts';
import type { AuditLog } from '../audit/audit-log.ts';
import type { IndexedInstance } from '../inventory/indexed-instance.ts';
import { mayStillAppear, writeThrough } from '../inventory/write-through.ts';
import type { Tables } from '../platform/database/schema.ts';
import type { InstanceRecord } from '../vendors/adapter.ts';
import { VendorError } from '../vendors/vendor-error.ts';
import { InstanceBusyError, isOver, OperationMovedError, type OperationRow } from './journal.ts';
import { goOnToEnabling } from './set-up.ts';
import { noticeConnections } from './slot-connections.ts';
import { adapterOf, adapterThatCan, type WorkContext } from './work-context.ts';
import type { Worker } from './worker.ts';

export type WizardSessionRow = Selectable<Tables['wizard_sessions']>;

/** The openings of vendors' wizards, and what the server makes of what happened in them. */
export interface WizardSessions {
  /**
   * Opens the wizard for an instance that the caller has found to be this person's. Throws `VendorError` and
   * `InstanceBusyError`. The address acts as the owner for five minutes and is kept nowhere.
   */
  open(
    person: Person,
    instance: IndexedInstance,
    requestId: string,
  ): Promise<{ session: WizardSessionRow; operation: OperationRow; url: string; origin: string }>;
  find(sessionId: string): Promise<WizardSessionRow | null>;
  /**
   * Looks at the instance and decides what the wizard came to. `reason` only says why to look: apart from templates that
   * ask for nothing, it decides nothing.
   */
  look(
    session: WizardSessionRow,
    reason: LookReason,
  ): Promise<{ session: WizardSessionRow; operation: OperationRow | null }>;
  /**
   * Looks at the account's set-ups that still wait for a person: they may have been finished in a window that nobody
   * watched any more. Never rejects.
   */
  lookAgain(accountId: string): Promise<void>;
}

export function createWizardSessions(context: WorkContext, audit: AuditLog, worker: Worker): WizardSessions {
  const { database, journal, clock, logger } = context;

  async function open(person: Person, instance: IndexedInstance, requestId: string) {
    const adapter = adapterThatCan(context, instance.vendor, 'wizard');
    const owner = await ownerAt(database, instance.vendor, instance.account.id);
    const detail = await adapter.reader.readInstance(owner, instance.vendorId);
    if (!detail && !mayStillAppear(instance.createdAt, clock.now())) {
      throw new VendorError(instance.vendor, 'gone', { wasDone: 'no' });
    }
    const operation = await operationFor(person, instance, detail?.record ?? null, requestId);
    const session = await database
      .insertInto('wizard_sessions')
      .values({
        instance_id: instance.id,
        operation_id: operation.id,
        person_id: person.id,
        account_id: instance.account.id,
        fingerprint: detail?.record.fingerprint ?? (await knownFingerprint(instance.id)),
        state: 'open',
        opened_at: clock.now(),
      })
      .returningAll()
      .executeTakeFirstOrThrow();
    await audit.append({
      action: 'wizard.open',
      outcome: 'done',
      personId: person.id,
      accountId: instance.account.id,
      instanceId: instance.id,
      requestId,
    });
    const { url, origin } = await adapter.writer.openWizard(owner, instance.vendorId, {
      asksToValidate: context.hooks.has('validate'),
    });
    return { session, operation, url, origin };
  }

  /** An instance whose set-up is not finished goes on with its activation, whoever made it; any other is reconfigured. */
  async function operationFor(
    person: Person,
    instance: IndexedInstance,
    record: InstanceRecord | null,
    requestId: string,
  ): Promise<OperationRow> {
    const latest = await journal.latestOf(instance.id);
    if (latest?.state === 'running') throw new InstanceBusyError();
    const kind = (record ? isUnfinished(record, latest) : instance.status === 'unfinished')
      ? 'activate'
      : 'reconfigure';
    if (latest?.state === 'waiting_for_person') {
      if (latest.kind === kind) return latest;
      await journal.change(latest, { state: 'stopped' });
    }
    try {
      return await journal.start({
        kind,
        state: 'waiting_for_person',
        step: 'configuring',
        vendor: instance.vendor,
        accountId: instance.account.id,
        personId: person.id,
        requestId,
        instanceId: instance.id,
        templateId: instance.templateId,
        name: instance.name,
      });
    } catch (error) {
      // Another window opened it at the same moment: both belong to the one operation.
      const other = error instanceof InstanceBusyError ? await journal.latestOf(instance.id) : null;
      if (other?.state === 'waiting_for_person' && other.kind === kind) return other;
      throw error;
    }
  }

  /** Where the vendor does not show yet what was just made, what it told when it made it. */
  async function knownFingerprint(instanceId: string): Promise<string> {
    const { fingerprint } = await database
      .selectFrom('instances')
      .where('id', '=', instanceId)
      .select('fingerprint')
      .executeTakeFirstOrThrow();
    return fingerprint;
  }

  async function look(session: WizardSessionRow, reason: LookReason) {
    const operation = await journal.find(session.operation_id);
    if (!operation || session.state === 'configured' || operation.state === 'running') return { session, operation };
    const instance = await database
      .selectFrom('instances')
      .where('id', '=', session.instance_id)
      .where('removed_at', 'is', null)
      .select(['vendor', 'vendor_id', 'created_at'])
      .executeTakeFirst();
    if (!instance) throw new VendorError(operation.vendor, 'gone', { wasDone: 'no' });
    const owner = await ownerAt(database, instance.vendor, session.account_id);
    const readAt = clock.now();
    const detail = await adapterOf(context, instance.vendor).reader.readInstance(owner, instance.vendor_id);
    if (!detail && mayStillAppear(instance.created_at, clock.now())) return { session, operation };
    if (!detail) throw new VendorError(instance.vendor, 'gone', { wasDone: 'no' });
    const { record } = detail;
    if (record.fingerprint !== session.fingerprint) {
      // Here it is known whose wizard it was.
      await noticeConnections(database, { instanceId: session.instance_id, slots: detail.authSlots, readAt });
      // What the wizard changed was changed on our behalf: it stands against stale reads like a write of our own.
      await writeThrough(database, { vendor: instance.vendor, accountId: session.account_id, record }, clock, logger);
    }
    const state = judge(operation, session, record, reason);
    // In this order: an opening that counts as configured is not looked at again, so what follows from it must be journalled.
    const followed = await follow(operation, state, reason);
    return { session: await keep(session, state), operation: followed };
  }

  async function lookAgain(accountId: string): Promise<void> {
    const waiting = await database
      .selectFrom('wizard_sessions')
      .innerJoin('operations', 'operations.id', 'wizard_sessions.operation_id')
      .innerJoin('instances', 'instances.id', 'wizard_sessions.instance_id')
      .where('operations.account_id', '=', accountId)
      .where('operations.state', '=', 'waiting_for_person')
      .where('instances.awaiting_set_up', '=', true)
      .where('instances.rest_status', '=', 'disabled')
      .distinctOn('wizard_sessions.operation_id')
      .orderBy('wizard_sessions.operation_id')
      .orderBy('wizard_sessions.opened_at', 'desc')
      .selectAll('wizard_sessions')
      .execute();
    await Promise.all(waiting.map((session) => look(session, 'focus')));
  }

  async function keep(session: WizardSessionRow, state: WizardSessionRow['state']): Promise<WizardSessionRow> {
    if (state === session.state) return session;
    await database.updateTable('wizard_sessions').set({ state }).where('id', '=', session.id).execute();
    return { ...session, state };
  }

  /**
   * Takes the operation on from what the look found. Looks may come at once, from several windows: whoever comes second
   * finds it taken on, and an instance that was disabled since is not enabled again.
   */
  async function follow(
    operation: OperationRow,
    state: WizardSessionRow['state'],
    reason: LookReason,
  ): Promise<OperationRow | null> {
    try {
      return await take(operation, state, reason);
    } catch (error) {
      if (error instanceof OperationMovedError) return journal.find(operation.id);
      throw error;
    }
  }

  async function take(
    operation: OperationRow,
    state: WizardSessionRow['state'],
    reason: LookReason,
  ): Promise<OperationRow> {
    if (state === 'configured') {
      if (operation.kind === 'reconfigure') {
        return journal.change(operation, { state: 'succeeded', step: 'done', problem: null });
      }
      if (operation.state !== 'waiting_for_person') return operation;
      const enabling = await goOnToEnabling(context, operation, {});
      worker.wake(enabling.id);
      return enabling;
    }
    const isOpenStill = reason === 'interval' || reason === 'focus';
    if (state === 'unchanged' && !isOpenStill && !isOver(operation.state)) {
      return journal.change(operation, { state: 'stopped' });
    }
    return operation;
  }

  return {
    open,
    find: async (sessionId) =>
      (await database.selectFrom('wizard_sessions').where('id', '=', sessionId).selectAll().executeTakeFirst()) ?? null,
    look,
    lookAgain: async (accountId) => {
      try {
        await lookAgain(accountId);
      } catch (error) {
        logger.warn({ err: error, accountId }, 'set-ups that wait could not be looked at');
      }
    },
  };
}

/** Where a template asks for nothing, only our own journal knows that the wizard was never finished. */
function isUnfinished(record: InstanceRecord, latest: OperationRow | null): boolean {
  if (record.enabled) return false;
  // Also when all values have come meanwhile, in a window whose end nobody saw: what is left is to enable it.
  if (latest?.kind === 'activate' && latest.state === 'waiting_for_person') return true;
  if (record.required === 'missing') return true;
  return record.required === 'nothing' && latest?.kind === 'activate' && latest.state !== 'succeeded';
}

/**
 * What the instance's own state says about its set-up. A new one is configured when nothing that is required is missing;
 * where nothing is required, only the wizard's word can tell. An existing one is when something differs from before.
 */
function judge(
  operation: OperationRow,
  session: WizardSessionRow,
  record: InstanceRecord,
  reason: LookReason,
): WizardSessionRow['state'] {
  if (operation.kind === 'reconfigure') {
    if (record.fingerprint !== session.fingerprint) return 'configured';
    return reason === 'interval' || reason === 'focus' ? session.state : 'unchanged';
  }
  if (record.required === 'complete' || (record.required === 'nothing' && reason === 'finish')) return 'configured';
  return reason === 'interval' || reason === 'focus' ? session.state : 'unfinished';
}
