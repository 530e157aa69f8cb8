import { randomBytes } from 'node:crypto';

import type { Solution } from '../solution.ts';
import type { AuthSlot, ConfigSlot, InstanceRow, UserRow } from '../database/tables.ts';
import { serviceNamed } from '../services.ts';
import {
  createAuthentication,
  customFieldsOf,
  listAuthentications,
  requireAuthentications,
} from '../store/authentications.ts';
import { snapshotOf } from '../store/instance-reads.ts';
import { changeInstance, promptly, requireInstance } from '../store/instance-writes.ts';
import { findUser } from '../store/users.ts';
import { later, type TrayServices } from '../tray-services.ts';
import { afterWizard, hasDefault, missingSlots } from '../versions.ts';
import { configText, storedConfig } from './config-text.ts';

const sessionLifeMs = 3_600_000;

/** One opening of the wizard: who configures what. */
export interface WizardSession {
  id: string;
  user: UserRow;
  instance: InstanceRow;
  solution: Solution;
}

/** A step that connects an account. */
export interface AuthStep {
  slot: AuthSlot;
  serviceTitle: string;
  /** The connected account; null while there is none, or when a newer version needs it connected again. */
  connected: { authId: string; name: string } | null;
}

/** A text box of the config step. */
export interface ConfigField {
  slot: ConfigSlot;
  text: string;
  structured: boolean;
  required: boolean;
}

/** Opens a session on one of the user's instances. Throws a TrayError when it is not theirs. */
export async function openSession(services: TrayServices, user: UserRow, instanceId: string): Promise<WizardSession> {
  const now = services.clock.now();
  await services.catalogue.rollOutDue();
  const instance = await requireInstance(services, user.id, instanceId);
  const id = randomBytes(32).toString('hex');
  await services.database.deleteFrom('wizard_sessions').where('expires_at', '<=', now).execute();
  await services.database
    .insertInto('wizard_sessions')
    .values({ id, user_id: user.id, instance_id: instance.id, expires_at: later(now, sessionLifeMs) })
    .execute();
  return { id, user, instance, solution: await solutionOf(services, instance) };
}

/** The session of this id; undefined when there is none or it is over. Throws a TrayError when the instance is gone. */
export async function resumeSession(services: TrayServices, id: string): Promise<WizardSession | undefined> {
  const session = await services.database
    .selectFrom('wizard_sessions')
    .selectAll()
    .where('id', '=', id)
    .where('expires_at', '>', services.clock.now())
    .executeTakeFirst();
  const user = session && (await findUser(services, session.user_id));
  if (!session || !user) return undefined;
  const instance = await requireInstance(services, user.id, session.instance_id);
  return { id, user, instance, solution: await solutionOf(services, instance) };
}

/** What the wizard asks for: the newest version's slots, except those the partner's system supplies. */
export async function wizardSteps(
  services: TrayServices,
  { user, instance, solution }: WizardSession,
): Promise<{ auths: AuthStep[]; fields: ConfigField[] }> {
  const { authSlots, configSlots } = solution.newest.definition;
  const accounts = await listAuthentications(services, user.id);
  const askedAgain = solution.versions
    .filter(({ number }) => number > instance.user_version)
    .flatMap(({ definition }) => definition.neededFromUser);
  const auths = authSlots.map((slot): AuthStep => {
    const account = accounts.find(({ id }) => id === instance.auth_values[slot.externalId]);
    const connected = account && !askedAgain.includes(slot.externalId) ? account : undefined;
    return {
      slot,
      serviceTitle: serviceNamed(slot.service).title,
      connected: connected ? { authId: connected.id, name: connected.name } : null,
    };
  });
  const fields = configSlots
    .filter(({ hidden }) => !hidden)
    .map((slot) => ({
      slot,
      ...configText(slot, instance.config_values[slot.externalId]),
      required: !hasDefault(slot),
    }));
  return { auths, fields };
}

/** Connects an account for a slot, as if the user had just signed in there; undefined for an unknown slot. */
export async function connectAccount(
  services: TrayServices,
  { user, solution }: WizardSession,
  slotId: string,
): Promise<{ authId: string; name: string } | undefined> {
  const slot = solution.newest.definition.authSlots.find(({ externalId }) => externalId === slotId);
  if (!slot) return undefined;
  const service = serviceNamed(slot.service);
  const name = `${service.title} (${user.email})`;
  const customFields = customFieldsOf(user.email);
  return { authId: await createAuthentication(services, { ownerId: user.id, name, service, customFields }), name };
}

/** What the page sends at the end: the connected account and the text of each slot. */
export interface WizardResult {
  authValues: Record<string, string>;
  configTexts: Record<string, string>;
}

/** Saves the result and moves the instance on. Answers the slots still without a value, and saves nothing if there are any. */
export async function finishWizard(
  services: TrayServices,
  { user, instance, solution }: WizardSession,
  result: WizardResult,
): Promise<string[]> {
  const { definition } = solution.newest;
  const authValues = pick(result.authValues, definition.authSlots);
  await requireAuthentications(services, user.id, Object.values(authValues));
  const visible = { ...definition, configSlots: definition.configSlots.filter(({ hidden }) => !hidden) };
  const next = (row: InstanceRow) => ({
    auth_values: { ...row.auth_values, ...authValues },
    config_values: { ...row.config_values, ...storedTexts(visible.configSlots, row, result.configTexts) },
  });
  const missing = missingSlots(visible, next(instance).auth_values, next(instance).config_values);
  if (missing.length > 0) return missing;
  const change = (row: InstanceRow) => ({ ...snapshotOf(row), ...afterWizard(row, solution), ...next(row) });
  await changeInstance(services, user.id, instance.id, change, promptly);
  return [];
}

function storedTexts(slots: readonly ConfigSlot[], row: InstanceRow, texts: Record<string, string>) {
  return Object.fromEntries(
    slots.flatMap((slot) => {
      const text = texts[slot.externalId];
      return text === undefined
        ? []
        : [[slot.externalId, storedConfig(slot, row.config_values[slot.externalId], text)] as const];
    }),
  );
}

function pick(values: Record<string, string>, slots: readonly { externalId: string }[]): Record<string, string> {
  const known = new Set(slots.map(({ externalId }) => externalId));
  return Object.fromEntries(Object.entries(values).filter(([externalId]) => known.has(externalId)));
}

async function solutionOf(services: TrayServices, instance: InstanceRow): Promise<Solution> {
  const solution = await services.catalogue.find(instance.solution_id);
  if (!solution) throw new Error(`The Solution of instance ${instance.id} is missing`);
  return solution;
}
