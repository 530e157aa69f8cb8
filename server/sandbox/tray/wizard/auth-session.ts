import { randomBytes } from 'node:crypto';

import type { AuthenticationRow, UserRow } from '../database/tables.ts';
import { findService, type Service, serviceNamed } from '../services.ts';
import {
  accountOf,
  changeAccount,
  createAuthentication,
  customFieldsOf,
  listAuthentications,
} from '../store/authentications.ts';
import { requireInstance } from '../store/instance-writes.ts';
import { TrayError } from '../tray-errors.ts';
import { findUser } from '../store/users.ts';
import { later, type TrayServices } from '../tray-services.ts';

const sessionLifeMs = 3_600_000;

/** What a dialog is opened for, as its address says. */
export type AuthTarget =
  | { use: 'slot'; instanceId: string; externalId: string }
  | { use: 'free'; serviceId: string; serviceEnvironmentId: string }
  | { use: 'edit'; authenticationId: string };

/** One opening of the dialog: whose authentication of which service is made, or which one is signed in again. */
export interface AuthSession {
  id: string;
  user: UserRow;
  service: Service;
  serviceEnvironmentId: string;
  /** The authentication that is signed in again; null when a new one is made. */
  edited: AuthenticationRow | null;
}

/** Opens a session. Throws a TrayError when what the address names is not there, or not this user's. */
export async function openAuthSession(services: TrayServices, user: UserRow, target: AuthTarget): Promise<AuthSession> {
  const now = services.clock.now();
  const wanted = await resolve(services, user, target);
  const id = randomBytes(32).toString('hex');
  await services.database.deleteFrom('auth_sessions').where('expires_at', '<=', now).execute();
  await services.database
    .insertInto('auth_sessions')
    .values({
      id,
      user_id: user.id,
      service: wanted.service.name,
      service_environment_id: wanted.serviceEnvironmentId,
      authentication_id: wanted.edited?.id ?? null,
      expires_at: later(now, sessionLifeMs),
    })
    .execute();
  return { id, user, ...wanted };
}

/** The session of this id; undefined when there is none or it is over. */
export async function resumeAuthSession(services: TrayServices, id: string): Promise<AuthSession | undefined> {
  const session = await services.database
    .selectFrom('auth_sessions')
    .selectAll()
    .where('id', '=', id)
    .where('expires_at', '>', services.clock.now())
    .executeTakeFirst();
  const user = session && (await findUser(services, session.user_id));
  if (!session || !user) return undefined;
  const { authentication_id: editedId } = session;
  return {
    id,
    user,
    service: serviceNamed(session.service),
    serviceEnvironmentId: session.service_environment_id,
    edited: editedId === null ? null : await requireOwn(services, user, editedId),
  };
}

/** The account that the text box begins with: the present one, else the one the user is most likely to have there. */
export function likelyAccount({ user, edited }: AuthSession): string {
  return (edited && accountOf(edited)) ?? user.email;
}

/** Signs in at the service as this account; answers the authentication's id, which an edit keeps. The session ends. */
export async function signIn(services: TrayServices, session: AuthSession, account: string): Promise<string> {
  const { user, service, serviceEnvironmentId, edited } = session;
  await services.database.deleteFrom('auth_sessions').where('id', '=', session.id).execute();
  if (edited) {
    await changeAccount(services, edited, account);
    return edited.id;
  }
  return createAuthentication(services, {
    ownerId: user.id,
    name: `${service.title} (${account})`,
    service,
    serviceEnvironmentId,
    customFields: customFieldsOf(account),
  });
}

async function resolve(
  services: TrayServices,
  user: UserRow,
  target: AuthTarget,
): Promise<Omit<AuthSession, 'id' | 'user'>> {
  if (target.use === 'edit') {
    const edited = await requireOwn(services, user, target.authenticationId);
    return { service: serviceNamed(edited.service), serviceEnvironmentId: edited.service_environment_id, edited };
  }
  if (target.use === 'free') {
    const service = findService(target.serviceId);
    if (!service) throw new TrayError('notFound', 'Service not found', services.clock.now());
    return { service, serviceEnvironmentId: target.serviceEnvironmentId || service.environmentId, edited: null };
  }
  const instance = await requireInstance(services, user.id, target.instanceId);
  const solution = await services.catalogue.find(instance.solution_id);
  const slot = solution?.newest.definition.authSlots.find(({ externalId }) => externalId === target.externalId);
  if (!slot) throw new TrayError('notFound', 'Authentication slot not found', services.clock.now());
  const service = serviceNamed(slot.service);
  return { service, serviceEnvironmentId: service.environmentId, edited: null };
}

async function requireOwn(services: TrayServices, user: UserRow, id: string): Promise<AuthenticationRow> {
  const own = (await listAuthentications(services, user.id)).find((row) => row.id === id);
  if (!own) throw new TrayError('notFound', 'Authentication not found', services.clock.now());
  return own;
}
